"""Actor phrases (`four Saudi men`, `the secretary of state`, `Cuban President X`): who that is on a date.

A phrase is read against the tables (`phrases`), then country, sectors, person and kind are decided by ordered rules
whose name is the result's `basis`. Nothing is guessed: what no table and no word of the phrase gives stays None.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

from onrecord.model import ActorCode, ActorKind
from onrecord.resolve.people import find_person, holder_of, office_holder, office_title, person, person_code, spell_on
from onrecord.resolve.phrases import Hit, Reading, read_phrase
from onrecord.resolve.registry import Entry, Person, Registry, default_registry, load_registry

__all__ = ["actor", "load_registry", "office_holder", "person", "plover_country", "split_actors"]

_ARTICLES = frozenset(("the", "a", "an"))
_FORMER = frozenset(("former", "ex", "retired", "onetime", "erstwhile", "ousted", "deposed", "then former", "one time"))
_DEPUTY = frozenset(
    ("deputy", "vice", "assistant", "under", "junior", "former", "ex", "next", "new", "future", "acting", "interim")
)
_NOT_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "sen", "rep", "gov", "gen", "lt", "col", "maj", "adm",
     "capt", "sgt", "the", "rev", "hon")
)  # fmt: skip
_LEADS = frozenset(
    ("president", "vice president", "chairman", "chairwoman", "chair", "head", "director", "leader", "chief", "speaker",
     "secretary", "secretary general", "general secretary", "deputy", "spokesman", "spokeswoman", "spokesperson",
     "founder", "member", "members", "governor", "executive director", "deputy director", "director general")
)  # fmt: skip
_PARTICLES = frozenset(
    ("de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "van", "von", "der", "den", "bin", "ibn", "al",
     "el",
     "ben", "ter", "ten", "y", "e", "le", "du")
)  # fmt: skip
_TEAMS = frozenset(("administration", "campaign", "cabinet", "family", "team", "aide", "adviser", "advisor"))
_PUBLIC = frozenset(("GOV", "MIL", "LEG", "SPY", "JUD", "COP", "PTY", "OPP", "REL", "IGO", "REB", "PRM"))
_FAITHS = frozenset(("MUS", "CHR", "JEW", "HIN", "BUD"))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the rules have settled so far."""

    country: str | None
    country_hit: Hit | None
    basis: str | None


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
    tables = registry or default_registry()
    return (
        _actor(tables, text.strip(), on, context, known_country)
        if registry
        else _cached(text.strip(), on, context, known_country)
    )


@lru_cache(maxsize=65536)
def _cached(text: str, on: dt.date | None, context: str | None, known_country: str | None) -> ActorCode:
    return _actor(default_registry(), text, on, context, known_country)


def _actor(registry: Registry, text: str, on: dt.date | None, context: str | None, known: str | None) -> ActorCode:
    reading = read_phrase(text, registry, on)
    if not reading.words:
        return ActorCode(rest=text)
    known = _known_country(registry, known)
    found = _country(reading, known)
    named = _named_person(registry, reading, found.country, on)
    if named is not None and not _is_owner(reading, named[2]):
        return _code_of_person(registry, reading, named, found, on)
    if named is not None and found.country is None:
        found = _Found(named[0].country, None, "table:person")
    sectors, head = _sectors(reading, found.country)
    if found.country is None and _needs_country(head):
        found = _from_context(registry, context, found)
    holder = _holder(registry, reading, head, found.country, on)
    if holder is not None:
        return holder
    return _plain(reading, found, sectors, head)


def _known_country(registry: Registry, known: str | None) -> str | None:
    if known is None:
        return None
    if len(known) == 3 and known.isupper():
        return known
    hit = read_phrase(known, registry, None).hits
    entry = hit[0].of("country", "people") if hit else None
    return entry.country if entry else None


def _country(reading: Reading, known: str | None) -> _Found:
    """Country of the phrase: stated before the head, then a body's own, then stated after `in` or `of`, then given."""
    inside: _Found | None = None
    body: _Found | None = None
    capital: _Found | None = None
    for hit in reading.hits:
        if reading.is_attached(hit):
            continue
        where = reading.preposition(hit)
        if where == "away":
            continue
        entry = hit.of("country", "people", "capital", "city")
        if entry is not None and reading.is_in_name(hit):
            continue
        own = hit.of("body")
        if entry is not None and own is None:
            kind = _Found(entry.country, hit, f"table:{entry.meaning}")
            if where == "inside":
                inside = inside or kind
            elif entry.meaning in ("capital", "city"):
                capital = capital or kind
            else:
                return kind
        elif own is not None and body is None:
            body = _Found(own.country, hit, "table:body")
    if body is not None and body.country is None:
        body = None
    given = _Found(known, None, "given") if known else None
    return body or inside or capital or given or _Found(None, None, None)


def _named_person(
    registry: Registry, reading: Reading, country: str | None, on: dt.date | None
) -> tuple[Person, Hit | None, tuple[int, ...]] | None:
    """The person of the tables that the phrase names: full name, or surname with a title, a country or high office."""
    title = next((role for hit in reading.hits if (role := hit.of("role"))), None)
    office = title.office if title else None
    former = any(hit.key in _FORMER for hit in reading.hits)
    find = partial(find_person, registry, on=on, office=office, former=former)
    private = title is not None and title.rank >= 2 and not _PUBLIC & set(title.sectors)
    for hit in reading.hits:
        if hit.of("person"):
            keys = tuple(hit.key.split(" "))
            if len(keys) == 1 and (private or len(_name_run(reading, hit)) > 1):
                continue
            who = find(keys, country=country if len(keys) == 1 else None, titled=title is not None)
            if who is not None:
                return who, hit, tuple(range(hit.first, hit.last))
    for run in _capital_runs(reading):
        keys = tuple(reading.words[i].key for i in run)
        if len(keys) == 1 and private:
            continue
        who = find(keys, country=country, titled=title is not None or country is not None)
        if who is not None:
            return who, None, run
    return None


def _is_owner(reading: Reading, run: tuple[int, ...]) -> bool:
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
    other = any(words[0] > last for words in _capital_runs(reading))
    return role.kind == "government" or role.name in _TEAMS or other


def _name_run(reading: Reading, hit: Hit) -> tuple[int, ...]:
    """Indices of the capitalised words around a hit that no other hit covers."""
    unknown = set(reading.unknown)
    first, last = hit.first, hit.last
    while (
        first - 1 in unknown
        and reading.words[first - 1].is_title
        and reading.words[first - 1].key not in _NOT_NAMES | _ARTICLES
    ):
        first -= 1
    while last in unknown and reading.words[last].is_title:
        last += 1
    return tuple(range(first, last))


def _capital_runs(reading: Reading) -> list[tuple[int, ...]]:
    """Runs of capitalised words no table knows, particles between them too (`Carlos de Céspedes`): likely names."""
    runs: list[list[int]] = []
    for index in reading.unknown:
        word = reading.words[index]
        if not word.is_title or word.key in _NOT_NAMES or word.key in _ARTICLES:
            continue
        last = runs[-1][-1] if runs else index
        between = range(last + 1, index)
        if runs and all(reading.words[i].key in _PARTICLES for i in between) and _is_joined(reading, last, index):
            runs[-1].extend((*between, index))
        else:
            runs.append([index])
    return [tuple(run) for run in runs]


def _is_joined(reading: Reading, first: int, last: int) -> bool:
    """Whether no comma and no possessive stands between two words at most four apart."""
    if last - first > 4 or reading.words[first].possessive:
        return False
    return "," not in reading.text[reading.words[first].end : reading.words[last].start]


def _code_of_person(
    registry: Registry,
    reading: Reading,
    named: tuple[Person, Hit | None, tuple[int, ...]],
    found: _Found,
    on: dt.date | None,
) -> ActorCode:
    who, _, run = named
    former = any(hit.key in _FORMER for hit in reading.hits)
    code = person_code(registry, who, on, basis="table:person", rest=_without(reading, set(run)))
    if former and code.office is None and code.sector != "ELI":
        sectors = ("ELI", *code.sectors)
        return ActorCode(
            country=code.country, sector="ELI", sectors=sectors, kind="person", name=code.name, rest=code.rest,
            basis=code.basis, as_of=code.as_of, wikidata=code.wikidata,
        )  # fmt: skip
    if code.sectors or found.basis is None:
        return code
    sectors, _head = _sectors(reading, code.country)
    return ActorCode(
        country=code.country, sector=sectors[0] if sectors else None, sectors=sectors, kind="person", name=code.name,
        rest=code.rest, basis=code.basis, as_of=code.as_of, wikidata=code.wikidata,
    )  # fmt: skip


def _without(reading: Reading, gone: set[int]) -> str:
    """Return the phrase without some words and a leading article."""
    kept: list[str] = []
    for index, word in enumerate(reading.words):
        if index in gone or (not kept and word.key in _ARTICLES):
            continue
        kept.append(word.raw)
    return " ".join(kept)


def _roles(reading: Reading, country: str | None) -> list[tuple[int, int, Entry]]:
    """Role and body meanings of the phrase as (rank, position, entry), without words after `to`, `for`, `against`."""
    found: list[tuple[int, int, Entry]] = []
    for position, hit in enumerate(reading.hits):
        if reading.preposition(hit) == "away" and found:
            continue
        body, role = hit.of("body"), hit.of("role")
        if body is not None and role is not None and country is not None and body.country != country:
            body = None
        entry = body or role
        if entry is not None and not (hit.of("country", "people") and entry.meaning == "role"):
            found.append((3 if entry.meaning == "body" else entry.rank, position, entry))
    return found


def _sectors(reading: Reading, country: str | None) -> tuple[tuple[str, ...], Entry | None]:
    """Return the sector codes, most specific first, and the entry that decided."""
    roles = _roles(reading, country)
    head = _head(reading, roles)
    codes: list[str] = []
    modifiers = [m for hit in reading.hits if (m := hit.of("modifier")) and not reading.is_attached(hit)]
    former = any(m.sectors == ("ELI",) for m in modifiers)
    state = head is not None and bool({"GOV", "MIL", "SPY", "LEG", "JUD", "COP"} & set(head.sectors))
    if former and state:
        codes.append("ELI")
    if head is not None:
        codes.extend(head.sectors)
    codes.extend(code for rank, _, entry in sorted(roles, key=lambda r: -r[0]) if rank >= 2 for code in entry.sectors)
    codes.extend(code for m in modifiers for code in m.sectors if code not in ("ELI",) and code not in _FAITHS)
    capital = next((e for hit in reading.hits if (e := hit.of("capital")) and len(reading.hits) == 1), None)
    if capital is not None and not _capital_runs(reading):
        codes.extend(capital.sectors)
    codes.extend(
        code
        for hit in reading.hits
        for e in hit.entries
        if "PRE" in e.sectors and e.meaning in ("country", "people")
        for code in ("PRE",)
    )
    codes.extend(code for m in modifiers for code in m.sectors if code in _FAITHS)
    distinct = tuple(dict.fromkeys(codes))
    return (tuple(c for c in distinct if c != "UNK") or distinct), head or capital


def _head(reading: Reading, roles: list[tuple[int, int, Entry]]) -> Entry | None:
    """The meaning that decides: highest rank; of one rank a role before a body, the last role before a preposition.

    A title that any body can give (`president`, `chairman`, `director`) is of the body it stands beside: `president of
    the human rights league`, `company chairman`. What somebody owns does not decide: `the governor's driver`.
    """
    if not roles:
        return None
    led = _led_body(reading, roles)
    if led is not None:
        return led
    owned = [role for role in roles if reading.words[reading.hits[role[1]].last - 1].possessive]
    rest = [role for role in roles if role not in owned]
    if owned and rest and max(rank for rank, _, _ in rest) >= 2:
        roles = rest
    best = max(rank for rank, _, _ in roles)
    top = [entry for rank, _, entry in roles if rank == best]
    return next((entry for entry in top if entry.meaning == "role"), top[0])


def _led_body(reading: Reading, roles: list[tuple[int, int, Entry]]) -> Entry | None:
    """The body that a bare title leads, where it stands right before the title or after `of`."""
    for (rank, position, entry), (other_rank, other_position, other) in pairwise(roles):
        first, second = reading.hits[position], reading.hits[other_position]
        if second.key in _LEADS and second.first == first.last and rank >= 2 and entry.kind != "unnamed":
            return entry
        if second.key in _LEADS and second.first == first.last and rank >= 2 and not entry.office and not entry.plural:
            return entry if set(entry.sectors) - {"GOV"} else None
        if first.key in _LEADS and other_rank >= 2 and reading.preposition(second) == "inside":
            return other
        if first.key in _LEADS and other_rank >= 2 and _of_between(reading, first, second):
            return other
    return None


def _of_between(reading: Reading, first: Hit, second: Hit) -> bool:
    """Whether `of` and nothing but a country or descriptions stand between two hits."""
    between = [word.key for word in reading.words[first.last : second.first]]
    return bool(between) and between[0] == "of" and len(between) <= 5


def _needs_country(head: Entry | None) -> bool:
    return (
        head is not None
        and head.meaning == "role"
        and bool({"GOV", "MIL", "LEG", "SPY", "COP"} & set(head.sectors))
        and not (head.rank < 2)
    )


def _from_context(registry: Registry, context: str | None, found: _Found) -> _Found:
    """The one country a context names, or the one it names at least twice as often as any other."""
    if not context:
        return found
    country = _context_country(context) if registry is default_registry() else _count_countries(registry, context)
    return _Found(country, None, "context") if country else found


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


def _holder(
    registry: Registry, reading: Reading, head: Entry | None, country: str | None, on: dt.date | None
) -> ActorCode | None:
    """Who held the office that the phrase names without a person: only a plain title of one person."""
    if head is None or head.office is None or head.plural or on is None or _capital_runs(reading):
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
            reading.words[i].key not in _ARTICLES | {"current", "then", "of", "his", "her", "its", "their"}
            for i in reading.unknown
        )
    ):
        return None
    person_, as_of = holder_of(registry, country, head.office, on)
    rest = _without(reading, _country_words(reading, country))
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


def _country_words(reading: Reading, country: str | None) -> set[int]:
    gone: set[int] = set()
    for hit in reading.hits:
        entry = hit.of("country", "people", "capital", "city")
        if entry is not None and entry.country == country:
            gone.update(range(hit.first, hit.last))
    return gone


def _plain(reading: Reading, found: _Found, sectors: tuple[str, ...], head: Entry | None) -> ActorCode:
    """A phrase without a person of the tables: country, body, or people described."""
    gone = (
        set(range(found.country_hit.first, found.country_hit.last))
        if found.country_hit and found.basis != "table:body"
        else set()
    )
    rest = _without(reading, gone)
    runs = _capital_runs(reading)
    kind, name = _kind(reading, found, head, runs)
    basis = f"table:{head.meaning}" if head is not None else found.basis
    if found.country is not None and head is not None and head.meaning == "role" and found.basis:
        basis = f"{found.basis}+role"
    return ActorCode(
        country=found.country, sector=sectors[0] if sectors else None, sectors=sectors, kind=kind, name=name, rest=rest,
        basis=basis, wikidata=head.wikidata if head and name == head.name else None,
    )  # fmt: skip


def _kind(
    reading: Reading, found: _Found, head: Entry | None, runs: list[tuple[int, ...]]
) -> tuple[ActorKind | None, str | None]:
    roles = [e for hit in reading.hits if (e := hit.of("role")) and not hit.of("body")]
    if head is not None and head.meaning == "body" and not roles:
        return head.kind, head.name if found.country == head.country else None
    if head is not None and head.meaning == "capital":
        return "government", None
    people = [e for e in roles if e.kind == "unnamed"]
    if people and runs and not any(e.plural for e in people):
        words = max(runs, key=len)
        if len(words) >= 2:
            return "person", reading.text[reading.words[words[0]].start : reading.words[words[-1]].end]
    if head is not None:
        return head.kind if head.meaning == "role" else "unnamed", None
    hit = found.country_hit
    entry = hit.of("country", "people") if hit else None
    if entry is None:
        return None, None
    if (
        entry.meaning == "country"
        and hit is not None
        and hit.last - hit.first == len([w for w in reading.words if w.key not in _ARTICLES])
    ):
        return "country", entry.name
    return "unnamed", None


def plover_country(code: ActorCode) -> str | None:
    """Return the PLOVER country of an actor: ISO alpha-3, or UNO, EUR, IGO for international bodies; None for others.

    Source: PLOVER manual, table "International Non-state actor names".
    """
    if code.country is not None:
        return code.country
    return next((name for name in ("UNO", "EUR", "IGO") if name in code.sectors), None)


def split_actors(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the actors a phrase joins with commas, `and`, `or`, `as well as`.

    `Russia and Turkish Foreign Minister Mevlut Cavusoglu` gives both. Where adjectives share a noun (`Russian and
    Belorussian soldiers`) the first range is the adjective alone, the last has the noun. One actor gives one range.

    Args:
        text: The phrase.

    Returns:
        Half-open code-point ranges of `text`, in order.
    """
    registry = default_registry()
    reading = read_phrase(text, registry, None)
    if not reading.words:
        return ()
    covered = {i for hit in reading.hits for i in range(hit.first, hit.last)}
    inner = {i for hit in reading.hits for i in range(hit.first + 1, hit.last)}
    ranges: list[tuple[int, int]] = []
    first: int | None = None
    last = 0
    for index, word in enumerate(reading.words):
        joins = word.key in ("and", "or", "plus") and index not in inner
        comma = index > 0 and "," in text[reading.words[index - 1].end : word.start] and index not in inner
        if (joins or comma) and first is not None:
            ranges.append((first, last))
            first = None
        if joins or (first is None and word.key in _ARTICLES and index not in covered):
            continue
        first = word.start if first is None else first
        last = word.end
    if first is not None:
        ranges.append((first, last))
    return tuple(ranges)
