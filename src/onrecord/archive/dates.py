"""Which days a statement or an event counts for."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from onrecord.archive.results import DateBasis
from onrecord.errors import InputError
from onrecord.model import Article, Event, Statement, TimeExpression

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")


class Days(NamedTuple):
    """First and last day, inclusive, ISO 8601, and which date they are; all None where no date is known."""

    first: str | None
    last: str | None
    basis: DateBasis | None


_UNKNOWN = Days(None, None, None)


def statement_days(statement: Statement, article: Article) -> Days:
    """Return when it was said where the text tells, else the day the article was published."""
    return _from(statement.said, "said") or published_days(article) or _UNKNOWN


def event_days(event: Event, told_by: tuple[Statement, ...], article: Article) -> Days:
    """Return the event's own date, else when the first statement that tells it was said, else the publication."""
    own = _from(event.date, "event")
    said = next((days for statement in told_by if (days := _from(statement.said, "said"))), None)
    return own or said or published_days(article) or _UNKNOWN


def published_days(article: Article) -> Days | None:
    """Return the day of publication as an interval; None where it is unknown."""
    day = article.published_date
    return Days(day.isoformat(), day.isoformat(), "published") if day else None


def _from(time: TimeExpression | None, basis: DateBasis) -> Days | None:
    return Days(time.interval[0], time.interval[1], basis) if time and time.interval else None


def first_day(value: dt.date | str) -> str:
    """Return the first day of a date, a month (`2025-06`) or a year (`2025`).

    Raises:
        InputError: Not a date, month or year.
    """
    return _bounds(value)[0]


def last_day(value: dt.date | str) -> str:
    """Return the last day of a date, a month (`2025-06`) or a year (`2025`).

    Raises:
        InputError: Not a date, month or year.
    """
    return _bounds(value)[1]


def _bounds(value: dt.date | str) -> tuple[str, str]:
    if isinstance(value, dt.date):
        day = value.isoformat()[:10]
        return day, day
    match = _PARTIAL.match(value.strip())
    try:
        if match is None:
            raise ValueError("the form is not year-month-day")
        year, month, day_of_month = match.groups()
        first = dt.date(int(year), int(month or 1), int(day_of_month or 1))
        if day_of_month:
            last = first
        elif month:
            last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1) if first.year < 9999 else first
        else:
            last = first.replace(month=12, day=31)
    except ValueError as error:
        raise InputError(f"{value!r} is not a date", hint="give 2025-06-02, 2025-06 or 2025") from error
    return first.isoformat(), last.isoformat()
