"""Article: one text as it was received, and what is known about it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from onrecord.errors import InputError
from onrecord.model.base import Span, Value, content_id

BlockRole = Literal["headline", "byline", "caption", "body", "related", "boilerplate"]
Basis = Literal["given", "stated", "inferred", "published"]
READ_ROLES: frozenset[str] = frozenset({"headline", "body"})


class Block(Value, frozen=True, kw_only=True):
    """Half-open range of `Article.text` with a role; only headline and body blocks are read for records.

    Attributes:
        start: First code point.
        end: One past the last code point.
        role: What the range is.
        rule: Name of the rule that decided the role.
    """

    start: int
    end: int
    role: BlockRole
    rule: str | None = None


class Found(Value, frozen=True, kw_only=True):
    """Where a field of the article comes from.

    Attributes:
        field: Name of the field of Article, for instance `published`.
        basis: `given` by the caller or the file's own metadata, `stated` in the text, `inferred` from other signs.
        as_written: The value as it was written.
        span: Where in the text it is written; None when it is not in the text.
    """

    field: str
    basis: Basis
    as_written: str | None = None
    span: Span | None = None


class Article(Value, frozen=True, kw_only=True):
    """One article. `text` is exactly what was received, after decoding; all offsets count its code points.

    Attributes:
        id: `d1:` and a hash of text, source, url, title and published.
        text: The text, never changed.
        blocks: Sorted, non-overlapping ranges that cover every non-blank line of `text`.
        source: Outlet the text came from, as a name.
        url: Address of the page.
        title: Headline.
        authors: Names as written, in order.
        published: ISO 8601 date (`2025-06-02`), or date and time (`2025-06-02T20:55:00`, with an offset if known).
        dateline: Place the report was filed from, as written (`HAVANA`).
        language: BCP 47 tag.
        path: File (and line or row, after `:`) the article was read from; not part of the id.
        found: Where source, title, authors, published and dateline come from.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    source: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    dateline: str | None = None
    language: str | None = None
    path: str | None = None
    found: tuple[Found, ...] = ()

    @classmethod
    def of(
        cls,
        text: str,
        *,
        blocks: tuple[Block, ...] | None = None,
        source: str | None = None,
        url: str | None = None,
        title: str | None = None,
        authors: tuple[str, ...] = (),
        published: dt.date | dt.datetime | str | None = None,
        dateline: str | None = None,
        language: str | None = None,
        path: str | None = None,
        found: tuple[Found, ...] = (),
    ) -> Article:
        """Return an article with its id; without `blocks` the whole text is one body block.

        Raises:
            InputError: The text has no letter, a block is outside it, or `published` is not an ISO 8601 date.
        """
        if not any(c.isalpha() for c in text):
            raise InputError("the text has no words", hint="give the article's text", where=path)
        if blocks is None:
            blocks = (Block(start=0, end=len(text), role="body", rule="whole-text"),)
        last = 0
        for block in blocks:
            if not last <= block.start < block.end <= len(text):
                raise InputError(
                    f"block {block.start}:{block.end} overlaps another or is outside the text", hint="sort the blocks"
                )
            last = block.end
        stamp = iso_date(published) if published is not None else None
        return cls(
            id=content_id("d1", (text, source, url, title, stamp)),
            text=text,
            blocks=blocks,
            source=source,
            url=url,
            title=title,
            authors=authors,
            published=stamp,
            dateline=dateline,
            language=language,
            path=path,
            found=found,
        )

    def dated(self, published: dt.date | dt.datetime | str) -> Article:
        """Return this article with another publication date, and so another id.

        Raises:
            InputError: `published` is not an ISO 8601 date.
        """
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("id", "published")}
        return Article.of(**fields, published=published)

    @property
    def published_date(self) -> dt.date | None:
        """The day of publication, or None."""
        return dt.date.fromisoformat(self.published[:10]) if self.published else None


def iso_date(value: dt.date | dt.datetime | str) -> str:
    """Return a date or date and time in ISO 8601.

    Raises:
        InputError: A string that is not an ISO 8601 date or date and time.
    """
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value) if len(value) <= 10 else dt.datetime.fromisoformat(value)
        except ValueError as error:
            raise InputError(
                f"published is {value!r}", hint="give an ISO 8601 date such as 2025-06-02 or 2025-06-02T20:55:00"
            ) from error
    return value.isoformat()
