"""Whom an actor phrase names: a person of the tables, or who holds the office it gives."""

from __future__ import annotations

import datetime as dt
from functools import partial

from onrecord.model import ActorCode
from onrecord.resolve.actor_countries import country_words
from onrecord.resolve.actor_names import ARTICLES, capital_runs, name_run, without
from onrecord.resolve.actor_roles import find_sectors
from onrecord.resolve.bearers import find_person
from onrecord.resolve.office_terms import spell_on
from onrecord.resolve.people import holder_of, office_title, person_code
from onrecord.resolve.phrases import Hit, Reading
from onrecord.resolve.registry import Entry, Person, Registry

_FORMER = frozenset(("former", "ex", "retired", "onetime", "erstwhile", "ousted", "deposed", "then former", "one time"))
_DEPUTY = frozenset(
    ("deputy", "vice", "assistant", "under", "junior", "former", "ex", "next", "new", "future", "acting", "interim")
)
_TEAMS = frozenset(("administration", "campaign", "cabinet", "family", "team", "aide", "adviser", "advisor"))
_PUBLIC = frozenset(("GOV", "MIL", "LEG", "SPY", "JUD", "COP", "PTY", "OPP", "REL", "IGO", "REB", "PRM"))
_SUFFIXES = frozenset(("jr", "sr", "iii"))
_MONTHS = frozenset(("may", "march", "august", "april", "june"))


def named_person(
    registry: Registry, reading: Reading, country: str | None, on: dt.date | None, hint: str | None = None
) -> tuple[Person, Hit | None, tuple[int, ...]] | None:
    """The person of the tables that the phrase names: full name, or surname with a title, a country or high office.

    `hint` is the country the text around gives.
    """
    title = next((role for hit in reading.hits if (role := hit.of("role"))), None)
    former = any(hit.key in _FORMER for hit in reading.hits)
    find = partial(find_person, registry, on=on, hint=hint, title=title, former=former)
    private = title is not None and title.rank >= 2 and not _PUBLIC & set(title.sectors)
    for hit in reading.hits:
        if hit.of("person"):
            keys = tuple(hit.key.split(" "))
            if len(keys) == 1 and (private or (hit.first and keys[0] in _MONTHS) or len(name_run(reading, hit)) > 1):
                continue
            if hit.last < len(reading.words) and reading.words[hit.last].key in _SUFFIXES:
                continue
            who = find(keys, country=country if len(keys) == 1 else None)
            if who is not None:
                return who, hit, tuple(range(hit.first, hit.last))
    for run in capital_runs(reading):
        keys = tuple(reading.words[i].key for i in run)
        if keys[-1] in _SUFFIXES:
            continue
        if len(keys) == 1 and (private or (run[0] and keys[0] in _MONTHS)):
            continue
        who = find(keys, country=country)
        if who is not None:
            return who, None, run
    return None


def is_owner(reading: Reading, run: tuple[int, ...]) -> bool:
    """Whether the phrase is about what is somebody's: `Trump's lawyer`, `the Obama administration`, `a Kerry aide`."""
    last = run[-1]
    if reading.words[last].possessive and last + 1 < len(reading.words):
        return True
    after = next((hit for hit in reading.hits if hit.first == last + 1), None)
    if after is None or "," in reading.text[reading.words[last].end : reading.words[last + 1].start]:
        return False
    role = after.of("role")
    if role is None or after.of("country", "people"):
        return after.of("body") is not None
    other = any(words[0] > last for words in capital_runs(reading))
    return role.kind == "government" or role.name in _TEAMS or other


def code_of_person(
    registry: Registry,
    reading: Reading,
    named: tuple[Person, Hit | None, tuple[int, ...]],
    on: dt.date | None,
) -> ActorCode:
    """Return the code of a named person; where the table has no office that day, what the phrase itself says."""
    who, _, run = named
    former = any(hit.key in _FORMER for hit in reading.hits)
    said = next((role.office for hit in reading.hits if (role := hit.of("role")) and role.office), None)
    code = person_code(registry, who, on, basis="table:person", rest=without(reading, set(run)), said=said)
    if former and code.office is None and code.sector != "ELI":
        sectors = ("ELI", *code.sectors)
        return ActorCode(
            country=code.country, sector="ELI", sectors=sectors, kind="person", name=code.name, rest=code.rest,
            basis=code.basis, as_of=code.as_of, wikidata=code.wikidata,
        )  # fmt: skip
    if code.sectors:
        return code
    sectors, _head = find_sectors(reading, code.country)
    return ActorCode(
        country=code.country, sector=sectors[0] if sectors else None, sectors=sectors, kind="person", name=code.name,
        rest=code.rest, basis=code.basis, as_of=code.as_of, wikidata=code.wikidata,
    )  # fmt: skip


def holder_code(
    registry: Registry, reading: Reading, head: Entry | None, country: str | None, on: dt.date | None
) -> ActorCode | None:
    """Who held the office that the phrase names without a person: only a plain title of one person."""
    if head is None or head.office is None or head.plural or on is None or capital_runs(reading):
        return None
    if reading.words[0].key in ("a", "an", "one", "two", "several", "some", "no", "any", "every") or any(
        w.key in _DEPUTY for w in reading.words
    ):
        return None
    extra = [
        hit
        for hit in reading.hits
        if not hit.of("role", "country", "people", "capital")
        and hit.key not in ("white house", "us department of state")
    ]
    if (
        extra
        or sum(1 for hit in reading.hits if hit.of("role")) > 1
        or any(
            reading.words[i].key not in ARTICLES | {"current", "then", "of", "his", "her", "its", "their"}
            for i in reading.unknown
        )
    ):
        return None
    person_, as_of = holder_of(registry, country, head.office, on)
    rest = without(reading, country_words(reading, country))
    if person_ is not None:
        spell = spell_on(person_, on, office=head.office)
        sectors = spell.sectors if spell else head.sectors
        return ActorCode(
            country=country, sector=sectors[0], sectors=sectors, kind="person", name=person_.name, rest=rest,
            office=office_title(registry, head.office, country), basis="office-at-date", wikidata=person_.wikidata,
        )  # fmt: skip
    if as_of is None:
        return None
    return ActorCode(
        country=country, sector=head.sectors[0], sectors=head.sectors, kind="unnamed", rest=rest,
        basis="office-past-as-of", as_of=as_of,
    )  # fmt: skip
