"""Plain text → Article: the text as it is, its blocks, and what it says about itself."""

from __future__ import annotations

import datetime as dt

from onrecord.errors import InputError
from onrecord.ingest.english import is_english
from onrecord.ingest.metadata import find_metadata
from onrecord.ingest.page import Given
from onrecord.ingest.paragraphs import split_paragraphs
from onrecord.ingest.residue import mark_blocks
from onrecord.model import READ_ROLES, Article, Block, Span


def from_text(
    text: str,
    *,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    published: dt.date | dt.datetime | str | None = None,
    path: str | None = None,
) -> Article:
    """Return the article of a plain text, with page residue marked.

    Every paragraph is one block, and so is the dateline before the first. What the caller gives wins
    over what is found in the text.

    Args:
        text: The text as received; it is never changed.
        source: Outlet.
        url: Address of the page.
        title: Headline.
        authors: Names in order.
        published: Date or date and time; strings in ISO 8601.
        path: File and line it was read from.

    Raises:
        InputError: The text has no letter or is not valid Unicode, or `published` is not ISO 8601.
    """
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise InputError("the text has unpaired surrogates", hint="decode the bytes as UTF-16 or UTF-8", where=path)
    paragraphs = split_paragraphs(text)
    blocks = mark_blocks(paragraphs, Given(title=title, source=source, authors=authors))
    meta = find_metadata(
        text, paragraphs, blocks, source=source, url=url, title=title, authors=authors, published=published
    )
    return Article.of(
        text,
        blocks=_without_dateline(text, blocks, meta.dateline_span),
        source=meta.source,
        url=url,
        title=meta.title,
        authors=meta.authors,
        published=meta.published,
        dateline=meta.dateline,
        language="en" if is_english(_story(text, blocks)) else None,
        path=path,
        found=meta.found,
    )


def _without_dateline(text: str, blocks: tuple[Block, ...], dateline: Span | None) -> tuple[Block, ...]:
    """Return the blocks with the dateline (`HAVANA (Reuters) —`) cut off: it is no part of the sentence."""
    if dateline is None:
        return blocks
    index = next(i for i, block in enumerate(blocks) if block.start <= dateline.start < block.end)
    story = blocks[index]
    rest = dateline.end + len(text[dateline.end : story.end]) - len(text[dateline.end : story.end].lstrip())
    if rest >= story.end:
        return blocks
    head = Block(start=story.start, end=dateline.end, role="byline", rule="dateline")
    body = Block(start=rest, end=story.end, role=story.role, rule=story.rule)
    return (*blocks[:index], head, body, *blocks[index + 1 :])


def _story(text: str, blocks: tuple[Block, ...]) -> str:
    """Return what is read of a text: residue says nothing about its language."""
    return "\n".join(text[block.start : block.end] for block in blocks if block.role in READ_ROLES)
