from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest


def test_search_shows_who_what_and_where(run: Callable, archive_file: Path) -> None:
    code, out, err = run("search", "--archive", archive_file, "blockade")
    assert code == 0
    assert err == "1 found\n"
    assert out.splitlines() == [
        "José Pérez-Soto (president, Cuba) rejected  12 January 2026",
        "  “We don't want a blockade from the United States.”",
        "  havana.txt:42-92 · The Havana Post · No talks · 14 January 2026",
    ]


def test_search_takes_names_of_countries_and_pages(run: Callable, archive_file: Path) -> None:
    arguments = ("search", "-a", archive_file, "--pair", "Cuba", "the United States", "--limit", 1)
    first = run(*arguments)
    assert "Ann Smith" in first.out
    assert "1 of 2; the next page: --cursor " in first.err
    cursor = first.err.split("--cursor ")[1].strip()
    second = run(*arguments, "--cursor", cursor)
    assert "José Pérez-Soto" in second.out
    assert "the last page" in second.err


def test_search_json_is_a_line_a_hit(run: Callable, archive_file: Path) -> None:
    lines = [json.loads(line) for line in run("search", "-a", archive_file, "--json", "--quiet").out.splitlines()]
    assert [line["statement"]["speaker"]["name"] for line in lines] == ["Ann Smith", "José Pérez-Soto"]
    assert lines[0]["article"]["path"] == "havana.txt"
    assert lines[0]["date_basis"] == "published"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--since", "soon"), "not a date"),
        (("--country", "Atlantis"), "not a country"),
        (("--cursor", "x"), "not a cursor"),
        (("--type", "THREAT"), "its types are: CONSULT, THREATEN"),
    ],
)
def test_wrong_values_say_what_to_give(run: Callable, archive_file: Path, arguments: tuple, says: str) -> None:
    code, out, err = run("search", "-a", archive_file, *arguments)
    assert (code, out) == (1, "")
    assert says in err


def test_an_absent_archive_is_not_made(run: Callable, tmp_path: Path) -> None:
    code, _, err = run("search", "-a", tmp_path / "none.onrecord", "x")
    assert code == 1
    assert "onrecord ingest" in err
    assert not (tmp_path / "none.onrecord").exists()


def test_timeline_has_both_directions_oldest_first(run: Callable, archive_file: Path) -> None:
    code, out, err = run("timeline", "Cuba", "usa", "-a", archive_file)
    lines = out.splitlines()
    assert (code, err) == (0, "4 entries\n")
    assert lines[0] == "Cuba and the United States"
    assert [line for line in lines if line and line[0] not in " ~"][1:] == [
        "January 2026", "12 January 2026", "14 January 2026",
    ]  # fmt: skip
    assert any(line.startswith("~ THREATEN  Ann Smith (United States) → Cuba") for line in lines)
    assert any(line.startswith("  CONSULT  Cuba → United States") for line in lines)
    assert run("timeline", "CUB", "USA", "-a", archive_file, "-n", 1).err == "1 entries, 3 older ones not shown\n"


def test_timeline_json_names_kind_and_basis(run: Callable, archive_file: Path) -> None:
    lines = [json.loads(line) for line in run("timeline", "CUB", "USA", "-a", archive_file, "--json").out.splitlines()]
    assert [(line["kind"], line["date_basis"]) for line in lines] == [
        ("event", "event"), ("statement", "said"), ("event", "published"), ("statement", "published"),
    ]  # fmt: skip
