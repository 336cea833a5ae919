"""Scoring of actor cases: which fields count, and what is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate.actors import evaluate


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_evaluate_counts_fields_that_gold_gives(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "cases.jsonl",
        [
            {"id": "1", "input": "Chilean sailors", "expected": {"country": "CHL", "code_1": "MIL"}},
            {"id": "2", "input": "a teapot", "expected": {"country": ""}},
            {"id": "3", "input": "Peruvian miners", "expected": {"country": "BOL", "code_1": "LAB"}},
            {"id": "4", "input": "nobody", "expected": None},
        ],
    )
    report = evaluate(path, worst=5)
    assert [(score.name, round(score.value, 3), score.count) for score in report.scores] == [
        ("country right", 0.667, 3),
        ("sector right", 1.0, 2),
    ]
    assert [case.where for case in report.worst] == ["3"]


def test_evaluate_scores_splits(tmp_path: Path) -> None:
    text = "Talks between Peruvian and Chilean sailors failed"
    path = _write(
        tmp_path / "split.jsonl",
        [{"id": "1", "text": text, "span": [14, 42], "expected_actors": ["Peruvian sailors", "Chilean sailors"],
          "expected_spans": [None, [27, 42]]}],
    )  # fmt: skip
    assert evaluate(path).scores[0].value == 1.0


def test_evaluate_refuses_other_files(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text("[1, 2]\n")
    with pytest.raises(InputError, match="not a file of actor cases"):
        evaluate(path)
