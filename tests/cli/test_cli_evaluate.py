from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.evaluate.report import Report, Score, Worst

REPORT = Report(
    task="times",
    scores=(Score(set="gold/dev", name="value F1", value=0.8125, count=16, detail="P 0.9 R 0.74"),),
    worst=(Worst(where="dev/3", loss=1.0, text="gold \x1b[31mMay\nfound June"),),
    words=1000,
    seconds=2.0,
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    calls: list[object] = []
    module = types.ModuleType("onrecord.evaluate.times")

    def evaluate(path: Path, *, worst: int, limit: int | None) -> Report:
        calls.extend([path, worst, limit])
        return REPORT

    module.evaluate = evaluate  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "onrecord.evaluate.times", module)
    return calls


def test_scores_and_worst_cases_are_listed(run: Callable, asked: list[object], tmp_path: Path) -> None:
    code, out, err = run("evaluate", "times", "--data", tmp_path, "--worst", 1, "--limit", 5)
    assert code == 0
    assert asked == [tmp_path, 1, 5]
    assert "gold/dev  value F1  0.812  n=16  P 0.9 R 0.74" in out
    assert "1. dev/3  loss 1.00\n   gold ␛[31mMay\n   found June\n" in out
    assert "1,000 words in 2.0 s, 500 a second" in err


def test_json_is_a_line_a_score_and_a_line_a_case(run: Callable, asked: list[object], tmp_path: Path) -> None:
    lines = [json.loads(line) for line in run("evaluate", "times", "--data", tmp_path, "--json").out.splitlines()]
    assert [(line["kind"], line["task"]) for line in lines] == [("score", "times"), ("worst", "times")]
    assert lines[0]["value"] == 0.8125


def test_absent_data_and_unknown_tasks_are_refused(run: Callable, tmp_path: Path) -> None:
    assert run("evaluate", "times", "--data", tmp_path / "none").code == 1
    assert run("evaluate", "poetry", "--data", tmp_path).code == 2


def test_bench_tells_speed_and_shares(run: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from onrecord import bench

    article = tmp_path / "a.txt"
    article.write_text("The president told reporters in Havana on Monday that the talks are over.", encoding="utf-8")
    figures = bench.Bench(
        articles=2, skipped=1, words=1000, statements=3, events=4, seconds=0.5, load_s=1.5, import_s=0.1, help_s=0.2,
        peak_mib=321.0, shares=(("language", 0.75), ("events", 0.25)), machine="made",
    )  # fmt: skip
    taken: list[object] = []
    monkeypatch.setattr(bench, "run", lambda articles: (taken.extend(articles), figures)[1])
    out = run("bench", article, article, "--limit", 1).out
    assert len(taken) == 1
    assert "2 (1 skipped), 4.0 a second" in out
    assert "1,000, 2,000 a second" in out
    assert "  language      75%" in out
    assert json.loads(run("bench", article, "--json").out)["shares"] == {"language": 0.75, "events": 0.25}
