from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import Paragraph
from onrecord.language.quotations import Quotation, find_quotations


def quotations(text: str) -> tuple[Quotation, ...]:
    parts, at = [], 0
    for piece in text.split("\n\n"):
        if piece:
            parts.append(Paragraph(start=at, end=at + len(piece), role="body"))
        at += len(piece) + 2
    return find_quotations(text, parts)


def texts(text: str) -> list[tuple[int, list[str]]]:
    return [(q.depth, [text[s:e] for s, e in q.inner]) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"We go," he said.', "We go,"),
        ("“We go,” he said.", "We go,"),
        ("''We go,'' he said.", "We go,"),
        ("``We go,'' he said.", "We go,"),
        ("«We go», he said.", "We go"),
        ("« We go », he said.", " We go "),
        ("„We go“, he said.", "We go"),
        ("‘We go,’ he said.", "We go,"),
        ("'We go,' he said.", "We go,"),
        ('“We go," he said.', "We go,"),
        ("He is—“we go,” he said.", "We go,".replace("W", "w")),
    ],
)
def test_find_quotations_knows_every_kind_of_mark(text: str, inner: str) -> None:
    assert texts(text) == [(0, [inner])]


@pytest.mark.parametrize(
    "text",
    [
        "It's the '90s and the workers' fault.",
        "He is 6'2\" tall.",
        "Rock 'n' roll, get 'em.",
        "O’Neill’s and James’ cars.",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert texts(text) == []


def test_nested_quotation_follows_its_outer_one() -> None:
    assert texts("“They said ‘no way’ to us,” she said.") == [(0, ["They said ‘no way’ to us,"]), (1, ["no way"])]


def test_possessive_does_not_close_a_single_quotation() -> None:
    assert texts("'The workers' union is ours,' he said.") == [(0, ["The workers' union is ours,"])]


def test_quotation_over_paragraphs_is_one() -> None:
    assert texts("“First.\n\n“Second.\n\n“Third,” she said. “Fourth.”") == [
        (0, ["First.", "Second.", "Third,"]),
        (0, ["Fourth."]),
    ]


def test_paragraph_without_opening_mark_continues_when_it_closes() -> None:
    assert texts("“First.\n\nSecond,” she said.") == [(0, ["First.", "Second,"])]


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    (quotation,) = quotations("He said, “we go home.\n\nNobody moved.")
    assert (quotation.closed, quotation.inner) == (False, ((10, 21),))


def test_unclosed_straight_mark_is_dropped_when_another_opens() -> None:
    assert texts('He was "bad and left. He said: "I go."') == [(0, ["I go."])]


@given(
    st.lists(
        st.sampled_from(
            ["a", "s", " ", ".", ",", "\n\n", '"', "'", "''", "``", *"“”„«»‘’‹›‚", "—", "\u00a0", "\u202e", "😀"]
        )
    )
)
def test_any_mix_of_marks_gives_well_formed_quotations(pieces: list[str]) -> None:
    text = "".join(pieces)
    for quotation in quotations(text):
        assert quotation.ranges
        assert quotation.inner
        flat = [offset for pair in quotation.ranges for offset in pair]
        assert flat == sorted(flat)
        assert 0 <= flat[0] < flat[-1] <= len(text)
        assert all(start < end for start, end in (*quotation.ranges, *quotation.inner))
