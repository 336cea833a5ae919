"""What a brief holds, before any layout."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.archive.dates import Days
from onrecord.model import Article, Event, Span, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The sentence behind a line.

    Attributes:
        number: Its number on the page, from 1.
        article: Where it stands.
        sentence: Its words and offsets.
    """

    number: int
    article: Article
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement on the page.

    Attributes:
        statement: The statement.
        days: When it was said.
        source: The sentence behind it; None where the statement has no span.
        reply_to: Whom or what it answers, and the sentence behind that.
    """

    statement: Statement
    days: Days
    source: Source | None
    reply_to: tuple[str, Source | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An event on the page.

    Attributes:
        event: The event.
        days: When it happened.
        told_by: The statements that tell it; empty for the article's own voice.
        outlet: The article's outlet.
        source: The sentence behind it.
    """

    event: Event
    days: Days
    told_by: tuple[Statement, ...]
    outlet: str | None
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is listed under one heading.

    Attributes:
        title: A speaker's name, or two parties.
        detail: Office and country of the speaker, or nothing.
        total: Number of lines there are.
        speaker: Name to search for; None where the group is not one named speaker.
        countries: Codes of the two countries; None where the group is not a pair of countries.
        said: Statements, newest first, at most as many as asked for.
        done: Events, newest first, at most as many as asked for.
    """

    title: str
    detail: str
    total: int
    speaker: str | None = None
    countries: tuple[str, str] | None = None
    said: tuple[Said, ...] = ()
    done: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two statements that cannot both be true."""

    reason: str
    first: Said
    second: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The page.

    Attributes:
        articles: Number of articles.
        outlets: (outlet, articles), most first; None for articles without one.
        period: First and last day of publication; None where no article has one.
        statements: Number of statements.
        events: Number of events.
        skips: (reason, number), most first.
        speakers: Speakers, most statements first; at most as many as asked for.
        more_speakers: Number of (speakers, statements) left out.
        pairs: Pairs, between countries first, then most events first.
        more_pairs: Number of (pairs, events) left out.
        conflicts: Open contradictions, surest first.
        more_conflicts: Number left out.
        sources: The sentences, by number.
    """

    articles: int
    outlets: tuple[tuple[str | None, int], ...]
    period: tuple[str, str] | None
    statements: int
    events: int
    skips: tuple[tuple[str, int], ...]
    speakers: tuple[Group, ...]
    more_speakers: tuple[int, int]
    pairs: tuple[Group, ...]
    more_pairs: tuple[int, int]
    conflicts: tuple[Conflict, ...]
    more_conflicts: int
    sources: tuple[Source, ...]
