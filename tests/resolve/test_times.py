"""`onrecord.resolve.times` on sentences written for these tests."""

from __future__ import annotations

import datetime as dt

import pytest

from onrecord.resolve import times

ANCHOR = dt.date(2025, 6, 4)  # a Wednesday


def read(text: str, anchor: dt.date | None = ANCHOR) -> list[tuple[str, str, str | None]]:
    return [(text[t.start : t.end], t.type, t.value) for t in times(text, anchor=anchor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He resigned on June 2, 2025.", ("June 2, 2025", "DATE", "2025-06-02")),
        ("It began 2 June 2025.", ("2 June 2025", "DATE", "2025-06-02")),
        ("The log says 2025-06-02.", ("2025-06-02", "DATE", "2025-06-02")),
        ("They met in February.", ("February", "DATE", "2025-02")),
        ("They met on Sept. 11.", ("Sept. 11", "DATE", "2024-09-11")),
        ("It will open on Sept. 11.", ("Sept. 11", "DATE", "2025-09-11")),
        ("The envoy said Monday that he was tired.", ("Monday", "DATE", "2025-06-02")),
        ("The envoy will travel Monday.", ("Monday", "DATE", "2025-06-09")),
        ("The envoy arrived Wednesday.", ("Wednesday", "DATE", "2025-06-04")),
        ("They talked late Monday.", ("late Monday", "DATE", "2025-06-02")),
        ("They talked last week.", ("last week", "DATE", "2025-W22")),
        ("They will talk early next year.", ("early next year", "DATE", "2026")),
        ("It happened a decade ago.", ("a decade ago", "DATE", "201")),
        ("It happened two weeks ago.", ("two weeks ago", "DATE", "2025-W21")),
        ("Prices rose in the third quarter of 2024.", ("the third quarter of 2024", "DATE", "2024-Q3")),
        ("Troops left in the summer of 1995.", ("the summer of 1995", "DATE", "1995-SU")),
        ("It was built in the 1990s.", ("the 1990s", "DATE", "199")),
        ("It was built in the 19th century.", ("the 19th century", "DATE", "18")),
        ("The war lasted half a century.", ("half a century", "DURATION", "P50Y")),
        ("The war lasted two and a half years.", ("two and a half years", "DURATION", "P30M")),
        ("He spoke for more than three hours.", ("more than three hours", "DURATION", "PT3H")),
        ("It took 5 1/2 hours.", ("5 1/2 hours", "DURATION", "PT330M")),
        ("It took a couple of years.", ("a couple of years", "DURATION", "P2Y")),
        ("It pays $2.50 a year.", ("a year", "SET", "P1Y")),
        ("They will sign by the end of the year.", ("the end of the year", "DATE", "2025")),
        ("Sales fell in this year's second quarter.", ("this year's second quarter", "DATE", "2025-Q2")),
        ("The council meets every Monday.", ("every Monday", "SET", "XXXX-WXX-1")),
        ("Buses leave every two hours.", ("every two hours", "SET", "PT2H")),
        ("They are now at war.", ("now", "DATE", "PRESENT_REF")),
        ("He spoke at 8 p.m. on Tuesday.", ("8 p.m. on Tuesday", "TIME", "2025-06-03T20:00")),
        ("He spoke on Tuesday night.", ("Tuesday night", "TIME", "2025-06-03TNI")),
    ],
)
def test_times_reads_one_expression(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said no.",
        "You may go, and they march on.",
        "A second letter came.",
        "It costs $1998 and weighs 300 tons.",
        "April Jones won.",
    ],
)
def test_times_leaves_other_words_alone(text: str) -> None:
    assert read(text) == []


def test_month_covers_the_whole_month_never_a_day() -> None:
    [found] = times("They met in February.", anchor=ANCHOR)
    assert found.interval == ("2025-02-01", "2025-02-28")
    assert found.basis == "inferred"


def test_range_of_days_gives_both_days() -> None:
    assert [value for _, _, value in read("Talks ran 2-5 June 2024.")] == ["2024-06-02", "2024-06-05"]


def test_relative_expression_without_anchor_has_no_value() -> None:
    assert read("They met yesterday.", None) == [("yesterday", "DATE", None)]


def test_history_counts_from_the_last_date_mentioned() -> None:
    text = "On May 10, 1940 the army crossed the border. The next day a fort fell. In June the capital was taken."
    assert [value for _, _, value in read(text, None)] == ["1940-05-10", "1940-05-11", "1940-06"]


def test_following_day_counts_from_the_day_told() -> None:
    text = "They met on May 20. The following day they signed."
    assert [value for _, _, value in read(text)] == ["2025-05-20", "2025-05-21"]


def test_offsets_slice_the_text() -> None:
    text = "“Señor,” she said on 3 May 2024 – naïve."
    [found] = times(text)
    assert text[found.start : found.end] == "3 May 2024"


def test_ages_are_read_on_request() -> None:
    text = "She is a 62-year-old lawyer."
    assert times(text, anchor=ANCHOR) == []
    [found] = times(text, anchor=ANCHOR, ages=True)
    assert (text[found.start : found.end], found.value) == ("62-year-old", "P62Y")


def test_month_of_that_year_takes_the_year_told() -> None:
    text = "War came in 1914. In August of that year the army marched."
    assert [value for _, _, value in read(text, None)] == ["1914", "1914-08"]


@pytest.mark.parametrize(
    "text", ["Watch the clip (02:47) here.", "The Daily Bugle wrote it.", "He was told so at the time."]
)
def test_times_leaves_lengths_names_and_counts_alone(text: str) -> None:
    assert [value for _, _, value in read(text)] == []


def test_analysis_with_many_years_is_no_history() -> None:
    years = " ".join(f"It began in {year}." for year in range(1990, 2005))
    text = f"{years} The vote is in 2025. Talks were held last week, on Monday. They resumed yesterday and today."
    assert read(text)[-1] == ("today", "DATE", "2025-06-04")


def test_the_coming_week_counts_from_the_day_of_the_article() -> None:
    text = "They are to meet again on Nov. 20. He plans to travel in the coming week."
    found = times(text, anchor=dt.date(2013, 11, 10))
    assert [t.value for t in found] == ["2013-11-20", "2013-W46"]
