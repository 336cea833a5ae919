"""Place names in raw text: capitalised words that the gazetteer knows, less persons, bodies and common words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Place
from onrecord.resolve.toponyms.cues import Cues, cues
from onrecord.resolve.toponyms.gazetteer import Entry, Gazetteer, gazetteer
from onrecord.resolve.toponyms.home import find_home
from onrecord.resolve.toponyms.read import candidates_of, place_of
from onrecord.resolve.toponyms.score import Mention, resolve

EntitySpan = tuple[int, int, str]
_WORD = re.compile(r"(?:[A-Z]\.){2,}|W\. ?Va\.|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
_LINKS = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "la",
        "las",
        "los",
        "del",
        "al",
        "el",
        "upon",
        "on",
        "le",
        "les",
        "du",
        "da",
        "do",
        "dos",
        "sur",
        "au",
        "aux",
        "en",
        "am",
        "an",
        "der",
        "im",
        "bei",
        "sous",
        "in",
    ]
)
_LONGEST = 6  # words of a name
_GAPS = (" ", "-", ". ", "\n")
_RUN = 5  # capitalised words looked at after a name
_UNCUED_PEOPLE = 100_000  # a town of one word without any sign beside it must be at least this large
_NO_ACRONYM = 7  # letters: longer words in capitals are no acronyms
_WEAK_PEOPLE = 5_000  # a town after `of`, `from`, `to` must be this large
_CONTINUED_PEOPLE = 500_000  # a town before another capitalised word that is no place must be this large
_COMMON_PEOPLE = 20_000  # a town whose name is a common word must be this large even with a sign


@dataclass(slots=True)
class _Text:
    """The words of a text."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    persons: frozenset[str]

    def gap(self, index: int) -> str:
        """Text between word `index` and the next."""
        return self.text[self.ends[index] : self.starts[index + 1]] if 0 <= index < len(self.words) - 1 else "\n"

    def is_name(self, index: int) -> bool:
        """Whether the word has a capital."""
        return 0 <= index < len(self.words) and self.words[index][0].isupper()

    def begins_sentence(self, index: int) -> bool:
        """Whether a sentence or quotation begins with the word."""
        return index == 0 or bool(re.search(r"[.!?:\n\"“”—]", self.gap(index - 1)))


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
    """Return the names of the text that are taken for places, longest first at each word.

    A name that is taken once, by the words beside it, is taken everywhere in the text.
    """
    finder = _Finder(_split(text), table, cues(), entities or ())
    finder.run()
    return finder.run()


def _split(text: str) -> _Text:
    matches = list(_WORD.finditer(text))
    words = [m.group() for m in matches]
    starts, ends = [m.start() for m in matches], [m.end() for m in matches]
    return _Text(text, starts, ends, words, _persons(text, starts, ends, words))


def _persons(text: str, starts: list[int], ends: list[int], words: list[str]) -> frozenset[str]:
    """Return the names of persons of the text, word by word: what follows a given name or a title."""
    known, found = cues(), set()
    for index in range(len(words) - 1):
        first, second = words[index], words[index + 1]
        if not (first[0].isupper() and second[0].isupper()):
            continue
        gap = text[ends[index] : starts[index + 1]]
        is_given = gap == " " and first.lower() in known.given_names
        if is_given or (gap in (" ", ". ") and first in known.titles):
            if second in known.bodies or second in known.local or second in known.never_common:
                continue
            found.add(second)
            if is_given and first not in known.given:
                found.add(first)
            after = index + 2
            if len(second) == 1 and after < len(words) and text[ends[index + 1] : starts[after]] in (". ", " "):
                found.add(words[after])
    return frozenset(found)


class _Finder:
    """One reading of a text; a second one knows the names that the first took."""

    def __init__(self, words: _Text, table: Gazetteer, known: Cues, entities: Sequence[EntitySpan]) -> None:
        self.words = words
        self.table = table
        self.cues = known
        self.labels = {p: entity for entity in entities for p in range(entity[0], entity[1])}
        self.counts = Counter((words.text[start:end], label) for start, end, label in entities)
        self.taken: set[str] = set()

    def run(self) -> list[Mention]:
        """Return the mentions."""
        found: list[Mention] = []
        index = 0
        while index < len(self.words.words):
            step = 1
            if self.words.is_name(index):
                step, mention = self._at(index)
                if mention is not None:
                    found.append(mention)
            index += step
        return found

    def _at(self, index: int) -> tuple[int, Mention | None]:
        """Return how many words to go on, and the mention that begins at this word, if one does."""
        words, table = self.words, self.table
        for last in range(self._reach(index), index - 1, -1):
            if not words.is_name(last):
                continue
            start, end = words.starts[index], words.ends[last]
            if words.text[end : end + 1] == "." and words.text[start : end + 1] in table.exact:
                end += 1
            name = words.text[start:end]
            candidates = candidates_of(name, table)
            if not candidates or (
                words.words[index] in ("The", "THE") and not self._is_with_article(index, last, name)
            ):
                continue
            if self._is_place(index, last, name, candidates):
                return last - index + 1, Mention(start, end, name, candidates)
        return 1, None

    def _reach(self, index: int) -> int:
        """Return the last word that a name beginning at `index` may reach."""
        words, last = self.words, index
        while last - index < _LONGEST - 1 and last + 1 < len(words.words) and words.gap(last) in _GAPS:
            if words.words[last + 1][0].islower() and words.words[last + 1] not in _LINKS:
                break
            last += 1
        return last

    def _is_with_article(self, index: int, last: int, name: str) -> bool:
        return last > index and self.table.is_known(name)

    def _is_place(self, index: int, last: int, name: str, candidates: Sequence[Entry]) -> bool:
        words, known = self.words, self.cues
        if name in self.table.exact:
            return self._is_abbreviation(index, name) and not self._is_in_body(last)
        if name in self.table.people:
            return not self._is_in_body(last)
        if name in known.never_names:
            return False
        major = any(
            e.kind in ("country", "region") or (e.kind == "admin1" and e.population > 300_000) for e in candidates
        )
        if index == last and (name in known.never or (name.isupper() and not self._is_in_capitals(index, name))):
            return False
        if (
            index != last
            and words.words[index] in known.offices | known.titles
            and words.words[index] not in known.local
        ):
            return False
        size = max(e.population for e in candidates)
        cued = self._is_cued(index, last, name) or (size >= _WEAK_PEOPLE and self._is_weakly_cued(index, name))
        if not major and index == last and size < _CONTINUED_PEOPLE and self._goes_on(last):
            return False
        if self._is_in_body(last) or self._is_person(index, last, major=major, cued=cued):
            return False
        verdict = self._verdict(words.starts[index], name)
        if verdict == "person" and not major and not cued and index == last and name not in self.taken:
            return False
        if index == last and name.lower() in known.common and not major:
            return cued and (size >= _COMMON_PEOPLE or self._is_held(last))
        if cued:
            self.taken.add(name)
        if verdict == "place":
            return True
        return major or cued or index != last or size >= _UNCUED_PEOPLE or name in self.taken

    def _verdict(self, start: int, name: str) -> str | None:
        """Return what the parser takes a name for, here and in the whole text: `place`, `person` or None."""
        label = self.labels.get(start)
        if label is None:
            return None
        places_ = self.counts[name, "GPE"] + self.counts[name, "LOC"]
        others = self.counts[name, "PERSON"] + self.counts[name, "ORG"]
        if label[2] in ("GPE", "LOC") and label[0] == start and places_ >= others:
            return "place"
        if label[2] == "PERSON" and others > places_:
            return "person"
        return "person" if label[2] in ("ORG", "PRODUCT", "WORK_OF_ART") and label[0] < start else None

    def _is_cued(self, index: int, last: int, name: str) -> bool:
        """Whether the words beside a name say that it is a place."""
        words, known = self.words, self.cues
        before = words.words[index - 1] if index and words.gap(index - 1) == " " else ""
        if before.lower() in known.before or self._is_held(last):
            return True
        if index and words.gap(index - 1) == "-" and words.words[index - 1] in ("R", "D"):
            return True
        after = words.words[last + 1] if last + 1 < len(words.words) else ""
        gap = words.gap(last)
        if gap == " " and (after in known.after or after in known.local):
            return not words.begins_sentence(index) or after in known.local or after in known.after
        if name.isupper() and words.begins_sentence(index) and re.match(r"\s*(?:—|--|-|–|\()", gap):
            return True
        return gap == "-" and after in ("based", "area", "born")

    def _is_weakly_cued(self, index: int, name: str) -> bool:
        words = self.words
        before = words.words[index - 1].lower() if index and words.gap(index - 1) == " " else ""
        return before in self.cues.after_weak and name not in words.persons

    def _goes_on(self, last: int) -> bool:
        """Whether a name goes on with a word that is no place and belongs to no body (`Boko Haram`)."""
        words, known = self.words, self.cues
        if words.gap(last) != " " or not words.is_name(last + 1):
            return False
        word = words.words[last + 1]
        if word in known.local or word in known.offices or word in known.never_common or word in known.bodies:
            return False
        return not self.table.is_known(word) or word.lower() in known.given_names

    def _is_in_capitals(self, index: int, name: str) -> bool:
        """Whether a name in capitals is a dateline or stands in a line of capitals: not an acronym."""
        words = self.words
        if len(name) <= 3:
            return False
        if len(name) >= _NO_ACRONYM:
            return True
        after, before = words.words[index + 1 : index + 2], words.words[max(0, index - 1) : index]
        if words.begins_sentence(index) and re.match(r"\s*(?:—|--|-|–|\(|,|:)", words.gap(index)):
            return True
        return any(len(word) > 1 and word.isupper() for word in (*after, *before))

    def _is_held(self, last: int) -> bool:
        """Whether a comma and a state or country follow (`Paris, Texas`)."""
        words = self.words
        if words.gap(last) != ", " or not words.is_name(last + 1):
            return False
        start = words.starts[last + 1]
        names = [words.text[start : words.ends[last + 1]], words.text[start : words.ends[last + 1] + 1]]
        if last + 2 < len(words.words):
            names.append(words.text[start : words.ends[last + 2]])
        return any(e.kind in ("country", "admin1") for name in names for e in self.table.find(name))

    def _is_abbreviation(self, index: int, name: str) -> bool:
        """Whether a state's abbreviation stands after a comma and a name; countries' and long ones always count."""
        if name in self.cues.free_abbreviations or (name.endswith(".") and len(name) >= 5):
            return True
        words = self.words
        if index and words.gap(index - 1) == "-":
            return words.words[index - 1] in ("R", "D")
        return index > 0 and words.gap(index - 1) in (", ", ",") and words.is_name(index - 1)

    def _is_in_body(self, last: int) -> bool:
        """Whether the capitalised words after a name make it part of a body's name (`Washington Post`)."""
        words, known = self.words, self.cues
        index = last
        while index - last < _RUN and words.gap(index) == " " and index + 1 < len(words.words):
            index += 1
            word = words.words[index]
            if word in known.bodies:
                return True
            if word in known.offices or word in known.local:
                return False
            if not word[0].isupper() and word not in ("of", "and", "for"):
                return False
        return False

    def _is_person(self, index: int, last: int, *, major: bool, cued: bool) -> bool:
        """Whether the name is part of a person's name."""
        words, known = self.words, self.cues
        before = words.words[index - 1] if index and words.gap(index - 1) in (" ", ". ", "-") else ""
        following = words.words[last + 1] if words.gap(last) == " " and words.is_name(last + 1) else ""
        if before in known.titles:
            return True
        is_run = bool(before) and before[0].isupper() and words.gap(index - 1) in (" ", "-")
        if is_run and before.lower() in known.given_names and before not in known.never_common:
            return not self.table.is_known(before) or before in known.given or not major
        if is_run and not major and not cued and not words.begins_sentence(index - 1):
            return (
                before not in self.table.people and not self.table.is_known(before) and before not in known.directions
            )
        name = words.words[last]
        if following and index == last and name in known.given:
            return not (following in known.offices or following in known.local or following in known.never_common)
        if major or index != last:
            return False
        if following and name.lower() in known.given_names and not cued:
            return True
        return name in words.persons and not cued
