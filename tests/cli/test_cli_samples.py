"""The whole way, with the models, over the repository's own sample articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.model import Record, decode

pytestmark = pytest.mark.model
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from onrecord.cli.main import main

    path = tmp_path_factory.mktemp("samples") / "demo.onrecord"
    with pytest.raises(SystemExit) as end:
        main(["ingest", str(SAMPLES), "--archive", str(path), "--quiet"])
    assert not end.value.code
    return path


def test_the_samples_are_in_the_archive_and_not_read_again(run: Callable, archive: Path) -> None:
    with Archive(archive, create=False) as opened:
        counts = opened.counts()
        assert counts.articles == 5
        assert counts.skips == 0
        assert counts.statements > 30
        assert counts.events > 10
        for record in opened.records():
            for spans in [item.content for item in record.statements] + [item.evidence for item in record.events]:
                assert all(record.article.text[span.start : span.end] == span.exact for span in spans)
    assert "0 added, 5 already there, 0 skipped" in run("ingest", SAMPLES, "--archive", archive).err


def test_the_brief_tells_the_exchange_and_every_number_has_its_sentence(run: Callable, archive: Path) -> None:
    out = run("brief", "--archive", archive).out
    assert out.startswith("Brief of 5 articles")
    assert "Ernesto Villaverde" in out
    assert "There are no talks" in out
    body, sources = out.split("\nSOURCES\n")
    assert set(re.findall(r"\[(\d+)\]", body)) == set(re.findall(r"^\[(\d+)\]", sources, re.MULTILINE))


def test_search_and_timeline_find_the_talks(run: Callable, archive: Path) -> None:
    assert "There are no talks" in run("search", "-a", archive, '"no talks"').out
    lines = run("timeline", "Cuba", "United States", "-a", archive, "--json").out.splitlines()
    assert len(lines) >= 3
    days = [json.loads(line)["first_day"] for line in lines]
    assert days == sorted(days)
    assert "2026-03-11" in days


def test_reading_twice_gives_the_same_bytes(run: Callable) -> None:
    article = SAMPLES / "1-havana-says-no-talks.txt"
    first, second = run("read", "--json", article), run("read", "--json", article)
    assert first == second
    assert first.code == 0
    assert decode(first.out, Record).article.path == str(article)


def test_two_processes_read_what_one_reads(run: Callable, archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.onrecord"
    result = run("ingest", SAMPLES, "--archive", path, "--workers", 2)
    assert result.code == 0
    assert "5 added" in result.err
    with Archive(archive) as one, Archive(path) as two:
        assert list(one.records()) == list(two.records())
