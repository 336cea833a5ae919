"""Scores of times on a TimeML document written for these tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate.times import evaluate, read_timeml

SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
DOCUMENT = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2025-06-04">2025-06-04</TIMEX3></DCT>
<TEXT>Talks &amp; dinner were <EVENT>held</EVENT> <TIMEX3 tid="t1" type="DATE" value="2025-06-03">yesterday</TIMEX3>.
They end on <TIMEX3 tid="t2" type="DATE" value="2025-07-01">July 2, 2025</TIMEX3>,
at <TIMEX3 tid="t3" type="DATE" value="X">some
point</TIMEX3>.</TEXT></TimeML>
"""


def write(folder: Path) -> Path:
    path = folder / "one.tml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_timeml_offsets_slice_the_text_without_markup(tmp_path: Path) -> None:
    gold = read_timeml(write(tmp_path))
    assert [gold.text[t.start : t.end] for t in gold.times] == ["yesterday", "July 2, 2025", "some\npoint"]
    assert str(gold.written) == "2025-06-04"


def test_value_f1_is_relaxed_f1_times_share_of_right_values(tmp_path: Path) -> None:
    write(tmp_path)
    report = evaluate(tmp_path, worst=5)
    scores = {score.name: score.value for score in report.scores}
    assert scores["relaxed span F1"] == pytest.approx(0.8)  # two found, both overlap; three gold
    assert scores["value F1"] == pytest.approx(0.4)
    assert [case.text.split(":")[0] for case in report.worst] == ["value", "missed"]


def test_folder_without_timeml_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        evaluate(tmp_path)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("TimeBank", 0.76), ("AQUAINT", 0.71), ("WikiWars", 0.78)])
def test_times_keep_their_quality(name: str, floor: float) -> None:
    folder = SHARED / "data" / "time" / name
    if not folder.is_dir():
        pytest.skip("the gold data is not here")
    assert next(s.value for s in evaluate(folder).scores if s.name == "value F1") >= floor
