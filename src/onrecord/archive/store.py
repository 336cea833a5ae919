"""The archive: records in one SQLite file, searchable."""

from __future__ import annotations

import datetime as dt
import itertools
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from onrecord.archive import load, query, write
from onrecord.archive.connect import BUSY_TIMEOUT_S, open_engine, storing, writing
from onrecord.archive.filters import Filters
from onrecord.archive.results import AddResult, Counts, EventHit, Page, StatementHit
from onrecord.errors import InputError, MissingError, StoreError
from onrecord.model import Article, Producer, Record, Skipped, Statement

_T = TypeVar("_T")
_RESULTS: dict[write.Outcome, AddResult] = {
    "added": AddResult(added=1),
    "known": AddResult(known=1),
    "replaced": AddResult(replaced=1),
}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Archive:
    """Records in one file, with search. Use it in a `with` block, or call `close`.

    Readers never wait; writers wait for each other for `busy_timeout_s`. By default every record is one transaction: a
    process killed at any point loses at most the record it was writing.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        clock: Callable[[], dt.datetime] = _now,
    ) -> None:
        """Open the archive at `path`.

        Args:
            path: File, or its address `sqlite:///FILE`.
            create: Make an empty archive where there is no file; else that is an error.
            busy_timeout_s: How long to wait for another writer, in seconds.
            clock: What tells the time a record is added.

        Raises:
            StoreError: The file cannot be opened, or is not an archive of this version.
        """
        self.path = _file_of(path)
        self._clock = clock
        self._engine = open_engine(self.path, create=create, busy_timeout_s=busy_timeout_s)
        self._finalizer = weakref.finalize(self, self._engine.dispose)

    def __enter__(self) -> Archive:
        """Return the archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self.close()

    def close(self) -> None:
        """Close all connections; calling it again does nothing."""
        self._finalizer()

    def add(self, items: Record | Skipped | Iterable[Record | Skipped], *, commit_every: int = 1) -> AddResult:
        """Store records and note skips, and return what became of them.

        Adding the same record again changes nothing. A record of a known article by another producer replaces the
        stored one at once, unless an older version of the same program made it. A skip is forgotten when an article
        from the same place is added.

        Args:
            items: What to store; an iterable is taken one by one.
            commit_every: Items in one transaction. What an error or a kill finds uncommitted is not stored.

        Raises:
            StoreError: The file cannot be written; what was committed before stays.
            InputError: The text holds half of a surrogate pair, which no encoding can hold.
        """
        rest = iter((items,) if isinstance(items, Record | Skipped) else items)
        total = AddResult()
        while chunk := tuple(itertools.islice(rest, commit_every)):
            total += self._add_together(chunk)
        return total

    def _add_together(self, items: tuple[Record | Skipped, ...]) -> AddResult:
        added_at = self._clock().astimezone(dt.UTC).isoformat(timespec="seconds")
        total = AddResult()
        with storing(str(self.path)), writing(self._engine) as connection:
            for item in items:
                if isinstance(item, Skipped):
                    total += AddResult(skipped=int(write.add_skip(connection, item)))
                    continue
                try:
                    outcome = write.add_record(connection, item, added_at=added_at)
                except UnicodeEncodeError as error:
                    raise InputError(
                        "the text holds half of a surrogate pair",
                        hint="decode the article again",
                        where=item.article.path,
                    ) from error
                total += _RESULTS[outcome]
        return total

    def has(self, article_id: str, *, producer: Producer | None = None) -> bool:
        """Return whether there is a record of the article; with `producer`, one that adding its would not replace."""
        with storing(str(self.path)), self._engine.connect() as connection:
            held = write.held(connection, article_id)
        if held is None or producer is None:
            return held is not None
        return held.producer == producer or write.is_older(producer, held.producer)

    def search(
        self,
        text: str | None = None,
        *,
        speaker: str | None = None,
        country: str | None = None,
        pair: tuple[str, str] | None = None,
        act: str | None = None,
        kind: str | None = None,
        type: str | None = None,  # noqa: A002  the field's name everywhere
        since: dt.date | str | None = None,
        until: dt.date | str | None = None,
        source: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[StatementHit]:
        """Return statements, the best match first where `text` is given, else the newest first.

        All filters given must hold; what each means is in `Filters`. Any `text` is a valid query.

        Raises:
            InputError: A date, country code, limit or cursor is not one.
        """
        filters = Filters(
            text=text, speaker=speaker, country=country, pair=pair, act=act, kind=kind, type=type,
            since=since, until=until, source=source,
        )  # fmt: skip
        with storing(str(self.path)), self._engine.connect() as connection:
            return query.search_statements(connection, filters, limit=limit, cursor=cursor)

    def events(
        self,
        *,
        country: str | None = None,
        pair: tuple[str, str] | None = None,
        type: str | None = None,  # noqa: A002  the field's name everywhere
        factuality: str | None = None,
        since: dt.date | str | None = None,
        until: dt.date | str | None = None,
        source: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page[EventHit]:
        """Return events, the newest first; what each filter means is in `Filters`.

        Raises:
            InputError: A date, country code, limit or cursor is not one.
        """
        filters = Filters(
            country=country, pair=pair, type=type, factuality=factuality, since=since, until=until, source=source
        )
        with storing(str(self.path)), self._engine.connect() as connection:
            return query.search_events(connection, filters, limit=limit, cursor=cursor)

    def timeline(
        self,
        one: str,
        other: str,
        *,
        since: dt.date | str | None = None,
        until: dt.date | str | None = None,
    ) -> tuple[StatementHit | EventHit, ...]:
        """Return statements and events between two countries, both directions, oldest first, those without a date last.

        Args:
            one: ISO 3166-1 alpha-3.
            other: ISO 3166-1 alpha-3.
            since: First day; intervals that overlap the range are in it.
            until: Last day, inclusive.
        """
        filters = Filters(pair=(one, other), since=since, until=until)
        with storing(str(self.path)), self._engine.connect() as connection:
            return query.timeline(connection, filters)

    def records(self) -> Iterator[Record]:
        """Yield all records, exactly as they were added: oldest publication first, then by article id."""
        with storing(str(self.path)), self._engine.connect() as connection:
            idents = tuple(load.article_ids(connection))
        for ident in idents:
            with storing(str(self.path)), self._engine.connect() as connection:
                record = load.load_record(connection, ident)
            if record is not None:
                yield record

    def record(self, article_id: str) -> Record:
        """Return the record of an article.

        Raises:
            MissingError: There is none.
        """
        with storing(str(self.path)), self._engine.connect() as connection:
            record = load.load_record(connection, article_id)
        return _found(record, "record of the article", article_id)

    def article(self, article_id: str) -> Article:
        """Return an article, its text included.

        Raises:
            MissingError: There is none.
        """
        with storing(str(self.path)), self._engine.connect() as connection:
            article = load.load_article(connection, article_id)
        return _found(article, "article", article_id)

    def statement(self, statement_id: str) -> Statement:
        """Return a statement.

        Raises:
            MissingError: There is none.
        """
        with storing(str(self.path)), self._engine.connect() as connection:
            return _found(load.load_statement(connection, statement_id), "statement", statement_id)

    def skips(self) -> tuple[Skipped, ...]:
        """Return everything that was not read, in the order it was noted."""
        with storing(str(self.path)), self._engine.connect() as connection:
            return load.load_skips(connection)

    def counts(self) -> Counts:
        """Return what the archive holds."""
        with storing(str(self.path)), self._engine.connect() as connection:
            return query.counts(connection)


def _found(value: _T | None, kind: str, ident: str) -> _T:
    if value is None:
        raise MissingError(f"there is no {kind} {ident} in this archive", hint="look its id up with `onrecord search`")
    return value


def _file_of(path: str | Path) -> Path:
    if isinstance(path, str) and "://" in path:
        scheme, _, rest = path.partition("://")
        if scheme != "sqlite" or not rest.removeprefix("/"):
            raise StoreError(
                f"{scheme}:// is not an archive's address",
                hint="name a file, for instance relations.onrecord",
                where=path,
            )
        return Path(rest.removeprefix("/"))
    return Path(path)
