"""Expressions that need the anchor or the last date mentioned, and vague references."""

from __future__ import annotations

import datetime as dt

from onrecord.resolve.temporal.calendar import add_units, value_of
from onrecord.resolve.temporal.context import Context, shifted
from onrecord.resolve.temporal.grammar import Hit, Reading, Readings, Rule, compile_pattern
from onrecord.resolve.temporal.numbers import duration_value, number_of

_CALENDAR_UNITS = frozenset({"D", "W", "WE", "F", "M", "Q", "Y", "E", "C"})


def day_word(hit: Hit, context: Context) -> Readings:
    """`today`, `late yesterday`, `tomorrow morning`."""
    day = shifted(context.now, "D", int(hit.value("word")))
    if hit.has("part"):
        return Reading("TIME", f"{day}T{hit.value('part')}" if day else f"T{hit.value('part')}", inferred=True)
    return Reading("DATE", day, inferred=True)


def day_after_next(hit: Hit, context: Context) -> Readings:
    """`the day before yesterday`, `the day after tomorrow`."""
    step = int(hit.value("word"))
    return Reading("DATE", shifted(context.now, "D", 2 * step), inferred=True) if step else None


def tonight(hit: Hit, context: Context) -> Readings:
    """`tonight`, `last night`, `overnight`, `this morning`."""
    step = int(hit.value("direction")) if hit.has("direction") else 0
    part = hit.value("part")
    if part == "MI":
        part = "AF"
    day = shifted(context.now, "D", step)
    return Reading("TIME", f"{day}T{part}" if day else f"T{part}", inferred=True)


def part_of_day(hit: Hit, context: Context) -> Readings:
    """`the morning`, `that night`, `the next evening`, `at dawn`."""
    step = int(hit.value("direction")) if hit.has("direction") else 0
    if not step:
        return Reading("TIME", f"T{hit.value('part')}", inferred=True)
    day = shifted(context.reference("D"), "D", step)
    return Reading("TIME", f"{day}T{hit.value('part')}" if day else f"T{hit.value('part')}", inferred=True)


def weekday(hit: Hit, context: Context) -> Readings:
    """`Monday`, `last Tuesday`, `late Friday`, `Saturday night`."""
    number = int(hit.value("day"))
    if hit.is_class(hit.at("day"), "weekday_short") and not hit.has("part"):
        return None
    step = None
    if hit.has("direction"):
        kind = hit.at("direction")
        step = 0 if hit.is_class(kind, "this", "same", "that") else int(hit.value("direction"))
    day = context.weekday(number, *hit.match.span(), step=step)
    if hit.has("part"):
        return Reading("TIME", f"{day}T{hit.value('part')}" if day else None, inferred=True)
    return Reading("DATE", day.isoformat() if day else None, inferred=True)


def directed_unit(hit: Hit, context: Context) -> Readings:
    """`last week`, `this year`, `the next day`, `the same month`, `early next year`."""
    unit = str(hit.value("unit"))
    if unit in ("TH", "TM", "L", "2") or hit.is_class(hit.at("unit"), "part"):
        return None
    if unit == "D" and hit.is_class(hit.at("direction"), "last") and not hit.has("the"):
        return None
    kind = hit.at("direction")
    if unit in ("SU", "WI", "FA", "SP"):
        return None
    step = int(hit.value("direction"))
    if context.before_christ and context.bc_year and unit == "Y":
        return Reading("DATE", f"BC{context.bc_year - step:04d}", inferred=True)
    if hit.is_class(kind, "last", "next") and hit.has("the"):
        if hit.is_class(kind, "last"):
            return Reading("DURATION", duration_value(1, unit), inferred=True)
        spoken = hit.words("direction")[0].casefold() in ("coming", "upcoming")  # these count from now, with "the" too
        base = context.now if spoken else context.reference(unit)
        return Reading("DATE", shifted(base, unit, step), inferred=True)
    if hit.is_class(kind, "last", "this", "next"):
        return Reading("DATE", shifted(context.now, unit, step), inferred=True)
    return Reading("DATE", shifted(context.reference(unit), unit, step), inferred=True)


def edge_of_unit(hit: Hit, context: Context) -> Readings:
    """`the end of the year`, `later in the day`."""
    unit = str(hit.value("unit"))
    if unit not in ("D", "W", "M", "Y", "E", "C", "WE"):
        return None
    return Reading("DATE", shifted(context.reference(unit), unit, 0), inferred=True)


def weekend(hit: Hit, context: Context) -> Readings:
    """`the weekend`: the one before, or the coming one with a verb of the future."""
    now = context.now
    if now is None:
        return Reading("DATE", None, inferred=True)
    ahead = context.tense(*hit.match.span()) == "future" or now.isoweekday() >= 6
    return Reading("DATE", shifted(now, "WE", 0 if ahead else -1), inferred=True)


def ago(hit: Hit, context: Context) -> Readings:
    """`two weeks ago`, `a year earlier`, `three days later`, `a decade ago`, `two months before`."""
    count, unit = number_of(hit.words("num")) if hit.has("num") else None, str(hit.value("unit"))
    sign = int(hit.value("way"))
    if unit == "2":
        unit = "TS"
    deictic = hit.is_class(hit.at("way"), "ago")
    if count is None:
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", inferred=True)
    if unit not in _CALENDAR_UNITS or unit in ("SU", "WI", "FA", "SP"):
        base = context.now if deictic else context.reference("D")
        value = _hours_from(base, unit, sign * count)
        return Reading("TIME", value, inferred=True) if value else None
    if unit == "Y" and count == 1 and sign < 0 and context.quarter:
        return Reading("DATE", _quarter_before(context), inferred=True, is_aside=True)
    base = context.now if deictic else context.reference(unit)
    if base is None:
        return Reading("DATE", None, inferred=True)
    if count != int(count):
        moved = add_units(base, unit, sign * count)
        return Reading("DATE", value_of(moved, "M") if moved else None, inferred=True)
    return Reading("DATE", shifted(base, unit, sign * int(count)), inferred=True)


def _hours_from(base: dt.date | None, unit: str, count: float) -> str | None:
    if base is None or unit not in ("TH", "TM", "TS"):
        return None
    days = count / {"TH": 24, "TM": 1440, "TS": 86400}[unit]
    return shifted(base, "D", round(days) if abs(days) >= 1 else 0)


def _quarter_before(context: Context) -> str | None:
    """Return the same quarter a year before the quarter talked of; None where the text talks of none."""
    return shifted(context.quarter, "Y", -1) and shifted(context.quarter, "Q", -4)


def the_quarter(hit: Hit, context: Context) -> Readings:
    """`the quarter`, `the latest quarter`, `the period`: the one talked of, else the last complete one."""
    if hit.has("period") and context.quarter is None:
        return None
    quarter = context.quarter
    if quarter is not None:
        return Reading("DATE", value_of(quarter, "Q"), inferred=True)
    return Reading("DATE", shifted(context.now, "Q", -1), inferred=True)


def year_ago(hit: Hit, context: Context) -> Readings:
    """`the year-ago period`, `year-earlier`."""
    if context.quarter:
        return Reading("DATE", _quarter_before(context), inferred=True, is_aside=True)
    return Reading("DATE", shifted(context.now, "Y", -1), inferred=True)


def vague(hit: Hit, context: Context) -> Readings:
    """`now`, `recently`, `current`."""
    return Reading("DATE", str(hit.value("word")), inferred=True)


def recent(hit: Hit, context: Context) -> Readings:
    """`recent`, `recent years`, `the most recent months`."""
    return Reading("DATE", "PAST_REF", inferred=True)


def future(hit: Hit, context: Context) -> Readings:
    """`the future`, `the near future`."""
    return Reading("DATE", "FUTURE_REF", inferred=True)


def the_past(hit: Hit, context: Context) -> Readings:
    """`the past` as a noun."""
    if hit.words("word") != ["past"]:
        return None
    return Reading("DATE", "PAST_REF", inferred=True)


def present(hit: Hit, context: Context) -> Readings:
    """`these days`, `at present`, `the moment`, `this time`."""
    return Reading("DATE", "PRESENT_REF", inferred=True)


_UNIT = "<unit|quarter|weekend=unit>"
RULES: tuple[Rule, ...] = tuple(
    Rule(function.__name__, compile_pattern(source), function)
    for function, source in (
        (day_after_next, "<the>?<unit><before|after><today=word>"),
        (day_word, "@PRE<today=word><part=part>?"),
        (tonight, "@PRE(?:<this|last=direction>(?=<part>))?(?P<part><tonight|overnight>|(?<=<this|last>)<part>)"),
        (part_of_day, "(?:@PRE<the>?<next|previous|following|same|that=direction>|<the|one>)<part=part>"),
        (part_of_day, "(?<=<at|before|after|in>)<part=part>"),
        (weekday, "@PRE(?:<the>?<direction=direction>)?(?:<early>)?<anyday=day><possessive>?(?:<early>)?<part=part>"),
        (weekday, "@PRE(?:<the>?<direction=direction>)?<anyday=day>"),
        (ago, "@APPROX@NUM<full>?<anyunit|anyunits=unit><ago|later|earlier|before=way>"),
        (ago, "<units=unit><ago|later|earlier=way>"),
        (edge_of_unit, "(?:<the>?<edge><of>|<early|earlier|later><in>)<the><unit|weekend=unit>"),
        (year_ago, "<the>?<unit><hyphen><ago|earlier>(?:<period|quarter>)?"),
        (directed_unit, "@PRE(?:<the=the>)?<direction=direction><fiscal|full>?" + _UNIT),
        (weekend, "<the><weekend>"),
        (the_quarter, "@PRE<the>(?:<recent|latest|word>)?<quarter=quarter>(?!<of|hyphen>)"
            "|<the><recent|latest><period=period>"),
        (present, "<these><units>|(?<=<at>)(?:<the><moment>|<present>)|(?<=<at>)<this><moment|time>|<right><now>"),
        (recent, "<the>?(?:<more|least>)?<recent><units|quarters>|<recent>"),
        (the_past, "<the><last=word>(?!<unit|units|number|count|day_number|quantity|one|quarter|quarters|"
            "word|capital|weekend|season|part|hyphen|a|scale|half|ordinal|season_word|month|weekday>)"),
        (future, "<the>(?:<word>)?<future>|(?<=<in>)(?:<word>)?<future>"),
        (vague, "<now|recently|current=word>"),
    )
)  # fmt: skip
