"""Which place of a name is meant: by size, by the words beside it, by the text's other places, by the outlet's home."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.resolve.toponyms.gazetteer import Entry, Gazetteer, fold
from onrecord.resolve.toponyms.home import Home

# Weights set by hand on LGL and TR-News (706 articles), 2026-11-22. The unit is a power of ten of population.
_KNOWN = {"country": 9.0, "region": 12.0, "admin1": 6.6, "admin2": 2.2, "town": 0.0}  # beside population
_CAPITAL = 1.0
_NAMESAKE = 8.0  # taken off a division called like the capital of its country (`Washington`)
_OTHER_NAME, _OTHER_DIVISION = 1.5, 6.0  # taken off where the name is not the canonical one
_LOCAL = 0.4  # share of size that counts where the outlet is named after a place of that name
_INSIDE = 8.0  # `Paris` in `Paris, Texas`
_HOLDS = 8.0  # `Texas` in `Paris, Texas`
_SAME_ADMIN1, _SAME_COUNTRY = 3.0, 3.0  # share of the text's places, as chosen so far, in the same division, country
_TOGETHER2, _TOGETHER1 = 4.0, 1.5  # other names of the text that may lie in the same division, second and first order
_FAMOUS_PEOPLE, _FAMOUS_NAMES = 500_000, 60  # people, names in other languages
_FAMOUS = 0.5  # for such a city
_UNLIKELY, _VERY_UNLIKELY = 0.5, 0.25  # share of the context for namesakes of such a city, of a capital
_NEAR = 2.0  # closeness to another chosen place of the text
_NEAR_KM = 60.0  # half the bonus at this distance
_HOME_TOWN, _HOME_ADMIN1, _HOME_COUNTRY = 3.0, 1.5, 1.0
_HOME_KM = 80.0
_ROUNDS = 3
_UNPLACED = 1.0  # taken off a division without a known town
_INSIDE_GAP = re.compile(r"\s*,\s*(?:the\s+|in\s+)?|\s+\(|\s+in\s+|\s+of\s+")
_LONGEST_GAP = 9


@dataclass(slots=True)
class Mention:
    """One place name of the text with the places it may mean; `choice` is the best so far.

    Attributes:
        start: First code point.
        end: One past the last.
        name: The text between.
        candidates: Places of that name.
        key: The name folded.
        choice: The place meant.
        inside: Place that the text says it lies in.
        holds: Itself, where the text says that the place before it lies in it.
    """

    start: int
    end: int
    name: str
    candidates: list[Entry]
    key: str = ""
    choice: Entry | None = None
    inside: Entry | None = None
    holds: Entry | None = None


@dataclass(slots=True)
class _Votes:
    """What the choices so far say, each name once: division or country → name → weight; points of towns."""

    admin1: dict[int, dict[str, float]] = field(default_factory=dict)
    country: dict[str, dict[str, float]] = field(default_factory=dict)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    total: float = 0.0


def resolve(text: str, mentions: Sequence[Mention], home: Home, table: Gazetteer) -> None:
    """Set the choice of each mention; mentions of one name share one, except where the text says otherwise."""
    fixed: dict[str, list[float]] = {}
    for mention in mentions:
        mention.key = fold(mention.name)
        if mention.key not in fixed:
            fixed[mention.key] = _fixed_scores(mention, home, table)
        mention.choice = _best(mention.candidates, fixed[mention.key])
    together = _together(mentions)
    for _ in range(_ROUNDS):
        _mark_inside(text, mentions)
        votes = _votes(mentions)
        flowing: dict[str, list[float]] = {}
        for mention in mentions:
            if mention.key not in flowing:
                moving = [_context_score(e, mention.key, votes, together) for e in mention.candidates]
                flowing[mention.key] = _joined(mention.candidates, fixed[mention.key], moving, home, table)
        for mention in mentions:
            scores = flowing[mention.key]
            if mention.inside is not None or mention.holds is not None:
                scores = [s + _beside_score(e, mention) for e, s in zip(mention.candidates, scores, strict=False)]
            mention.choice = _best(mention.candidates, scores)


def _joined(
    candidates: Sequence[Entry], fixed: Sequence[float], moving: Sequence[float], home: Home, table: Gazetteer
) -> list[float]:
    """Return fixed and context scores together.

    In an outlet of no particular town a name means the world's city of that name (a capital, half a million people, or
    names in many languages): for the others, unless they lie in the outlet's own division, the context counts in part.
    """
    famous = [
        score
        for entry, score in zip(candidates, fixed, strict=True)
        if entry.row in table.capitals or _is_famous(entry)
    ]
    top = max(famous, default=None)
    if top is None or home.names:
        return [a + b for a, b in zip(fixed, moving, strict=True)]
    part = _VERY_UNLIKELY if any(entry.row in table.capitals for entry in candidates) else _UNLIKELY
    scores = []
    for entry, own, context in zip(candidates, fixed, moving, strict=True):
        at_home = home.admin1 is not None and entry.admin1 == home.admin1
        share = part if own < top + _FAMOUS and not at_home else 1.0
        scores.append(own + context * share + (_FAMOUS if own == top else 0.0))
    return scores


def _is_famous(entry: Entry) -> bool:
    return entry.kind == "town" and (entry.population >= _FAMOUS_PEOPLE or entry.names >= _FAMOUS_NAMES)


def _best(candidates: Sequence[Entry], scores: Sequence[float]) -> Entry | None:
    return candidates[max(range(len(candidates)), key=scores.__getitem__)] if candidates else None


def _fixed_scores(mention: Mention, home: Home, table: Gazetteer) -> list[float]:
    """Return what does not depend on the rest of the text: how well known a place is, how near the outlet's home.

    A local paper's own town need not be well known.
    """
    capital = next((e.country for e in mention.candidates if e.row in table.capitals), None)
    local = _LOCAL if mention.key in home.names else 1.0
    scores = []
    for entry in mention.candidates:
        size = _size(entry)
        if entry.row in table.capitals:
            size += _CAPITAL
        if entry.key != mention.key and entry.kind in ("town", "admin1", "admin2"):
            size -= _OTHER_NAME if entry.kind == "town" else _OTHER_DIVISION
        if entry.kind in ("admin1", "admin2") and entry.country == capital:
            size -= _NAMESAKE
        if entry.lat is None:
            size -= _UNPLACED
        scores.append(size * local + _home_score(entry, home))
    return scores


def _size(entry: Entry) -> float:
    people = math.log10(entry.population + 30)
    if entry.kind == "admin1":  # a parish of an island is not known like a state
        return people + _KNOWN["admin1"] * min(1.0, max(0.2, (people - 4.0) / 2.5))
    return people + _KNOWN[entry.kind]


def _home_score(entry: Entry, home: Home) -> float:
    score = 0.0
    if home.country is not None and entry.country == home.country:
        score += _HOME_COUNTRY
    if home.admin1 is not None and home.admin1 in (entry.admin1, entry.row):
        score += _HOME_ADMIN1
    town = home.town
    if town is not None and entry.kind in ("town", "admin2"):
        score += _HOME_TOWN * _closeness(entry, town.lat, town.lon, _HOME_KM)
    return score


def _mark_inside(text: str, mentions: Sequence[Mention]) -> None:
    """Note for each mention the place that the text says it lies in; names without one take it from their twin."""
    stated: dict[str, Entry] = {}
    for mention in mentions:
        mention.inside = mention.holds = None
    for mention, after in itertools.pairwise(mentions):
        gap = text[mention.end : after.start]
        if len(gap) > _LONGEST_GAP or not _INSIDE_GAP.fullmatch(gap):
            continue
        holders = [e for e in after.candidates if e.kind in ("country", "admin1", "admin2")]
        held = [h for h in holders if any(lies_in(c, h) for c in mention.candidates)]
        if held:
            mention.inside = after.holds = max(held, key=_size)
            stated.setdefault(mention.key, mention.inside)
    for mention in mentions:
        if mention.inside is None:
            mention.inside = stated.get(mention.key)


def lies_in(entry: Entry, holder: Entry) -> bool:
    """Whether one place lies in another."""
    if entry.row == holder.row:
        return False
    if holder.kind == "country":
        return entry.country == holder.country
    return holder.row in (entry.admin1, entry.admin2)


def _beside_score(entry: Entry, mention: Mention) -> float:
    score = 0.0
    if mention.inside is not None and lies_in(entry, mention.inside):
        score += _INSIDE
    if mention.holds is not None and mention.holds.row == entry.row:
        score += _HOLDS
    return score


def _votes(mentions: Sequence[Mention]) -> _Votes:
    votes = _Votes()
    seen = set()
    for mention in mentions:
        entry = mention.choice
        if entry is None or mention.key in seen or entry.kind == "region":
            continue
        seen.add(mention.key)
        weight = 2.0 if mention.inside or len(mention.candidates) == 1 else 1.0
        votes.total += weight
        division = entry.row if entry.kind == "admin1" else entry.admin1
        if division is not None:
            votes.admin1.setdefault(division, {})[mention.key] = weight
        if entry.country:
            votes.country.setdefault(entry.country, {})[mention.key] = weight
        if entry.kind in ("town", "admin2") and entry.lat is not None and entry.lon is not None:
            votes.points.append((mention.key, entry.lat, entry.lon))
    return votes


def _together(mentions: Sequence[Mention]) -> dict[int, dict[str, float]]:
    """For each division, the names that have a candidate in it, each with a weight that falls with its candidates."""
    found: dict[int, dict[str, float]] = {}
    for mention in mentions:
        weight = 1.0 / math.sqrt(len(mention.candidates) or 1)
        for entry in mention.candidates:
            if entry.kind not in ("town", "admin2"):
                continue
            for row in (entry.admin1, entry.row if entry.kind == "admin2" else entry.admin2):
                if row is not None:
                    found.setdefault(row, {})[mention.key] = weight
    return found


def _context_score(entry: Entry, key: str, votes: _Votes, together: dict[int, dict[str, float]]) -> float:
    score = 0.0
    division = entry.row if entry.kind == "admin1" else entry.admin1
    if division is not None:
        score += _SAME_ADMIN1 * _share(votes.admin1.get(division), key, votes.total)
        score += _TOGETHER1 * _support(together.get(division), key)
    second = entry.row if entry.kind == "admin2" else entry.admin2
    if second is not None:
        score += _TOGETHER2 * _support(together.get(second), key)
    if entry.country:
        score += _SAME_COUNTRY * _share(votes.country.get(entry.country), key, votes.total)
    if entry.kind in ("town", "admin2"):
        best = 0.0
        for name, lat, lon in votes.points:
            if name != key:
                best = max(best, _closeness(entry, lat, lon, _NEAR_KM))
        score += _NEAR * best
    return score


def _support(group: dict[str, float] | None, key: str) -> float:
    """Return 0 to 1: how many other names may lie there."""
    total = sum(weight for name, weight in group.items() if name != key) if group else 0.0
    return total / (total + 0.5)


def _share(group: dict[str, float] | None, key: str, total: float) -> float:
    """Return 0 to 1.3: the share of the other chosen places that lie there, and something for any at all."""
    count = sum(weight for name, weight in group.items() if name != key) if group else 0.0
    return count / (total + 0.5) + 0.3 if count else 0.0


def _closeness(entry: Entry, lat: float | None, lon: float | None, half_km: float) -> float:
    """Return 1 at no distance, half at `half_km`, falling with its square; 0 where either point is unknown."""
    if entry.lat is None or entry.lon is None or lat is None or lon is None or abs(entry.lat - lat) > 5.0:
        return 0.0
    return 1.0 / (1.0 + (distance_km(entry.lat, entry.lon, lat, lon) / half_km) ** 2)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance (haversine, mean radius 6371 km)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
