"""Whom of the tables a name means on a day: full names, surnames with a title or country, bare surnames."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from onrecord.resolve.office_terms import PROMINENT, TOP, current_spells, has_left, just_left
from onrecord.resolve.registry import PARTICLES, Entry, Person, Registry
from onrecord.resolve.spelling import distinct, people_by_spelling

# Offices that do not make a bare surname known.
_OBSCURE = frozenset(
    ("ambassador", "presidential adviser", "governor", "member of parliament", "special envoy", "dissident",
     "assistant secretary of state", "military commander")
)  # fmt: skip
# Surnames too common to mean one person without a first name, a title or a country.
_COMMON_SURNAMES = frozenset(
    ("lee", "smith", "jones", "miller", "davis", "wilson", "taylor", "thomas", "martin", "garcia", "hernandez",
     "rodriguez", "gonzalez", "lopez", "perez", "sanchez", "fernandez", "khan", "ali", "ahmed", "singh", "brown",
     "scott", "lewis", "clark", "white", "young", "hall", "adams", "wright", "allen", "king", "green", "baker", "hill",
     "moore", "jackson", "anderson", "thompson", "robinson", "rogers", "collins", "murphy", "kelly", "chen", "zhang",
     "liu", "nguyen")
)  # fmt: skip
# Sources whose people are well enough known for a bare surname; the others list every state and every minister.
_KNOWN = frozenset(("hand", "current", "own"))


def find_person(
    registry: Registry, keys: tuple[str, ...], *, on: dt.date | None, country: str | None = None,
    hint: str | None = None, title: Entry | None = None, former: bool = False,
) -> Person | None:  # fmt: skip
    """Return the one person a name means, or None where nobody or several fit.

    Args:
        registry: Tables to use.
        keys: Folded words of the name (`("nicolas", "maduro")`, `("obama",)`).
        on: Day of the text; a bare surname means who is in high office then, or the only bearer who is in any.
        country: Country the phrase gives; people of others are left out.
        hint: Country the text around gives: a surname may mean anyone of it who is in office.
        title: Role that stands with the name: a surname means someone of such an office.
        former: Whether the text says the office is over (`former President Obama`).
    """
    if not keys:
        return None
    exact = registry.persons.get(" ".join(keys), [])
    office = title.office if title else None
    if len(keys) == 2 and not exact and keys[0] in PARTICLES:
        keys = (" ".join(keys),)
    if len(keys) >= 2:
        people = exact or people_by_spelling(registry, keys)
        if country is not None:
            people = [person for person in people if person.country in (country, None)]
        return _best(people, on, least=0, office=office)
    people = distinct((*exact, *registry.surnames.get(keys[0], ())))
    if country is not None:
        people = [person for person in people if person.country == country]
    if title is not None:
        people = [person for person in people if _may_bear(person, title)]
    if former and on is not None:
        people = [person for person in people if has_left(person, office, on)]
    if exact or country is not None or office is not None:
        return _best(people, on, least=0, office=office)
    if hint is not None and any(person.country == hint for person in people):
        people = [person for person in people if person.country == hint]
        return _best(people, on, least=1, office=office)
    if title is not None:
        return _best(people, on, least=1, office=office)
    return _by_bare_surname(registry, keys[0], people, on)


def _by_bare_surname(registry: Registry, surname: str, people: list[Person], on: dt.date | None) -> Person | None:
    """Return the well-known bearer of a bare surname: in high office, once head of a state, or the only one in office.

    Nobody where the surname is a common one, where it is a given name too and its bearer does not lead a state that
    day, or where it is no leader's and a bearer of another country holds some office that day.
    """
    if surname in _COMMON_SURNAMES:
        return None
    known = [person for person in people if any(spell.source in _KNOWN for spell in person.spells)]
    least = 4 if surname in _given_names(registry) else 2
    best = _best(known, on, least=least, office=None)
    if best is None and len(people) == len(known) == 1 and least == 2:
        only = known[0]
        return only if on is not None and any(s.office not in _OBSCURE for s in current_spells(only, on)) else None
    if best is not None and on is not None and _standing(best, on, None, least) < 4:
        return None if any(current_spells(p, on) for p in known if p.country != best.country) else best
    return best


def _may_bear(person: Person, title: Entry) -> bool:
    """Whether a title fits what the tables know of a person: the same office, or an office of the same sector."""
    if title.office is not None:
        return any(spell.office == title.office for spell in person.spells)
    sectors = set(title.sectors) - {"UNK", "CVL"}
    return not sectors or title.rank < 2 or any(sectors & set(spell.sectors) for spell in person.spells)


def _best(people: list[Person], on: dt.date | None, *, least: int, office: str | None) -> Person | None:
    """Return the one person whose standing on the day is highest, or None where two are equal or all below `least`."""
    ranked = sorted(((_standing(person, on, office, least), person) for person in people), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    best = ranked[0][1]
    return best if least != 2 or ranked[0][0] > 2 or any(spell.office in TOP for spell in best.spells) else None


def _standing(person: Person, on: dt.date | None, office: str | None, least: int) -> int:
    """5 holds the office named, 4 leads a state that day, 3 holds a high office, 2 has held one, 1 holds any.

    After a title (`least` 1) any office held that day counts as high: `Ambassador Rice` is whoever is in office.
    """
    begun = [spell for spell in person.spells if on is None or spell.start is None or spell.start <= on]
    now = current_spells(person, on) if on is not None else []
    if office is not None and any(spell.office == office for spell in now):
        return 5
    if any(spell.office in TOP for spell in now):
        return 4
    if any(spell.office in PROMINENT for spell in now) or any(just_left(spell, on) for spell in begun):
        return 3
    if now and least == 1:
        return 3
    if any(spell.office in TOP or spell.office in PROMINENT for spell in begun):
        return 2
    return 1 if now else 0


@lru_cache(maxsize=4)
def _given_names(registry: Registry) -> frozenset[str]:
    """First words of names of the tables that are no surnames there: a bare `Paul` is a first name sooner."""
    found: set[str] = set()
    for key, people in registry.persons.items():
        first, _, rest = key.partition(" ")
        if rest and not any(first in person.surnames for person in people):
            found.add(first)
    return frozenset(found)
