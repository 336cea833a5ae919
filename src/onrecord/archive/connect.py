"""Opening the archive's file: creating it, recognising it, and saying plainly what is wrong with it.

Write-ahead log: readers never wait for the writer. `synchronous=FULL`: a commit is on the disk when it returns, so a
power cut loses nothing committed; the sync costs 1 to 10 ms a commit, and reading one article costs hundreds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from onrecord.archive import fulltext
from onrecord.archive.schema import APPLICATION_ID, SCHEMA_VERSION, metadata
from onrecord.errors import StoreError

BUSY_TIMEOUT_S = 10.0
_EMPTY, _FOREIGN = -2, -1  # where there is no version to speak of


def open_engine(path: Path, *, create: bool, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """Return an engine on the archive at `path`; with `create`, an absent or empty file becomes an empty archive.

    Raises:
        StoreError: The path cannot be opened or is not an archive of this version; the file is left as it was.
    """
    if path.is_dir():
        raise StoreError("this is a folder", hint="name a file in it, for instance relations.onrecord", where=str(path))
    if not path.exists():
        if not create:
            raise StoreError("there is no archive here", hint="make one with `onrecord ingest`", where=str(path))
        if not path.parent.is_dir():
            raise StoreError("its folder does not exist", hint=f"make {path.parent} first", where=str(path))
    engine = _engine(path, busy_timeout_s)
    try:
        with storing(str(path)):
            _prepare(engine, path, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: Path, busy_timeout_s: float) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # the driver opens no transaction itself; a writer takes its lock at once, or two writers could deadlock
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _prepare(engine: Engine, path: Path, *, create: bool) -> None:
    with engine.connect() as connection:
        state = _state(connection)
    if state == _EMPTY:
        if not create:
            raise StoreError("this file is empty", hint="make an archive with `onrecord ingest`", where=str(path))
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA journal_mode = WAL")
        with writing(engine) as connection:
            state = _state(connection)  # another process may have made it meanwhile
            if state == _EMPTY:
                _create(connection)
                return
    if state == _FOREIGN:
        raise StoreError("this is the database of another program", hint="name another file", where=str(path))
    if state < SCHEMA_VERSION:
        raise StoreError(
            f"this archive has schema {state}, this version of onrecord reads {SCHEMA_VERSION}",
            hint="ingest the articles again into a new file; this one is left as it is",
            where=str(path),
        )
    if state > SCHEMA_VERSION:
        raise StoreError(
            f"this archive has schema {state}, made by a newer version; this one reads {SCHEMA_VERSION}",
            hint="upgrade onrecord",
            where=str(path),
        )


def _state(connection: Connection) -> int:
    """Return the schema's version, or `_EMPTY` or `_FOREIGN`."""

    def pragma(name: str) -> int:
        return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    version = pragma("user_version")
    application = pragma("application_id")
    if application == APPLICATION_ID:
        return version
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    return _FOREIGN if tables or version or application else _EMPTY


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    for statement in fulltext.DDL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Run the block in one write transaction: committed at its end, rolled back on any error."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


# What SQLite says → what happened, and what to do. The first part found in SQLite's message decides.
_TROUBLE = (
    ("not a database", "this is not an archive (not an SQLite file)", "name another file"),
    ("malformed", "the archive's file is damaged", "restore it from a copy, or ingest again into a new file"),
    ("locked", "another program is writing to the archive", "wait until it is done, then run this again"),
    ("readonly", "the archive cannot be written to", "check the permissions of the file and its folder"),
    ("full", "the disk is full", "free some space and run this again; what was committed is safe"),
    ("unable to open", "the file cannot be opened", "check the permissions of the file and its folder"),
    ("no such module", "this Python's SQLite has no full-text search (FTS5)", "use another build of Python"),
    ("disk i/o", "the disk does not answer as it should", "check the disk; what was committed is safe"),
)


@contextmanager
def storing(where: str) -> Iterator[None]:
    """Turn the database's errors in the block into StoreError.

    Raises:
        StoreError: With what happened and what to do next.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        for part, message, hint in _TROUBLE:
            if part in said.lower():
                raise StoreError(message, hint=hint, where=where) from error
        raise StoreError(f"the database says: {said}", hint="report this with the file's size", where=where) from error
