from __future__ import annotations

import gzip
import json
from pathlib import Path

import msgspec
import pytest

from onrecord.attribution import Relation
from onrecord.errors import InputError
from onrecord.evaluate.attribution import GoldArticle, evaluate, read_gold, score_article

TEXT = "Ann Lee said “we go” on Monday. He denied it."


def gold(*attributions: dict[str, list[list[int]]]) -> GoldArticle:
    return msgspec.convert({"id": "x", "text": TEXT, "attributions": list(attributions)}, GoldArticle)


def at(phrase: str) -> tuple[int, int]:
    start = TEXT.index(phrase)
    return start, start + len(phrase)


def relation(source: str, cue: str, content: str) -> Relation:
    return Relation(source=(at(source),), cue=(at(cue),), content=(at(content),), score=1.0, rule="test")


GOLD = gold(
    {"source": [list(at("Ann Lee"))], "cue": [list(at("said"))], "content": [list(at("“we go”"))]},
    {"source": [list(at("He"))], "cue": [list(at("denied"))], "content": [list(at("it"))]},
)


def test_marks_do_not_count() -> None:
    counts, misses = score_article(GOLD, [relation("Ann Lee", "said", "we go"), relation("He", "denied", "it")])
    assert (counts["all", "exact+source"], counts["all", "found"], misses) == (2, 2, [])


def test_wrong_source_is_a_miss() -> None:
    counts, misses = score_article(GOLD, [relation("Monday", "said", "we go")])
    assert (counts["all", "content-partial"], counts["all", "partial+source"]) == (1, 0)
    assert [m.text.split()[0] for m in misses] == ["SOURCE", "MISSED"]


def test_unquoted_extra_does_not_count_against_the_quoted_figures() -> None:
    counts, _ = score_article(GOLD, [relation("Ann Lee", "said", "on Monday")])
    assert (counts["quoted", "found"], counts["quoted", "gold"], counts["all", "found"]) == (0, 1, 1)


def test_bad_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text("{]")
    with pytest.raises(InputError, match="not attribution gold"):
        read_gold(file)


@pytest.mark.model
def test_evaluate_reads_a_gold_file_as_users_would(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl.gz"
    text = "“We will go home,” said Ann Lee of the union."
    line = {
        "id": "a", "text": text, "date": "2016-01-02",
        "attributions": [{"source": [[24, 45]], "cue": [[19, 23]], "content": [[0, 18]]}],
    }  # fmt: skip
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    report = evaluate(file, worst=5)
    assert {s.name: s.value for s in report.scores}["partial+source F1, quoted"] == 1.0
    assert report.words == 10


@pytest.mark.model
@pytest.mark.shared
def test_first_dev_articles_keep_their_level(shared: Path) -> None:
    report = evaluate(shared / "data" / "polnear", limit=12)
    found = {s.name: s.value for s in report.scores}
    assert found["partial+source F1, all"] > 0.55
    assert found["partial+source F1, quoted"] > 0.70
