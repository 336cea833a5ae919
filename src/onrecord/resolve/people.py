"""People and offices: what is known of a person on a date, and who held an office."""

from __future__ import annotations

import datetime as dt

from onrecord.model import ActorCode
from onrecord.resolve.bearers import find_person
from onrecord.resolve.names import key_of
from onrecord.resolve.office_terms import seniority, spell_on
from onrecord.resolve.registry import Person, Registry, default_registry


def person_code(
    registry: Registry, person: Person, on: dt.date | None, *, basis: str, rest: str = "", said: str | None = None
) -> ActorCode:
    """Return what is known of a person on a day.

    In office: the office and its sectors. After the last office: ELI first, no office. On a day past what the table
    answers for: the last sectors, no office, and `as_of`. Before the first office: country only. Without a day: the
    sectors of the last office. Of several offices of the day the one the text says (`said`), else the highest.
    """
    office, as_of = None, None
    sectors: tuple[str, ...] = ()
    last = person.spells[-1] if person.spells else None
    if on is None:
        sectors = last.sectors if last else ()
    elif current := (spell_on(person, on, office=said) if said else None) or spell_on(person, on):
        sectors, office = current.sectors, office_title(registry, current.office, person.country)
    elif last is not None:
        open_ended = [spell for spell in person.spells if spell.end is None and spell.seen < on]
        if open_ended:
            latest = max(open_ended, key=lambda s: (seniority(s.office), s.seen))
            sectors, as_of = latest.sectors, latest.seen.isoformat()
        elif any(spell.end is not None and spell.end < on for spell in person.spells):
            sectors = ("ELI",)
    return ActorCode(
        country=person.country, sector=sectors[0] if sectors else None, sectors=sectors, kind="person",
        name=person.name, office=office, rest=rest, basis=basis, as_of=as_of, wikidata=person.wikidata,
    )  # fmt: skip


def office_title(registry: Registry, office: str, country: str | None) -> str:
    """Return what a country calls an office (`foreign minister` of USA is `secretary of state`)."""
    row = registry.offices[office]
    return row.local.get(country or "", office)


def holder_of(registry: Registry, country: str | None, office: str, on: dt.date) -> tuple[Person | None, str | None]:
    """Return who held an office on a day; and where nobody is known because the table ends before, its last day."""
    people = registry.holders.get((country, office), [])
    found: list[tuple[dt.date, Person]] = []
    last_seen: dt.date | None = None
    for person in people:
        spell = spell_on(person, on, office=office)
        if spell is not None:
            found.append((spell.start or dt.date.min, person))
        for own in person.spells:
            if own.office == office and own.end is None and own.seen < on:
                last_seen = max(last_seen or own.seen, own.seen)
    if found:
        return max(found, key=lambda pair: (pair[0], pair[1].name))[1], None
    return None, last_seen.isoformat() if last_seen else None


def office_holder(
    country: str | None, office: str, on: dt.date, *, registry: Registry | None = None
) -> ActorCode | None:
    """Return who held an office of a country on a day.

    Args:
        country: ISO 3166-1 alpha-3; None for international offices (`secretary-general of the united nations`).
        office: Canonical office or one of its titles (`foreign minister`, `secretary of state`).
        on: The day.
        registry: Tables to use; ours without it.

    Returns:
        The person with the office; a code without name and with `as_of` where the day is past what the table answers
        for; None where the table does not have the office on that day.
    """
    tables = registry or default_registry()
    canonical = tables.titles.get(key_of(office))
    if canonical is None:
        return None
    person, as_of = holder_of(tables, country, canonical, on)
    if person is not None:
        code = person_code(tables, person, on, basis="office-at-date")
        spell = spell_on(person, on, office=canonical)
        sectors = spell.sectors if spell else code.sectors
        return ActorCode(
            country=country, sector=sectors[0] if sectors else None, sectors=sectors, kind="person", name=person.name,
            office=office_title(tables, canonical, country), basis="office-at-date", wikidata=person.wikidata,
        )  # fmt: skip
    if as_of is None:
        return None
    sectors = tables.offices[canonical].sectors
    return ActorCode(
        country=country, sector=sectors[0], sectors=sectors, kind="unnamed", basis="office-past-as-of", as_of=as_of
    )


def person(name: str, *, on: dt.date | None = None, country: str | None = None) -> ActorCode | None:
    """Return who a person's name means, across diacritics and transliterations, or None.

    Args:
        name: Name as written (`Diaz-Canel`, `Aleksandr Lukashenko`). A surname alone is enough only where one holder
            of a high office bears it on that day.
        on: Day of the text.
        country: ISO 3166-1 alpha-3 the person must belong to.
    """
    registry = default_registry()
    found = find_person(registry, tuple(key_of(name).split(" ")), on=on, country=country)
    return person_code(registry, found, on, basis="person") if found else None
