"""Actor phrases (`four Saudi men`, `the secretary of state`, `Cuban President X`): who that is on a date.

A phrase is read against the tables (`phrases`), then country, sectors, person and kind are decided by ordered rules
whose name is the result's `basis`. Nothing is guessed: what no table and no word of the phrase gives stays None.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from onrecord.model import ActorCode
from onrecord.resolve.actor_countries import Found, country_of_context, find_country, known_country
from onrecord.resolve.actor_names import capital_runs, without
from onrecord.resolve.actor_people import code_of_person, holder_code, is_owner, named_person
from onrecord.resolve.actor_roles import find_kind, find_sectors, needs_country
from onrecord.resolve.actor_split import split_actors
from onrecord.resolve.people import office_holder, person
from onrecord.resolve.phrases import Reading, read_phrase
from onrecord.resolve.registry import Entry, Registry, default_registry, load_registry

__all__ = ["actor", "load_registry", "office_holder", "person", "plover_country", "split_actors"]


def actor(
    text: str,
    *,
    on: dt.date | None = None,
    context: str | None = None,
    known_country: str | None = None,
    registry: Registry | None = None,
) -> ActorCode:
    """Return what an actor phrase means on a date.

    Args:
        text: The phrase as written (`four Saudi men`, `the secretary of state`); up to a sentence part.
        on: Day of the text; offices are those held then. Without it offices are not resolved to people.
        context: Text around the phrase (sentence, title or country name): gives the country of a state office or body
            the phrase names without one, where it names one country or clearly one most often.
        known_country: ISO 3166-1 alpha-3 or country name that holds where the phrase gives none.
        registry: Tables to use (see `load_registry`); ours without it.

    Returns:
        The code; a field is None (or empty) where nothing decides it. `basis` names the rule.
    """
    if registry is None:
        return _cached(text.strip(), on, context, known_country)
    return _actor(registry, text.strip(), on, context, known_country)


@lru_cache(maxsize=65536)
def _cached(text: str, on: dt.date | None, context: str | None, known_country: str | None) -> ActorCode:
    return _actor(default_registry(), text, on, context, known_country)


def _actor(registry: Registry, text: str, on: dt.date | None, context: str | None, known: str | None) -> ActorCode:
    reading = read_phrase(text, registry, on)
    if not reading.words:
        return ActorCode(rest=text)
    known = known_country(registry, known)
    found = find_country(reading, known)
    hint = country_of_context(registry, context, found).country if found.country is None else None
    named = named_person(registry, reading, found.country, on, hint)
    if named is not None and not is_owner(reading, named[2]):
        return code_of_person(registry, reading, named, on)
    if named is not None and found.country is None:
        found = Found(named[0].country, None, "table:person")
    sectors, head = find_sectors(reading, found.country)
    if found.country is None and needs_country(head):
        found = country_of_context(registry, context, found)
    holder = holder_code(registry, reading, head, found.country, on)
    if holder is not None:
        return holder
    return _plain(reading, found, sectors, head)


def _plain(reading: Reading, found: Found, sectors: tuple[str, ...], head: Entry | None) -> ActorCode:
    """A phrase without a person of the tables: country, body, or people described."""
    hit = found.country_hit if found.basis != "table:body" else None
    gone = set(range(hit.first, hit.last)) if hit is not None else set()
    rest = without(reading, gone)
    runs = capital_runs(reading)
    kind, name = find_kind(reading, found, head, runs)
    basis = f"table:{head.meaning}" if head is not None else found.basis
    if kind == "person" and head is not None and head.meaning == "body":
        basis = "table:person"
    if found.country is not None and head is not None and head.meaning == "role" and found.basis:
        basis = f"{found.basis}+role"
    return ActorCode(
        country=found.country, sector=sectors[0] if sectors else None, sectors=sectors, kind=kind, name=name, rest=rest,
        basis=basis, wikidata=head.wikidata if head and name == head.name else None,
    )  # fmt: skip


def plover_country(code: ActorCode) -> str | None:
    """Return the PLOVER country of an actor: ISO alpha-3, or UNO, EUR, IGO for international bodies; None for others.

    Source: PLOVER manual, table "International Non-state actor names".
    """
    if code.country is not None:
        return code.country
    return next((name for name in ("UNO", "EUR", "IGO") if name in code.sectors), None)
