import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate.events import country_pairs, evaluate, kappa
from onrecord.model import Actor, Event, Mention, Span


def mention(country):
    actor = Actor.of(country or "rebels", "country" if country else "group", country=country)
    return Mention(start=0, end=1, exact="x", kind="actor", actor=actor)


def event(actors, recipients, type_="ASSAULT", mode=None):
    return Event(
        id="e1:x", type=type_, mode=mode, contexts=(), actors=tuple(map(mention, actors)),
        recipients=tuple(map(mention, recipients)), evidence=(Span(start=0, end=1, exact="x"),),
        factuality="actual", quad=4,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "pairs"),
    [
        (event(["PER"], ["CHL"]), {("PER", "CHL")}),
        (event(["PER", "CHL"], []), {("PER", "CHL"), ("CHL", "PER")}),
        (event(["PER"], [None]), {("PER", "---")}),
        (event([], ["CHL"]), {("---", "CHL")}),
        (event(["PER"], ["CHL"], "CONSULT"), {("PER", "CHL"), ("CHL", "PER")}),
        (event(["PER"], ["CHL"], "CONSULT", "visit"), {("PER", "CHL")}),
    ],
)
def test_country_pairs(found, pairs):
    assert country_pairs(found) == pairs


def test_kappa_is_one_for_agreement_and_zero_for_chance():
    assert kappa([(True, True), (False, False)]) == 1.0
    assert kappa([(True, True), (True, False), (False, True), (False, False)]) == 0.0
    assert kappa([]) == 0.0


def test_evaluate_without_a_known_set_is_an_input_error(tmp_path: Path):
    with pytest.raises(InputError):
        evaluate(tmp_path)


@pytest.mark.model
def test_evaluate_scores_pairs_of_a_peers_file(tmp_path: Path):
    folder = tmp_path / "peers"
    folder.mkdir()
    row = {
        "id": "1", "text": "Peru accused Chile of spying.", "date": "20200102",
        "gold_events": [{"source": "PERGOV", "target": "CHL", "code": "112"}],
    }  # fmt: skip
    (folder / "up_gsr_cases_own.jsonl").write_text(json.dumps(row) + "\n")
    report = evaluate(tmp_path)
    assert [s.value for s in report.scores] == [1.0, 1.0]


@pytest.mark.model
@pytest.mark.shared
def test_evaluate_stays_above_its_floors(shared: Path):
    values = {s.name: s.value for s in evaluate(shared / "data" / "cameo_coders").scores}
    assert values["relevant or not, kappa"] >= 0.45
    assert values["irrelevant leads coded"] <= 0.10
