"""Record: all that was read from one article, and what made it."""

from __future__ import annotations

from typing import Literal

from onrecord.model.article import Article
from onrecord.model.base import Value
from onrecord.model.entities import Mention
from onrecord.model.events import Event
from onrecord.model.statements import Statement

Stage = Literal["ingest", "language", "resolve", "attribution", "events", "archive"]


class Skipped(Value, frozen=True, kw_only=True):
    """Something that was not read, and why.

    Attributes:
        stage: The stage that gave up.
        reason: Stable short name (`empty`, `too-long`, `encoding`, `not-text`, `bad-json`, ...), for counting.
        detail: What was found, what was expected, what to do next.
        where: File, line, row or article id.
    """

    stage: Stage
    reason: str
    detail: str
    where: str | None = None


class Producer(Value, frozen=True, kw_only=True):
    """What made a record: same producer and same article give the same bytes.

    Attributes:
        name: Program.
        version: Its version.
        models: Models with their versions, sorted.
        settings: Digest of the settings.
    """

    name: str
    version: str
    models: tuple[str, ...]
    settings: str


class Record(Value, frozen=True, kw_only=True):
    """One article's statements, events, mentions and skips, each in text order."""

    article: Article
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]
    skipped: tuple[Skipped, ...]
    producer: Producer
