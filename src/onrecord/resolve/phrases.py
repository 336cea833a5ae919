"""What the words of an actor phrase mean, one by one: longest match against the tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from onrecord.resolve.names import Word, words_of
from onrecord.resolve.registry import Entry, Registry

# Words that are also common words or names in lower case: they count only with a capital.
_COMMON = frozenset(
    ("us", "turkey", "polish", "chad", "jordan", "guinea", "china", "georgia", "who", "mali", "male", "togo", "pole",
     "ice", "pan", "pri", "it", "finn", "finns", "dane", "thai", "lima", "total", "apple", "amazon", "meta", "sputnik",
     "eta", "commons", "labour", "congress", "sana", "nice", "bern", "republicans", "democrats", "conservatives")
)  # fmt: skip
_ATTACHED = frozenset(
    ("backed", "funded", "supported", "trained", "made", "allied", "brokered", "sponsored", "armed", "supplied", "born",
     "imposed", "proxy", "inspired", "aligned", "friendly", "built", "owned")
)  # fmt: skip
_AWAY = frozenset(
    (
        "to",
        "for",
        "on",
        "against",
        "with",
        "about",
        "over",
        "toward",
        "towards",
        "regarding",
        "near",
        "versus",
        "between",
        "amid",
        "visiting",
        "after",
    )
)
_LINKS = frozenset(
    ("and", "or", "who", "whose", "that", "which", "said", "says", "as", "but", "is", "was", "were", "has")
)
_INSIDE = frozenset(("in", "of", "from", "across", "within", "inside", "throughout", "based", "at"))


# Roles that are family names too: one such word with a capital and no article is somebody's name.
_SURNAMES_TOO = frozenset(
    ("king", "prince", "bishop", "pope", "judge", "dean", "marine", "major", "general", "page", "sultan", "cardinal",
     "abbot", "monk", "priest", "rabbi", "baron", "duke", "knight", "mason", "fisher", "shepherd", "farmer", "miller")
)  # fmt: skip
# Roles that are adjectives before a noun (`general election`, `official residence`, `state visit`).
_ADJECTIVES_TOO = frozenset(("general", "official", "state", "marine"))
# Abbreviated titles: only with a capital, before a name.
_SHORT_TITLES = frozenset(
    ("rep", "sen", "gov", "gen", "lt", "lt gen", "maj gen", "brig gen", "col", "lt col", "maj", "adm", "rear adm",
     "vice adm", "capt", "sgt", "staff sgt", "amb", "pres", "prof", "rev")
)  # fmt: skip
# Who is of what follows `for` and `to`: a spokesman for the Russian ministry, an aide to the Cuban president.
_FOR = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "spokesmen", "lawyer", "lawyers", "attorney", "attorneys", "counsel",
     "representative", "correspondent", "reporter", "analyst", "manager", "consultant", "advocate", "fighters")
)  # fmt: skip
_TO = frozenset(("adviser", "advisers", "advisor", "advisors", "aide", "aides", "assistant", "counselor", "secretary"))
_SERVANTS = {"for": _FOR, "to": _TO}
# Place names that are given names or surnames too: beside an unknown capitalised word they are part of a name.
_NAMES_TOO = frozenset(
    ("jordan", "chad", "georgia", "israel", "france", "holland", "england", "scotland", "ireland", "wales", "india",
     "china", "america", "cuba", "brazil", "kenya", "guinea", "mali", "german", "french", "english", "welsh", "britain")
)  # fmt: skip


# After a country's name or adjective, and after its name only: what is studied, and who studies it.
_TOPICS = frozenset(("studies", "history", "language", "literature", "affairs", "relations", "policy", "sanctions"))
_EXPERTS = frozenset(
    ("expert", "experts", "specialist", "specialists", "analyst", "analysts", "scholar", "scholars", "watcher",
     "watchers", "program", "project", "desk", "researcher", "director", "envoy", "policy", "deal", "hawk", "hawks",
     "historian", "embargo")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A run of words and what it can mean: words `first` up to `last` (half-open)."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]

    def of(self, *meanings: str) -> Entry | None:
        """Return the first meaning of one of the given tables."""
        return next((entry for entry in self.entries if entry.meaning in meanings), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase read against the tables.

    Attributes:
        text: The phrase.
        words: Its words.
        hits: What was recognised, in order, without overlap.
        unknown: Indices of the words no hit covers.
    """

    text: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    unknown: tuple[int, ...]

    def before(self, hit: Hit) -> str | None:
        """Return the key of the word before a hit."""
        return self.words[hit.first - 1].key if hit.first else None

    def is_attached(self, hit: Hit) -> bool:
        """Whether the hit only says who backs or made another (`U.S.-backed`), or a side (`pro-Russian`)."""
        if hit.first and self.words[hit.first - 1].key in ("pro", "anti", "non", "un"):
            return self.text[self.words[hit.first - 1].end : self.words[hit.first].start] in ("-", "‑", "–")
        if hit.last >= len(self.words) or self.words[hit.last].key not in _ATTACHED:
            return False
        return self.text[self.words[hit.last - 1].end : self.words[hit.last].start].strip() in ("-", "‑", "–", "")

    def is_in_name(self, hit: Hit) -> bool:
        """Whether a place name is part of somebody's or something's name (`Paris Jackson`, `Jordan Smith`)."""
        if hit.last - hit.first > 1 or (hit.of("country", "people") and hit.key not in _NAMES_TOO):
            return False
        sides = [hit.first - 1] if self.words[hit.first].possessive else [hit.first - 1, hit.last]
        for index in sides:
            if index in self.unknown and self.words[index].is_title and not self.words[index].possessive:
                left = min(index, hit.first)
                if not self.text[self.words[left].end : self.words[left + 1].start].strip(" .-"):
                    return True
        return False

    def is_topic(self, hit: Hit) -> bool:
        """Whether a country is what somebody deals with (`Russian studies`, `a Cuba expert`), not where from."""
        if hit.last >= len(self.words) or self.words[hit.last - 1].possessive:
            return False
        after = self.words[hit.last].key
        return after in _TOPICS or (after in _EXPERTS and hit.of("country", "capital") is not None)

    def preposition(self, hit: Hit) -> str | None:
        """Return `away` or `inside` where a preposition governs the hit, else None."""
        index = hit.first - 1
        while index >= 0 and self.words[index].key in (
            "the",
            "a",
            "an",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
        ):
            index -= 1
        key = self.words[index].key if index >= 0 else ""
        serves = index > 0 and self.words[index - 1].key in _SERVANTS.get(key, ())
        if key in _AWAY and not serves:
            return "away"
        return "inside" if key in _INSIDE or serves else None


def read_phrase(text: str, registry: Registry, on: dt.date | None) -> Reading:
    """Return the phrase with every run of words the tables know, longest match first."""
    words = words_of(text)
    lower = not any(word.is_title for word in words)
    hits: list[Hit] = []
    unknown: list[int] = []
    index = 0
    while index < len(words):
        hit = _longest(words, index, registry, on, lower)
        if hit is None:
            unknown.append(index)
            index += 1
        else:
            hits.append(hit)
            index = hit.last
    return Reading(text, words, tuple(hits), tuple(unknown))


def _longest(words: tuple[Word, ...], first: int, registry: Registry, on: dt.date | None, lower: bool) -> Hit | None:
    longest = min(registry.longest.get(words[first].key, 0), len(words) - first)
    for size in range(longest, 0, -1):
        run = words[first : first + size]
        key = " ".join(word.key for word in run)
        entries = registry.entries.get(key)
        if not entries:
            continue
        fitting = tuple(entry for entry in entries if _fits(entry, run, key, on, lower))
        if fitting and not (fitting[0].meaning == "role" and _is_no_role(words, first, first + size, key, lower)):
            return Hit(first, first + size, key, fitting)
    return None


def _is_no_role(words: tuple[Word, ...], first: int, last: int, key: str, lower: bool) -> bool:
    """Whether a role word is something else here: a surname, an adjective, a word spelled like a short title."""
    word = words[first]
    if key in _SHORT_TITLES:
        return not word.is_title or last == len(words) or not words[last].is_title
    if key in _SURNAMES_TOO and len(words) == 1:
        return word.is_title and not lower and not word.is_upper
    if key in _ADJECTIVES_TOO and last < len(words) and not word.possessive:
        return words[last].raw.islower() and not word.is_title and words[last].key not in _INSIDE | _AWAY | _LINKS
    return False


def _fits(entry: Entry, run: tuple[Word, ...], key: str, on: dt.date | None, lower: bool) -> bool:
    if entry.exact_case and not all(word.is_upper for word in run):
        return False
    if entry.proper and not run[0].is_title and (not lower or entry.meaning in ("city", "person") or key in _COMMON):
        return False
    if entry.meaning == "body" and entry.proper and len(run) > 1 and not run[-1].is_title and not lower:
        return False
    if (entry.since or entry.until) and on is not None:
        return (entry.since is None or entry.since <= on) and (entry.until is None or on <= entry.until)
    return not (entry.until is not None and on is None)
