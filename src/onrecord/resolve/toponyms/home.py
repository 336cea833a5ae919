"""Where an outlet is at home: by the table of outlets, by place names in its name or address, by its country code."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass

from onrecord.resolve.toponyms.gazetteer import Entry, Gazetteer, fold
from onrecord.resources import data_path

# Country codes of addresses that differ from the ISO code, and those used by anyone.
_DOMAINS = {
    "uk": "GBR",
    "su": "RUS",
    "eu": None,
    "tv": None,
    "co": None,
    "me": None,
    "io": None,
    "fm": None,
    "ai": None,
}
_PAPER_WORDS = re.compile(
    r"(?:news|times|post|herald|tribune|gazette|register|journal|daily|weekly|star|press|chronicle|telegram|sentinel|"
    r"record|review|observer|mercury|beacon|courier|standard|examiner|leader|item|echo|mail|argus|advocate|bulletin|"
    r"online|today|the|thisis|visit|my|www|world|express|independent|dispatch|citizen|sun|free|live|media|local)"
)


@dataclass(frozen=True, slots=True)
class Home:
    """What an outlet's name says about where it is.

    Attributes:
        country: ISO 3166-1 alpha-3, or None.
        admin1: Row of the first-order division, or None.
        town: The town itself, or None.
        names: Folded place names inside its name or address, any of several places.
    """

    country: str | None = None
    admin1: int | None = None
    town: Entry | None = None
    names: tuple[str, ...] = ()


@functools.cache
def _outlets() -> dict[str, tuple[str, str, str]]:
    lines = data_path("places", "outlets.csv").read_text(encoding="utf-8").splitlines()
    found = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        for name in row["names"].split("|"):
            found[name.lower()] = (row["country"], row["admin1"], row["town"])
    return found


def find_home(source: str | None, places: Gazetteer) -> Home:
    """Return the home of an outlet given by name or web address; an empty one where nothing is known."""
    if not source:
        return Home()
    name = re.sub(r"^(?:https?://)?(?:www\d?\.)?", "", source.strip().lower()).split("/")[0]
    table = _outlets()
    parts = name.split(".")
    for start in range(len(parts) if "." in name else 1):
        known = table.get(".".join(parts[start:]))
        if known:
            return _listed(known, places)
    return Home(country=_code_of(parts, places), names=_names_in(name, places))


def _listed(known: tuple[str, str, str], places: Gazetteer) -> Home:
    country, admin1, town = known
    divisions = [e for e in places.find(admin1) if e.kind == "admin1" and e.country == country] if admin1 else []
    division = divisions[0].row if divisions else None
    towns = [
        e for e in (places.find(town) if town else [])
        if e.kind == "town" and e.country == country and division in (None, e.admin1)
    ]  # fmt: skip
    best = max(towns, key=lambda e: e.population, default=None)
    return Home(country or None, division if division is not None else (best.admin1 if best else None), best)


def _code_of(parts: list[str], places: Gazetteer) -> str | None:
    if len(parts) < 2:
        return None
    code = parts[-1]
    return _DOMAINS[code] if code in _DOMAINS else places.alpha3_of.get(code.upper())


def _names_in(name: str, places: Gazetteer) -> tuple[str, ...]:
    """Return place names at the start or end of the words of a name, paper words taken off."""
    found = []
    host = name.rsplit(".", 1)[0] if "." in name else name
    for word in re.split(r"[.\-_]|(?<=[a-z])\s+(?=[a-z])", host):
        key = fold(re.sub(f"^{_PAPER_WORDS.pattern}+|{_PAPER_WORDS.pattern}+$", "", word.strip()))
        if len(key) >= 4 and key in places.by_name:
            found.append(key)
    return tuple(found)
