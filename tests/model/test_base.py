from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SpanError
from onrecord.model import Span, content_id, spans_of


@given(st.text(min_size=1), st.data())
def test_exact_is_the_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.exact == text[start:end]
    assert len(span.exact) == end - start


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6)])
def test_of_refuses_ranges_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=f"{start}:{end}.*5 code points"):
        Span.of("abcde", start, end)


def test_spans_of_are_in_text_order() -> None:
    assert [span.exact for span in spans_of("abcdef", [(4, 6), (0, 2)])] == ["ab", "ef"]


def test_overlaps_is_half_open() -> None:
    a, b, c = spans_of("abcdef", [(0, 2), (1, 4), (2, 3)])
    assert a.overlaps(b)
    assert not a.overlaps(c)


def test_content_id_is_stable_and_tells_parts_apart() -> None:
    assert content_id("q1", ("a", None, 3)) == "q1:" + content_id("e1", ("a", None, 3))[3:]
    assert content_id("q1", ("ab", "c")) != content_id("q1", ("a", "bc"))
