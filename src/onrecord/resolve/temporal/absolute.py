"""Dates that say themselves: full dates, months, years, decades, centuries, seasons, quarters, times of day."""

from __future__ import annotations

import datetime as dt
import re

from onrecord.resolve.temporal.calendar import easter, is_day, thanksgiving
from onrecord.resolve.temporal.context import Context
from onrecord.resolve.temporal.grammar import Hit, Reading, Readings, Rule, compile_pattern
from onrecord.resolve.temporal.numbers import number_of


def _year(text: str, context: Context) -> int:
    """Return the year; two digits are read in the century that brings them nearest below twenty years ahead."""
    digits = int(re.sub(r"\D", "", text))
    if digits >= 100:
        return digits
    now = context.anchor.year if context.anchor else 2000
    if context.history:
        known = context.reference("Y")
        now = known.year if known else now
    return max((y for y in (digits + c for c in range(1000, 2200, 100)) if y < now + 20), default=digits + 1900)


def _day_number(hit: Hit, group: str) -> int:
    word = hit.words(group)[0]
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(hit.value(group))


def iso(hit: Hit, context: Context) -> Readings:
    """`2025-06-02`, `2025-06-02T20:55`."""
    text = hit.text("iso")
    year, month, day = (int(part) for part in text[:10].split("-"))
    if not is_day(year, month, day):
        return None
    return Reading("TIME" if "T" in text else "DATE", text)


def slash_date(hit: Hit, context: Context) -> Readings:
    """`6/2/2025`: month first (United States), day first where the first number exceeds 12 or dots divide."""
    text = hit.text("date")
    month, day, year = (int(part) for part in re.split(r"\D", text))
    if month > 12 or "." in text:
        month, day = day, month
    year = _year(f"{year:02d}", context)
    return Reading("DATE", f"{year:04d}-{month:02d}-{day:02d}") if is_day(year, month, day) else None


def _date(hit: Hit, context: Context, day_group: str = "day") -> Readings:
    month, day = int(hit.value("month")), _day_number(hit, day_group)
    if hit.has("year"):
        year: int | None = _year(hit.text("year"), context)
    elif hit.has("of_year"):
        year = _year_of_unit(hit, context)
    else:
        year = context.day_year(month, day, *hit.match.span())
    if year is None:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", inferred=True)
    if not is_day(year, month, day):
        return None
    return Reading("DATE", f"{year:04d}-{month:02d}-{day:02d}", inferred=not hit.has("year"))


def _year_of_unit(hit: Hit, context: Context) -> int | None:
    """Return the year of `of that year`, `of the previous year`."""
    day, steps = context.reference("Y"), {"following": 1, "next": 1, "previous": -1, "last": -1}
    return day.year + sum(steps.get(word, 0) for word in hit.words("of_year")) if day else None


def month_day(hit: Hit, context: Context) -> Readings:
    """`Monday, Sept. 11, 2001`, `June 2`, `June 2-5`."""
    first = _date(hit, context)
    if not hit.has("day2") or not isinstance(first, Reading):
        return first
    second = _date(hit, context, "day2")
    if not isinstance(second, Reading):
        return first
    start = hit.match.start("day2")
    return (
        Reading(first.type, first.value, first.inferred, hit.match.start(), hit.match.end("day")),
        Reading(second.type, second.value, second.inferred, start, hit.match.end()),
    )


def day_month_range(hit: Hit, context: Context) -> Readings:
    """`2-5 June 1967`: the first day, then the full date."""
    first, second = _date(hit, context, "day1"), _date(hit, context)
    if not isinstance(first, Reading) or not isinstance(second, Reading):
        return None
    start = hit.match.start("day")
    return (
        Reading(first.type, first.value, True, hit.match.start("day1"), hit.match.end("day1")),
        Reading(second.type, second.value, second.inferred, start, hit.match.end()),
    )


def month_year(hit: Hit, context: Context) -> Readings:
    """`early October 1939`."""
    return Reading("DATE", f"{_year(hit.text('year'), context):04d}-{int(hit.value('month')):02d}")


def month_alone(hit: Hit, context: Context) -> Readings:
    """`in February`, `last May`, `the end of June`."""
    month, at = int(hit.value("month")), hit.at("month")
    first, last = hit.match.span()
    framed = hit.has("direction") or at > first or hit.is_class(first - 1, "in", "of", "to", "after", "before")
    if hit.is_class(at, "month_word") and not (framed or hit.is_class(first - 1, "and")):
        return None
    if hit.is_class(at, "month_short") and not (framed and hit.is_class(last - 1, "dot")):
        return None
    if not framed and (hit.is_class(first - 1, "capital") or hit.is_class(last, "capital")):
        return None
    year = _directed_month_year(hit, context, month)
    value = f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
    return Reading("DATE", value, inferred=True)


def _directed_month_year(hit: Hit, context: Context, month: int) -> int | None:
    if hit.has("of_year"):
        return _year_of_unit(hit, context)
    now = context.reference("Y") if context.history else context.anchor
    step = int(hit.value("direction")) if hit.has("direction") else None
    if now is None or step is None:
        return context.month_year(month, *hit.match.span())
    if hit.is_class(hit.at("direction"), "this", "same", "that"):
        return now.year
    return now.year - (month >= now.month) if step < 0 else now.year + (month <= now.month)


def season(hit: Hit, context: Context) -> Readings:
    """`the summer of 1995`, `last winter`, `in spring`."""
    code, at = str(hit.value("season")), hit.at("season")
    first, last = hit.match.span()
    if hit.has("year"):
        return Reading("DATE", f"{_year(hit.text('year'), context):04d}-{code}")
    framed = hit.has("direction") or hit.has("the") or hit.is_class(first - 1, "in") or at > first
    if hit.is_class(last, "of") or hit.is_class(last, "capital", "number", "count"):
        return None
    if not framed and (hit.is_class(at, "season_word") or hit.is_class(first - 1, "capital", "a")):
        return None
    if hit.is_class(at, "season_word") and not hit.has("direction") and hit.is_class(first - 1, "a", "and"):
        return None
    if context.before_christ and context.bc_year:
        return Reading("DATE", f"BC{context.bc_year:04d}-{code}", inferred=True)
    now = context.reference("Y") if context.history else context.anchor
    if now is None:
        return Reading("DATE", f"XXXX-{code}", inferred=True)
    return Reading("DATE", f"{_season_year(hit, context, now, code):04d}-{code}", inferred=True)


def _season_year(hit: Hit, context: Context, now: dt.date, code: str) -> int:
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if context.history or (hit.has("direction") and hit.is_class(hit.at("direction"), "this", "same", "that")):
        return now.year
    step = int(hit.value("direction")) if hit.has("direction") else 0
    if step < 0:
        return now.year - (now.month < start + 3)
    if step > 0 or context.tense(*hit.match.span()) == "future":
        return now.year + (now.month >= start + (step > 0))
    return now.year - (now.month < start)


def quarter(hit: Hit, context: Context) -> Readings:
    """`the third quarter of 2024`, `second-quarter`, `the first half`."""
    number = int(hit.value("number"))
    letter, limit = ("Q", 4) if hit.has("quarter") else ("H", 2)
    if number > limit or number < 1:
        return None
    if hit.has("year"):
        return Reading("DATE", f"{_year(hit.text('year'), context):04d}-{letter}{number}")
    if letter == "H" and not hit.has("of_year"):
        return None
    now = context.now
    if now is None:
        return Reading("DATE", f"XXXX-{letter}{number}", inferred=True)
    step = int(hit.value("direction")) if hit.has("direction") else None
    current = (now.month + 2) // 3 if letter == "Q" else (now.month + 5) // 6
    year = now.year + step if step is not None else now.year - (number > current + 1)
    return Reading("DATE", f"{year:04d}-{letter}{number}", inferred=True)


def short_quarter(hit: Hit, context: Context) -> Readings:
    """`Q3 2024`, `Q3`."""
    number = int(hit.text("number"))
    if number > 4 or hit.tokens.starts[hit.at("number")] != hit.tokens.ends[hit.match.start()]:
        return None
    if hit.has("year"):
        return Reading("DATE", f"{_year(hit.text('year'), context):04d}-Q{number}")
    return Reading("DATE", f"{context.now.year:04d}-Q{number}" if context.now else f"XXXX-Q{number}", inferred=True)


def decade(hit: Hit, context: Context) -> Readings:
    """`the 1990s`, `the early '60s`, `the nineteen-eighties`, `the roaring twenties`."""
    if hit.has("word"):
        digits = int(hit.value("word"))
    else:
        text = hit.text("decade")
        digits = int(re.sub(r"\D", "", text))
        if digits < 100 and not ("’" in text or "'" in text or "‘" in text or hit.has("the")):
            return None
    if digits < 100:
        now = context.anchor.year if context.anchor else 2000
        digits = max((y for y in (digits + c for c in range(1000, 2200, 100)) if y <= now), default=digits + 1900)
    return Reading("DATE", f"{digits // 10:03d}")


def century(hit: Hit, context: Context) -> Readings:
    """`the 19th century`, `the fifth century BC`."""
    number = _day_number(hit, "number")
    if hit.value("unit") != "C":
        return None
    if hit.has("era") and hit.value("era") == "BC":
        return Reading("DATE", f"BC{number - 1:02d}")
    return Reading("DATE", f"{number - 1:02d}")


# After a number these show that it counts things: not a year.
_COUNTED = re.compile(
    r"(?:people|men|women|children|troops|percent|pct|points|degrees|feet|meters|metres|miles|pounds)$"
)


def year(hit: Hit, context: Context) -> Readings:
    """`1998`, `the end of 2000`, `fiscal 1990`; not a count (`1,500`, `1500 troops`)."""
    text, at = hit.text("year"), hit.at("year")
    first, last = hit.match.span()
    framed = hit.is_class(first - 1, "in", "of", "early", "before", "after") or at > first
    if hit.is_class(first - 1, "money", "hyphen", "slash") and not framed:
        return None
    if hit.is_class(last, "units", "unit", "money"):
        return None
    following = hit.tokens.word(last) if hit.is_class(last, "word") else ""
    if following and not framed and (_COUNTED.match(following) or not 1900 <= int(text) < 2060):
        return None
    if following and _COUNTED.match(following):
        return None
    if (
        not framed
        and not 1800 <= int(text) < 2060
        and not hit.is_class(first - 1, "comma", "dash", "to", "and", "bracket")
    ):
        return None
    return Reading("DATE", f"{int(text):04d}")


def year_range(hit: Hit, context: Context) -> Readings:
    """`1939-45`, `1914–1918`: two years."""
    start, end = int(hit.text("year")), hit.text("year2")
    second = int(end) if len(end) == 4 else start - start % 100 + int(end)
    if not start < second < start + 100 or len(end) == 3:
        return None
    return (
        Reading("DATE", f"{start:04d}", False, hit.match.start(), hit.match.end("year")),
        Reading("DATE", f"{second:04d}", len(end) == 2, hit.match.start("year2"), hit.match.end()),
    )


def short_year(hit: Hit, context: Context) -> Readings:
    """`in '96`."""
    return Reading("DATE", f"{_year(hit.text('year'), context):04d}", inferred=True)


def spoken_year(hit: Hit, context: Context) -> Readings:
    """`nineteen ninety-six`."""
    century_word, rest = hit.value("century"), number_of(hit.words("rest"))
    if century_word not in (17, 18, 19, 20) or rest is None or rest < 10:
        return None
    return Reading("DATE", f"{int(century_word) * 100 + int(rest):04d}")


def era_year(hit: Hit, context: Context) -> Readings:
    """`480 BC`, `the spring of 431 BC`."""
    digits = int(re.sub(r"\D", "", hit.text("year")))
    if hit.value("era") != "BC":
        return Reading("DATE", f"{digits:04d}")
    suffix = f"-{hit.value('season')}" if hit.has("season") else ""
    return Reading("DATE", f"BC{digits:04d}{suffix}")


def era_range(hit: Hit, context: Context) -> Readings:
    """`499-493 BC`: two years."""
    if hit.value("era") != "BC":
        return None
    return (
        Reading("DATE", f"BC{int(hit.text('year')):04d}", False, hit.match.start(), hit.match.end("year")),
        Reading("DATE", f"BC{int(hit.text('year2')):04d}", False, hit.match.start("year2"), hit.match.end()),
    )


def bare_bc_year(hit: Hit, context: Context) -> Readings:
    """`in 480`, in a text whose dates are BC."""
    return Reading("DATE", f"BC{int(hit.text('year')):04d}", inferred=True) if context.before_christ else None


def holiday(hit: Hit, context: Context) -> Readings:
    """`Christmas 1941`, `Thanksgiving`."""
    now = context.now
    year_ = _year(hit.text("year"), context) if hit.has("year") else (now.year if now else None)
    day = _holiday(str(hit.value("name")), year_)
    if day is None or year_ is None:
        return None
    if not hit.has("year") and now and context.tense(*hit.match.span()) != "future" and (day - now).days > 60:
        day = _holiday(str(hit.value("name")), year_ - 1)
    return Reading("DATE", day.isoformat() if day else None, inferred=not hit.has("year"))


def _holiday(name: str, year_: int | None) -> dt.date | None:
    if year_ is None or not dt.MINYEAR <= year_ <= dt.MAXYEAR:
        return None
    moving = {"EASTER": easter, "THANKSGIVING": thanksgiving}.get(name)
    return moving(year_) if moving else dt.date(year_, int(name[:2]), int(name[3:]))


def clock(hit: Hit, context: Context) -> Readings:
    """`8 p.m.`, `20:30 GMT`, `8 o'clock`, `noon`."""
    if hit.has("noon"):
        return Reading("TIME", f"T{hit.value('noon')}", inferred=True)
    parts = [int(part) for part in re.split(r"[:.]", hit.text("time"))]
    hour, rest = parts[0], parts[1:]
    first = hit.match.start()
    framed = hit.is_class(first - 1, "at", "in", "before", "after", "approx", "to") or hit.has("zone")
    if not (hit.has("ampm") or hit.has("oclock") or (":" in hit.text("time") and framed)):
        return None
    if hit.has("ampm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if hit.text("ampm")[0] in "pP" else 0)
    if hour > 24 or any(part > 59 for part in rest):
        return None
    value = ":".join([f"{hour:02d}", *(f"{part:02d}" for part in (rest or [0]))])
    zone = str(hit.value("zone")) if hit.has("zone") else ""
    return Reading("TIME", f"T{value}{zone if zone == 'Z' else ''}", inferred=True)


RULES: tuple[Rule, ...] = tuple(
    Rule(function.__name__, compile_pattern(source), function)
    for function, source in (
        (iso, "<iso=iso>"),
        (slash_date, "<slash_date=date>"),
        (day_month_range, "<the>?<daynum=day1><join><the>?<daynum=day><of>?@MONTH@YEAR"),
        (month_day, "@WDAY@MONTH<the>?<daynum=day>(?:<join><daynum=day2>(?!<anymonth>|<units>))?@YEAR"),
        (month_day, "@WDAY@MONTH<the>?<day_number|ord_number|ordinal=day>@YEAR"),
        (_date, "@WDAY<the>?(?P<day><daynum>|<ordinal|second>(?=<of>))<of>?@MONTH@YEAR"),
        (month_year, "@PRE@MONTH<comma|of>?<anyyear=year>"),
        (era_range, "<count|year|day_number=year><hyphen|dash|to><count|year|day_number=year2><bc|ad=era>"),
        (era_year, "@PRE(?:<the>?<anyseason=season><of>?)?<anynumber=year><bc|ad=era>"),
        (season, "@PRE<the=the>?<direction=direction>?<anyseason=season><of|comma>?<anyyear=year>"),
        (season, "@PRE(?:<the=the>)?<direction=direction>?<anyseason=season>"),
        (month_alone, "@PRE<direction=direction>?@MONTH@OFYEAR?"),
        (quarter, "@PRE<the>?<this|last|next=direction>?<fiscal>?<ordinal|second=number><fiscal>?<hyphen>?"
            "(?:<quarter=quarter>|<half>)(?P<of_year><of><the|this|last>?<fiscal>?(?:<anyyear=year>|<unit>))?"),
        (
            quarter,
            "<this|last|next=direction><unit><possessive><fiscal>?<ordinal|second=number><hyphen>?(?:<quarter=quarter>|<half>)",
        ),
        (short_quarter, "<q><day_number=number>(?:<of>?<anyyear=year>)?"),
        (decade, "@PRE<the=the>?<early>?<hyphen>?<decade=decade>"),
        (decade, "<the=the><early>?<hyphen>?(?:<number><hyphen>?)?<decade_word=word>"),
        (century, "@PRE<the>?<early>?<ord_number|ordinal=number><hyphen>?<unit=unit>(?:<bc|ad=era>)?"),
        (year_range, "<year=year><hyphen|dash|slash><year|day_number|count=year2>(?!<hyphen|dash|units|unit>)"),
        (clock, "(?:<clock|day_number=time>(?:<ampm=ampm>|<oclock=oclock>)?<gmt=zone>?|<noon=noon>)"),
        (spoken_year, "<number=century>(?P<rest><number>(?:<hyphen>?<number|one>)?)(?!<units|unit>)"),
        (holiday, "<holiday=name>(?:<unit>)?(?:<of|comma>?<anyyear=year>)?"),
        (year, "@PRE(?:<the>?<fiscal>(?:<unit>)?|<the><unit>)?<year=year>"),
        (short_year, "(?<=<in|of|comma|early>)<short_year=year>"),
        (bare_bc_year, "(?<=<in|of|and|to>)<count=year>(?!<word|units|unit>)"),
    )
)  # fmt: skip
