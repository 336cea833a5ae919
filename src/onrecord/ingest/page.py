"""The paragraphs of one text while their roles are being decided, and what all residue rules ask about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.ingest.paragraphs import Paragraph, ends_sentence
from onrecord.ingest.tables import Zone, words
from onrecord.model import BlockRole

# A paragraph of so many words that ends as a sentence is story; one of so many more is no standfirst either.
STORY_WORDS = 12
LONG_WORDS = 25
HEAD_PARAGRAPHS = 12
EDGE_FIRST, EDGE_LAST = 2, 3

Mark = tuple[BlockRole, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller knows about the article, for the rules that look for it in the text."""

    title: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Page:
    """The paragraphs of one text, and the marks decided so far.

    Attributes:
        paragraphs: The paragraphs, in order.
        given: What the caller knows.
        marks: Role and rule of each paragraph; None is story, for now.
        keys: What each paragraph shares with its copies.
        first: Index of the first paragraph with a key.
        begins: Index of the first paragraph that can be story by its length.
        is_punctuated: Whether most longer paragraphs end as sentences; else a line without a stop says nothing.
    """

    paragraphs: Sequence[Paragraph]
    given: Given
    marks: list[tuple[BlockRole, str] | None]
    keys: list[str]
    first: dict[str, int]
    begins: int
    is_punctuated: bool

    def text(self, index: int) -> str:
        """Return the squeezed text of a paragraph."""
        return self.paragraphs[index].text

    def is_open(self, index: int) -> bool:
        """Whether there is such a paragraph, and no rule has taken it yet."""
        return 0 <= index < len(self.paragraphs) and self.marks[index] is None

    def open_from(self, index: int, step: int) -> int | None:
        """Return the first undecided paragraph from `index` on in direction `step`, or None."""
        while 0 <= index < len(self.paragraphs):
            if self.marks[index] is None:
                return index
            index += step
        return None

    def is_in(self, index: int, zone: Zone) -> bool:
        """Whether a paragraph stands in a zone of the page; the story begins with its first long paragraph."""
        count = len(self.paragraphs)
        if zone == "tail":
            return 3 * index >= 2 * count
        if zone == "edge":
            return index < EDGE_FIRST or index >= count - EDGE_LAST
        return zone == "any" or (index > self.begins if zone == "story" else index < self.head_end())

    def head_end(self) -> int:
        """Return where the head of the page ends: at its first long story paragraph, or its second of any length."""
        stories = 0
        for index, paragraph in enumerate(self.paragraphs):
            stories += self.is_open(index) and is_story(paragraph)
            if stories == 2 or (stories and paragraph.words >= LONG_WORDS) or index == HEAD_PARAGRAPHS:
                return index
        return len(self.paragraphs)


Rule = Callable[[Page, int], Mark | None]


def is_story(paragraph: Paragraph) -> bool:
    """Whether a paragraph is long enough for story, and ends as a sentence."""
    return paragraph.words >= STORY_WORDS and ends_sentence(paragraph.text)


def key_of(text: str) -> str:
    """Return the words of a text, casefolded, with one blank between: what two copies of a line have in common."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_caps(text: str) -> bool:
    """Whether all words of a line are in capitals, but not `U.S.` or `UN` alone."""
    letters = [c for c in text if c.isalpha()]
    lower = sum(c.islower() for c in letters)
    return len(letters) >= 8 and lower <= len(letters) // 20 and " " in text


def is_title_case(text: str) -> bool:
    """Whether the words of a line are capitalised as in American headlines: four or more, all but the small."""
    found = [w for w in re.findall(r"[^\W_][\w'’.-]*", text) if w[0].isalpha()]
    content = [w for w in found if w.casefold() not in words("small_in_titles")]
    capitals = sum(w[0].isupper() for w in content)
    return len(found) >= 4 and capitals >= 3 and capitals >= 0.9 * len(content)
