"""Articles with what the user knows better than the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Article, Skipped


def given(
    articles: Iterable[Article | Skipped], *, published: str | None, title: str | None, source: str | None
) -> Iterator[Article | Skipped]:
    """Yield the articles with the fields the user gives in place of their own; skips pass through."""
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
