"""What an actor phrase says its actor does: PLOVER sectors, kind, and the name of a person no table has."""

from __future__ import annotations

from itertools import pairwise

from onrecord.model import ActorKind
from onrecord.resolve.actor_countries import Found
from onrecord.resolve.actor_names import ARTICLES, capital_runs
from onrecord.resolve.phrases import Hit, Reading
from onrecord.resolve.registry import Entry

_LEADS = frozenset(
    ("president", "vice president", "chairman", "chairwoman", "chair", "head", "director", "leader", "chief", "speaker",
     "secretary", "secretary general", "general secretary", "deputy", "spokesman", "spokeswoman", "spokesperson",
     "founder", "member", "members", "governor", "executive director", "deputy director", "director general")
)  # fmt: skip
_AFTER_BODY = frozenset(
    ("in", "of", "for", "and", "or", "which", "who", "that", "on", "at", "from", "to", "by", "with")
)
# Endings of nouns for a person, and a few such nouns, before a name (`Fox News host Clara Mendes`).
_PERSON_NOUNS = (
    "er",
    "or",
    "ist",
    "ian",
    "ant",
    "man",
    "woman",
    "host",
    "counterpart",
    "native",
    "chef",
    "guest",
    "star",
)
# Military ranks, full and short: after another office they only go with the name (`Defence Minister General X`).
_RANKS = frozenset(("general", "colonel", "admiral", "lieutenant", "brigadier", "sergeant", "gen", "col", "adm", "lt"))
_FAITHS = frozenset(("MUS", "CHR", "JEW", "HIN", "BUD"))


def find_sectors(reading: Reading, country: str | None) -> tuple[tuple[str, ...], Entry | None]:
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
    if capital is not None and not capital_runs(reading):
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
    if distinct == ("UNK",) and country is not None and head is not None and head.name == "leader":
        distinct = ("GOV",)
    return (tuple(c for c in distinct if c != "UNK") or distinct), head or capital


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
    top = [(position, entry) for rank, position, entry in roles if rank == best]
    free = [entry for position, entry in top if reading.preposition(reading.hits[position]) is None]
    before = [entry for entry in free if entry.meaning == "role"]
    if len(before) > 1 and before[-1].name.rpartition(" ")[2] in _RANKS:
        before.pop()
    return before[-1] if before else top[0][1]


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


def needs_country(head: Entry | None) -> bool:
    """Whether the role is one of a state, so that the country may be told by the text around it."""
    return (
        head is not None
        and head.meaning == "role"
        and bool({"GOV", "MIL", "LEG", "SPY", "COP"} & set(head.sectors))
        and not (head.rank < 2)
    )


def find_kind(
    reading: Reading, found: Found, head: Entry | None, runs: list[tuple[int, ...]]
) -> tuple[ActorKind | None, str | None]:
    """Return the kind of actor, and its name where a table or the phrase names it."""
    someone = next((e for hit in reading.hits if (e := hit.of("body")) and e.kind == "person"), None)
    if someone is not None and found.country in (None, someone.country):
        return "person", someone.name
    guest = _of_outlet(reading, runs)
    if guest is not None:
        return "person", guest
    roles = [e for hit in reading.hits if (e := hit.of("role")) and not hit.of("body")]
    if head is not None and head.meaning == "body" and not roles:
        if _is_modifier(reading, head):
            return "unnamed", None
        return head.kind, head.name if found.country == head.country else None
    if head is not None and head.meaning == "capital":
        return "government", None
    name = _unlisted_name(reading, roles, runs)
    if name is not None:
        return "person", name
    if head is not None:
        return head.kind if head.meaning == "role" and not _are_people(reading, head) else "unnamed", None
    hit = found.country_hit
    entry = hit.of("country", "people") if hit else None
    if entry is None or hit is None:
        return None, None
    if entry.meaning == "country" and hit.last - hit.first == sum(w.key not in ARTICLES for w in reading.words):
        return "country", entry.name
    return "unnamed", None


def _of_outlet(reading: Reading, runs: list[tuple[int, ...]]) -> str | None:
    """The name of somebody of a body: `CNN's Clara Mendes`."""
    for hit in reading.hits:
        run = next((run for run in runs if run[0] == hit.last and len(run) >= 2), None)
        if run is not None and hit.of("body") and reading.words[hit.last - 1].possessive:
            return reading.text[reading.words[run[0]].start : reading.words[run[-1]].end]
    return None


def _are_people(reading: Reading, head: Entry) -> bool:
    """Whether a phrase with a body is about somebody of it: `president of the committee`, `police spokesman`."""
    at = next((i for i, hit in enumerate(reading.hits) if head in hit.entries), 0)
    after = [role for hit in reading.hits[at + 1 :] if (role := hit.of("role")) and reading.preposition(hit) is None]
    before = [hit for hit in reading.hits[:at] if hit.key in _LEADS and hit.of("role")]
    return bool(before) or any(role.kind == "unnamed" for role in after)


def _is_modifier(reading: Reading, head: Entry) -> bool:
    """Whether a body only describes the noun after it (`the White House counsel`)."""
    hit = next(hit for hit in reading.hits if head in hit.entries)
    if hit.last not in reading.unknown or reading.words[hit.last].key in _AFTER_BODY:
        return False
    gap = reading.text[reading.words[hit.last - 1].end : reading.words[hit.last].start]
    return not gap.strip(" '’s-") and reading.words[hit.last].raw.islower()


def _unlisted_name(reading: Reading, roles: list[Entry], runs: list[tuple[int, ...]]) -> str | None:
    """The name of a person no table has: two words or more, beside a role of one person, or first before a comma."""
    full = [run for run in runs if len(run) >= 2]
    if not full or not reading.hits:
        return None
    words = max(full, key=len)
    first = full[0]
    if first[0] == 0 and not any(hit.first == first[-1] + 1 for hit in reading.hits):
        words = first
        if not roles and "," not in reading.text[reading.words[first[-1]].end :][:2]:
            return None
    elif not roles:
        before = words[0] - 1
        if words[-1] != len(reading.words) - 1 or before not in reading.unknown:
            return None
        if reading.words[before].is_title or not reading.words[before].key.endswith(_PERSON_NOUNS):
            return None
    elif not any(e.kind == "unnamed" for e in roles) or any(e.plural for e in roles if e.kind == "unnamed"):
        return None
    return reading.text[reading.words[words[0]].start : reading.words[words[-1]].end]
