from __future__ import annotations

from typing import get_args

import pytest

from onrecord.attribution.cues import cues, rate
from onrecord.attribution.features import weights
from onrecord.model import SpeechAct


def test_every_act_of_the_table_is_an_act_of_the_model() -> None:
    acts = set(get_args(SpeechAct))
    assert set(cues().verbs.values()) <= acts
    assert set(cues().nouns.values()) <= acts


def test_belief_verbs_do_not_carry_quotations_by_themselves() -> None:
    assert "want" not in cues().quotation_verbs
    assert {"say", "add", "vow", "threaten"} <= cues().quotation_verbs


def test_rate_of_a_known_verb_is_far_above_that_of_an_unknown_one() -> None:
    assert rate("say", "ccomp", "out") > 0.6
    assert rate("zzz", "dobj", "out") < 0.2


def test_weights_are_read() -> None:
    assert weights()["odds"] > 0


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("he wrote on Truth Social", "social-media"),
        ("in an exclusive interview", "interview"),
        ("at a news conference", "press-conference"),
        ("said in a statement", "written-statement"),
        ("in a letter to", "letter"),
    ],
)
def test_channel_patterns(text: str, channel: str) -> None:
    assert channel in {name for name, pattern in cues().channels if pattern.search(text)}
