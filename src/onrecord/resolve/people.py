"""People and offices: who a name means on a date, and who held an office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from onrecord.model import ActorCode
from onrecord.resolve.names import key_of, skeleton, skeletons
from onrecord.resolve.registry import Person, Registry, Spell, default_registry

# First names that are one name: "Joe" and "Joseph". English usage; extended where the tables need it.
_SHORT_FORMS = {
    "joe": "joseph", "mike": "michael", "bill": "william", "bob": "robert", "jim": "james", "tom": "thomas",
    "tony": "anthony", "dick": "richard", "rick": "richard", "ted": "edward", "jack": "john", "dave": "david",
    "ben": "benjamin", "chuck": "charles", "dan": "daniel", "ron": "ronald", "ken": "kenneth", "greg": "gregory",
    "steve": "steven", "liz": "elizabeth", "hank": "henry", "jeff": "jeffrey", "matt": "matthew", "tim": "timothy",
    "pete": "peter", "nick": "nicholas", "alex": "alexander", "sam": "samuel", "chris": "christopher", "ed": "edward",
    "bernie": "bernard", "don": "donald", "larry": "lawrence", "andy": "andrew", "fred": "frederick", "will": "william",
}  # fmt: skip
# Sources whose people are well enough known for a bare surname; the others list every state and every minister.
_KNOWN = frozenset(("hand", "current", "own"))
# Two first names are one when their Jaro-Winkler similarity reaches this; .90 separates Sergei/Sergey, Dmitri/Dmitry,
# Aleksandr/Alexander (skeletons) from Maria/Mario, Juan/Juana. Tried .86 to .94 on the leader tables, 2026-11-22.
_SAME_NAME = 0.90
# Offices of which a bare surname means the holder on the day, and, for the first, a past holder too.
_TOP = frozenset(
    ("president", "prime minister", "monarch", "supreme leader", "emir", "pope",
     "secretary-general of the United Nations")
)  # fmt: skip
_PROMINENT = frozenset(
    ("president", "prime minister", "monarch", "supreme leader", "foreign minister", "crown prince", "vice president",
     "secretary-general of the United Nations", "pope", "emir", "defence minister", "secretary general of NATO",
     "opposition leader", "party leader", "presidential spokesman", "national security adviser", "CIA director",
     "FBI director", "attorney general", "speaker of parliament", "senate majority leader", "state counsellor",
     "chief executive", "EU foreign policy chief", "president of the European Commission", "military commander",
     "Hezbollah leader", "president of the European Council", "presidential candidate",
     "White House press secretary")
)  # fmt: skip


def spell_on(person: Person, on: dt.date, *, office: str | None = None) -> Spell | None:
    """Return the spell that covers a day; of several, the highest office, then the one begun last."""
    covering = [s for s in person.spells if office in (None, s.office) and _covers(s, on)]
    return max(covering, key=lambda s: (s.office in _TOP, s.office in _PROMINENT, s.start or dt.date.min), default=None)


def person_code(registry: Registry, person: Person, on: dt.date | None, *, basis: str, rest: str = "") -> ActorCode:
    """Return what is known of a person on a day.

    In office: the office and its sectors. After the last office: ELI first, no office. On a day past what the table
    answers for: the last sectors, no office, and `as_of`. Before the first office: country only. Without a day: the
    sectors of the last office.
    """
    office, as_of = None, None
    sectors: tuple[str, ...] = ()
    last = person.spells[-1] if person.spells else None
    if on is None:
        sectors = last.sectors if last else ()
    elif current := spell_on(person, on):
        sectors, office = current.sectors, office_title(registry, current.office, person.country)
    elif last is not None:
        open_ended = [spell for spell in person.spells if spell.end is None and spell.seen < on]
        if open_ended:
            latest = max(open_ended, key=lambda s: (s.office in _TOP, s.office in _PROMINENT, s.seen))
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


def find_person(
    registry: Registry, keys: tuple[str, ...], *, on: dt.date | None, country: str | None = None, titled: bool = False,
    office: str | None = None, former: bool = False,
) -> Person | None:  # fmt: skip
    """Return the one person a name means, or None where nobody or several fit.

    Args:
        registry: Tables to use.
        keys: Folded words of the name (`("nicolas", "maduro")`, `("obama",)`).
        on: Day of the text; a bare surname means who is in office then.
        country: Country the text gives; others are left out.
        titled: Whether a title stands before the name: then a surname may mean any holder.
        office: Canonical office the text gives; its holders are preferred.
        former: Whether the text says the office is over (`former President Obama`).
    """
    if not keys:
        return None
    exact = registry.persons.get(" ".join(keys), [])
    if len(keys) >= 2:
        people = exact or _by_spelling(registry, keys)
        if country is not None:
            people = [person for person in people if person.country == country]
        return _best(people, on, least=0, office=office)
    people = _dedupe((*exact, *registry.surnames.get(keys[0], ())))
    if country is not None:
        people = [person for person in people if person.country == country]
    if office is not None:
        people = [person for person in people if any(spell.office == office for spell in person.spells)]
    if former and on is not None:
        people = [person for person in people if _has_left(person, office, on)]
    least = 0 if exact or country is not None or office is not None else 1 + (not titled)
    if least == 2:
        least += 2 * (keys[0] in _given_names(registry))
        people = [person for person in people if any(spell.source in _KNOWN for spell in person.spells)]
    return _best(people, on, least=least, office=office)


def _best(people: list[Person], on: dt.date | None, *, least: int, office: str | None) -> Person | None:
    """Return the one person whose standing on the day is highest, or None where two are equal or all below `least`."""
    ranked = sorted(((_standing(person, on, office, least), person) for person in people), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best = ranked[0][1]
    return best if least != 2 or ranked[0][0] > 2 or any(spell.office in _TOP for spell in best.spells) else None


def _standing(person: Person, on: dt.date | None, office: str | None, least: int) -> int:
    """5 holds the office named, 4 leads a state that day, 3 holds a high office, 2 has held one, 1 holds any.

    After a title (`least` 1) any office held that day counts as high: `Ambassador Rice` is whoever is in office.
    """
    begun = [spell for spell in person.spells if on is None or spell.start is None or spell.start <= on]
    now = [spell for spell in begun if on is not None and (_covers(spell, on) or _is_open(spell, on))]
    if office is not None and any(spell.office == office for spell in now):
        return 5
    if any(spell.office in _TOP for spell in now):
        return 4
    if any(spell.office in _PROMINENT for spell in now) or any(_just_left(spell, on) for spell in begun):
        return 3
    if now and least == 1:
        return 3
    if any(spell.office in _TOP or spell.office in _PROMINENT for spell in begun):
        return 2
    return 1 if now else 0


def _just_left(spell: Spell, on: dt.date | None) -> bool:
    """Whether a high office ended less than a year before the day: the surname alone is still understood."""
    return on is not None and spell.end is not None and spell.office in _PROMINENT and (on - spell.end).days < 365


def _covers(spell: Spell, on: dt.date) -> bool:
    return (spell.start is None or spell.start <= on) and on <= (spell.end or spell.seen)


@lru_cache(maxsize=4)
def _given_names(registry: Registry) -> frozenset[str]:
    """First words of the names of the tables: a bare `Paul` or `Michel` is a first name sooner than a surname."""
    return frozenset(key.partition(" ")[0] for key in registry.persons if " " in key)


def _has_left(person: Person, office: str | None, on: dt.date) -> bool:
    return any(spell.end is not None and spell.end <= on and office in (None, spell.office) for spell in person.spells)


def _is_open(spell: Spell, on: dt.date) -> bool:
    """Whether the spell had no end when the table was made, less than two years before that day."""
    return spell.end is None and spell.seen < on < spell.seen + dt.timedelta(days=730)


def _dedupe(people: Iterable[Person]) -> list[Person]:
    seen: list[Person] = []
    for person in people:
        if person not in seen:
            seen.append(person)
    return seen


@lru_cache(maxsize=4)
def _by_consonants(registry: Registry) -> dict[str, list[Person]]:
    """Consonants of each full name of the tables, to the people who bear it; built on first use."""
    index: dict[str, list[Person]] = {}
    for key, people in registry.persons.items():
        if " " in key:
            index.setdefault(skeletons(key.split(" ")), []).extend(people)
    return index


def _by_spelling(registry: Registry, keys: tuple[str, ...]) -> list[Person]:
    """People whose full name is the same after transliteration, or with short first name, middle names left out."""
    consonants = skeletons(keys)
    found = _by_consonants(registry).get(consonants, ())
    if found and len(consonants) >= 6:
        return _dedupe(found)
    for size in (1, 2, 3):
        if size >= len(keys):
            break
        people = registry.surnames.get(" ".join(keys[-size:]), [])
        same = [person for person in people if _same_first_name(keys[0], person)]
        if same:
            return _dedupe(same)
    return []


def _same_first_name(first: str, person: Person) -> bool:
    own = key_of(person.name).split(" ")[0]
    if len(first) == 1:
        return own.startswith(first)
    if _SHORT_FORMS.get(first, first) == _SHORT_FORMS.get(own, own):
        return True
    if skeleton(first) == skeleton(own) and len(skeleton(own)) > 2:
        return True
    return JaroWinkler.similarity(first, own) >= _SAME_NAME and first[-1] == own[-1]


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
