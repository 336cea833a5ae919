from __future__ import annotations

import sqlite3
from pathlib import Path

from onrecord.archive import Archive
from onrecord.archive.ddl import schema_sql

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "archive.sql"


def tables(path: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(path)
    rows = set(connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%'"))
    connection.close()
    return rows


def test_the_schema_is_the_one_written_down() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema_sql(), (
        "where a file of the present version would no longer do, raise SCHEMA_VERSION; "
        "then run: python -m onrecord.archive.ddl docs/reference/archive.sql"
    )


def test_the_sql_makes_an_archive(tmp_path: Path) -> None:
    by_hand, by_program = tmp_path / "hand.onrecord", tmp_path / "program.onrecord"
    connection = sqlite3.connect(by_hand)
    connection.executescript(schema_sql())
    connection.close()
    Archive(by_program).close()
    assert tables(by_hand) == tables(by_program)
    with Archive(by_hand, create=False) as archive:
        assert archive.counts().articles == 0
