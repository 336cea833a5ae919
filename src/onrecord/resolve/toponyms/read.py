"""Places of a text: at given spans, or found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Place
from onrecord.resolve.toponyms.gazetteer import Entry, Gazetteer, gazetteer
from onrecord.resolve.toponyms.home import find_home
from onrecord.resolve.toponyms.score import Mention, resolve

_DIVISION_WORD = re.compile(
    r"\s+(?:county|parish|district|province|region|state|city|governorate|prefecture|oblast|municipality|township)$",
    re.IGNORECASE,
)


def places_at(text: str, spans: Sequence[tuple[int, int]], *, source: str | None = None) -> list[Place | None]:
    """Return what place each span names; None where the gazetteer has no such name.

    Args:
        text: The text.
        spans: Half-open ranges of code points, each one place name.
        source: Outlet of the text, by name or web address.

    Returns:
        One value a span, in the order given.
    """
    table = gazetteer()
    ordered = sorted(set(spans))
    mentions = [Mention(start, end, text[start:end], candidates_of(text[start:end], table)) for start, end in ordered]
    resolve(text, mentions, find_home(source, table), table)
    found = {(m.start, m.end): place_of(m, table) for m in mentions}
    return [found[span] for span in spans]


def candidates_of(name: str, table: Gazetteer) -> list[Entry]:
    """Return the places that a name may mean; `the` before it and `province` after it may be left out."""
    name = " ".join(name.split())
    if name.isupper() and name.isalpha() and len(name) <= 3 and name not in table.exact:
        return []
    found = table.find(name)
    if not found and name.lower().startswith("the "):
        found = table.find(name[4:])
    if not found and name.endswith(("'s", "’s")):
        found = table.find(name[:-2])
    if not found and _DIVISION_WORD.search(name):
        found = [e for e in table.find(_DIVISION_WORD.sub("", name)) if e.kind in ("admin1", "admin2", "town")]
    if not found and name.isupper() and len(name) > 3:
        found = table.find(name.title())
    return [e for e in found if e.lat is not None] or found


def place_of(mention: Mention, table: Gazetteer) -> Place | None:
    """Return the value for a resolved mention."""
    entry = mention.choice
    if entry is None:
        return None
    return Place(
        start=mention.start,
        end=mention.end,
        name=entry.name,
        country=entry.country,
        admin1=table.admin1_name(entry),
        lat=round(entry.lat, 5) if entry.lat is not None else None,
        lon=round(entry.lon, 5) if entry.lon is not None else None,
        geonames_id=entry.geonames_id,
    )
