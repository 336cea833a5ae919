"""Scores of places on a gold file written for these tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate.places import evaluate, read_gold

SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
DOCUMENT = """<articles><article docid="1"><domain>example.com</domain>
<text><![CDATA[He flew from Havana to Madrid, then home to Mudville.]]></text><toponyms>
<toponym><start>13</start><end>19</end><phrase>Havana</phrase>
<gaztag><name>Havana</name><lat>23.13</lat><lon>-82.38</lon></gaztag></toponym>
<toponym><start>20</start><end>26</end><phrase>Madrid</phrase>
<gaztag><name>Madrid</name><lat>30.0</lat><lon>-90.0</lon></gaztag></toponym>
<toponym><start>44</start><end>52</end><phrase>Mudville</phrase></toponym>
</toponyms></article></articles>
"""


def test_gold_spans_are_put_where_their_phrase_is(tmp_path: Path) -> None:
    path = tmp_path / "gold.xml"
    path.write_text(DOCUMENT, encoding="utf-8")
    [article] = read_gold(path)
    assert [article.text[p.start : p.end] for p in article.places] == ["Havana", "Madrid"]
    assert [article.text[s:e] for s, e in article.unlocated] == ["Mudville"]


def test_accuracy_counts_places_within_161_km(tmp_path: Path) -> None:
    (tmp_path / "gold.xml").write_text(DOCUMENT, encoding="utf-8")
    report = evaluate(tmp_path, worst=9)
    scores = {score.name: (score.value, score.count) for score in report.scores}
    assert scores["accuracy@161 km, gold spans"] == (0.5, 2)
    assert scores["end-to-end F1, overlap"] == (0.5, 2)
    assert [case.text.split(":")[0] for case in report.worst] == ["span"]


def test_folder_without_gold_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        evaluate(tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "spans", "raw"), [("lgl", 0.82, 0.74), ("TR-News", 0.90, 0.86)])
def test_places_keep_their_quality(name: str, spans: float, raw: float) -> None:
    path = SHARED / "data" / "places" / f"{name}.xml"
    if not path.is_file():
        pytest.skip("the gold data is not here")
    scores = {score.name: score.value for score in evaluate(path).scores}
    assert scores["accuracy@161 km, gold spans"] >= spans
    assert scores["end-to-end F1, overlap"] >= raw
