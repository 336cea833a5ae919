"""HTML page → Article: trafilatura for the body, JSON-LD and OpenGraph first for what is about it."""

from __future__ import annotations

import datetime as dt

from onrecord.errors import InputError
from onrecord.ingest.pagedata import read_page_data
from onrecord.ingest.text import from_text
from onrecord.model import Article

# Fewer words than this are a menu, a paywall notice or a video page.
MIN_WORDS = 15
# Under this many words the careful extraction may have thrown the article away: the plain one is tried too.
FEW_WORDS = 80


def from_html(
    data: bytes | str,
    *,
    url: str | None = None,
    source: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    published: dt.date | dt.datetime | str | None = None,
    path: str | None = None,
) -> Article:
    """Return the article of an HTML page; `Article.text` is the text extracted from it.

    Residue that extraction leaves is marked as in `from_text`. What the caller gives wins over what the page states.

    Args:
        data: The page; bytes are decoded by the page's own declaration.
        url: Address of the page.
        source: Outlet.
        title: Headline.
        authors: Names in order.
        published: Date or date and time; strings in ISO 8601.
        path: File and line it was read from.

    Raises:
        InputError: The page has no article text.
    """
    text = extract_text(data)
    if len(text.split()) < MIN_WORDS:
        raise InputError(
            f"the page has {len(text.split())} words of article text",
            hint=f"give a page with an article of at least {MIN_WORDS} words, or its text",
            where=path,
        )
    page = read_page_data(data)
    return from_text(
        text,
        source=source or page.source,
        url=url or page.url,
        title=title or page.title,
        authors=authors or page.authors,
        published=published if published is not None else page.published,
        path=path,
    )


def extract_text(data: bytes | str) -> str:
    """Return the article text of a page, one paragraph a line; empty where there is none."""
    if not data.strip():
        return ""
    text = _extract(data, precise=True)
    if len(text.split()) < FEW_WORDS:
        plain = _extract(data, precise=False)
        text = plain if len(plain.split()) > 2 * len(text.split()) else text
    return text


def _extract(data: bytes | str, *, precise: bool) -> str:
    """Return trafilatura's text; tables stay, for old pages lay their text out in them (benchmarks/ingest_html.py)."""
    import trafilatura

    text = trafilatura.extract(data, include_comments=False, include_tables=True, favor_precision=precise)
    return str(text or "")
