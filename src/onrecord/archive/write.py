"""Adding records, each in one transaction."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from onrecord.archive import rows, schema
from onrecord.archive.fold import fold
from onrecord.archive.rows import Owned, Row
from onrecord.model import Actor, Producer, Record, Skipped, decode

Outcome = Literal["added", "known", "replaced"]
_NUMBER = re.compile(r"\d+")


class Held(NamedTuple):
    """The stored record of an article: number of the article, digest of the record, what made it."""

    number: int
    digest: str
    producer: Producer


def add_record(connection: Connection, record: Record, *, added_at: str) -> Outcome:
    """Store one record; the caller commits.

    The same record again is `known`; so is one by an older version of the program that made the stored one. Any other
    record of the same article replaces the stored one.
    """
    article = rows.article_row(record.article)
    known = held(connection, record.article.id)
    if known is None:
        number = _insert_one(connection, schema.articles, article)
    elif known.digest == rows.digest_of(record) or is_older(record.producer, known.producer):
        return "known"
    else:
        number = known.number
        _clear(connection, number)
        connection.execute(update(schema.articles).where(schema.articles.c.number == number).values(article))
    _fill(connection, number, record, added_at=added_at)
    return "added" if known is None else "replaced"


def held(connection: Connection, article_id: str) -> Held | None:
    """Return what is stored of the article; None where nothing is."""
    records = schema.records.c
    row = connection.execute(
        select(schema.articles.c.number, records.digest, records.producer)
        .join(schema.records, records.article == schema.articles.c.number)
        .where(schema.articles.c.id == article_id)
    ).first()
    return Held(row[0], row[1], decode(row[2], Producer)) if row else None


def is_older(producer: Producer, other: Producer) -> bool:
    """Return whether it is an older version of the same program."""
    return producer.name == other.name and version_key(producer.version) < version_key(other.version)


def version_key(version: str) -> tuple[int, ...]:
    """Return the numbers of a version in order: `0.10.0` is newer than `0.9.1`."""
    return tuple(int(part) for part in _NUMBER.findall(version))


def _clear(connection: Connection, number: int) -> None:
    for table in (schema.statements, schema.events, schema.records, schema.skips):
        connection.execute(delete(table).where(table.c.article == number))


def _fill(connection: Connection, number: int, record: Record, *, added_at: str) -> None:
    connection.execute(insert(schema.records), {"article": number, **rows.record_row(record, added_at=added_at)})
    skips = (*record.skipped, *rows.duplicate_skips(record))
    for row in {row["key"]: row for row in (rows.skip_row(skip, record.article.id) for skip in skips)}.values():
        connection.execute(insert(schema.skips), {"article": number, **row})
    if record.article.path is not None:
        # it could not be read before, now it can
        gone = schema.skips.c.article.is_(None) & (schema.skips.c.where == record.article.path)
        connection.execute(delete(schema.skips).where(gone))
    parties = {event.id: tuple(rows.party_rows(event)) for event in record.events}
    statements, events = tuple(rows.statement_rows(record)), tuple(rows.event_rows(record))
    numbers = _actor_numbers(
        connection,
        [actor for owned in statements for actor in owned.actors.values()]
        + [actor for group in parties.values() for _, actor in group if actor is not None],
    )
    _insert_owned(connection, schema.statements, number, statements, numbers)
    event_numbers = _insert_owned(connection, schema.events, number, events, numbers)
    _insert_many(
        connection,
        schema.event_parties,
        [
            {"event": event_number, "actor": numbers[actor.id] if actor else None, **row}
            for owned, event_number in zip(events, event_numbers, strict=True)
            for row, actor in parties[str(owned.row["id"])]
        ],
    )


def _insert_owned(
    connection: Connection, table: Table, article: int, items: tuple[Owned, ...], actors: dict[str, int]
) -> range:
    """Insert the rows with what hangs on them; return their numbers."""
    start = 1 + (connection.execute(select(func.max(table.c.number))).scalar() or 0)
    numbers = range(start, start + len(items))
    owner = table.name.removesuffix("s")
    pointers = ("speaker", "addressee") if table is schema.statements else ()
    _insert_many(
        connection,
        table,
        [
            {
                "number": number,
                "article": article,
                **{name: actors[item.actors[name].id] if name in item.actors else None for name in pointers},
                **item.row,
            }
            for number, item in zip(numbers, items, strict=True)
        ],
    )
    hanging: dict[str, list[Row]] = {}
    for number, item in zip(numbers, items, strict=True):
        for name, group in ((f"{owner}_spans", item.spans), *item.links.items()):
            hanging.setdefault(name, []).extend({owner: number, **row} for row in group)
    for name, hung in hanging.items():
        _insert_many(connection, schema.metadata.tables[name], hung)
    return numbers


def _insert_one(connection: Connection, table: Table, row: Row) -> int:
    """Insert a row and return its number."""
    key = connection.execute(insert(table), row).inserted_primary_key
    if key is None:
        raise LookupError(f"the database gave the new row of {table.name} no number")
    return int(key[0])


def _insert_many(connection: Connection, table: Table, items: list[Row]) -> None:
    if items:
        connection.execute(insert(table), items)


def _actor_numbers(connection: Connection, found: list[Actor]) -> dict[str, int]:
    """Return the number of each actor by id, inserting those that are new."""
    actors = {actor.id: actor for actor in found}
    columns = schema.actors.c
    known = dict(connection.execute(select(columns.id, columns.number).where(columns.id.in_(actors))).all())
    for ident, actor in actors.items():
        if ident not in known:
            row: Row = {
                "id": ident,
                "name": actor.name,
                "folded": fold(actor.name),
                "kind": actor.kind,
                "country": actor.country,
                "wikidata": actor.wikidata,
            }
            known[ident] = _insert_one(connection, schema.actors, row)
    return known


def add_skip(connection: Connection, skipped: Skipped) -> bool:
    """Note a skip that belongs to no stored article; False where the same is noted already."""
    query = upsert(schema.skips).values(rows.skip_row(skipped)).on_conflict_do_nothing(index_elements=["key"])
    return connection.execute(query).rowcount > 0
