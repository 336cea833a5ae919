from __future__ import annotations

import pytest

from onrecord.attribution import Relation, find_relations
from onrecord.ingest import from_text
from onrecord.language import parse
from onrecord.language.quotations import find_quotations

pytestmark = pytest.mark.model


def read(text: str) -> list[Relation]:
    parsed = parse(from_text(text))
    return find_relations(parsed, find_quotations(text, parsed.paragraphs))


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            " … ".join(text[s:e] for s, e in r.source),
            " … ".join(text[s:e] for s, e in r.cue),
            " … ".join(text[s:e] for s, e in r.content),
        )
        for r in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to the ministry, the bridge is closed.",
            ("the ministry", "According to", "the bridge is closed"),
        ),
        (
            "The bridge is closed, according to the ministry.",
            ("the ministry", "according to", "The bridge is closed"),
        ),
        (
            "The bridge, according to the ministry, is closed.",
            ("the ministry", "according to", "The bridge … is closed"),
        ),
        (
            "The minister accused Estonia of closing the bridge.",
            ("The minister", "accused", "Estonia of closing the bridge"),
        ),
        (
            "The bridge, officials say, will never open again.",
            ("officials", "say", "The bridge … will never open again"),
        ),
        (
            "The minister denied allegations that he closed the bridge.",
            ("The minister", "denied", "that he closed the bridge"),
        ),
        (
            "The minister responded by saying the bridge was closed.",
            ("The minister", "responded by saying", "the bridge was closed"),
        ),
        (
            "The minister made clear that the bridge would stay closed.",
            ("The minister", "made clear", "that the bridge would stay closed"),
        ),
    ],
)
def test_one_sentence_gives_its_relation(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_cue_before_a_colon() -> None:
    text = "She continued: “The bridge stays closed for the winter.”"
    assert told(text) == [("She", "continued", "“The bridge stays closed for the winter.”")]


def test_subject_after_the_verb_with_its_apposition() -> None:
    text = "“The bridge stays closed,” said Mari Tamm, the transport minister."
    assert told(text) == [("Mari Tamm, the transport minister", "said", "“The bridge stays closed,”")]


def test_clause_before_the_mark_belongs_to_what_is_said() -> None:
    text = "The bridge will stay closed “until the ice is gone,” the minister said."
    assert told(text) == [("the minister", "said", "The bridge will stay closed “until the ice is gone,”")]


def test_quotation_after_an_indirect_statement_joins_it() -> None:
    text = "The minister said the bridge was closed. “Nobody will cross it before the spring.”"
    (relation,) = read(text)
    assert len(relation.content) == 2


def test_quotation_of_the_next_paragraph_joins_the_statement() -> None:
    text = "“The bridge stays closed,” the minister said.\n\n“Nobody will cross it before the spring.”"
    (relation,) = read(text)
    assert len(relation.content) == 2


def test_every_relation_names_its_rule_and_has_a_score() -> None:
    text = "“We go,” he said on Monday. He wants to leave. According to her, nobody knows. Tamm threatened to sue."
    for relation in read(text):
        assert relation.rule
        assert 0.0 < relation.score <= 1.0
        assert relation.content


def test_relative_clause_after_a_comma_is_left_out_of_the_source() -> None:
    text = "The minister, who had arrived late, said that the bridge was closed."
    assert told(text)[0][0] == "The minister"


def test_restrictive_clause_stays_in_the_source() -> None:
    text = "Officials who had seen the bridge said that it was closed."
    assert told(text)[0][0] == "Officials who had seen the bridge"


def test_quotation_signed_after_a_dash() -> None:
    text = "“Nobody asked us before they closed the bridge.” ― Mari Tamm"
    assert told(text) == [("Mari Tamm", "―", "“Nobody asked us before they closed the bridge.”")]


def test_verb_joined_to_the_reporting_verb_ends_the_content() -> None:
    text = "The minister says talks are under way and warns of new strikes."
    assert ("The minister", "says", "talks are under way") in told(text)
