"""The actor tables in memory: what a run of words can mean. Tables are in `data/actors`; a user may add rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from onrecord.model import ActorKind
from onrecord.resolve.names import key_of, plurals, skeletons
from onrecord.resolve.tables import as_of_table, date_of, list_of, own_rows, read_rows, rows_not_replaced
from onrecord.resources import data_path

Meaning = Literal["country", "people", "capital", "city", "body", "role", "modifier", "person"]
_ACRONYM_MAX = 6
# Bodies of one word that titles begin with; others (`Labour`) are common words there.
_BODIES_IN_TITLES = frozenset(("kremlin", "cia", "fbi"))
_SUFFIXES = frozenset(("jr", "sr", "i", "ii", "iii", "iv", "vi", "xiv", "xvi"))
PARTICLES = frozenset(("al", "el", "de", "da", "di", "van", "von", "le", "la", "ben", "bin", "abu", "del", "dos"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning of a run of words.

    Attributes:
        meaning: Which table it comes from.
        name: Canonical name, or the role phrase.
        country: ISO 3166-1 alpha-3, or None.
        sectors: PLOVER sector codes.
        kind: Kind of actor it names by itself, or None.
        rank: For roles: 3 decides alone, 2 usual, 1 says little, 0 only people.
        exact_case: The words must be in capitals (acronyms).
        proper: The words must begin with a capital.
        plural: The words are a plural.
        since: First day the meaning holds, or None.
        until: Last day, or None.
        office: For roles that are offices: canonical office.
        wikidata: Wikidata id, or None.
    """

    meaning: Meaning
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    kind: ActorKind | None = None
    rank: int = 0
    exact_case: bool = False
    proper: bool = False
    plural: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    office: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One time in office. `end` None: still held on `seen`, the last day the table answers for."""

    office: str
    country: str | None
    sectors: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    seen: dt.date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone in the tables, with the offices held, earliest first."""

    name: str
    country: str | None
    wikidata: str | None
    surnames: tuple[str, ...]
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office, the titles that mean it and what a country calls it."""

    name: str
    sectors: tuple[str, ...]
    local: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """Everything `actor` looks up.

    Attributes:
        entries: Key (folded words) to its meanings.
        longest: First word of a key to the number of words of the longest key that begins with it.
        titles: Key of a title to the canonical office.
        offices: Canonical office to its row.
        surnames: Folded surname to the people who bear it.
        persons: Key of a full name to the people who bear it.
        holders: (country, office) to the people who held it.
    """

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    surnames: dict[str, list[Person]] = field(default_factory=dict)
    persons: dict[str, list[Person]] = field(default_factory=dict)
    holders: dict[tuple[str | None, str], list[Person]] = field(default_factory=dict)

    def add(self, phrase: str, entry: Entry, *, first: bool = False) -> None:
        """Add one meaning of a phrase; `first` puts it before the meanings it already has."""
        key = key_of(phrase)
        if key:
            self.add_key(key, entry, first=first)

    def add_key(self, key: str, entry: Entry, *, first: bool = False) -> None:
        """Add one meaning of a folded phrase."""
        meanings = self.entries.setdefault(key, [])
        meanings.insert(0, entry) if first else meanings.append(entry)
        words = key.split(" ")
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) <= _ACRONYM_MAX


def _add_countries(registry: Registry, path: Path, *, sectors: tuple[str, ...] = ()) -> None:
    for row in read_rows(path):
        iso = row["iso3"]
        base = Entry(meaning="country", name=row["name"], country=iso, sectors=sectors, kind="country", proper=True)
        for name in (row["name"], *list_of(row["names"])):
            registry.add(name, replace(base, exact_case=_is_acronym(name) or name in ("U.S.", "U.K.")))
        people = replace(base, meaning="people", kind="unnamed")
        for name in list_of(row["people"]):
            registry.add(name.removeprefix("="), people)
            if not name.startswith("="):
                for plural in plurals(name):
                    registry.add(plural, replace(people, plural=True))
        for name in list_of(row.get("capitals")):
            registry.add(name, replace(base, meaning="capital", sectors=("GOV",), kind="government"))


def _add_cities(registry: Registry) -> None:
    """Cities and regions; what is also a name of a person of the tables, or means something else, is left out."""
    names = [(row["iso3"], row["name"]) for row in read_rows(data_path("actors", "cities.csv"))]
    regions = [
        (row["iso3"], name) for row in read_rows(data_path("actors", "regions.csv")) for name in list_of(row["names"])
    ]
    given = {key.partition(" ")[0] for key in registry.persons}
    for iso, name in (*regions, *names):
        key = key_of(name)
        if key and key not in registry.entries and key not in given and key not in registry.surnames:
            registry.add_key(key, Entry(meaning="city", name=name, country=iso, proper=True))


def _add_bodies(registry: Registry, rows: Iterable[dict[str, str]], *, first: bool = False) -> None:
    for row in rows:
        kind: ActorKind = row["kind"]  # type: ignore[assignment]
        entry = Entry(
            meaning="body", name=row["name"], country=row["iso3"] or None, sectors=list_of(row["sectors"]), kind=kind,
            proper=True, since=date_of(row.get("since")), until=date_of(row.get("until"), end=True),
            wikidata=row.get("wikidata") or None,
        )  # fmt: skip
        for name in (row["name"], *list_of(row["names"])):
            registry.add(name, replace(entry, exact_case=_is_acronym(name)), first=first)


def _add_roles(registry: Registry, path: Path) -> None:
    table = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    kinds = {key_of(word): kind for kind, words in table["kinds"].items() for word in words}
    for group in table["roles"]:
        entry = Entry(
            meaning="role", name="", sectors=tuple(group["sectors"]), kind=group.get("kind", "unnamed"),
            rank=group["rank"],
        )  # fmt: skip
        for written in group["words"]:
            word = written.removeprefix("=")
            acronym = _is_acronym(word)
            kind = kinds.get(key_of(word).rpartition(" ")[2], entry.kind) if entry.kind == "unnamed" else entry.kind
            own = replace(
                entry, name=word, kind=kind, exact_case=acronym, office=registry.titles.get(key_of(word))
            )  # fmt: skip
            registry.add(word, own)
            for plural in plurals(word) if word == written else ():
                registry.add(plural, replace(own, plural=True, exact_case=False, proper=acronym))
    for sector, words in table["modifiers"].items():
        for word in words:
            registry.add(word, Entry(meaning="modifier", name=word, sectors=(sector,), proper=word[0].isupper()))


def _add_offices(registry: Registry, path: Path) -> None:
    table = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for row in table["offices"]:
        office = Office(name=row["office"], sectors=tuple(row["sectors"]), local=row.get("local") or {})
        registry.offices[office.name] = office
        for title in row["titles"]:
            registry.titles[key_of(title)] = office.name
            registry.add(
                title,
                Entry(
                    meaning="role", name=title, sectors=office.sectors, kind="unnamed", rank=3, office=office.name
                ),
            )  # fmt: skip


def _add_people(registry: Registry, rows: Iterable[dict[str, str]], as_of: dt.date) -> None:
    grouped: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        grouped.setdefault((row["name"], row["iso3"]), []).append(row)
    for (name, iso), group in grouped.items():
        spells = tuple(_spell(registry, row, as_of) for row in sorted(group, key=lambda row: row["start"]))
        aliases = {alias for row in group for alias in list_of(row.get("names"))}
        wikidata = next((row["wikidata"] for row in group if row.get("wikidata")), None)
        person = Person(
            name=name,
            country=iso or None,
            wikidata=wikidata,
            surnames=_surnames(group, (name, *aliases)),
            spells=spells,
        )
        _index(registry, person, (name, *sorted(aliases)))


def _spell(registry: Registry, row: dict[str, str], as_of: dt.date) -> Spell:
    office, sectors = row["office"], list_of(row.get("sectors"))
    if office not in registry.offices:
        registry.offices[office] = Office(name=office, sectors=sectors or ("GOV",), local={})
    return Spell(
        office=office, country=row["iso3"] or None, start=date_of(row["start"]), end=date_of(row["end"], end=True),
        sectors=sectors or registry.offices[office].sectors, seen=date_of(row.get("seen"), end=True) or as_of,
        source=row.get("source") or "own",
    )  # fmt: skip


def _surnames(group: list[dict[str, str]], names: tuple[str, ...]) -> tuple[str, ...]:
    """Surnames of the table, else the last word of each name; none for names by father (`Mohammed bin Salman`)."""
    given = {key_of(surname) for row in group for surname in list_of(row.get("surnames"))}
    if given:
        return tuple(sorted(given))
    own = _surname(names[0])
    found = {own} if own else set()
    for name in names[1:]:
        other = _surname(name)
        if other and own and skeletons(other.split(" ")) == skeletons(own.split(" ")):
            found.add(other)
    particled = {" ".join(key_of(name).split(" ")[-2:]) for name in names}
    found |= {words for words in particled if words.partition(" ")[0] in PARTICLES}
    return tuple(sorted(found))


def _surname(name: str) -> str | None:
    """Last word of a name, or its last two joined by a hyphen; None for one word and names by father."""
    words, last = key_of(name).split(" "), key_of(name.rpartition(" ")[2]).split(" ")
    if len(words) == 1 or {"bin", "bint", "ibn"} & set(words) or words[-1] in _SUFFIXES:
        return None
    if len(last) == 1 and words[-2] in ("ben", "abu"):
        return " ".join(words[-2:])
    return last[-1] if last[0] in PARTICLES else " ".join(last)


def _index(registry: Registry, person: Person, names: tuple[str, ...]) -> None:
    entry = Entry(meaning="person", name=person.name, country=person.country, kind="person", proper=True)
    for key in {key_of(name): None for name in names}:
        registry.persons.setdefault(key, []).append(person)
        registry.add_key(key, entry)
    for surname in person.surnames:
        registry.surnames.setdefault(surname, []).append(person)
    for office in {spell.office for spell in person.spells}:
        registry.holders.setdefault((person.country, office), []).append(person)


def _give_roles_their_body(registry: Registry) -> None:
    """Give a role that begins with the name of a body (`State Department official`) the country of the body."""
    for key, entries in registry.entries.items():
        words = key.split(" ")
        for size in range(len(words) - 1, 0, -1):
            prefix = " ".join(words[:size])
            if size == 1 and prefix not in _BODIES_IN_TITLES:
                continue
            body = next((e for e in registry.entries.get(prefix, ()) if e.meaning == "body"), None)
            if body is not None:
                entries[:] = [replace(e, country=body.country) if e.meaning == "role" else e for e in entries]
                break


def load_registry(extra: Path | None = None) -> Registry:
    """Return the tables of `data/actors`, and a user's own rows before them.

    Args:
        extra: CSV file, or YAML list of mappings, whose rows win over ours: `name, names, iso3, sectors, kind` (in CSV
            lists are separated by `|`), and for offices `office, start, end, surnames`. A row with an office is a
            person's; ours of that person, and ours of that office at that time, are then left out.

    Raises:
        SettingsError: A table is missing or malformed.
    """
    own = own_rows(extra) if extra is not None else []
    registry = Registry()
    _add_offices(registry, data_path("actors", "offices.yaml"))
    _add_countries(registry, data_path("actors", "countries.csv"))
    _add_countries(registry, data_path("actors", "partial.csv"), sectors=("PRE",))
    _add_bodies(registry, read_rows(data_path("actors", "bodies.csv")))
    _add_roles(registry, data_path("actors", "roles.yaml"))
    _give_roles_their_body(registry)
    people = data_path("actors", "people.csv")
    offices = [row for row in own if row.get("office")]
    _add_people(registry, [*offices, *rows_not_replaced(read_rows(people), offices)], as_of_table(people))
    _add_cities(registry)
    if extra is not None:
        _add_bodies(registry, (row for row in own if not row.get("office")), first=True)
    return registry


@lru_cache(maxsize=1)
def default_registry() -> Registry:
    """Return the tables that ship with the package, loaded once."""
    return load_registry()
