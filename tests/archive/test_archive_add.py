from __future__ import annotations

import datetime as dt
import gc
import warnings
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from made import PEREZ, PRODUCER, cuba_record, record_of, statement
from onrecord.archive import AddResult, Archive
from onrecord.errors import InputError, MissingError
from onrecord.model import Article, Skipped, encode

SKIP = Skipped(stage="ingest", reason="empty", detail="the file has no words", where="empty.txt")


def newer(**fields: object) -> object:
    return msgspec.structs.replace(PRODUCER, **{"version": "0.2.0", **fields})


def test_a_record_comes_back_exactly(archive: Archive) -> None:
    record = cuba_record(
        authors=("A. Writer", "B. Writer"), url="https://example.org/1", published="2026-01-14T20:55:00"
    )
    archive.add(record)
    assert encode(archive.record(record.article.id)) == encode(record)
    assert archive.article(record.article.id) == record.article
    assert archive.statement(record.statements[0].id) == record.statements[0]


def test_the_same_record_twice_is_there_once(archive: Archive) -> None:
    record = cuba_record()
    assert archive.add([record, record]) == AddResult(added=1, known=1)
    counts = archive.counts()
    assert (counts.articles, counts.statements, counts.events, counts.skips) == (1, 2, 2, 1)
    assert len(archive.search("blockade")) == 1


def test_another_producer_replaces_the_record(archive: Archive) -> None:
    old = cuba_record()
    archive.add(old)
    new = record_of(old.article, producer=newer(), statements=(statement(old.article, "blockade", speaker=PEREZ),))
    assert archive.add(new) == AddResult(replaced=1)
    assert list(archive.records()) == [new]
    assert not archive.search("talks").hits
    assert [hit.statement.id for hit in archive.search("blockade")] == [new.statements[0].id]
    assert archive.counts().skips == 0


def test_an_older_version_of_the_same_program_does_not_replace_a_newer_one(archive: Archive) -> None:
    new = cuba_record(producer=newer(version="0.10.0"))
    archive.add(new)
    assert archive.add(cuba_record(producer=newer(version="0.9.1"))) == AddResult(known=1)
    assert archive.record(new.article.id).producer.version == "0.10.0"


def test_has_tells_whether_reading_again_would_change_anything(archive: Archive) -> None:
    record = cuba_record()
    assert not archive.has(record.article.id)
    archive.add(record)
    assert archive.has(record.article.id)
    assert archive.has(record.article.id, producer=PRODUCER)
    assert not archive.has(record.article.id, producer=newer())
    assert not archive.has(record.article.id, producer=newer(version="0.1.0", settings="other"))


def test_a_skip_is_noted_once_and_forgotten_when_its_file_is_read(archive: Archive) -> None:
    assert archive.add([SKIP, SKIP]) == AddResult(skipped=1)
    assert archive.skips() == (SKIP,)
    archive.add(cuba_record(path="empty.txt"))
    assert [skip.reason for skip in archive.skips()] == ["no-recipient"]


def test_an_id_that_is_there_twice_in_one_record_is_kept_once_and_told(archive: Archive) -> None:
    article = Article.of("He said no.")
    item = statement(article, "no")
    archive.add(record_of(article, statements=(item, item)))
    assert archive.counts().statements == 1
    assert [skip.reason for skip in archive.skips()] == ["duplicate-id"]


def test_half_a_surrogate_pair_is_an_input_error_and_nothing_is_stored(archive: Archive) -> None:
    article = Article.of("He said \ud83d no.", path="odd.jsonl:3")
    with pytest.raises(InputError, match=r"odd\.jsonl:3"):
        archive.add(record_of(article))
    assert archive.counts().articles == 0


def test_a_record_that_fails_half_way_leaves_nothing(archive: Archive) -> None:
    good = cuba_record()
    bad = record_of(good.article, statements=(*good.statements, msgspec.structs.replace(good.statements[0], id=None)))
    with pytest.raises(Exception, match="NOT NULL"):
        archive.add(bad)
    assert archive.counts().articles == 0
    assert archive.add(good) == AddResult(added=1)


def test_records_come_oldest_first_and_undated_last(archive: Archive) -> None:
    for number, published in enumerate(("2026-02-01", None, "2025-01-01")):
        archive.add(cuba_record(published=published, title=str(number)))
    assert [record.article.title for record in archive.records()] == ["2", "0", "1"]


def test_what_is_not_there_is_a_missing_error(archive: Archive) -> None:
    for look_up in (archive.record, archive.article, archive.statement):
        with pytest.raises(MissingError, match="d1:none"):
            look_up("d1:none")


def test_counts_tell_outlets_and_the_period(archive: Archive) -> None:
    archive.add(cuba_record())
    archive.add(cuba_record(source=None, published=None))
    archive.add(cuba_record(published="2025-12-31T23:00:00"))
    counts = archive.counts()
    assert counts.sources == (("The Havana Post", 2), (None, 1))
    assert counts.types == (("CONSULT", 3), ("THREATEN", 3))
    assert (counts.first_published, counts.last_published) == ("2025-12-31", "2026-01-14")


def test_the_time_of_adding_comes_from_the_clock(tmp_path: Path) -> None:
    clock = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    with Archive(tmp_path / "a.onrecord", clock=lambda: clock) as archive:
        archive.add(cuba_record())
        with archive._engine.connect() as connection:
            assert connection.execute(text("SELECT added_at FROM records")).scalar() == "2026-01-02T02:04:05+00:00"


def test_nothing_is_left_open(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        with Archive(tmp_path / "a.onrecord") as archive:
            archive.add(cuba_record())
        archive.close()
        del archive
        Archive(tmp_path / "a.onrecord")
        gc.collect()
    assert [path.name for path in tmp_path.iterdir()] == ["a.onrecord"]


def test_many_in_one_transaction_stand_or_fall_together(archive: Archive) -> None:
    good = [cuba_record(title=str(number)) for number in range(5)]
    bad = record_of(Article.of("He said \ud83d no."))
    with pytest.raises(InputError):
        archive.add([*good, bad], commit_every=3)
    assert archive.counts().articles == 3
    assert archive.add(good, commit_every=10) == AddResult(added=2, known=3)
