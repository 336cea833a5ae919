"""Durations, ages and sets."""

from __future__ import annotations

from onrecord.resolve.temporal.context import Context
from onrecord.resolve.temporal.grammar import Hit, Reading, Readings, Rule, compile_pattern
from onrecord.resolve.temporal.numbers import duration_value, number_of


def _unit(hit: Hit) -> str:
    unit = str(hit.value("unit"))
    return "TS" if unit == "2" else unit


def age(hit: Hit, context: Context) -> Readings:
    """`62-year-old`, `three years old`."""
    return Reading("DURATION", duration_value(number_of(hit.words("num")), _unit(hit)))


def duration(hit: Hit, context: Context) -> Readings:
    """`two weeks`, `more than a decade`, `five-year`, `half a century`, `the past two months`."""
    words = hit.words("num")
    count = number_of(words)
    unit = _unit(hit)
    if words in (["a"], ["an"]) and hit.is_class(hit.at("unit"), "quarter", "second", "part", "season", "weekend"):
        return None
    if unit == "TS" and hit.text("unit").lower() == "second" and words != ["one"]:
        return None
    at, last = hit.at("unit"), hit.match.end()
    if hit.is_class(at, "quarter", "quarters") and (not hit.has("frame") and hit.is_class(at - 1, "hyphen", "a")):
        return None
    if hit.is_class(last, "hyphen") and hit.is_class(last + 1, "old", "ago", "earlier"):
        return None
    if hit.is_class(last, "old"):
        return None
    if words in (["a"], ["an"]) and _is_rate(hit):
        return Reading("SET", duration_value(1, unit))
    if hit.is_class(hit.at("unit"), "part") or (unit == "C" and count and count > 60):
        return None
    return Reading("DURATION", duration_value(count, unit))


def _is_rate(hit: Hit) -> bool:
    """Whether an amount of money stands before `a year`."""
    first = hit.match.start()
    return hit.is_class(first - 1, "digits", "count", "day_number", "scale") and (
        hit.is_class(first - 2, "money") or hit.is_class(first - 3, "money")
    )


def unit_and_half(hit: Hit, context: Context) -> Readings:
    """`a year and a half`."""
    return Reading("DURATION", duration_value(1.5, _unit(hit)))


def some_units(hit: Hit, context: Context) -> Readings:
    """`for years`, `in decades`, `months of talks`."""
    first, last = hit.match.span()
    if hit.is_class(first - 1, "count", "day_number", "digits", "number", "one") or hit.is_class(last, "old", "year"):
        return None
    return Reading("DURATION", duration_value(None, _unit(hit)))


def every(hit: Hit, context: Context) -> Readings:
    """`every day`, `each year`, `every two weeks`, `every other month`."""
    unit = _unit(hit)
    count = number_of(hit.words("num")) if hit.has("num") else (2 if hit.has("other") else 1)
    return Reading("SET", duration_value(count, unit))


def every_weekday(hit: Hit, context: Context) -> Readings:
    """`every Monday`, `Mondays`, `each Sunday morning`."""
    part = f"T{hit.value('part')}" if hit.has("part") else ""
    return Reading("SET", f"XXXX-WXX-{hit.value('day')}{part}")


def every_season(hit: Hit, context: Context) -> Readings:
    """`every summer`, `each morning`."""
    value = str(hit.value("name"))
    return Reading(
        "SET", f"XXXX-{value}" if hit.is_class(hit.at("name"), "season", "season_word") else f"XXXX-XX-XXT{value}"
    )


def a_unit(hit: Hit, context: Context) -> Readings:
    """`$5 a share a year`, `once a week`, `per day`: how often."""
    return Reading("SET", duration_value(1, _unit(hit)))


def frequency(hit: Hit, context: Context) -> Readings:
    """`daily`, `annually`; not in a name (`the Daily Star`)."""
    first, last = hit.match.span()
    word = hit.tokens.text[hit.tokens.starts[first]]
    if word.isupper() and (hit.is_class(first - 1, "capital") or hit.is_class(last, "capital")):
        return None
    return Reading("SET", str(hit.value("word")))


_RANGE = "(?:<the>?<last|next|previous|following|ordinal|this|these>)?"
RULES: tuple[Rule, ...] = tuple(
    Rule(function.__name__, compile_pattern(source), function)
    for function, source in (
        (age, "@NUM<hyphen>?<unit|units=unit><hyphen>?<old>"),
        (every_weekday, "<every>?(?P<day>(?<=<every>)<weekday>|<weekday_plural>)<part=part>?"),
        (every_season, "<every>(?:<season|season_word|part=name>)"),
        (every, "<every>(?:(?P<num><number|day_number|quantity>)|<other=other>)?<unit|units|quarter|weekend=unit>"),
        (a_unit, "(?:<once>|(?<=<money>))<a|per|every><unit|quarter=unit>"),
        (a_unit, "<per><unit|quarter=unit>"),
        (unit_and_half, "@APPROX<a|one><unit=unit><and><a><half>"),
        (duration, "(?P<frame><the>?<last|next|previous|following|this|these|full>)"
            "@APPROX@NUM<full>?<hyphen>?<anyunit|anyunits=unit>"),
        (duration, "(?P<frame><the><ordinal>)@NUM<full>?<units|quarters=unit>"),
        (duration, "(?:<the>(?=<number|day_number|count|quantity>(?!<hyphen>)))?"
            "@APPROX@NUM<full>?<hyphen>?<full>?(?:<anyunit|anyunits=unit>)"),
        (some_units, "<units=unit>"),
        (frequency, "<frequency=word>"),
    )
)  # fmt: skip
