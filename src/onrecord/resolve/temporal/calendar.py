"""TIMEX3 values: making them from dates, and the days they cover."""

from __future__ import annotations

import calendar
import datetime as dt
import re

DAY = dt.timedelta(days=1)
# Meteorological seasons of the northern hemisphere: first month and length in months. Winter runs into the next year.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def value_of(day: dt.date, unit: str) -> str:
    """Return the TIMEX3 value of the unit (`D W WE M Q Y E C`) that holds the day."""
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "E":
        return f"{day.year // 10:03d}"
    if unit == "C":
        return f"{day.year // 100:02d}"
    return f"{day.year:04d}"


def add_units(day: dt.date, unit: str, count: float) -> dt.date | None:
    """Return the day that lies `count` units (`D W WE F M Q Y E C`) away; None outside the calendar."""
    try:
        if unit in ("D", "W", "WE", "F"):
            return day + DAY * round(count * {"D": 1, "W": 7, "WE": 7, "F": 14}[unit])
        months = round(count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}[unit])
        years, month = divmod(day.month - 1 + months, 12)
        year = day.year + years
        return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, KeyError, calendar.IllegalMonthError):
        return None


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar (anonymous computus, Nature 13 (1876) 487)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def thanksgiving(year: int) -> dt.date:
    """Return the fourth Thursday of November (United States)."""
    first = dt.date(year, 11, 1)
    return first + DAY * ((3 - first.weekday()) % 7 + 21)


_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?|-W(?P<w>\d\d)(?P<we>-WE)?|-Q(?P<q>[1-4])|-H(?P<h>[12])"
    r"|-(?P<s>SP|SU|FA|WI))?(?:T.*)?|(?P<e>\d{3})|(?P<c>\d\d)"
)


def interval_of(value: str | None) -> tuple[str, str] | None:
    """Return first and last day (ISO 8601, inclusive) that a TIMEX3 date covers; None for what has no such days.

    A season is the meteorological one of the northern hemisphere; winter of a year begins in its December.
    A decade value has three digits (`199`), a century two (`19`: 1900 to 1999).
    """
    found = _VALUE.fullmatch(value) if value else None
    if found is None:
        return None
    try:
        first, last = _bounds(found)
    except (ValueError, OverflowError):
        return None
    return first.isoformat(), last.isoformat()


def _bounds(found: re.Match[str]) -> tuple[dt.date, dt.date]:
    if found["e"]:
        year = int(found["e"]) * 10
        return dt.date(year, 1, 1), dt.date(year + 9, 12, 31)
    if found["c"]:
        year = int(found["c"]) * 100
        return dt.date(year, 1, 1), dt.date(year + 99, 12, 31)
    year = int(found["y"])
    if found["d"]:
        day = dt.date(year, int(found["m"]), int(found["d"]))
        return day, day
    if found["w"]:
        monday = dt.date.fromisocalendar(year, int(found["w"]), 1)
        return (monday + DAY * 5 if found["we"] else monday), monday + DAY * 6
    month, length = 1, 12
    if found["m"]:
        month, length = int(found["m"]), 1
    elif found["q"]:
        month, length = int(found["q"]) * 3 - 2, 3
    elif found["h"]:
        month, length = int(found["h"]) * 6 - 5, 6
    elif found["s"]:
        month, length = _SEASONS[found["s"]], 3
    first = dt.date(year, month, 1)
    after = add_units(first, "M", length)
    return first, (after - DAY if after else dt.date(year, 12, 31))
