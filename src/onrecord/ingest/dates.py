"""Dates as pages write them → ISO 8601; never a made-up part: a date without its year is no date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_ZONE = (
    r"(?P<zone>UTC|GMT|Z|E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|BST|CES?T|EES?T|MSK|IST|JST|KST|HKT|SGT|AES?T|AEDT|EAT|CAT|"
    r"WAT|SAST|(?:UTC|GMT)?\s?[+-]\d\d?:?\d\d)"
)
_CLOCK = (
    r"(?P<hour>[0-2]?\d)(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*\(?"
    + _ZONE
    + r"\b\)?)?"
)

_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}\b",
        r"\b(?P<day>[0-3]?\d)(?P<sep>[/.])(?P<month>[01]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<month>[01]?\d)(?P<sep>[/.])(?P<day>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)\b",
    )
)
_NUMERIC = {4, 5}
_TIME_AFTER = re.compile(r"(?:\s*(?:[,|•·–—-]|at|@|T|,\s*at)\s*|\s+)" + _CLOCK, re.IGNORECASE)
_TIME_BEFORE = re.compile(_CLOCK + r"\s*(?:[,|•·–—-]|on)?\s*$", re.IGNORECASE)
_OFFSETS = {
    **dict.fromkeys(("UTC", "GMT", "Z"), 0), **dict.fromkeys(("BST", "CET", "WAT"), 1),
    **dict.fromkeys(("CEST", "EET", "CAT", "SAST"), 2), **dict.fromkeys(("EEST", "MSK", "EAT"), 3),
    **dict.fromkeys(("HKT", "SGT"), 8), **dict.fromkeys(("JST", "KST"), 9), "AEST": 10, "AEDT": 11,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# "IST" is Indian, Irish or Israeli time: no offset. "ET" stands for whichever of EST and EDT holds on the day.
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date, with its time where written, as a half-open range of the string it was found in."""

    start: int
    end: int
    iso: str


def find_stamps(text: str) -> tuple[Stamp, ...]:
    """Return the full dates of a string, in order; 3/4/2025 is left out, for it has two readings."""
    found: list[Stamp] = []
    for number, pattern in enumerate(_DATES):
        for match in pattern.finditer(text):
            if any(match.start() < s.end and s.start < match.end() for s in found):
                continue
            day = _day(match, is_numeric=number in _NUMERIC, order=_order(text, match))
            if day:
                found.append(_with_time(text, match, day))
    return tuple(sorted(found, key=lambda stamp: stamp.start))


def parse_iso(value: str) -> str | None:
    """Return an ISO 8601 date or date and time in the model's form, or None; `2025-06` is no date."""
    value = value.strip()
    try:
        if len(value) <= 10:
            return dt.date.fromisoformat(value).isoformat()
        return dt.datetime.fromisoformat(value).replace(microsecond=0).isoformat()
    except ValueError:
        return None


def _order(text: str, match: re.Match[str]) -> str | None:
    """Return `month` or `day`, whichever comes first where the zone of the time after a date is at home; else None."""
    after = _TIME_AFTER.match(text, match.end())
    zone = (after["zone"] or "").upper() if after else ""
    if re.fullmatch(r"[ECMP][SD]?T", zone):
        return "month" if zone != "CET" else "day"
    return "day" if zone in {"GMT", "BST", "CEST", "EEST", "MSK"} else None


def _day(match: re.Match[str], *, is_numeric: bool, order: str | None) -> dt.date | None:
    month, day = match["month"], int(match["day"])
    number = int(month) if month.isdigit() else _MONTHS[month.casefold().rstrip(".")]
    if is_numeric and day <= 12 and number <= 12 and day != number:
        is_month_first = match.start("month") < match.start("day")
        if order is None or is_month_first != (order == "month"):
            return None
    try:
        return dt.date(int(match["year"]), number, day)
    except ValueError:
        return None


def _with_time(text: str, match: re.Match[str], day: dt.date) -> Stamp:
    after = _TIME_AFTER.match(text, match.end())
    clock = _clock(after, day) if after else None
    if after and clock:
        return Stamp(start=match.start(), end=after.end(), iso=clock.isoformat())
    before = _TIME_BEFORE.search(text[: match.start()])
    clock = _clock(before, day) if before else None
    if before and clock:
        return Stamp(start=before.start(), end=match.end(), iso=clock.isoformat())
    return Stamp(start=match.start(), end=match.end(), iso=day.isoformat())


def _clock(match: re.Match[str], day: dt.date) -> dt.datetime | None:
    """Return the date and time, or None where the digits are no time of day."""
    if match["minute"] is None and match["half"] is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].casefold().startswith("p") else 0)
    if hour > 23:
        return None
    naive = dt.datetime(day.year, day.month, day.day, hour, minute, second)
    return naive.replace(tzinfo=_zone(match["zone"], naive)) if match["zone"] else naive


def _zone(name: str, when: dt.datetime) -> dt.timezone | None:
    name = name.upper().strip()
    if name in _OFFSETS:
        return dt.timezone(dt.timedelta(hours=_OFFSETS[name]))
    if name in _REGIONS:
        try:
            offset = ZoneInfo(_REGIONS[name]).utcoffset(when)
        except ZoneInfoNotFoundError:
            return None
        return dt.timezone(offset) if offset is not None else None
    digits = re.search(r"([+-])(\d\d?):?(\d\d)$", name)
    if digits is None:
        return None
    minutes = int(digits[2]) * 60 + int(digits[3])
    return dt.timezone(dt.timedelta(minutes=-minutes if digits[1] == "-" else minutes)) if minutes < 1440 else None
