"""One row of a dump → article, by a mapping of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from onrecord.errors import InputError
from onrecord.ingest.dates import find_stamps, parse_iso
from onrecord.ingest.english import english_share
from onrecord.ingest.skips import MAX_ARTICLE_BYTES, skip, too_long
from onrecord.ingest.text import from_text
from onrecord.model import Article, Skipped

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Which column of a dump holds which field; None takes the first of the usual names that is there.

    Attributes:
        text: Column of the text.
        title: Column of the headline.
        source: Column of the outlet.
        url: Column of the address.
        published: Column of the date or date and time.
        authors: Column of the authors: one string or a list.
        id: Column of the dump's own id, named in the skips.
    """

    text: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    authors: str | None = None
    id: str | None = None


ALIASES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext", "article_text", "full_text", "fulltext"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher", "publication", "source_name", "domain"),
    "url": ("url", "link", "address"),
    "published": (
        "published",
        "date",
        "publish_date",
        "date_publish",
        "pubdate",
        "published_at",
        "publication_date",
        "datepublished",
    ),
    "authors": ("authors", "author", "byline"),
    "id": ("id", "_id", "article_id", "uuid", "guid"),
}


def resolve_columns(columns: ColumnMap | None, names: tuple[str, ...], *, where: str) -> ColumnMap:
    """Return the mapping with each open field filled by the first alias among the column names (case ignored).

    Raises:
        InputError: A column that the mapping names is not there.
    """
    wanted = columns or ColumnMap()
    by_fold = {name.casefold(): name for name in reversed(names)}
    chosen: dict[str, str | None] = {}
    for item in fields(ColumnMap):
        name: str | None = getattr(wanted, item.name)
        if name is not None and name not in names:
            raise InputError(f"there is no column {name!r}", hint=f"the columns are {', '.join(names)}", where=where)
        chosen[item.name] = name or next((by_fold[a] for a in ALIASES[item.name] if a in by_fold), None)
    return ColumnMap(**chosen)


def missing_column(error: InputError, where: str) -> Skipped:
    """Return the skip of a file or row without a column that the mapping names."""
    return skip(
        "missing-column",
        found=error.message,
        expected=error.hint,
        next_step="give another column mapping",
        where=where,
    )


def read_row(row: Row, columns: ColumnMap | None, *, where: str) -> Article | Skipped:
    """Return the article of one row, or why it is none."""
    try:
        used = resolve_columns(columns, tuple(row), where=where)
    except InputError as error:
        return missing_column(error, where)
    label = f"{where} (id {row[used.id]})" if used.id and row.get(used.id) is not None else where
    text = row.get(used.text) if used.text else None
    problem = _text_problem(text, tuple(row), used, label)
    if problem is not None:
        return problem
    try:
        article = from_text(
            str(text),
            source=_string(row, used.source),
            url=_string(row, used.url),
            title=_string(row, used.title),
            authors=_author_list(row.get(used.authors) if used.authors else None),
            published=_date(row.get(used.published) if used.published else None),
            path=where,
        )
    except InputError as error:
        return skip("empty", found=error.message, expected="an article's text", next_step=error.hint, where=label)
    return article if article.language == "en" else not_english(article.text, label)


def not_english(text: str, where: str | None) -> Skipped:
    """Return the skip of a text that is not English."""
    share = english_share(text)
    return skip(
        "language",
        found="a text " + (f"with {share:.0%} English function words" if share is not None else "in another script"),
        expected="English",
        next_step="translate it first; other languages are not read",
        where=where,
    )


def no_text_column(names: tuple[str, ...], where: str) -> Skipped:
    """Return the skip of a dump or row without a column for the text."""
    return skip(
        "missing-text",
        found=f"the columns {', '.join(names)}" if names else "no columns",
        expected=f"one of {', '.join(ALIASES['text'])}",
        next_step="name the column of the text in the column mapping",
        where=where,
    )


def _text_problem(text: object, names: tuple[str, ...], used: ColumnMap, where: str) -> Skipped | None:
    if used.text is None:
        return no_text_column(names, where)
    if text is None or (isinstance(text, str) and not text.strip()):
        return skip(
            "empty",
            found=f"nothing in {used.text!r}",
            expected="an article's text",
            next_step="leave the row out",
            where=where,
        )
    if not isinstance(text, str):
        return skip(
            "bad-type",
            found=f"{type(text).__name__} in {used.text!r}",
            expected="a string",
            next_step="join it to one string",
            where=where,
        )
    if len(text) > MAX_ARTICLE_BYTES:
        return too_long(f"a text of {len(text):,} characters", where)
    if any("\udc80" <= c <= "\udcff" for c in text):
        return skip(
            "encoding",
            found="bytes that are not in the file's encoding",
            expected="UTF-8",
            next_step="convert the file to UTF-8",
            where=where,
        )
    return None


def _string(row: Row, name: str | None) -> str | None:
    value = row.get(name) if name else None
    return (value.strip() or None) if isinstance(value, str) else None


def _author_list(value: object) -> tuple[str, ...]:
    """Return authors from a list, or from a string with commas, semicolons or bars between names."""
    if isinstance(value, list | tuple):
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())
    if not isinstance(value, str):
        return ()
    for mark in (";", "|", ","):
        if mark in value:
            return tuple(name for part in value.split(mark) if (name := part.strip(' \t"')))
    return (value.strip(),) if value.strip() else ()


def _date(value: object) -> str | None:
    """Return a date column's value in ISO 8601, or None where it is no full date."""
    if value is None or isinstance(value, bool | int | float):
        return None
    written = str(value).strip()
    iso = parse_iso(written)
    if iso is None:
        stamps = find_stamps(written)
        iso = stamps[0].iso if stamps else None
    return iso
