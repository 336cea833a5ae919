"""Which place of a name is meant: by size, by the words beside it, by the text's other places, by the outlet's home."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.resolve.toponyms.gazetteer import Entry, Gazetteer, fold
from onrecord.resolve.toponyms.home import Home

# Weights set by hand on LGL and TR-News (706 articles), 2026-11-22; each may move by a third without changing accuracy
# by more than a point.
_PRIOR = {"country": 9.0, "region": 12.0, "admin1": 6.6, "admin2": 2.2, "town": 0.0}
_INSIDE = 8.0  # `Paris, Texas`
_SAME_ADMIN1 = 3.0  # share of the text's places in the same first-order division
_SAME_COUNTRY = 2.0
_NEAR = 2.0  # closeness to other places of the text
_HOME_TOWN, _HOME_ADMIN1, _HOME_COUNTRY = 3.0, 1.5, 1.0
_CAPITAL = 1.0
_NAMESAKE = 6.0  # taken off a division that is called like the capital of its country (`Washington`)
_HOLDS = 8.0  # `Texas` in `Paris, Texas`
_OTHER_DIVISION = 4.0
_LOCAL = 0.4  # share of size that counts where the outlet is named after a place of that name
_OTHER_NAME = 1.5  # taken off where the name is not the canonical one
_ROUNDS = 3
_INSIDE_GAP = re.compile(r"\s*,\s*(?:the\s+)?|\s+\(|\s+in\s+|\s+of\s+|,\s+in\s+")
_COUNTY = re.compile(r"(?:county|parish|borough|district|province|region|oblast)$", re.IGNORECASE)


@dataclass(slots=True)
class Mention:
    """One place name of the text with the places it may mean; `choice` is the best so far."""

    start: int
    end: int
    name: str
    candidates: list[Entry]
    choice: Entry | None = None
    inside: Entry | None = None
    holds: Entry | None = None
    capital: str | None = None


def resolve(text: str, mentions: Sequence[Mention], home: Home, table: Gazetteer) -> None:
    """Set the choice of each mention; all mentions of one name get one choice, except where the text says otherwise."""
    for mention in mentions:
        mention.capital = next((e.country for e in mention.candidates if e.row in table.capitals), None)
        mention.choice = max(mention.candidates, key=lambda e: _size(e, fold(mention.name), home, table), default=None)
    for _ in range(_ROUNDS):
        _mark_inside(text, mentions)
        votes = _votes(mentions)
        chosen = [max(m.candidates, key=lambda e: _score(e, m, votes, home, table), default=None) for m in mentions]
        for mention, choice in zip(mentions, chosen, strict=True):
            mention.choice = choice


def _size(entry: Entry, key: str, home: Home, table: Gazetteer) -> float:
    """Return how well known a place is; a local paper's own town need not be well known."""
    size = _PRIOR[entry.kind] + math.log10(max(entry.population, 0) + 30)
    if entry.row in table.capitals:
        size += _CAPITAL
    if entry.kind != "region" and fold(entry.name) != key:
        size -= _OTHER_NAME if entry.kind == "town" else _OTHER_DIVISION if entry.kind != "country" else 0.0
    return size * _LOCAL if key in home.names else size


def _mark_inside(text: str, mentions: Sequence[Mention]) -> None:
    """Note for each mention the place that the text says it lies in; names without one take it from their twin."""
    stated: dict[str, Entry] = {}
    for mention, after in itertools.pairwise(mentions):
        mention.inside = after.holds = None
        gap = text[mention.end : after.start]
        if len(gap) > 9 or not _INSIDE_GAP.fullmatch(gap):
            continue
        holders = [e for e in after.candidates if e.kind in ("country", "admin1", "admin2")]
        held = [h for h in holders if any(lies_in(c, h) for c in mention.candidates)]
        if held:
            mention.inside = after.holds = max(
                held, key=lambda e: _PRIOR[e.kind] + math.log10(max(e.population, 0) + 30)
            )
            stated.setdefault(fold(mention.name), mention.inside)
    for mention in mentions:
        if mention.inside is None:
            mention.inside = stated.get(fold(mention.name))


def lies_in(entry: Entry, holder: Entry) -> bool:
    """Whether one place lies in another."""
    if entry.row == holder.row:
        return False
    if holder.kind == "country":
        return entry.country == holder.country
    return holder.row in (entry.admin1, entry.admin2)


@dataclass(slots=True)
class _Votes:
    admin1: dict[int, dict[str, float]]
    country: dict[str, dict[str, float]]
    points: list[tuple[str, float, float, float]]
    total: float


def _votes(mentions: Sequence[Mention]) -> _Votes:
    """Count the chosen places by division and country, each name once."""
    votes = _Votes({}, {}, [], 0.0)
    seen = set()
    for mention in mentions:
        key, entry = fold(mention.name), mention.choice
        if entry is None or key in seen or entry.kind == "region":
            continue
        seen.add(key)
        weight = 2.0 if mention.inside or len(mention.candidates) == 1 else 1.0
        votes.total += weight
        division = entry.row if entry.kind == "admin1" else entry.admin1
        if division is not None:
            votes.admin1.setdefault(division, {})[key] = weight
        if entry.country:
            votes.country.setdefault(entry.country, {})[key] = weight
        if entry.kind in ("town", "admin2"):
            votes.points.append((key, entry.lat, entry.lon, weight))
    return votes


def _share(group: dict[str, float] | None, key: str, total: float) -> float:
    if not group:
        return 0.0
    count = sum(weight for name, weight in group.items() if name != key)
    return count / (total + 0.5) + (0.3 if count else 0.0)


def _score(entry: Entry, mention: Mention, votes: _Votes, home: Home, table: Gazetteer) -> float:
    key = fold(mention.name)
    score = _size(entry, key, home, table)
    if mention.inside is not None and lies_in(entry, mention.inside):
        score += _INSIDE
    if mention.holds is not None and mention.holds.row == entry.row:
        score += _HOLDS
    if entry.kind in ("admin1", "admin2") and entry.country == mention.capital:
        score -= _NAMESAKE
    division = entry.row if entry.kind == "admin1" else entry.admin1
    if entry.kind != "admin1" and division is not None:
        score += _SAME_ADMIN1 * _share(votes.admin1.get(division), key, votes.total)
    if entry.kind != "country" and entry.country:
        score += _SAME_COUNTRY * _share(votes.country.get(entry.country), key, votes.total)
    if entry.kind in ("town", "admin2"):
        score += _NEAR * _closeness(entry, key, votes)
    if entry.population < 0:
        score -= 1.0
    return score + _home_bonus(entry, division, home)


def _closeness(entry: Entry, key: str, votes: _Votes) -> float:
    """Return 0 to 1: how near the nearest other places of the text are (half at about 60 km)."""
    best = 0.0
    for name, lat, lon, _ in votes.points:
        if name != key:
            best = max(best, 1.0 / (1.0 + (distance_km(entry.lat, entry.lon, lat, lon) / 60.0) ** 2))
    return best


def _home_bonus(entry: Entry, division: int | None, home: Home) -> float:
    bonus = 0.0
    if home.town is not None and entry.kind in ("town", "admin2"):
        near = distance_km(entry.lat, entry.lon, home.town.lat, home.town.lon)
        bonus += _HOME_TOWN / (1.0 + (near / 80.0) ** 2)
    if home.admin1 is not None and entry.kind != "country" and division == home.admin1:
        bonus += _HOME_ADMIN1
    if home.country is not None and entry.kind != "country" and entry.country == home.country:
        bonus += _HOME_COUNTRY
    if entry.kind == "country" and entry.country == home.country:
        bonus += _HOME_COUNTRY
    return bonus


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance (haversine, mean radius 6371 km)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
