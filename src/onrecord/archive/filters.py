"""Filters → SQL conditions over statements and events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, TextClause, and_, false, or_, select, text

from onrecord.archive import schema
from onrecord.archive.dates import first_day, last_day
from onrecord.archive.fold import fold_words
from onrecord.archive.fulltext import match_query
from onrecord.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to look for; None leaves a field open, and all that are given must hold.

    Attributes:
        text: Words and "phrases" of the statement's content or speaker's name; see `fulltext.match_query`.
        speaker: Words of the speaker's name, in any order; accents and case make no difference.
        country: Country of the speaker (statements) or of any party (events), ISO 3166-1 alpha-3.
        pair: Two countries: the speaker is of one and speaks to or of the other; or one acts on the other.
        act: Speech act.
        kind: `direct`, `indirect` or `mixed`.
        type: Type of event; of statements: those that tell such an event.
        factuality: Factuality of events.
        since: First day (a month or year means its first day). Intervals that overlap the range are in it.
        until: Last day, inclusive (a month or year means its last day).
        source: Words of the outlet's name, in any order.
    """

    text: str | None = None
    speaker: str | None = None
    country: str | None = None
    pair: tuple[str, str] | None = None
    act: str | None = None
    kind: str | None = None
    type: str | None = None
    factuality: str | None = None
    since: dt.date | str | None = None
    until: dt.date | str | None = None
    source: str | None = None


def statement_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on `statements` joined with `articles`, full text aside."""
    columns, events = schema.statements.c, schema.events.c
    found: list[ColumnElement[bool]] = []
    if filters.speaker is not None:
        found.append(columns.speaker.in_(_actors_named(filters.speaker)))
    if filters.country is not None:
        found.append(columns.speaker_country == _code(filters.country))
    if filters.pair is not None:
        found.append(_statement_pair(*filters.pair))
    if filters.act is not None:
        found.append(columns.act == filters.act)
    if filters.kind is not None:
        found.append(columns.kind == filters.kind)
    if filters.type is not None:
        sources = schema.event_sources.c
        told = select(sources.statement_id).join(schema.events, events.number == sources.event)
        found.append(columns.id.in_(told.where(events.type == filters.type.upper())))
    return found + _common(columns.first_day, columns.last_day, filters)


def event_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions on `events` joined with `articles`."""
    columns, pairs, parties = schema.events.c, schema.event_pairs.c, schema.event_parties.c
    found: list[ColumnElement[bool]] = []
    if filters.country is not None:
        found.append(columns.number.in_(select(parties.event).where(parties.country == _code(filters.country))))
    if filters.pair is not None:
        one, other = map(_code, filters.pair)
        either = or_(
            and_(pairs.actor_country == one, pairs.recipient_country == other),
            and_(pairs.actor_country == other, pairs.recipient_country == one),
        )
        found.append(columns.number.in_(select(pairs.event).where(either)))
    if filters.type is not None:
        found.append(columns.type == filters.type.upper())
    if filters.factuality is not None:
        found.append(columns.factuality == filters.factuality)
    return found + _common(columns.first_day, columns.last_day, filters)


def _common(
    first: ColumnElement[str | None], last: ColumnElement[str | None], filters: Filters
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.since is not None:
        found.append(last >= first_day(filters.since))
    if filters.until is not None:
        found.append(first <= last_day(filters.until))
    if filters.source is not None:
        found.extend(_words(schema.articles.c.source_folded, filters.source))
    return found


def _statement_pair(one: str, other: str) -> ColumnElement[bool]:
    countries = schema.statement_countries.c
    a, b = _code(one), _code(other)
    either = or_(
        and_(countries.speaker_country == a, countries.country == b),
        and_(countries.speaker_country == b, countries.country == a),
    )
    return schema.statements.c.number.in_(select(countries.statement).where(either))


def _actors_named(name: str) -> Select[tuple[int]]:
    return select(schema.actors.c.number).where(*_words(schema.actors.c.folded, name))


def _words(column: ColumnElement[str], text_: str) -> list[ColumnElement[bool]]:
    """Return that the folded column has every word of the text; that nothing does where the text has no word."""
    words = fold_words(text_)
    return [column.contains(f" {word} ", autoescape=True) for word in words] or [false()]


def _code(country: str) -> str:
    code = country.upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise InputError(f"{country!r} is not a country code", hint="give ISO 3166-1 alpha-3, for instance CUB")
    return code


def text_condition(text_: str) -> TextClause | None:
    """Return the condition on the full-text table, to be joined on its rowid; None where the text has no word."""
    query = match_query(text_)
    return None if query is None else text("statements_text MATCH :match").bindparams(match=query)
