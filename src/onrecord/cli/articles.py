"""Files named on the command line → articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Article, Skipped

STDIN = "-"


def articles_of(
    names: Iterable[str], *, columns: dict[str, str] | None = None, format_: str | None = None
) -> Iterator[Article | Skipped]:
    """Yield the articles of files and folders, in the order named; `-` is one text on stdin."""
    from onrecord.ingest import read_path

    for name in names:
        if name == STDIN:
            yield _from_stdin()
        else:
            yield from read_path(Path(name), columns=columns, format=format_)


def _from_stdin() -> Article | Skipped:
    from onrecord.errors import InputError
    from onrecord.ingest import from_text
    from onrecord.model import Skipped

    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return from_text(text)
    except InputError as error:
        return Skipped(stage="ingest", reason="empty", detail=f"{error.message}; {error.hint}", where="stdin")


def given(
    articles: Iterable[Article | Skipped], *, published: str | None, title: str | None, source: str | None
) -> Iterator[Article | Skipped]:
    """Yield the articles with what the user knows better."""
    from onrecord.ingest import from_text
    from onrecord.model import Article

    for article in articles:
        if isinstance(article, Article) and (published or title or source):
            yield from_text(
                article.text,
                source=source or article.source,
                url=article.url,
                title=title or article.title,
                authors=article.authors,
                published=published or article.published,
                path=article.path,
            )
        else:
            yield article
