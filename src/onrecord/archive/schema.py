"""Tables of the archive, and their version.

A file is recognised by SQLite's `application_id` and `user_version`. Every table row except those of `actors` and
`skips` belongs to one article, so that an article's record can be replaced in one transaction.

Offsets are code points of `articles.text`, half-open. Days are ISO 8601 (`2025-06-02`), which sort as text.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, text

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4F6E5265  # "OnRe"

metadata = MetaData()


def _article(*, primary_key: bool = False) -> Column[int]:
    target = ForeignKey("articles.number", ondelete="CASCADE")
    return Column("article", Integer, target, primary_key=primary_key, nullable=False)


def _owner(name: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{name}s.number", ondelete="CASCADE"), primary_key=True)


def _days() -> tuple[Column[str | None], ...]:
    """First and last day the row counts for, and which date that is: `event`, `said` or `published`."""
    return Column("first_day", Text), Column("last_day", Text), Column("date_basis", Text)


articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("path", Text),
    Column("source", Text),
    Column("source_folded", Text),
    Column("url", Text),
    Column("title", Text),
    Column("authors", Text, nullable=False),
    Column("published", Text),
    Column("published_day", Text),
    Column("dateline", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("found", Text, nullable=False),
    Index("articles_published", "published_day"),
)

# What of a record is not in statements, events and articles; `digest` is that of the whole record's JSON.
records = Table(
    "records",
    metadata,
    _article(primary_key=True),
    Column("digest", Text, nullable=False),
    Column("producer", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("skipped", Text, nullable=False),
    Column("added_at", Text, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("wikidata", Text),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _article(),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("act", Text),
    Column("channel", Text),
    Column("content", Text, nullable=False),
    Column("source_text", Text),
    Column("speaker", Integer, ForeignKey("actors.number")),
    Column("speaker_name", Text),
    Column("speaker_country", Text),
    Column("speaker_office", Text),
    Column("addressee", Integer, ForeignKey("actors.number")),
    Column("addressee_name", Text),
    Column("addressee_country", Text),
    Column("said_first", Text),
    Column("said_last", Text),
    *_days(),
    Column("replies_to", Text),
    Column("within", Text),
    Column("confidence", Float),
    Column("json", Text, nullable=False),
    Index("statements_article", "article", "position"),
    Index("statements_speaker", "speaker", "first_day"),
    Index("statements_country", "speaker_country", "first_day"),
    Index("statements_act", "act", "first_day"),
    Index("statements_day", text("first_day DESC")),  # newest first, on one day in the order of adding
    Index("statements_replies_to", "replies_to"),
)

statement_spans = Table(
    "statement_spans",
    metadata,
    _owner("statement"),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Countries a statement is addressed to (basis `addressee`) or speaks of (basis `mentioned`, inside its content), with
# the speaker's country: who speaks to or of whom, for pairs.
statement_countries = Table(
    "statement_countries",
    metadata,
    _owner("statement"),
    Column("country", Text, primary_key=True),
    Column("basis", Text, nullable=False),
    Column("speaker_country", Text),
    Column("first_day", Text),
    Index("statement_countries_pair", "speaker_country", "country", "first_day"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _article(),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", Text, nullable=False),
    Column("quad", Integer, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("intensity", Float),
    Column("confidence", Float),
    Column("date_first", Text),
    Column("date_last", Text),
    *_days(),
    Column("place_name", Text),
    Column("place_country", Text),
    Column("json", Text, nullable=False),
    Index("events_article", "article", "position"),
    Index("events_type", "type", "first_day"),
    Index("events_day", text("first_day DESC")),
)

event_spans = Table(
    "event_spans",
    metadata,
    _owner("event"),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    sqlite_with_rowid=False,
)

event_parties = Table(
    "event_parties",
    metadata,
    _owner("event"),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Integer, ForeignKey("actors.number")),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("event_parties_actor", "actor"),
    sqlite_with_rowid=False,
)

# One row for each (country of an actor, country of a recipient): who acted on whom, for pairs and their series.
event_pairs = Table(
    "event_pairs",
    metadata,
    _owner("event"),
    Column("actor_country", Text, primary_key=True),
    Column("recipient_country", Text, primary_key=True),
    Column("first_day", Text),
    Index("event_pairs_pair", "actor_country", "recipient_country", "first_day"),
    sqlite_with_rowid=False,
)

# The statements that tell an event (`Event.according_to`), by id.
event_sources = Table(
    "event_sources",
    metadata,
    _owner("event"),
    Column("statement_id", Text, primary_key=True),
    Index("event_sources_statement", "statement_id"),
    sqlite_with_rowid=False,
)

skips = Table(
    "skips",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("article", Integer, ForeignKey("articles.number", ondelete="CASCADE")),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("where", Text),
    Index("skips_where", "where"),
    Index("skips_article", "article"),
)
