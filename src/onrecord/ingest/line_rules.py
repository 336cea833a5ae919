"""Residue rules that look at one paragraph by itself."""

from __future__ import annotations

import functools
import re

from onrecord.ingest.bylines import is_outlet, is_stamp, parse_byline
from onrecord.ingest.page import Mark, Page, Rule, key_of
from onrecord.ingest.paragraphs import ends_sentence
from onrecord.ingest.tables import agencies, line_rules

CAPTION_WORDS = 140


def no_letters(page: Page, index: int) -> Mark | None:
    """Rules, bullets, page numbers."""
    return None if any(c.isalpha() for c in page.text(index)) else ("boilerplate", "no-letters")


def given_title(page: Page, index: int) -> Mark | None:
    """The title the caller gave, standing in the text."""
    title = key_of(page.given.title or "")
    first = bool(title) and page.keys[index] == title and page.first[title] == index
    return ("headline", "given-title") if first else None


def caption_and_title(page: Page, index: int) -> Mark | None:
    """A caption that extraction has glued the given title to: `The president on Monday. | AP Talks fail in Geneva`."""
    title = key_of(page.given.title or "")
    glued = title.count(" ") >= 2 and index < 3 and page.keys[index].endswith(f" {title}")
    return ("caption", "caption-and-title") if glued and not ends_sentence(page.text(index)) else None


def byline(page: Page, index: int) -> Mark | None:
    """`By Ann Lee`, `Author: ... Source: ...`, in the head of the page or as a short line anywhere."""
    paragraph = page.paragraphs[index]
    if (index < 15 or paragraph.words <= 8) and parse_byline(paragraph.text):
        return "byline", "byline"
    return None


def source_line(page: Page, index: int) -> Mark | None:
    """A line that is nothing but an outlet's or a given author's name."""
    text = page.text(index).strip(" .|•-–—").casefold()
    if is_outlet(text) or (page.given.source and text == page.given.source.casefold()):
        return "byline", "source-line"
    return ("byline", "author-line") if text in {name.casefold() for name in page.given.authors} else None


def time_stamp(page: Page, index: int) -> Mark | None:
    """A line that is nothing but a date, a time or an age."""
    return ("byline", "time-stamp") if is_stamp(page.text(index)) else None


def page_line(page: Page, index: int) -> Mark | None:
    """The rules of data/ingest/residue.yaml."""
    paragraph = page.paragraphs[index]
    for rule in line_rules():
        if paragraph.words <= rule.max_words and page.is_in(index, rule.where) and rule.pattern.search(paragraph.text):
            return rule.role, rule.name
    return None


def photo_credit(page: Page, index: int) -> Mark | None:
    """A paragraph that ends in the credit of a photograph."""
    paragraph = page.paragraphs[index]
    if paragraph.words <= CAPTION_WORDS and _credit_pattern().search(paragraph.text):
        return "caption", "photo-credit"
    return None


ALONE: tuple[Rule, ...] = (
    no_letters,
    given_title,
    caption_and_title,
    byline,
    source_line,
    time_stamp,
    page_line,
    photo_credit,
)


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
        rf"\|\s*(?:{name}\s*[/,]\s*)?{agency}\b(?:\s+\S+){{0,24}}$",  # | REUTERS The Headline
        rf"(?:^|[\s(.])(?:{name}|{agency})\s*/\s*(?:[\w .-]+/\s*)*{agency}(?: via [\w ]+)?{ending}",  # Ann Lee/AFP
        rf"\((?:AP|AFP|EPA|File|Reuters|Pool|Courtesy|Getty)?\s?{kinds}\b[^()]{{0,80}}\)\W*$",  # (AP Photo/Ann Lee)
        rf"\b(?:{kinds}|Credit|Illustration)(?: credit)?\s?(?:by|:|/)\s*{name}(?:\s*[/,|]\s*[\w .'-]+)?\W*$",
        rf"\((?:{agency})(?: (?:file )?photos?| images?)?\s*[:/]\s?[^()]{{3,60}}\)\W*$",  # (Reuters photo: Ann Lee)
        rf"\({word}(?: {word}){{1,4}}/[A-Z][^()/]{{2,60}}\)\W*$",  # (Ann Lee/The Star via AP)
        rf"\b(?:REUTERS|AFP|AP|EPA)\s?/\s?(?:{name}|[\w ]{{2,30}})(?:/\w+)*\W*$",  # REUTERS/Ann Lee
        r"\b(?:Getty Images|AFP/Getty|AP Photo|AP Images|FILE PHOTO|Wikimedia Commons)\W*$",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))
