"""What all verbs share: options, output, messages and exit codes.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with skips (1 with `--strict`).
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.model import Skipped

FAILED, SKIPS = 1, 3

Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Articles: files, folders, or - for a text on stdin.")
]
ArchiveFile = Annotated[
    Path, typer.Option("--archive", "-a", metavar="FILE", envvar="ONRECORD_ARCHIVE", help="The archive.")
]
Format = Annotated[
    Literal["text", "html", "jsonl", "json", "csv", "tsv", "parquet"] | None,
    typer.Option("--format", metavar="FORMAT", help="Format of all files, whatever their names say."),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON Lines.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on stderr; errors still.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail (exit 1) when anything was skipped.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day, month or year on (2025-06-02, 2025-06, 2025).")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, month or year, inclusive.")]


def limit_option(help_: str) -> object:
    """Return the `--limit` option with a verb's own meaning."""
    return typer.Option("--limit", "-n", min=1, metavar="N", help=help_)


@contextmanager
def writing_to(path: Path | None, *, json: bool = False) -> Iterator[TextIO]:
    """Open what data is written to: the file, or stdout. A file and JSON are UTF-8, whatever the terminal takes.

    Raises:
        InputError: The file cannot be written.
    """
    if path is None:
        if json and isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        return
    from onrecord.errors import InputError

    try:
        file = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", hint="name another file with -o", where=str(path)
        ) from error
    with file:
        yield file


def open_archive(path: Path) -> Archive:
    """Open an archive that must be there."""
    from onrecord.archive import Archive

    return Archive(path, create=False)


def note(message: str, *, quiet: bool = False) -> None:
    """Write a message to stderr."""
    if not quiet:
        typer.echo(message, err=True)


def skip_table(skips: Iterable[Skipped]) -> list[str]:
    """Return lines that count skips by stage and reason, most first, each with its first detail."""
    from onrecord.cli.words import safe

    found = list(skips)
    counts = Counter((skip.stage, skip.reason) for skip in found)
    first: dict[tuple[str, str], Skipped] = {}
    for skip in found:
        first.setdefault((skip.stage, skip.reason), skip)
    lines = []
    for (stage, reason), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        skip = first[stage, reason]
        where = f"{skip.where}: " if skip.where else ""
        lines.append(f"  {number:>6}  {reason} ({stage})  e.g. {safe(where + skip.detail)}")
    return lines


def finish(skips: list[Skipped], *, strict: bool, quiet: bool) -> None:
    """Tell the skips by reason, and end with the exit code that says so, where there are any.

    Raises:
        typer.Exit: With 3, or 1 where `strict`.
    """
    if not skips:
        return
    note(f"{len(skips)} skipped:", quiet=quiet)
    for line in skip_table(skips):
        note(line, quiet=quiet)
    raise typer.Exit(FAILED if strict else SKIPS)
