"""Paragraphs → blocks: what is story and what the page put around it, by ordered named rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.ingest.line_rules import ALONE
from onrecord.ingest.page import STORY_WORDS, Given, Mark, Page, is_story, key_of
from onrecord.ingest.paragraphs import Paragraph, ends_sentence
from onrecord.ingest.place_rules import BETWEEN, HEAD, HEADLINE_WORDS, REPEATS
from onrecord.model import Block

# Headings of lists; a bare `Image caption` has one line under it.
HEADINGS = frozenset({"tags", "related-label", "story-highlights"})
HIGHLIGHTS: Mark = ("boilerplate", "after-story-highlights")
HEADING_WORDS = 7
MOST_AFTER_HEADING = 12
_CAPTION_HEADING = re.compile(r"(?:image|media|photo|picture|video) caption\W*", re.IGNORECASE)


def mark_blocks(paragraphs: Sequence[Paragraph], given: Given) -> tuple[Block, ...]:
    """Return one block for each paragraph, with its role and the name of the rule that decided.

    The rules are tried in the order of `ALONE`; what they leave is looked at in its place: the head of the page
    (`HEAD`), then the lines between paragraphs (`BETWEEN`), then repeats (`REPEATS`). What no rule takes is body.
    """
    keys = [key_of(paragraph.text) for paragraph in paragraphs]
    page = Page(
        paragraphs=paragraphs,
        given=given,
        marks=[None] * len(paragraphs),
        keys=keys,
        first={key: index for index, key in reversed(list(enumerate(keys)))},
        is_punctuated=_is_punctuated(paragraphs),
        begins=next((i for i, p in enumerate(paragraphs) if is_story(p)), len(paragraphs)),
    )
    for rules in (ALONE, HEAD, BETWEEN, REPEATS):
        for rule in rules:
            for index in range(len(paragraphs)):
                if page.marks[index] is None:
                    page.marks[index] = rule(page, index)
    _mark_after_headings(page)
    return tuple(_block(p, mark) for p, mark in zip(paragraphs, page.marks, strict=True))


def _is_punctuated(paragraphs: Sequence[Paragraph]) -> bool:
    longer = [ends_sentence(paragraph.text) for paragraph in paragraphs if paragraph.words >= STORY_WORDS]
    return 2 * sum(longer) >= len(longer)


def _block(paragraph: Paragraph, mark: Mark | None) -> Block:
    role, rule = mark or ("body", "story")
    return Block(start=paragraph.start, end=paragraph.end, role=role, rule=rule)


def _mark_after_headings(page: Page) -> None:
    """Give the lines after `Keywords`, `Related stories` or `Story highlights` the heading's role."""
    following: Mark | None = None
    left = 0
    last = max((i for i, p in enumerate(page.paragraphs) if page.is_open(i) and ends_sentence(p.text)), default=-1)
    for index, paragraph in enumerate(page.paragraphs):
        mark = page.marks[index]
        if mark is not None and _CAPTION_HEADING.fullmatch(paragraph.text):
            following, left = ("caption", "after-caption-label"), 1
        elif mark is not None and mark[1] in HEADINGS:
            is_heading = _is_heading(page, index, mark[1])
            following, left = ((mark[0], f"after-{mark[1]}"), MOST_AFTER_HEADING) if is_heading else (None, 0)
        elif (
            mark is None
            or mark[1] in {"deck", "subhead", "head-rest"}
            or (mark[1] == "headline" and following == HIGHLIGHTS)
        ):
            if (
                left
                and following
                and (following[0] == "caption" or _is_list_line(paragraph, following, is_end=index > last))
            ):
                page.marks[index] = following
                left -= 1
            else:
                left = 0


def _is_heading(page: Page, index: int, rule: str) -> bool:
    """Whether a list goes with a line: tags only late in the page, links only after a bare heading."""
    if rule == "tags":
        return 2 * index >= len(page.paragraphs)
    paragraph = page.paragraphs[index]
    return rule == "story-highlights" or (
        paragraph.words <= HEADING_WORDS and not re.search(r"//|www\.", paragraph.text)
    )


def _is_list_line(paragraph: Paragraph, following: Mark, *, is_end: bool) -> bool:
    """Whether a line can be a tag, a link or a highlight: short, and neither sentence, heading nor post."""
    text = paragraph.text
    if ends_sentence(text) or paragraph.words > HEADLINE_WORDS or text.endswith(":") or re.search(r"https?:|@\w", text):
        return False
    return following[0] == "boilerplate" or is_end or text[0].isupper() or text[0].isdigit()
