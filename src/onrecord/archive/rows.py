"""Record → rows, without touching the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from onrecord.archive.dates import event_days, statement_days
from onrecord.archive.fold import fold
from onrecord.model import Actor, Article, Event, Mention, Record, Skipped, Span, Statement, content_id, encode

Row = dict[str, object]
_T = TypeVar("_T", Statement, Event)


@dataclass(frozen=True, slots=True)
class Owned:
    """A row of `statements` or `events` with the rows that hang on it, which lack its number still.

    Attributes:
        row: The row.
        actors: Actors it points at: column of `row`, actor.
        spans: Its spans.
        links: Rows of further tables, by table name.
    """

    row: Row
    actors: dict[str, Actor]
    spans: tuple[Row, ...]
    links: dict[str, tuple[Row, ...]]


def text_of(value: object) -> str:
    """Return any of the model's values, or a tuple of them, as JSON text."""
    return msgspec.json.encode(value).decode()


def digest_of(record: Record) -> str:
    """Return the hash of the record's JSON: equal records, equal digests."""
    return hashlib.blake2b(encode(record), digest_size=16).hexdigest()


def article_row(article: Article) -> Row:
    """Return the row of `articles`."""
    return {
        "id": article.id,
        "path": article.path,
        "source": article.source,
        "source_folded": fold(article.source) if article.source else None,
        "url": article.url,
        "title": article.title,
        "authors": text_of(article.authors),
        "published": article.published,
        "published_day": article.published[:10] if article.published else None,
        "dateline": article.dateline,
        "language": article.language,
        "text": article.text,
        "blocks": text_of(article.blocks),
        "found": text_of(article.found),
    }


def record_row(record: Record, *, added_at: str) -> Row:
    """Return the row of `records`, without the article's number."""
    return {
        "digest": digest_of(record),
        "producer": text_of(record.producer),
        "mentions": text_of(record.mentions),
        "skipped": text_of(record.skipped),
        "added_at": added_at,
    }


def skip_row(skipped: Skipped, article_id: str | None = None) -> Row:
    """Return the row of `skips`, without the article's number; its key makes noting the same skip twice one row."""
    key = content_id("k1", (article_id, skipped.stage, skipped.reason, skipped.where, skipped.detail))
    return {
        "key": key,
        "stage": skipped.stage,
        "reason": skipped.reason,
        "detail": skipped.detail,
        "where": skipped.where,
    }


def duplicate_skips(record: Record) -> tuple[Skipped, ...]:
    """Return a skip for each statement or event whose id an earlier one of the record has: only the first is kept."""
    skips = []
    seen: set[str] = set()
    for ident in (*(s.id for s in record.statements), *(e.id for e in record.events)):
        if ident in seen:
            detail = f"{ident} is there twice in one record; the first was kept: report this as a fault"
            skips.append(Skipped(stage="archive", reason="duplicate-id", detail=detail, where=record.article.id))
        seen.add(ident)
    return tuple(skips)


def statement_rows(record: Record) -> Iterator[Owned]:
    """Yield the row of each statement with what hangs on it, in the record's order."""
    for position, statement in enumerate(_first_by_id(record.statements)):
        row = _statement_row(statement, record.article, position)
        yield Owned(
            row=row,
            actors={
                column: actor
                for column, actor in (("speaker", statement.speaker), ("addressee", statement.addressee))
                if actor is not None
            },
            spans=tuple(
                _span_rows(
                    content=statement.content,
                    cue=statement.cue,
                    source=statement.source,
                    speaker=statement.speaker_spans,
                    addressee=statement.addressee_spans,
                    channel=statement.channel_spans,
                )
            ),
            links={
                "statement_countries": tuple(
                    {
                        "country": country,
                        "basis": basis,
                        "speaker_country": row["speaker_country"],
                        "first_day": row["first_day"],
                    }
                    for country, basis in _countries(statement, record.mentions).items()
                )
            },
        )


def _statement_row(statement: Statement, article: Article, position: int) -> Row:
    speaker, addressee, said = statement.speaker, statement.addressee, statement.said
    days = statement_days(statement, article)
    interval = said.interval if said and said.interval else (None, None)
    return {
        "id": statement.id,
        "position": position,
        "kind": statement.kind,
        "act": statement.act,
        "channel": statement.channel,
        "content": joined(statement.content),
        "source_text": joined(statement.source) or None,
        "speaker_name": speaker.name if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "speaker_office": speaker.office if speaker else None,
        "addressee_name": addressee.name if addressee else None,
        "addressee_country": addressee.country if addressee else None,
        "said_first": interval[0],
        "said_last": interval[1],
        "first_day": days.first,
        "last_day": days.last,
        "date_basis": days.basis,
        "replies_to": statement.replies_to,
        "within": statement.within,
        "confidence": statement.confidence,
        "json": text_of(statement),
    }


def _countries(statement: Statement, mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Return the countries a statement is addressed to or speaks of, with the basis; the first basis counts."""
    countries: dict[str, str] = {}
    if statement.addressee and statement.addressee.country:
        countries[statement.addressee.country] = "addressee"
    for mention in mentions:
        if any(span.start <= mention.start and mention.end <= span.end for span in statement.content):
            for thing in (mention.actor, mention.place):
                if thing is not None and thing.country:
                    countries.setdefault(thing.country, "mentioned")
    return countries


def event_rows(record: Record) -> Iterator[Owned]:
    """Yield the row of each event with what hangs on it, in the record's order."""
    by_id = {statement.id: statement for statement in record.statements}
    for position, event in enumerate(_first_by_id(record.events)):
        told_by = tuple(by_id[ident] for ident in event.according_to if ident in by_id)
        row = _event_row(event, told_by, record.article, position)
        yield Owned(
            row=row,
            actors={},
            spans=tuple(_span_rows(trigger=(event.trigger,) if event.trigger else (), evidence=event.evidence)),
            links={
                "event_pairs": tuple(
                    {"actor_country": a, "recipient_country": b, "first_day": row["first_day"]}
                    for a, b in country_pairs(event)
                ),
                "event_sources": tuple({"statement_id": ident} for ident in dict.fromkeys(event.according_to)),
            },
        )


def _event_row(event: Event, told_by: tuple[Statement, ...], article: Article, position: int) -> Row:
    days = event_days(event, told_by, article)
    interval = event.date.interval if event.date and event.date.interval else (None, None)
    return {
        "id": event.id,
        "position": position,
        "type": event.type,
        "mode": event.mode,
        "contexts": text_of(event.contexts),
        "quad": event.quad,
        "factuality": event.factuality,
        "intensity": event.intensity,
        "confidence": event.confidence,
        "date_first": interval[0],
        "date_last": interval[1],
        "first_day": days.first,
        "last_day": days.last,
        "date_basis": days.basis,
        "place_name": event.place.name if event.place else None,
        "place_country": event.place.country if event.place else None,
        "json": text_of(event),
    }


def party_rows(event: Event) -> Iterator[tuple[Row, Actor | None]]:
    """Yield the rows of `event_parties`, each with its actor, without the event's number."""
    for role, mentions in (("actor", event.actors), ("recipient", event.recipients)):
        for position, mention in enumerate(mentions):
            yield (
                {
                    "role": role,
                    "position": position,
                    "name": mention.actor.name if mention.actor else mention.exact,
                    "country": country_of(mention),
                    "start": mention.start,
                    "end": mention.end,
                },
                mention.actor,
            )


def country_of(mention: Mention) -> str | None:
    """Return the country of what a mention refers to; None where it has none or is unknown."""
    for thing in (mention.actor, mention.place):
        if thing is not None and thing.country:
            return thing.country
    return None


def country_pairs(event: Event) -> tuple[tuple[str, str], ...]:
    """Return each (country of an actor, country of a recipient) of an event once, in the event's order."""
    pairs = ((country_of(a), country_of(b)) for a in event.actors for b in event.recipients)
    return tuple(dict.fromkeys((a, b) for a, b in pairs if a is not None and b is not None))


def joined(spans: Iterable[Span]) -> str:
    """Return the text of spans, a space between them."""
    return " ".join(span.exact for span in spans)


def _span_rows(**roles: tuple[Span, ...]) -> Iterator[Row]:
    for role, spans in roles.items():
        for position, span in enumerate(spans):
            yield {"role": role, "position": position, "start": span.start, "end": span.end, "exact": span.exact}


def _first_by_id(items: tuple[_T, ...]) -> tuple[_T, ...]:
    first: dict[str, _T] = {}
    for item in items:
        first.setdefault(item.id, item)
    return tuple(first.values())
