from pathlib import Path

import pytest

from onrecord.errors import SettingsError
from onrecord.events.linear import digest, fit, read_linear, read_seen, write_linear

EXAMPLES = [{"w:hit": 1.0, "w:a": 1.0}, {"w:hit": 1.0}, {"w:help": 1.0, "w:a": 1.0}, {"w:help": 1.0}]
LABELS = [("ASSAULT",), ("ASSAULT",), ("AID",), ("AID",)]


def best(shares):
    return max(shares, key=lambda name: shares[name])


def test_fit_learns_which_word_means_what():
    model = fit(EXAMPLES, LABELS, penalty=1e-3)
    assert best(model.probabilities({"w:hit": 1.0})) == "ASSAULT"
    assert best(model.probabilities({"w:help": 1.0})) == "AID"
    assert sum(model.probabilities({"w:hit": 1.0}).values()) == pytest.approx(1.0)


def test_fit_uses_examples_of_which_only_a_group_is_known():
    labels = [("ASSAULT",), ("ASSAULT",), ("AID", "AGREE"), ("AID",)]
    shares = fit(EXAMPLES, labels, penalty=1e-3).probabilities({"w:help": 1.0, "w:a": 1.0})
    assert best(shares) == "AID"
    assert set(shares) == {"ASSAULT", "AID", "AGREE"}


def test_fit_is_the_same_twice():
    one, two = fit(EXAMPLES, LABELS, penalty=1e-3), fit(EXAMPLES, LABELS, penalty=1e-3)
    assert one.weights.tobytes() == two.weights.tobytes()


def test_probabilities_of_unknown_features_are_the_bias():
    assert sum(fit(EXAMPLES, LABELS, penalty=1e-3).probabilities({"w:new": 1.0}).values()) == pytest.approx(1.0)


def test_write_and_read_linear_keep_the_answers(tmp_path: Path):
    model = fit(EXAMPLES, LABELS, penalty=1e-3)
    write_linear(model, tmp_path / "m.npz", seen=[digest("A b")])
    again = read_linear(tmp_path / "m.npz")
    assert again.labels == model.labels
    assert again.probabilities({"w:hit": 1.0})["ASSAULT"] == pytest.approx(
        model.probabilities({"w:hit": 1.0})["ASSAULT"], abs=1e-2
    )
    assert read_seen(tmp_path / "m.npz") == {digest("a  B")}


def test_read_linear_of_a_wrong_file_is_a_settings_error(tmp_path: Path):
    (tmp_path / "m.npz").write_bytes(b"no")
    with pytest.raises(SettingsError):
        read_linear(tmp_path / "m.npz")
