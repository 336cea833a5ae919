"""Hand-made records: no model, every span taken from the text by its words."""

from __future__ import annotations

from onrecord.model import (
    Actor,
    Article,
    Event,
    Mention,
    Producer,
    Record,
    Skipped,
    Span,
    Statement,
    TimeExpression,
    event_id,
    statement_id,
)

PRODUCER = Producer(name="onrecord", version="0.1.0", models=(), settings="0")
PEREZ = Actor.of("José Pérez-Soto", "person", country="CUB", sectors=("GOV",), office="president")
SMITH = Actor.of("Ann Smith", "person", country="USA", sectors=("GOV",), office="secretary of state")
CUBA = Actor.of("Cuba", "country", country="CUB")
USA = Actor.of("United States", "country", country="USA")
FRANCE = Actor.of("France", "country", country="FRA")

TEXT = (
    "President José Pérez-Soto said on Monday: “We don't want a blockade from the United States.”\n\n"
    "Ann Smith threatened Cuba with new sanctions. “The talks with Cuba are over,” she told Channel Nine.\n\n"
    "A French envoy welcomed the talks between Cuba and the United States."
)


def span(text: str, words: str, *, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span.of(text, start, start + len(words))


def mention(text: str, words: str, actor: Actor, *, nth: int = 0) -> Mention:
    where = span(text, words, nth=nth)
    return Mention(start=where.start, end=where.end, exact=where.exact, kind="actor", actor=actor)


def day(text: str, words: str, first: str, last: str | None = None) -> TimeExpression:
    where = span(text, words)
    return TimeExpression(start=where.start, end=where.end, type="DATE", value=first, interval=(first, last or first))


def statement(article: Article, content: str, **fields: object) -> Statement:
    spans = (span(article.text, content),)
    cue, source = fields.pop("cue", ()), fields.pop("source", ())
    ident = statement_id(article.id, spans, cue, source)
    return Statement(id=ident, **{"kind": "direct", "content": spans, "cue": cue, "source": source, **fields})


def event(article: Article, type_: str, evidence: str, actors: tuple, recipients: tuple, **fields: object) -> Event:
    spans = (span(article.text, evidence),)
    ident = event_id(article.id, type_, spans, actors, recipients)
    base = {"contexts": (), "factuality": "actual", "quad": 3, "intensity": -4.4}
    return Event(id=ident, type=type_, evidence=spans, actors=actors, recipients=recipients, **{**base, **fields})


def record_of(article: Article, *, producer: Producer = PRODUCER, **parts: tuple) -> Record:
    empty: dict[str, tuple] = {"statements": (), "events": (), "mentions": (), "skipped": ()}
    return Record(article=article, producer=producer, **{**empty, **parts})


def cuba_record(*, producer: Producer = PRODUCER, **article: object) -> Record:
    """One article with two statements, one threat and one consultation."""
    given = {"source": "The Havana Post", "title": "No talks", "published": "2026-01-14", "path": "havana.txt"}
    art = Article.of(TEXT, **{**given, **article})
    mentions = (
        mention(TEXT, "José Pérez-Soto", PEREZ),
        mention(TEXT, "United States", USA),
        mention(TEXT, "Ann Smith", SMITH),
        mention(TEXT, "Cuba", CUBA),
        mention(TEXT, "Cuba", CUBA, nth=1),
    )
    first = statement(
        art, "“We don't want a blockade from the United States.”", speaker=PEREZ, act="reject",
        cue=(span(TEXT, "said"),), source=(span(TEXT, "José Pérez-Soto"),), said=day(TEXT, "Monday", "2026-01-12"),
    )  # fmt: skip
    second = statement(
        art, "“The talks with Cuba are over,”", speaker=SMITH, act="announce", channel="broadcast",
        cue=(span(TEXT, "told"),), source=(span(TEXT, "she"),), replies_to=first.id,
    )  # fmt: skip
    threat = event(
        art, "THREATEN", "Ann Smith threatened Cuba with new sanctions.", (mentions[2],), (mentions[3],),
        factuality="threatened",
    )  # fmt: skip
    talks = event(
        art, "CONSULT", "A French envoy welcomed the talks between Cuba and the United States.",
        (mention(TEXT, "Cuba", CUBA, nth=2),), (mention(TEXT, "United States", USA, nth=1),),
        quad=1, intensity=1.0, according_to=(second.id,), date=day(TEXT, "Monday", "2026-01-01", "2026-01-31"),
    )  # fmt: skip
    skipped = (Skipped(stage="events", reason="no-recipient", detail="one event had no recipient", where=art.id),)
    return record_of(
        art, producer=producer, statements=(first, second), events=(threat, talks), mentions=mentions, skipped=skipped
    )
