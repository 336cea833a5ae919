"""Rows of the actor tables: CSV with `#` lines at the top, and a user's own rows in CSV or YAML."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from onrecord.errors import SettingsError


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV table whose first lines are `#` comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def list_of(cell: str | None) -> tuple[str, ...]:
    """Return the parts of a cell that are separated by `|`."""
    return tuple(part for part in (cell or "").split("|") if part)


def date_of(cell: str | None, *, end: bool = False) -> dt.date | None:
    """Return a day of `2015`, `2015-06` or `2015-06-02`: the first day, or with `end` the last."""
    if not cell:
        return None
    parts = [int(part) for part in cell.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if not end:
        return dt.date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    if len(parts) == 1:
        return dt.date(parts[0], 12, 31)
    following = dt.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def as_of_table(path: Path) -> dt.date:
    """Return the `as_of` date of a table's head.

    Raises:
        SettingsError: The head has none.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            if "as_of:" in line:
                return dt.date.fromisoformat(line.split("as_of:")[1].strip()[:10])
    raise SettingsError(f"{path} has no as_of date", hint="write `# as_of: 2026-08-31` at its top")


def own_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a user's CSV or YAML file, lists joined by `|` as in our own tables.

    Raises:
        SettingsError: A row has no name, or the file is not a list of rows.
    """
    if path.suffix in (".yaml", ".yml"):
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(loaded, list) or not all(isinstance(row, dict) for row in loaded):
            raise SettingsError(f"{path} is not a list of rows", hint="write `- {name: ..., iso3: ...}` lines")
        rows = [
            {str(k): "|".join(map(str, v)) if isinstance(v, list) else str(v) for k, v in row.items() if v is not None}
            for row in loaded
        ]
    else:
        rows = list(read_rows(path))
    for number, row in enumerate(rows, 1):
        if not row.get("name"):
            raise SettingsError(
                f"row {number} of {path} has no name", hint="see docs/explanation/actors.md for columns"
            )
        for column, default in (("iso3", ""), ("kind", "organisation"), ("start", ""), ("end", "")):
            row.setdefault(column, default)
        row.setdefault("seen", dt.date.max.isoformat())
        row["source"] = "own"
    return rows


def rows_not_replaced(rows: Iterable[dict[str, str]], own: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Our rows without those of a person and office that the user's rows have, and of an office the user fills anew."""
    mine = {(row["name"], row["iso3"], row["office"]) for row in own}
    filled = [(row["iso3"], row["office"], row["start"], row["end"] or "9999") for row in own]
    for row in rows:
        if (row["name"], row["iso3"], row["office"]) in mine:
            continue
        until = row["end"] or "9999"
        clash = [f for f in filled if f[:2] == (row["iso3"], row["office"]) and f[2] < until and row["start"] < f[3]]
        if clash and all(start <= row["start"] for *_, start, _end in clash):
            continue
        yield {**row, "end": min(start for *_, start, _end in clash)} if clash else row
