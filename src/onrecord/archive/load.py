"""Rows → articles and records, exactly as they were added."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Row, select

from onrecord.archive import schema
from onrecord.model import Article, Block, Event, Found, Mention, Producer, Record, Skipped, Statement, decode


def load_article(connection: Connection, ident: str) -> Article | None:
    """Return the article, or None."""
    row = connection.execute(select(schema.articles).where(schema.articles.c.id == ident)).first()
    return None if row is None else _article(row)


def load_record(connection: Connection, ident: str) -> Record | None:
    """Return the record of the article with this id, or None."""
    query = select(schema.articles, schema.records).join(
        schema.records, schema.records.c.article == schema.articles.c.number
    )
    row = connection.execute(query.where(schema.articles.c.id == ident)).first()
    return None if row is None else _record(connection, row)


def load_statement(connection: Connection, ident: str) -> Statement | None:
    """Return the statement, or None."""
    query = select(schema.statements.c.json).where(schema.statements.c.id == ident)
    json = connection.execute(query).scalar()
    return None if json is None else decode(json, Statement)


def article_ids(connection: Connection) -> Iterator[str]:
    """Yield the ids of all articles that have a record: oldest first, then by id; those without a date last."""
    columns = schema.articles.c
    query = select(columns.id).join(schema.records, schema.records.c.article == columns.number)
    yield from connection.execute(query.order_by(columns.published.is_(None), columns.published, columns.id)).scalars()


def load_skips(connection: Connection) -> tuple[Skipped, ...]:
    """Return all skips, in the order they were noted."""
    columns = schema.skips.c
    query = select(columns.stage, columns.reason, columns.detail, columns["where"]).order_by(columns.number)
    return tuple(
        Skipped(stage=stage, reason=reason, detail=detail, where=where)
        for stage, reason, detail, where in connection.execute(query)
    )


def _article(row: Row[tuple[object, ...]]) -> Article:
    value = row._mapping
    return Article(
        id=value["id"],
        text=value["text"],
        blocks=msgspec.json.decode(value["blocks"], type=tuple[Block, ...]),
        source=value["source"],
        url=value["url"],
        title=value["title"],
        authors=msgspec.json.decode(value["authors"], type=tuple[str, ...]),
        published=value["published"],
        dateline=value["dateline"],
        language=value["language"],
        path=value["path"],
        found=msgspec.json.decode(value["found"], type=tuple[Found, ...]),
    )


def _record(connection: Connection, row: Row[tuple[object, ...]]) -> Record:
    value = row._mapping
    statements, events = schema.statements, schema.events
    said = select(statements.c.json).where(statements.c.article == value["number"]).order_by(statements.c.position)
    done = select(events.c.json).where(events.c.article == value["number"]).order_by(events.c.position)
    return Record(
        article=_article(row),
        statements=tuple(decode(json, Statement) for json in connection.execute(said).scalars()),
        events=tuple(decode(json, Event) for json in connection.execute(done).scalars()),
        mentions=msgspec.json.decode(value["mentions"], type=tuple[Mention, ...]),
        skipped=msgspec.json.decode(value["skipped"], type=tuple[Skipped, ...]),
        producer=decode(value["producer"], Producer),
    )
