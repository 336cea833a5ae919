from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from made import cuba_record
from onrecord.archive import Archive
from onrecord.archive.schema import SCHEMA_VERSION
from onrecord.errors import StoreError


def change(path: Path, *commands: str) -> None:
    connection = sqlite3.connect(path)
    for command in commands:
        connection.execute(command)
    connection.commit()
    connection.close()


def refused(path: Path | str, **options: object) -> str:
    with pytest.raises(StoreError) as caught:
        Archive(path, **options).close()
    return str(caught.value)


def test_an_absent_file_is_made_only_on_request(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    assert "no archive" in refused(path, create=False)
    assert not path.exists()
    Archive(path).close()
    Archive(path, create=False).close()


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    path.touch()
    assert "empty" in refused(path, create=False)
    with Archive(path) as archive:
        assert archive.counts().articles == 0


def test_what_is_not_an_archive_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Dear diary, today nothing happened." * 50)
    other = tmp_path / "other.db"
    change(other, "CREATE TABLE t (x)")
    before = text.read_bytes(), other.read_bytes()
    assert "not an SQLite file" in refused(text)
    assert "another program" in refused(other)
    assert "folder" in refused(tmp_path)
    assert "does not exist" in refused(tmp_path / "none" / "a.onrecord")
    assert (text.read_bytes(), other.read_bytes()) == before


@pytest.mark.parametrize(("version", "says"), [(SCHEMA_VERSION + 1, "upgrade onrecord"), (0, "ingest the articles")])
def test_another_schema_is_refused_with_what_to_do(tmp_path: Path, version: int, says: str) -> None:
    path = tmp_path / "a.onrecord"
    Archive(path).close()
    change(path, f"PRAGMA user_version = {version}")
    assert says in refused(path)


def test_addresses(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path}/a.onrecord") as archive:
        assert archive.path == tmp_path / "a.onrecord"
    assert "postgresql" in refused("postgresql://host/name")


def test_a_writer_that_waits_in_vain_says_so_and_readers_do_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    with Archive(path, busy_timeout_s=0.05) as archive:
        archive.add(cuba_record())
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing"):
            archive.add(cuba_record(title="Second"))
        assert archive.counts().articles == 1
        other.execute("ROLLBACK")
        other.close()
        assert archive.add(cuba_record(title="Second")).added == 1


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"

    def write(name: str) -> None:
        with Archive(path) as archive:
            for number in range(10):
                archive.add(cuba_record(title=f"{name}{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Archive(path) as archive:
        assert archive.counts().articles == 20


def test_a_full_disk_says_so_and_keeps_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    with Archive(path) as archive:
        archive.add(cuba_record())
        with archive._engine.connect() as connection:
            raw = connection.connection.driver_connection
            raw.execute("PRAGMA max_page_count = 1")  # SQLite keeps the present size as the least
        with pytest.raises(StoreError, match="disk is full"):
            archive.add(cuba_record(title=f"{number}") for number in range(200))
        kept = archive.counts().articles
        assert 1 <= kept < 200
    with Archive(path) as archive:
        assert archive.counts().articles == kept
        assert archive.add(cuba_record(title="later")).added == 1


def test_a_file_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    with Archive(path) as archive:
        archive.add(cuba_record())
        with archive._engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="cannot be written"):
            archive.add(cuba_record(title="Second"))


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    with Archive(path) as archive:
        archive.add([cuba_record(title=str(number)) for number in range(20)])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), Archive(path) as archive:
        archive.search("blockade")


def test_an_unknown_error_of_the_database_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    with Archive(path) as archive:
        change(path, "DROP TABLE statement_spans")
        with pytest.raises(StoreError, match="no such table: statement_spans"):
            archive.add(cuba_record())
