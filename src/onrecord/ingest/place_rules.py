"""Residue rules that look at where a paragraph stands: in the head of the page, between paragraphs, a second time."""

from __future__ import annotations

import re

from onrecord.ingest.bylines import are_person_names, is_job_line, is_outlet_name
from onrecord.ingest.page import HEAD_PARAGRAPHS, LONG_WORDS, Mark, Page, Rule, is_caps, is_title_case
from onrecord.ingest.paragraphs import ends_sentence

HEADLINE_WORDS = 32
HEADLINE_LETTERS = 6
SUBHEAD_WORDS = 12
HEAD_REST_WORDS = 8
REPEAT_WORDS = 8
RUN_WORDS = 7
RUN_LINES = 3
PULL_QUOTE_WORDS = 7
PULL_QUOTE_MOST_WORDS = 60
# Each is looked for in every other paragraph; longer texts are dumps, not articles.
PULL_QUOTE_PARAGRAPHS = 1000

_SPEAKER = re.compile(r"^[A-ZÀ-Þ][\w .,'’()-]{0,40}:\s")
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’()/-]{2,50}(?:\([^)]+\)\s*)?(?:[-–—]|--)\s")


# --- the head of the page ------------------------------------------------------------------------------------------


def headline(page: Page, index: int) -> Mark | None:
    """The first line that no rule has taken, if it stands like a headline."""
    if index >= HEAD_PARAGRAPHS or page.open_from(0, 1) != index:
        return None
    above = page.marks[index - 1] if index else None
    if any(mark and mark[0] == "headline" for mark in page.marks) or (above and above[0] == "related"):
        return None
    return ("headline", "headline") if _like_headline(page, index) else None


def masthead(page: Page, index: int) -> Mark | None:
    """The outlet's name above the headline."""
    after = page.open_from(index + 1, 1)
    above = page.open_from(0, 1) == index and is_outlet_name(page.text(index))
    return ("byline", "source-line") if above and after is not None and _like_headline(page, after) else None


def head_name_above(page: Page, index: int) -> Mark | None:
    """A name above a line that `head_name` has just taken."""
    return head_name(page, index)


def section(page: Page, index: int) -> Mark | None:
    """A word or three above the headline: the section of the page (`Cuba`, `World News`)."""
    return ("boilerplate", "section") if index <= 3 and _is_section(page, index) else None


def head_name(page: Page, index: int) -> Mark | None:
    """A person's or an outlet's name between headline and story, beside a byline, a source line or a date."""
    near = [page.marks[i] for i in (index - 1, index + 1) if 0 <= i < len(page.marks)]
    if not _in_head(page, index) or not any(mark and mark[0] == "byline" for mark in near):
        return None
    if is_outlet_name(page.text(index)):
        return "byline", "source-line"
    if is_job_line(page.text(index)):
        return "byline", "author-note"
    return ("byline", "author-line") if are_person_names(page.text(index)) else None


def deck(page: Page, index: int) -> Mark | None:
    """A line without a full stop under the headline; read like the headline."""
    above = page.marks[index - 1] if index else None
    under = bool(above and above[0] == "headline")
    text = page.text(index)
    if under and page.paragraphs[index].words >= 5 and not ends_sentence(text):
        return "headline", "deck"
    return None


def head_rest(page: Page, index: int) -> Mark | None:
    """A few words without a stop under the byline, and above the story: buttons, desks, places."""
    paragraph = page.paragraphs[index]
    if not _in_head(page, index) or paragraph.words > HEAD_REST_WORDS or ends_sentence(paragraph.text):
        return None
    if not any(mark and mark[0] == "byline" for mark in page.marks[:index]):
        return None
    is_words = paragraph.text[0].isupper() and not paragraph.text.endswith((":", ",", ";"))
    return ("boilerplate", "head-rest") if is_words and index < page.begins else None


HEAD: tuple[Rule, ...] = (masthead, section, head_name, head_name_above, headline, deck, head_rest)


def _in_head(page: Page, index: int) -> bool:
    return index < page.head_end()


def _is_section(page: Page, index: int) -> bool:
    text, after = page.text(index), page.open_from(index + 1, 1)
    if page.paragraphs[index].words > 3 or ends_sentence(text) or not text[0].isupper() or after is None:
        return False
    if page.open_from(0, 1) != index:
        return False
    titled = any(mark and mark[1] == "given-title" for mark in page.marks)
    return titled or (page.paragraphs[after].words >= 4 and _like_headline(page, after))


def _like_headline(page: Page, index: int) -> bool:
    paragraph = page.paragraphs[index]
    text = paragraph.text
    if sum(c.isalpha() for c in text) < HEADLINE_LETTERS:
        return False
    if paragraph.words > HEADLINE_WORDS or _DATELINE.match(text) or text.endswith((":", ",", ";")):
        return False
    if not ends_sentence(text) or is_title_case(text) or is_caps(text):
        return True
    after = page.marks[index + 1] if index + 1 < len(page.marks) else None
    if after is not None and after[0] == "byline":
        return True
    beyond = page.marks[index + 2] if index + 2 < len(page.marks) else None
    return (beyond is not None and beyond[1] == "byline") or (text.endswith("?") and paragraph.words <= 14)


# --- lines between paragraphs --------------------------------------------------------------------------------------


def other_headline(page: Page, index: int) -> Mark | None:
    """A headline of another story in mid text: ALL CAPS or Title Case, no full stop."""
    paragraph = page.paragraphs[index]
    if not _between(page, index) or not 4 <= paragraph.words <= 24:
        return None
    if is_caps(paragraph.text):
        return "related", "caps-headline"
    return ("related", "title-case-headline") if is_title_case(paragraph.text) else None


def subhead(page: Page, index: int) -> Mark | None:
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


def headline_run(page: Page, index: int) -> Mark | None:
    """Three or more lines in a row that could each be a headline: a list of links to other stories."""
    run: Mark = ("related", "headline-run")
    if not _could_be_headline(page, index):
        return None
    if index and page.marks[index - 1] == run:
        return run
    if not _between(page, index):
        return None
    lines, at = 1, page.open_from(index + 1, 1)
    while at is not None and lines < RUN_LINES and _could_be_headline(page, at):
        lines += 1
        at = page.open_from(at + 1, 1)
    return run if lines >= RUN_LINES else None


def _could_be_headline(page: Page, index: int) -> bool:
    text = page.text(index)
    if not RUN_WORDS <= page.paragraphs[index].words <= HEADLINE_WORDS or text.endswith((":", ",", ";", "-", "–", "—")):
        return False
    return text[0].isupper() and not ends_sentence(text) and not re.search(r"\(@|pic\.twitter", text)


BETWEEN: tuple[Rule, ...] = (other_headline, headline_run, subhead)


def _between(page: Page, index: int) -> bool:
    """Whether a line stands in mid text, and is no quotation, list item, transcript or verse."""
    text = page.text(index)
    if (
        index < page.begins
        or not page.is_punctuated
        or ends_sentence(text)
        or text.endswith((":", ",", ";", "-", "–", "—"))
    ):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or _SPEAKER.match(text) or "(@" in text:
        return False  # list, transcript, or a post: words — Name (@name) day
    before = page.open_from(index - 1, -1)
    return before is None or not (page.text(before).endswith(":") or _quote_is_open(page.text(before)))


def _quote_is_open(text: str) -> bool:
    return text.count("“") > text.count("”") or (text.count("“") == 0 and text.count('"') % 2 == 1)


# --- what stands twice ---------------------------------------------------------------------------------------------


def repeat(page: Page, index: int) -> Mark | None:
    """A paragraph that stood before, word for word; the first is read."""
    earliest = page.first[page.keys[index]]
    if page.paragraphs[index].words < REPEAT_WORDS or earliest == index:
        return None
    first = page.marks[earliest]
    return ("caption", "repeat") if first and first[0] == "caption" else ("boilerplate", "repeat")


def pull_quote(page: Page, index: int) -> Mark | None:
    """A short paragraph whose every word stands in one longer story paragraph: read there."""
    words = page.paragraphs[index].words
    if not PULL_QUOTE_WORDS <= words <= PULL_QUOTE_MOST_WORDS or len(page.keys) > PULL_QUOTE_PARAGRAPHS:
        return None
    for other, key in enumerate(page.keys):
        longer = page.paragraphs[other].words >= words + 3
        if longer and page.is_open(other) and f" {page.keys[index]} " in f" {key} ":
            return "boilerplate", "pull-quote"
    return None


REPEATS: tuple[Rule, ...] = (repeat, pull_quote)
