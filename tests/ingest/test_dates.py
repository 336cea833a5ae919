"""Dates as pages write them."""

import pytest

from onrecord.ingest.bylines import is_stamp
from onrecord.ingest.dates import find_stamps, parse_iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("June 2, 2025 at 20:55", "2025-06-02T20:55:00"),
        ("Published 3:04 p.m. ET Jan. 4, 2026", "2026-01-04T15:04:00-05:00"),
        ("Updated 12:30 AM EDT, Wed July 9, 2025", "2025-07-09T00:30:00-04:00"),
        ("2 June 2025, 21:05 GMT", "2025-06-02T21:05:00+00:00"),
        ("Monday 2nd of June 2025", "2025-06-02"),
        ("2025-06-02T20:55:00", "2025-06-02T20:55:00"),
        ("Posted: 02-Jun-2025", "2025-06-02"),
        ("Sept. 5, 2025, 7:30 p.m. CEST", "2025-09-05T19:30:00+02:00"),
        ("WASHINGTON | Mon Jun 2, 2025 8:55pm EDT", "2025-06-02T20:55:00-04:00"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("Nov 3, 2020 9:00 PM IST", "2020-11-03T21:00:00"),
    ],
)
def test_full_dates_are_read(written: str, iso: str) -> None:
    assert [stamp.iso for stamp in find_stamps(written)] == [iso]
    assert is_stamp(written)


@pytest.mark.parametrize(
    "written",
    [
        "June 2",
        "June 2025",
        "Monday",
        "2025",
        "05/06/2024",
        "31 February 2025",
        "at 20:55",
        "6 years ago",
        "May 2025 to June",
    ],
)
def test_a_date_without_day_month_and_year_is_none(written: str) -> None:
    assert find_stamps(written) == ()


@pytest.mark.parametrize("written", ["6 years ago", "Updated at 3:01 p.m. ET", "Mon 2 Jun", "Last updated: 5 min read"])
def test_date_lines_without_a_full_date_are_date_lines(written: str) -> None:
    assert is_stamp(written)


@pytest.mark.parametrize(
    "written", ["In 2016 he resigned", "June 2 was a Monday for Cuba", "Two years ago they met", "9 a.m. meeting"]
)
def test_sentences_are_no_date_lines(written: str) -> None:
    assert not is_stamp(written)


def test_iso_wants_a_day() -> None:
    assert parse_iso("2025-06") is None
    assert parse_iso("2025-06-02T20:55:00Z") == "2025-06-02T20:55:00+00:00"
