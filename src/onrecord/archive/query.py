"""Statements and events that were asked for, in pages."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    TextClause,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy import Float as FloatType
from sqlalchemy import Integer as IntegerType

from onrecord.archive import schema
from onrecord.archive.filters import Filters, event_conditions, statement_conditions, text_condition
from onrecord.archive.results import ArticleHead, Counts, EventHit, Page, StatementHit
from onrecord.errors import InputError
from onrecord.model import Event, Statement, decode

_HEAD = tuple(schema.articles.c[name] for name in ("id", "path", "source", "url", "title", "authors", "published"))
_UNDATED = ""  # sorts after every day, newest first
_TEXT = table("statements_text", column("rowid", IntegerType), column("rank", FloatType))
_K = TypeVar("_K")
_ALL = 10**9


def search_statements(
    connection: Connection, filters: Filters, *, limit: int, cursor: str | None
) -> Page[StatementHit]:
    """Return a page of statements: best match first where text is asked for, else newest first."""
    conditions: list[ColumnElement[bool] | TextClause] = [*statement_conditions(filters)]
    rank: ColumnElement[float | None] = literal(None, FloatType)
    query = select(schema.statements.c.number).join(
        schema.articles, schema.articles.c.number == schema.statements.c.article
    )
    if filters.text is not None:
        matches = text_condition(filters.text)
        if matches is None:
            return Page(hits=(), total=0)
        query = query.join(_TEXT, _TEXT.c.rowid == schema.statements.c.number)
        conditions = [matches, *conditions]
        rank = _TEXT.c.rank
    total = connection.execute(query.where(*conditions).with_only_columns(func.count())).scalar_one()
    columns = schema.statements.c
    order: ColumnElement[str] | ColumnElement[float] = (
        func.coalesce(columns.first_day, _UNDATED) if filters.text is None else _TEXT.c.rank
    )
    query = query.where(*conditions).with_only_columns(
        columns.number,
        order.label("place"),
        columns.json,
        columns.first_day,
        columns.last_day,
        columns.date_basis,
        rank.label("rank"),
        *_HEAD,
    )
    rows = _page(connection, query, order, columns.number, filters.text is None, limit, cursor)
    hits = tuple(
        StatementHit(
            statement=decode(row["json"], Statement),
            article=head_of(row),
            first_day=row["first_day"],
            last_day=row["last_day"],
            date_basis=row["date_basis"],
            rank=row["rank"],
        )
        for row in rows[:limit]
    )
    return Page(hits=hits, total=total, cursor=_cursor(rows, limit))


def search_events(connection: Connection, filters: Filters, *, limit: int, cursor: str | None) -> Page[EventHit]:
    """Return a page of events, newest first."""
    columns = schema.events.c
    query = (
        select(columns.number)
        .join(schema.articles, schema.articles.c.number == columns.article)
        .where(*event_conditions(filters))
    )
    total = connection.execute(query.with_only_columns(func.count())).scalar_one()
    order: ColumnElement[str] | ColumnElement[float] = func.coalesce(columns.first_day, _UNDATED)
    query = query.with_only_columns(
        columns.number,
        order.label("place"),
        columns.json,
        columns.first_day,
        columns.last_day,
        columns.date_basis,
        *_HEAD,
    )
    rows = _page(connection, query, order, columns.number, True, limit, cursor)
    events = [decode(row["json"], Event) for row in rows[:limit]]
    told_by = statements_by_id(connection, [ident for event in events for ident in event.according_to])
    hits = tuple(
        EventHit(
            event=event,
            article=head_of(row),
            first_day=row["first_day"],
            last_day=row["last_day"],
            date_basis=row["date_basis"],
            told_by=tuple(told_by[ident] for ident in event.according_to if ident in told_by),
        )
        for event, row in zip(events, rows, strict=False)
    )
    return Page(hits=hits, total=total, cursor=_cursor(rows, limit))


def statements_by_id(connection: Connection, idents: Sequence[str]) -> dict[str, Statement]:
    """Return the statements of the archive that have these ids."""
    columns = schema.statements.c
    found: dict[str, Statement] = {}
    wanted = sorted(set(idents))
    for start in range(0, len(wanted), 500):
        query = select(columns.id, columns.json).where(columns.id.in_(wanted[start : start + 500]))
        found.update((ident, decode(json, Statement)) for ident, json in connection.execute(query))
    return found


def head_of(row: RowMapping) -> ArticleHead:
    """Return the head of an article from a row with the columns of `_HEAD`."""
    return ArticleHead(
        id=row["id"],
        path=row["path"],
        source=row["source"],
        url=row["url"],
        title=row["title"],
        authors=msgspec.json.decode(row["authors"], type=tuple[str, ...]),
        published=row["published"],
    )


def _page(
    connection: Connection,
    query: Select[tuple[object, ...]],
    order: ColumnElement[str] | ColumnElement[float],
    number: ColumnElement[int],
    descending: bool,
    limit: int,
    cursor: str | None,
) -> Sequence[RowMapping]:
    """Return the rows of a page and one more, where there is one."""
    if limit < 1:
        raise InputError(f"limit is {limit}", hint="give at least 1")
    if cursor is not None:
        value, last = _read_cursor(cursor, tuple[str, int] if descending else tuple[float, int])
        beyond = order < value if descending else order > value
        query = query.where(or_(beyond, and_(order == value, number > last)))
    query = query.order_by(order.desc() if descending else order, number).limit(limit + 1)
    return connection.execute(query).mappings().all()


def _cursor(rows: Sequence[RowMapping], limit: int) -> str | None:
    """Return where the next page starts: sort key and number of the last hit of this one."""
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return base64.urlsafe_b64encode(msgspec.json.encode((last["place"], last["number"]))).decode()


def _read_cursor(cursor: str, type_: type[_K]) -> _K:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor), type=type_)
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise InputError(
            f"{cursor!r} is not a cursor of this search", hint="use the cursor that came with the page before"
        ) from error


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
        first_published=first,
        last_published=last,
    )
