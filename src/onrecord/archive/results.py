"""What the archive answers with: frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from onrecord.model import Event, Statement

DateBasis = Literal["event", "said", "published"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What became of the items of one `add`, counted.

    Attributes:
        added: Records of articles the archive did not have.
        known: Records it had already, or had from a newer version of the same program.
        replaced: Records that took the place of one by another producer.
        skipped: Skips noted.
    """

    added: int = 0
    known: int = 0
    replaced: int = 0
    skipped: int = 0

    def __add__(self, other: AddResult) -> AddResult:
        """Return the sums."""
        return AddResult(
            added=self.added + other.added,
            known=self.known + other.known,
            replaced=self.replaced + other.replaced,
            skipped=self.skipped + other.skipped,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHead:
    """An article without its text; the fields are those of Article."""

    id: str
    path: str | None
    source: str | None
    url: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHit:
    """A statement that was asked for.

    Attributes:
        statement: The statement.
        article: Where it stands.
        first_day: First day it counts for, ISO 8601; None where neither its own nor the article's date is known.
        last_day: Last such day, inclusive.
        date_basis: Which date that is: `said` or `published`.
        rank: bm25 of the text searched for (lower is better); None without text.
    """

    statement: Statement
    article: ArticleHead
    first_day: str | None
    last_day: str | None
    date_basis: DateBasis | None
    rank: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventHit:
    """An event that was asked for.

    Attributes:
        event: The event.
        article: Where it is told.
        first_day: First day it counts for, ISO 8601; None where no date is known.
        last_day: Last such day, inclusive.
        date_basis: Which date that is: the `event`'s own, when it was `said`, or when the article was `published`.
        told_by: The statements that tell it, in the order of `Event.according_to`; empty for the article's own voice.
    """

    event: Event
    article: ArticleHead
    first_day: str | None
    last_day: str | None
    date_basis: DateBasis | None
    told_by: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page of hits.

    Attributes:
        hits: In order.
        total: Hits on all pages together.
        cursor: What to ask the next page with; None on the last.
    """

    hits: tuple[T, ...]
    total: int
    cursor: str | None = None

    def __iter__(self) -> Iterator[T]:
        """Iterate over the hits of this page."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return the number of hits on this page."""
        return len(self.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the archive holds.

    Attributes:
        articles: Articles.
        statements: Statements.
        events: Events.
        skips: Skips.
        sources: (outlet, articles), most first; None for articles without one.
        types: (type, events), most first.
        first_published: First day of publication, ISO 8601; None where no article has one.
        last_published: Last such day.
    """

    articles: int
    statements: int
    events: int
    skips: int
    sources: tuple[tuple[str | None, int], ...] = ()
    types: tuple[tuple[str, int], ...] = ()
    first_published: str | None = None
    last_published: str | None = None
