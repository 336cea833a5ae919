"""Place names in raw text: capitalised words that the gazetteer knows, less persons, bodies and common words."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from onrecord.model import Place
from onrecord.resolve.toponyms.gazetteer import Entry, Gazetteer, gazetteer
from onrecord.resolve.toponyms.home import find_home
from onrecord.resolve.toponyms.read import candidates_of, place_of
from onrecord.resolve.toponyms.score import Mention, resolve
from onrecord.resources import data_path

EntitySpan = tuple[int, int, str]
_WORD = re.compile(r"(?:[A-Z]\.){2,}|W\. ?Va\.|[^\W\d_]+(?:['’\-](?!s\b)[^\W\d_]+)*")
_LINK = frozenset(
    {"of", "the", "and", "de", "la", "del", "al", "el", "upon", "on", "le", "les", "du", "da", "do", "sur"}
)
_LONGEST = 6  # words of a name
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})


@dataclass(frozen=True, slots=True)
class _Words:
    """Cue words of `data/places/cues.yaml`."""

    never: frozenset[str]
    before: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    speech: frozenset[str]
    given: frozenset[str]


@functools.cache
def _words() -> _Words:
    table = yaml.safe_load(data_path("places", "cues.yaml").read_text(encoding="utf-8"))
    sets = {name: frozenset(str(word) for word in table[name].split()) for name in _Words.__slots__}
    return _Words(**sets)


@dataclass(slots=True)
class _Text:
    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lower: frozenset[str]

    def gap(self, index: int) -> str:
        """Text between word `index` and the next."""
        return self.text[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.words) else "\n"

    def is_name(self, index: int) -> bool:
        return 0 <= index < len(self.words) and self.words[index][0].isupper()

    def begins_sentence(self, index: int) -> bool:
        if index == 0:
            return True
        gap = self.gap(index - 1)
        return bool(re.search(r"[.!?:\n\"“”]", gap))


def places(
    text: str, *, source: str | None = None, entities: Sequence[EntitySpan] | None = None, people: bool = True
) -> list[Place]:
    """Return the places that a text names, in text order and without overlap.

    Args:
        text: The text.
        source: Outlet of the text, by name or web address: its home counts.
        entities: Names found by a parser as (start, end, label) with OntoNotes labels; they tell persons and bodies
            from places. Without them spelling and neighbouring words decide.
        people: Whether names of peoples (`Russian`, `Cubans`) count for their country.

    Returns:
        Places with country, first-order division, coordinates and GeoNames id, as far as known.
    """
    table = gazetteer()
    mentions = [m for m in find_mentions(text, table, entities) if people or m.name not in table.people]
    resolve(text, mentions, find_home(source, table), table)
    found = (place_of(mention, table) for mention in mentions)
    return [place for place in found if place is not None]


def find_mentions(text: str, table: Gazetteer, entities: Sequence[EntitySpan] | None) -> list[Mention]:
    """Return the names of the text that are taken for places, longest first at each word."""
    words = _split(text)
    labels = {}
    for start, end, label in entities or ():
        for position in range(start, end):
            labels[position] = (start, end, label)
    found: list[Mention] = []
    accepted: set[str] = set()
    index = 0
    while index < len(words.words):
        step, mention = _at(words, index, table, labels, accepted)
        if mention is not None:
            found.append(mention)
            accepted.add(mention.name)
        index += step
    return found


def _split(text: str) -> _Text:
    matches = list(_WORD.finditer(text))
    words = [m.group() for m in matches]
    lower = frozenset(w for w in words if w[0].islower())
    return _Text(text, [m.start() for m in matches], [m.end() for m in matches], words, lower)


def _at(
    words: _Text, index: int, table: Gazetteer, labels: dict[int, EntitySpan], accepted: set[str]
) -> tuple[int, Mention | None]:
    """Return how many words to go on, and the mention that begins at this word, if one does."""
    if not words.is_name(index):
        return 1, None
    for last in range(min(index + _LONGEST, len(words.words)) - 1, index - 1, -1):
        if not words.is_name(last) or any(words.gap(i) not in (" ", "-", ". ", "\n") for i in range(index, last)):
            continue
        if any(words.words[i][0].islower() and words.words[i] not in _LINK for i in range(index, last)):
            continue
        start, end = words.starts[index], words.ends[last]
        if text_dot(words.text, start, end, table):
            end += 1
        name = words.text[start:end]
        candidates = candidates_of(name, table)
        if words.words[index] in ("The", "THE") and (last == index or not table.is_known(name)):
            continue
        if candidates and _is_place(words, index, last, name, candidates, labels, accepted, table):
            return last - index + 1, Mention(start, end, name, candidates)
    return 1, None


def text_dot(text: str, start: int, end: int, table: Gazetteer) -> bool:
    """Whether the full stop after a name belongs to it (`Ky.`)."""
    return text[end : end + 1] == "." and text[start : end + 1] in table.exact


def _is_place(
    words: _Text, index: int, last: int, name: str, candidates: Sequence[Entry], labels: dict[int, EntitySpan],
    accepted: set[str], table: Gazetteer,
) -> bool:  # fmt: skip
    cues = _words()
    if name in table.exact:
        return _is_abbreviation(words, index, name)
    if name in table.people:
        return True
    size = max((e.population for e in candidates), default=0)
    major = any(e.kind in ("country", "region") or (e.kind == "admin1" and e.population > 300_000) for e in candidates)
    if index == last and (name in cues.never or (name.isupper() and len(name) <= 3)):
        return False
    following = words.words[last + 1] if words.gap(last) == " " and words.is_name(last + 1) else ""
    before = words.words[index - 1] if index and words.gap(index - 1) in (" ", ". ") else ""
    if _is_of_person_or_body(words, index, last, before, following, major, cues, table):
        return False
    label = labels.get(words.starts[index])
    if label is not None and label[2] in ("PERSON", "ORG", "WORK_OF_ART", "PRODUCT") and not major:
        return label[2] == "ORG" and label[1] - label[0] == len(name) and size > 50_000
    if label is not None and label[2] in _PLACE_LABELS:
        return True
    if major or index != last:
        return True
    cued = before.lower() in cues.before or _is_held(words, last, table)
    if name.lower() in words.lower and not cued:
        return False
    return cued or size >= 100_000 or name in accepted


def _is_held(words: _Text, last: int, table: Gazetteer) -> bool:
    """Whether a comma and a state or country follow (`Paris, Texas`)."""
    if words.gap(last) != ", " or not words.is_name(last + 1):
        return False
    start = words.starts[last + 1]
    names = [words.text[start : words.ends[last + 1]], words.text[start : words.ends[last + 1] + 1]]
    if last + 2 < len(words.words):
        names.append(words.text[start : words.ends[last + 2]])
    return any(e.kind in ("country", "admin1") for name in names for e in table.find(name))


def _is_abbreviation(words: _Text, index: int, name: str) -> bool:
    """Whether a state's abbreviation stands after a comma and a name; others (`U.S.`) always count."""
    if name in (
        "US",
        "U.S.",
        "UK",
        "U.K.",
        "USA",
        "U.S.A.",
        "UAE",
        "U.A.E.",
        "DRC",
        "DPRK",
        "PRC",
        "B.C.",
        "D.C.",
        "U.S",
    ):
        return True
    return index > 0 and words.gap(index - 1) in (", ", ",") and words.is_name(index - 1)


def _is_of_person_or_body(
    words: _Text, index: int, last: int, before: str, following: str, major: bool, cues: _Words, table: Gazetteer
) -> bool:
    """Whether the name is part of a person's or a body's name."""
    if following and following in cues.bodies:
        return True
    if before and before in cues.titles:
        return True
    named = (
        bool(before) and before[0].isupper() and not words.begins_sentence(index - 1) and words.gap(index - 1) == " "
    )
    if named and before not in table.people and before.lower() not in cues.before and not major:
        return not table.is_known(before) or before in cues.given
    if before in cues.given and words.gap(index - 1) == " ":
        return True
    return bool(following and not major and words.words[last] in cues.given)
