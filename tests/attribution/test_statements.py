from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.attribution import attribute
from onrecord.ingest import from_text
from onrecord.language import parse
from onrecord.language.quotations import find_quotations
from onrecord.model import Statement
from onrecord.resolve import times
from onrecord.resolve.referents import find_referents

pytestmark = pytest.mark.model


def read(text: str) -> list[Statement]:
    parsed = parse(from_text(text, published="2026-03-04"))
    quotations = find_quotations(text, parsed.paragraphs)
    referents = find_referents(parsed, quotations, on=parsed.article.published_date)
    found_times = times(parsed.view, anchor=parsed.article.published_date)
    return attribute(parsed, quotations, referents, times=found_times)


def only(text: str) -> Statement:
    (statement,) = read(text)
    return statement


def exact(spans: tuple[object, ...]) -> list[str]:
    return [s.exact for s in spans]  # type: ignore[attr-defined]


def test_direct_quotation_with_the_cue_in_its_middle_is_one_statement() -> None:
    statement = only("“We will keep the border open,” Mari Tamm said on Monday. “Nobody should doubt it.”")
    assert statement.kind == "direct"
    assert exact(statement.content) == ["“We will keep the border open,”", "“Nobody should doubt it.”"]
    assert exact(statement.source) == ["Mari Tamm"]
    assert statement.speaker is not None
    assert statement.speaker.name == "Mari Tamm"
    assert statement.said is not None
    assert statement.said.value == "2026-03-02"


def test_indirect_statement_keeps_that_and_names_the_pronoun() -> None:
    text = "Mari Tamm met reporters in Riga. She said that the border would stay open."
    statement = only(text)
    assert (statement.kind, exact(statement.source)) == ("indirect", ["She"])
    assert exact(statement.content) == ["that the border would stay open"]
    assert statement.speaker is not None
    assert (statement.speaker.name, exact(statement.speaker_spans)) == ("Mari Tamm", ["Mari Tamm"])


def test_partly_quoted_clause_is_mixed() -> None:
    assert only("The minister said the plan was “dead on arrival” in parliament.").kind == "mixed"


def test_quotation_over_paragraphs_is_one_statement() -> None:
    text = "“We will stay here for years,” said Mari Tamm.\n\n“Our friends know it well.\n\n“They will stay too.”"
    assert len(only(text).content) == 3


def test_scare_quotes_are_no_statement() -> None:
    assert read("The so-called “experts” left the “summit” early.") == []


def test_refused_comment() -> None:
    statement = only("The ministry did not respond to a request for comment.")
    assert statement.act == "refuse-comment"


def test_channel_and_addressee() -> None:
    statement = only("Mari Tamm told reporters at a news conference that the border would stay open.")
    assert (statement.channel, exact(statement.addressee_spans)) == ("press-conference", ["reporters"])


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The minister denied that the army had crossed the border.", "deny"),
        ("The minister warned that the army would cross the border.", "warn"),
        ("The minister threatened to close the border.", "threaten"),
        ("The minister promised to open the border.", "promise"),
        ("The minister called for talks about the border.", "demand"),
        ("“Where is the border?” the minister asked.", "ask"),
    ],
)
def test_speech_act_by_cue(text: str, act: str) -> None:
    assert only(text).act == act


PIECES = ["“", "”", '"', "''", "‘", "’", "«", "»", "\u00a0", "😀", "\u202e", "\u200f", "\n\n", "—", "…"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from(PIECES)), max_size=12))
def test_any_insertion_leaves_spans_exact(insertions: list[tuple[int, str]]) -> None:
    text = (
        "Mari Tamm said on Monday that “the border” would stay open. “We know,” she added, “what it costs.” "
        "According to the ministry, nobody left. He denied allegations that he lied."
    )
    for place, piece in insertions:
        text = text[:place] + piece + text[place:]
    for statement in read(text):
        for span in (*statement.content, *statement.cue, *statement.source, *statement.speaker_spans):
            assert text[span.start : span.end] == span.exact
        assert statement.content
