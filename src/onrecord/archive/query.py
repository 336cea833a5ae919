"""Statements and events that were asked for, in pages.

A page is found in two steps: the numbers of its rows, by indices alone where possible, and then the rows.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Integer,
    RowMapping,
    Table,
    TextClause,
    and_,
    column,
    func,
    or_,
    select,
    table,
)

from onrecord.archive import schema
from onrecord.archive.filters import Filters, event_conditions, statement_conditions, text_condition
from onrecord.archive.results import ArticleHead, Counts, EventHit, Page, StatementHit
from onrecord.errors import InputError
from onrecord.model import Event, Statement, decode

_HEAD = tuple(schema.articles.c[name] for name in ("id", "path", "source", "url", "title", "authors", "published"))
_TEXT = table("statements_text", column("rowid", Integer), column("rank", Float))
_ALL = 10**9
_CHUNK = 500  # SQLite takes 32,766 variables in one statement at most
_Conditions = list[ColumnElement[bool] | TextClause]


class _Place(NamedTuple):
    """Where a row stands in its order: the sort key (None sorts last), then the row's number."""

    key: str | float | None
    number: int


class _Found(NamedTuple):
    total: int
    places: tuple[_Place, ...]
    cursor: str | None


def search_statements(
    connection: Connection, filters: Filters, *, limit: int, cursor: str | None
) -> Page[StatementHit]:
    """Return a page of statements: best match first where text is asked for, else newest first."""
    statements = schema.statements
    conditions: _Conditions = [*statement_conditions(filters)]
    source: FromClause = statements
    order: ColumnElement[str | None] | ColumnElement[float] = statements.c.first_day
    number: ColumnElement[int] = statements.c.number
    if filters.text is not None:
        matches = text_condition(filters.text)
        if matches is None:
            return Page(hits=(), total=0)
        source = _TEXT.join(statements, _TEXT.c.rowid == number) if conditions else _TEXT
        order, number = _TEXT.c.rank, _TEXT.c.rowid
        conditions.append(matches)
    if filters.source is not None:
        source = source.join(schema.articles, schema.articles.c.number == statements.c.article)
    found = _find(
        connection, source, conditions, order, number, descending=filters.text is None, limit=limit, cursor=cursor
    )
    rows = _rows(connection, statements, [place.number for place in found.places])
    hits = tuple(
        StatementHit(
            statement=decode(rows[place.number]["json"], Statement),
            article=_head_of(rows[place.number]),
            first_day=rows[place.number]["first_day"],
            last_day=rows[place.number]["last_day"],
            date_basis=rows[place.number]["date_basis"],
            rank=place.key if isinstance(place.key, float) else None,
        )
        for place in found.places
    )
    return Page(hits=hits, total=found.total, cursor=found.cursor)


def search_events(connection: Connection, filters: Filters, *, limit: int, cursor: str | None) -> Page[EventHit]:
    """Return a page of events, newest first."""
    events = schema.events
    source: FromClause = events
    if filters.source is not None:
        source = source.join(schema.articles, schema.articles.c.number == events.c.article)
    found = _find(
        connection, source, [*event_conditions(filters)], events.c.first_day, events.c.number,
        descending=True, limit=limit, cursor=cursor,
    )  # fmt: skip
    rows = _rows(connection, events, [place.number for place in found.places])
    ordered = [(rows[place.number], decode(rows[place.number]["json"], Event)) for place in found.places]
    told_by = statements_by_id(connection, {ident for _, event in ordered for ident in event.according_to})
    hits = tuple(
        EventHit(
            event=event,
            article=_head_of(row),
            first_day=row["first_day"],
            last_day=row["last_day"],
            date_basis=row["date_basis"],
            told_by=tuple(told_by[ident] for ident in event.according_to if ident in told_by),
        )
        for row, event in ordered
    )
    return Page(hits=hits, total=found.total, cursor=found.cursor)


def _find(
    connection: Connection,
    source: FromClause,
    conditions: _Conditions,
    order: ColumnElement[str | None] | ColumnElement[float],
    number: ColumnElement[int],
    *,
    descending: bool,
    limit: int,
    cursor: str | None,
) -> _Found:
    """Return the places of one page, and where the next one starts."""
    if limit < 1:
        raise InputError(f"limit is {limit}", hint="give at least 1")
    total = connection.execute(select(func.count()).select_from(source).where(*conditions)).scalar_one()
    query = select(order, number).select_from(source).where(*conditions)
    if cursor is not None:
        query = query.where(_beyond(_read_cursor(cursor, dated=descending), order, number, descending=descending))
    query = query.order_by(order.desc() if descending else order, number).limit(limit + 1)
    places = [_Place(*row) for row in connection.execute(query)]
    more = len(places) > limit
    return _Found(total, tuple(places[:limit]), _cursor(places[limit - 1]) if more else None)


def _beyond(
    last: _Place,
    order: ColumnElement[str | None] | ColumnElement[float],
    number: ColumnElement[int],
    *,
    descending: bool,
) -> ColumnElement[bool]:
    """Return the condition that a row stands behind the last one of the page before."""
    if last.key is None:
        return and_(order.is_(None), number > last.number)
    further = or_(order < last.key, order.is_(None)) if descending else order > last.key
    return or_(further, and_(order == last.key, number > last.number))


def _cursor(last: _Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(last)).decode()


def _read_cursor(cursor: str, *, dated: bool) -> _Place:
    try:
        data = base64.urlsafe_b64decode(cursor)
        if dated:
            day, number = msgspec.json.decode(data, type=tuple[str | None, int])
            return _Place(day, number)
        rank, number = msgspec.json.decode(data, type=tuple[float, int])
        return _Place(rank, number)
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise InputError(
            f"{cursor!r} is not a cursor of this search", hint="use the cursor that came with the page before"
        ) from error


def _rows(connection: Connection, of: Table, numbers: Sequence[int]) -> dict[int, RowMapping]:
    """Return rows of `statements` or `events` with the heads of their articles, by number."""
    columns = of.c
    query = select(columns.number, columns.json, columns.first_day, columns.last_day, columns.date_basis, *_HEAD).join(
        schema.articles, schema.articles.c.number == columns.article
    )
    found: dict[int, RowMapping] = {}
    for start in range(0, len(numbers), _CHUNK):
        chunk = connection.execute(query.where(columns.number.in_(numbers[start : start + _CHUNK])))
        found.update((row["number"], row) for row in chunk.mappings())
    return found


def statements_by_id(connection: Connection, idents: Iterable[str]) -> dict[str, Statement]:
    """Return the statements of the archive that have these ids."""
    columns = schema.statements.c
    found: dict[str, Statement] = {}
    wanted = sorted(idents)
    for start in range(0, len(wanted), _CHUNK):
        query = select(columns.id, columns.json).where(columns.id.in_(wanted[start : start + _CHUNK]))
        found.update((ident, decode(json, Statement)) for ident, json in connection.execute(query))
    return found


def _head_of(row: RowMapping) -> ArticleHead:
    return ArticleHead(
        id=row["id"],
        path=row["path"],
        source=row["source"],
        url=row["url"],
        title=row["title"],
        authors=msgspec.json.decode(row["authors"], type=tuple[str, ...]),
        published=row["published"],
    )


def timeline(connection: Connection, filters: Filters) -> tuple[StatementHit | EventHit, ...]:
    """Return all statements and events of the filters' pair, oldest first; on one day in the order of the articles."""
    statements = search_statements(connection, filters, limit=_ALL, cursor=None).hits
    events = search_events(connection, filters, limit=_ALL, cursor=None).hits
    return tuple(sorted((*statements, *events), key=_place_in_time))


def _place_in_time(hit: StatementHit | EventHit) -> tuple[bool, str, str, str, int]:
    spans = hit.statement.content if isinstance(hit, StatementHit) else hit.event.evidence
    start = spans[0].start if spans else 0
    return hit.first_day is None, hit.first_day or "", hit.last_day or "", hit.article.id, start


def counts(connection: Connection) -> Counts:
    """Return what the archive holds."""
    columns = schema.articles.c
    number = func.count()
    sources = connection.execute(
        select(columns.source, number).group_by(columns.source).order_by(number.desc(), columns.source)
    )
    type_ = schema.events.c.type
    types = connection.execute(select(type_, number).group_by(type_).order_by(number.desc(), type_))
    first, last = connection.execute(select(func.min(columns.published_day), func.max(columns.published_day))).one()
    tables = (schema.articles, schema.statements, schema.events, schema.skips)
    articles, statements, events, skips = (
        connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
    )
    return Counts(
        articles=articles,
        statements=statements,
        events=events,
        skips=skips,
        sources=tuple((source, count) for source, count in sources),
        types=tuple((name, count) for name, count in types),
        first_published=first,
        last_published=last,
    )
