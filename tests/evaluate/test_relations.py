import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate.relations import Pair, best_quad, evaluate, fold_of, read_plv


def pair(number: int, sentence: str, root: str) -> Pair:
    return Pair(id=str(number), sentence=sentence, source=(0, 1), target=(1, 2), roots=(root,), quad=1)


def test_fold_of_keeps_one_sentence_in_one_fold():
    pairs = [pair(i, f"sentence {i // 2}", "AGREE" if i % 2 else "AID") for i in range(20)]
    folds = fold_of(pairs)
    assert all(folds[i] == folds[i + 1] for i in range(0, 20, 2))
    assert len(set(folds)) == 5


def test_best_quad_sums_over_roots():
    assert best_quad({"ASSAULT": 0.4, "AGREE": 0.3, "CONSULT": 0.3}) == 1


def test_read_plv_of_a_missing_file_is_an_input_error(tmp_path: Path):
    with pytest.raises(InputError):
        read_plv(tmp_path / "none.jsonl")


@pytest.mark.model
def test_evaluate_scores_unseen_rows_with_the_shipped_model(tmp_path: Path):
    text = "Togo accused Benin of arming the rebels."
    row = {
        "id": "1", "sentence": text, "source_span": [0, 4], "target_span": [13, 18], "root": "ACCUSE", "quad": 3,
    }  # fmt: skip
    (tmp_path / "own.jsonl").write_text(json.dumps(row) + "\n")
    report = evaluate(tmp_path / "own.jsonl")
    assert {s.value for s in report.scores} == {1.0}
    assert any("shipped" in s.name for s in report.scores)


@pytest.mark.model
@pytest.mark.shared
def test_code_pair_on_plv_stays_above_its_floor(shared: Path):
    report = evaluate(shared / "data" / "plv")
    values = {s.name: s.value for s in report.scores}
    assert values["macro F1, root, rules alone"] >= 0.55
    assert values["macro F1, root, rules and words, 5 folds"] >= 0.76
    assert values["macro F1, quad, rules and words, 5 folds"] >= 0.88
