from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from onrecord.archive import Archive
from onrecord.model import Skipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        text = f"“Number {number} is what we said,” the president told reporters in Havana on Monday."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def test_ingest_stores_what_it_reads_and_tells_what_it_did_not(
    run: Callable, reader: type, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.onrecord"
    code, out, err = run("ingest", folder, "--archive", path)
    assert (code, out) == (3, "")
    assert "3 added, 0 already there, 1 skipped; 3 statements" in err
    assert "empty (ingest)" in err
    with Archive(path, create=False) as archive:
        assert archive.counts().statements == 3
        assert [skip.reason for skip in archive.skips()] == ["empty"]


def test_a_second_run_reads_only_what_is_new(run: Callable, reader: type, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.onrecord"
    run("ingest", folder, "--archive", path)
    reader.read_paths.clear()
    (folder / "new.txt").write_text("“One more thing that was said,” the president told reporters.", encoding="utf-8")
    _, out, _ = run("ingest", folder, "--archive", path, "--json")
    assert [Path(name).name for name in reader.read_paths] == ["new.txt"]
    assert json.loads(out) == {
        "added": 1, "replaced": 0, "known": 3, "statements": 1, "events": 0, "skipped": {"empty": 1},
    }  # fmt: skip
    with Archive(path) as archive:
        assert len(archive.skips()) == 1


def test_again_reads_everything_and_replaces_what_differs(
    run: Callable, reader: type, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.onrecord"
    run("ingest", folder, "-a", path)
    assert "0 added, 3 already there" in run("ingest", folder, "-a", path, "--again").err
    whole = reader.read_many

    def better(self: object, articles: object) -> object:
        for result in whole(self, articles):
            yield result if isinstance(result, Skipped) else msgspec.structs.replace(result, statements=())

    monkeypatch.setattr(reader, "read_many", better)
    assert "0 added, 3 already there" in run("ingest", folder, "-a", path).err
    assert "0 added, 3 read anew, 0 already there" in run("ingest", folder, "-a", path, "--again").err
    with Archive(path) as archive:
        assert (archive.counts().articles, archive.counts().statements) == (3, 0)


def test_columns_and_limit(run: Callable, reader: type, tmp_path: Path) -> None:
    dump, path = tmp_path / "dump.jsonl", tmp_path / "a.onrecord"
    rows = [
        {"story": f"“It is {n} to one,” the president told reporters in Havana on Monday.", "paper": "P"}
        for n in range(5)
    ]
    dump.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    arguments = ("ingest", dump, "-a", path, "--text-column", "story", "--source-column", "paper")
    assert run(*arguments, "--limit", 2).code == 0
    with Archive(path) as archive:
        assert archive.counts().sources == (("P", 2),)
    assert "3 added, 2 already there" in run(*arguments).err


def test_half_a_surrogate_pair_is_skipped_and_the_rest_is_stored(run: Callable, reader: type, tmp_path: Path) -> None:
    dump, path = tmp_path / "dump.jsonl", tmp_path / "a.onrecord"
    good = json.dumps({"text": "“It is one to one,” the president told reporters in Havana on Monday."})
    dump.write_text(
        '{"text": "“It is \\ud83d one,” the president told reporters on Monday."}\n' + good, encoding="utf-8"
    )
    code, _, err = run("ingest", dump, "-a", path)
    assert code in (0, 3)
    assert "Traceback" not in err
    with Archive(path) as archive:
        assert archive.counts().articles + len(archive.skips()) == 2


def test_the_archive_must_be_one(run: Callable, reader: type, folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Dear diary, nothing happened." * 100)
    code, _, err = run("ingest", folder, "--archive", text)
    assert code == 1
    assert "not an archive" in err
    assert text.read_text().startswith("Dear diary")


def test_an_interruption_keeps_what_was_read_and_says_how_to_go_on(
    run: Callable, reader: type, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reader.read_many

    def interrupted(self: object, articles: object) -> object:
        for number, record in enumerate(whole(self, articles)):
            if number == 2:
                raise KeyboardInterrupt
            yield record

    monkeypatch.setattr(reader, "read_many", interrupted)
    code, _, err = run("ingest", folder, "-a", tmp_path / "a.onrecord")
    assert code == 130
    assert "Run the same command again" in err
    monkeypatch.setattr(reader, "read_many", whole)
    assert "1 added, 2 already there" in run("ingest", folder, "-a", tmp_path / "a.onrecord").err
