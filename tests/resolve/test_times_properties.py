"""What holds for any text: spans in order and inside, intervals forward, no exception."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolve import places, times

WORDS = st.sampled_from(
    [
        "the",
        "last",
        "next",
        "Monday",
        "May",
        "March",
        "Sept.",
        "11",
        "1998",
        "98",
        "480",
        "B.C.",
        "12:30",
        "25:99",
        "3/4/05",
        "99/99/99",
        "2025-02-30",
        "’98",
        "1990s",
        "21st",
        "½",
        "1/2",
        "years",
        "days",
        "week",
        "quarter",
        "half",
        "third",
        "of",
        "a",
        "two",
        "ago",
        "later",
        "before",
        "early",
        "end",
        "in",
        "on",
        "and",
        "-",
        "–",
        ",",
        ".",
        "'s",
        "$",
        "p.m.",
        "noon",
        "tonight",
        "every",
        "Easter",
        "century",
        "decade",
        "yesterday",
        "will",
        "said",
        "Paris",
        "Texas",
        "U.S.",
        "Georgia",
        "NATO",
        "St.",
        "the",
        "of",
        "٣",
        "00",
        "9999",
        "1,000,000,000",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))
ANCHORS = st.one_of(st.none(), st.dates())


@given(TEXTS, ANCHORS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_times_are_in_order_inside_the_text_and_forward(text: str, anchor: dt.date | None) -> None:
    last = 0
    for time in times(text, anchor=anchor, ages=True):
        assert last <= time.start < time.end <= len(text)
        last = time.end
        if time.interval is not None:
            assert dt.date.fromisoformat(time.interval[0]) <= dt.date.fromisoformat(time.interval[1])


@given(TEXTS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_places_are_in_order_inside_the_text_with_both_coordinates_or_none(text: str) -> None:
    last = 0
    for place in places(text, source="example.com"):
        assert last <= place.start < place.end <= len(text)
        last = place.end
        assert (place.lat is None) == (place.lon is None)
