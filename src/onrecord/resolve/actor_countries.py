"""Which country an actor phrase is of: stated in it, given by its body, or told by the text around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from onrecord.resolve.phrases import Hit, Reading, read_phrase
from onrecord.resolve.registry import Registry, default_registry


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules have settled so far."""

    country: str | None
    country_hit: Hit | None
    basis: str | None


def known_country(registry: Registry, known: str | None) -> str | None:
    """Return ISO 3166-1 alpha-3 of a code or a country's name, or None."""
    if known is None:
        return None
    if len(known) == 3 and known.isupper():
        return known
    hit = read_phrase(known, registry, None).hits
    entry = hit[0].of("country", "people") if hit else None
    return entry.country if entry else None


def find_country(reading: Reading, known: str | None) -> Found:
    """Country of the phrase: stated before the head, then a body's own, then stated after `in` or `of`, then given."""
    inside: Found | None = None
    body: Found | None = None
    capital: Found | None = None
    for hit in reading.hits:
        if reading.is_attached(hit):
            continue
        where = reading.preposition(hit)
        if where == "away":
            continue
        entry = hit.of("country", "people", "capital", "city")
        if entry is not None and (reading.is_in_name(hit) or reading.is_topic(hit)):
            continue
        own = hit.of("body") or next((e for e in hit.entries if e.meaning == "role" and e.country), None)
        if entry is not None and own is None:
            kind = Found(entry.country, hit, f"table:{entry.meaning}")
            if where == "inside":
                inside = inside or kind
            elif entry.meaning in ("capital", "city"):
                capital = capital or kind
            elif not _is_first_of_pair(reading, hit):
                return kind
        elif own is not None and body is None:
            body = Found(own.country, hit, "table:body")
    if body is not None and body.country is None:
        body = None
    if body is None and _has_us_party(reading):
        body = Found("USA", None, "us-party-and-state")
    given = Found(known, None, "given") if known else None
    return body or inside or capital or given or Found(None, None, None)


def _is_first_of_pair(reading: Reading, hit: Hit) -> bool:
    """Whether a people is only where citizens of another come from (`Thai-American`)."""
    after = next((other for other in reading.hits if other.first == hit.last), None)
    gap = reading.text[reading.words[hit.last - 1].end : reading.words[hit.last].start] if after else ""
    return after is not None and gap == "-" and after.key in ("american", "americans", "canadian", "born")


def _has_us_party(reading: Reading) -> bool:
    """Whether a member of the US Congress is marked in the American way (`D-Calif.`, `R-S.C.`)."""
    return any(
        word.raw in ("D", "R") and reading.text[word.end : word.end + 1] in ("-", "‑", "–")
        for word in reading.words[1:-1]
    )


def country_of_context(registry: Registry, context: str | None, found: Found) -> Found:
    """The one country a context names, or the one it names at least twice as often as any other."""
    if not context:
        return found
    country = _context_country(context) if registry is default_registry() else _count_countries(registry, context)
    return Found(country, None, "context") if country else found


@lru_cache(maxsize=4096)
def _context_country(context: str) -> str | None:
    return _count_countries(default_registry(), context)


def _count_countries(registry: Registry, context: str) -> str | None:
    if (
        len(context) == 3
        and context.isupper()
        and any((context, o) in registry.holders for o in ("president", "prime minister", "monarch"))
    ):
        return context
    counts = Counter(
        entry.country
        for hit in read_phrase(context, registry, None).hits
        if (entry := hit.of("country", "people", "capital", "body")) and entry.country
    )
    ranked = counts.most_common(2)
    if not ranked:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def country_words(reading: Reading, country: str | None) -> set[int]:
    """Return the indices of the words that name the country."""
    gone: set[int] = set()
    for hit in reading.hits:
        entry = hit.of("country", "people", "capital", "city")
        if entry is not None and entry.country == country:
            gone.update(range(hit.first, hit.last))
    return gone
