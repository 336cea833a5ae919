"""Paragraphs → blocks: what is story and what the page put around it, by ordered named rules."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.ingest.bylines import is_outlet, is_outlet_name, is_person_name, is_stamp, parse_byline
from onrecord.ingest.paragraphs import Paragraph, ends_sentence
from onrecord.ingest.tables import Zone, agencies, line_rules, words
from onrecord.model import Block, BlockRole

# A paragraph of so many words that ends as a sentence is story; one of so many more is no standfirst either.
STORY_WORDS = 12
LONG_WORDS = 25
HEADLINE_WORDS = 32
HEAD_PARAGRAPHS = 12
SUBHEAD_WORDS = 12
REPEAT_WORDS = 8
PULL_QUOTE_WORDS = 7
PULL_QUOTE_MOST_WORDS = 60
# Each is looked for in every other paragraph; longer texts are dumps, not articles.
PULL_QUOTE_PARAGRAPHS = 1000
CAPTION_WORDS = 140

_OPENING = "\"“‘'«„"
_SPEAKER = re.compile(r"^[A-ZÀ-Þ][\w .,'’()-]{0,40}:\s")
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’()/-]{2,50}(?:\([^)]+\)\s*)?(?:[-–—]|--)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller knows about the article, for the rules that look for it in the text."""

    title: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Page:
    """The paragraphs of one text, and the marks decided so far (None is story, for now)."""

    paragraphs: Sequence[Paragraph]
    given: Given
    marks: list[tuple[BlockRole, str] | None]
    agency: re.Pattern[str]
    keys: list[str]
    first: dict[str, int]
    begins: int

    def text(self, index: int) -> str:
        return self.paragraphs[index].text

    def is_open(self, index: int) -> bool:
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
        if zone == "tail":
            return 3 * index >= 2 * len(self.paragraphs)
        return zone == "any" or (index > self.begins if zone == "story" else index < self.head_end())

    def head_end(self) -> int:
        """Return where the head of the page ends: at its first long story paragraph, or its second of any length."""
        stories = 0
        for index, paragraph in enumerate(self.paragraphs):
            stories += self.is_open(index) and _is_story(paragraph)
            if stories == 2 or (stories and paragraph.words >= LONG_WORDS) or index == HEAD_PARAGRAPHS:
                return index
        return len(self.paragraphs)


def _is_story(paragraph: Paragraph) -> bool:
    return paragraph.words >= STORY_WORDS and ends_sentence(paragraph.text)


_Mark = tuple[BlockRole, str]
_Rule = Callable[[_Page, int], _Mark | None]


def mark_blocks(paragraphs: Sequence[Paragraph], given: Given) -> tuple[Block, ...]:
    """Return one block for each paragraph, with its role and the name of the rule that decided.

    The rules are tried in the order of `ALONE`; what they leave is looked at in its place: the head of the page
    (`HEAD`), then the lines between paragraphs (`BETWEEN`), then repeats (`REPEATS`). What no rule takes is body.
    """
    keys = [_key(paragraph.text) for paragraph in paragraphs]
    page = _Page(
        paragraphs=paragraphs,
        given=given,
        marks=[None] * len(paragraphs),
        agency=_credit_pattern(),
        keys=keys,
        first={key: index for index, key in reversed(list(enumerate(keys)))},
        begins=next((i for i, p in enumerate(paragraphs) if _is_story(p)), len(paragraphs)),
    )
    for rules in (ALONE, HEAD, BETWEEN, REPEATS):
        for rule in rules:
            for index in range(len(paragraphs)):
                if page.marks[index] is None:
                    page.marks[index] = rule(page, index)
    _mark_after_headings(page)
    return tuple(_block(p, mark) for p, mark in zip(paragraphs, page.marks, strict=True))


def _block(paragraph: Paragraph, mark: _Mark | None) -> Block:
    role, rule = mark or ("body", "story")
    return Block(start=paragraph.start, end=paragraph.end, role=role, rule=rule)


# --- rules for a paragraph by itself -------------------------------------------------------------------------------


def no_letters(page: _Page, index: int) -> _Mark | None:
    """Rules, bullets, page numbers."""
    return None if any(c.isalpha() for c in page.text(index)) else ("boilerplate", "no-letters")


def given_title(page: _Page, index: int) -> _Mark | None:
    """The title the caller gave, standing in the text."""
    title = _key(page.given.title or "")
    first = bool(title) and page.keys[index] == title and page.first[title] == index
    return ("headline", "given-title") if first else None


def caption_and_title(page: _Page, index: int) -> _Mark | None:
    """A caption that extraction has glued the given title to: `The president on Monday. | AP Talks fail in Geneva`."""
    title = _key(page.given.title or "")
    glued = title.count(" ") >= 2 and index < 3 and page.keys[index].endswith(f" {title}")
    return ("caption", "caption-and-title") if glued and not ends_sentence(page.text(index)) else None


def byline(page: _Page, index: int) -> _Mark | None:
    """`By Ann Lee`, `Author: ... Source: ...`, in the head of the page or as a short line anywhere."""
    paragraph = page.paragraphs[index]
    if (index < 15 or paragraph.words <= 8) and parse_byline(paragraph.text):
        return "byline", "byline"
    return None


def source_line(page: _Page, index: int) -> _Mark | None:
    """A line that is nothing but an outlet's or a given author's name."""
    text = page.text(index).strip(" .|•-–—").casefold()
    if is_outlet(text) or (page.given.source and text == page.given.source.casefold()):
        return "byline", "source-line"
    return ("byline", "author-line") if text in {name.casefold() for name in page.given.authors} else None


def time_stamp(page: _Page, index: int) -> _Mark | None:
    """A line that is nothing but a date, a time or an age."""
    return ("byline", "time-stamp") if is_stamp(page.text(index)) else None


def page_line(page: _Page, index: int) -> _Mark | None:
    """The rules of data/ingest/residue.yaml."""
    paragraph = page.paragraphs[index]
    for rule in line_rules():
        if paragraph.words <= rule.max_words and page.is_in(index, rule.where) and rule.pattern.search(paragraph.text):
            return rule.role, rule.name
    return None


def photo_credit(page: _Page, index: int) -> _Mark | None:
    """A paragraph that ends in the credit of a photograph."""
    paragraph = page.paragraphs[index]
    if paragraph.words <= CAPTION_WORDS and page.agency.search(paragraph.text):
        return "caption", "photo-credit"
    return None


ALONE: tuple[_Rule, ...] = (
    no_letters,
    given_title,
    caption_and_title,
    byline,
    source_line,
    time_stamp,
    page_line,
    photo_credit,
)


# --- rules for the head of the page --------------------------------------------------------------------------------


def headline(page: _Page, index: int) -> _Mark | None:
    """The first line that no rule has taken, if it stands like a headline."""
    if index >= HEAD_PARAGRAPHS or page.open_from(0, 1) != index:
        return None
    if any(mark and mark[0] == "headline" for mark in page.marks):
        return None
    return ("headline", "headline") if _like_headline(page, index) else None


def section(page: _Page, index: int) -> _Mark | None:
    """A word or three above the headline: the section of the page (`Cuba`, `World News`)."""
    return ("boilerplate", "section") if index <= 3 and _is_section(page, index) else None


def head_name(page: _Page, index: int) -> _Mark | None:
    """A person's or an outlet's name between headline and story, beside a byline, a source line or a date."""
    near = [page.marks[i] for i in (index - 1, index + 1) if 0 <= i < len(page.marks)]
    if not _in_head(page, index) or not any(mark and mark[0] == "byline" for mark in near):
        return None
    if is_outlet_name(page.text(index)):
        return "byline", "source-line"
    return ("byline", "author-line") if is_person_name(page.text(index)) else None


def deck(page: _Page, index: int) -> _Mark | None:
    """A line without a full stop under the headline; read like the headline."""
    above = page.marks[index - 1] if index else None
    under = bool(above and above[0] == "headline")
    text = page.text(index)
    if under and page.paragraphs[index].words >= 5 and not ends_sentence(text):
        return "headline", "deck"
    return None


HEAD: tuple[_Rule, ...] = (section, head_name, headline, deck)


def _in_head(page: _Page, index: int) -> bool:
    return index < page.head_end()


def _is_section(page: _Page, index: int) -> bool:
    text, after = page.text(index), page.open_from(index + 1, 1)
    if page.paragraphs[index].words > 3 or ends_sentence(text) or not text[0].isupper() or after is None:
        return False
    if page.open_from(0, 1) != index:
        return False
    titled = any(mark and mark[1] == "given-title" for mark in page.marks)
    return titled or (page.paragraphs[after].words >= 4 and _like_headline(page, after))


def _like_headline(page: _Page, index: int) -> bool:
    paragraph = page.paragraphs[index]
    text = paragraph.text
    if paragraph.words > HEADLINE_WORDS or _DATELINE.match(text) or text.endswith((":", ",", ";")):
        return False
    if not ends_sentence(text) or is_title_case(text) or is_caps(text):
        return True
    after = page.marks[index + 1] if index + 1 < len(page.marks) else None
    if after is not None and after[0] == "byline":
        return True
    beyond = page.marks[index + 2] if index + 2 < len(page.marks) else None
    return (beyond is not None and beyond[1] == "byline") or (text.endswith("?") and paragraph.words <= 14)


# --- rules for lines between paragraphs ----------------------------------------------------------------------------


def other_headline(page: _Page, index: int) -> _Mark | None:
    """A headline of another story in mid text: ALL CAPS or Title Case, no full stop."""
    paragraph = page.paragraphs[index]
    if not _between(page, index) or not 4 <= paragraph.words <= 24:
        return None
    if is_caps(paragraph.text):
        return "related", "caps-headline"
    return ("related", "title-case-headline") if is_title_case(paragraph.text) else None


def subhead(page: _Page, index: int) -> _Mark | None:
    """A short line without a full stop between two paragraphs that have one."""
    paragraph = page.paragraphs[index]
    if not _between(page, index) or paragraph.words > SUBHEAD_WORDS:
        return None
    before, after = page.open_from(index - 1, -1), page.open_from(index + 1, 1)
    if before is None or not ends_sentence(page.text(before)):
        return None
    if after is None or not (ends_sentence(page.text(after)) or page.paragraphs[after].words >= LONG_WORDS):
        return None
    return "boilerplate", "subhead"


BETWEEN: tuple[_Rule, ...] = (other_headline, subhead)


def _between(page: _Page, index: int) -> bool:
    """Whether a line stands in mid text, and is no quotation, list item, transcript or verse."""
    text = page.text(index)
    if index < page.begins or ends_sentence(text) or text.endswith((":", ",", ";", "-", "–", "—")):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or _SPEAKER.match(text):
        return False
    before = page.open_from(index - 1, -1)
    return before is None or not (page.text(before).endswith(":") or _quote_is_open(page.text(before)))


def _quote_is_open(text: str) -> bool:
    return text.count("“") > text.count("”") or (text.count("“") == 0 and text.count('"') % 2 == 1)


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


# --- rules for what stands twice -----------------------------------------------------------------------------------


def repeat(page: _Page, index: int) -> _Mark | None:
    """A paragraph that stood before, word for word; the first is read."""
    earliest = page.first[page.keys[index]]
    if page.paragraphs[index].words < REPEAT_WORDS or earliest == index:
        return None
    first = page.marks[earliest]
    return ("caption", "repeat") if first and first[0] == "caption" else ("boilerplate", "repeat")


def pull_quote(page: _Page, index: int) -> _Mark | None:
    """A short paragraph whose every word stands in one longer story paragraph: read there."""
    words = page.paragraphs[index].words
    if not PULL_QUOTE_WORDS <= words <= PULL_QUOTE_MOST_WORDS or len(page.keys) > PULL_QUOTE_PARAGRAPHS:
        return None
    for other, key in enumerate(page.keys):
        longer = page.paragraphs[other].words >= words + 3
        if longer and page.is_open(other) and f" {page.keys[index]} " in f" {key} ":
            return "boilerplate", "pull-quote"
    return None


REPEATS: tuple[_Rule, ...] = (repeat, pull_quote)


# --- what follows a heading at the end of the page -----------------------------------------------------------------


HEADINGS = frozenset({"tags", "related-label", "story-highlights"})
HEADING_WORDS = 5
MOST_AFTER_HEADING = 12


def _mark_after_headings(page: _Page) -> None:
    """Give the lines after `Keywords`, `Related stories` or `Story highlights` the heading's role."""
    following: _Mark | None = None
    left = 0
    for index, paragraph in enumerate(page.paragraphs):
        mark = page.marks[index]
        if mark is not None and mark[1] in HEADINGS:
            is_heading = paragraph.words <= HEADING_WORDS or mark[1] != "related-label"
            following, left = ((mark[0], f"after-{mark[1]}"), MOST_AFTER_HEADING) if is_heading else (None, 0)
        elif mark is None or mark[1] in {"headline", "deck", "subhead"}:
            if left and following and _is_list_line(paragraph, following):
                page.marks[index] = following
                left -= 1
            else:
                left = 0


def _is_list_line(paragraph: Paragraph, following: _Mark) -> bool:
    """Whether a line can be a tag, a link or a highlight: short, and neither sentence, heading nor post."""
    text = paragraph.text
    if ends_sentence(text) or paragraph.words > HEADLINE_WORDS or text.endswith(":") or re.search(r"https?:|@\w", text):
        return False
    return following[0] == "boilerplate" or (paragraph.words >= 4 and text[0].isupper())


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@functools.lru_cache(maxsize=1)
def _credit_pattern() -> re.Pattern[str]:
    """Return the pattern of a photo credit at the end of a paragraph."""
    agency = agencies()
    word = r"[A-ZÀ-Þ][\w.'’-]*"
    name = rf"{word}(?: {word}){{0,5}}"
    ending = r"(?:\s+(?:file(?: photo)?|photo|images?|via \w+|/ ?file))?\s*[)\]]?\W*$"
    kinds = r"(?:Photos?|Photograph|Images?|Picture|Handout|Screenshot|Screengrab)"
    forms = (
        rf"\|\s*(?:{name}\s*[/,]\s*)*{agency}(?:\s*/\s*[\w .]+)?{ending}",  # | Ann Lee/AP
        rf"\|\s*{agency}\b(?:\s+\S+){{0,12}}$",  # | REUTERS The Headline
        rf"(?:^|[\s(.])(?:{name}|{agency})\s*/\s*(?:[\w .-]+/\s*)*{agency}(?: via [\w ]+)?{ending}",  # Ann Lee/AFP
        rf"\((?:AP|AFP|EPA|File|Reuters|Pool|Courtesy|Getty)?\s?{kinds}\b[^()]{{0,80}}\)\W*$",  # (AP Photo/Ann Lee)
        rf"\b(?:{kinds}|Credit|Illustration)(?: credit)?\s?(?:by|:|/)\s*{name}(?:\s*[/,|]\s*[\w .'-]+)?\W*$",
        rf"\((?:{agency})(?: (?:file )?photos?| images?)?\s*[:/]\s?[^()]{{3,60}}\)\W*$",  # (Reuters photo: Ann Lee)
        rf"\b(?:REUTERS|AFP|AP|EPA)\s?/\s?(?:{name}|[\w ]{{2,30}})(?:/\w+)*\W*$",  # REUTERS/Ann Lee
        r"\b(?:Getty Images|AFP/Getty|AP Photo|AP Images|FILE PHOTO|Wikimedia Commons)\W*$",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))
