"""Reading the time expressions of a text: rules at each possible start, then days joined with times of day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re

from onrecord.model import TimeExpression
from onrecord.resolve.temporal import absolute, quantity, relative
from onrecord.resolve.temporal.calendar import interval_of
from onrecord.resolve.temporal.context import Context
from onrecord.resolve.temporal.grammar import Hit, Reading, Rule, class_set, compile_pattern
from onrecord.resolve.temporal.lexicon import Tokens, lexicon, scan

# Classes that no expression begins with.
_NEVER_FIRST = (
    "gap|word|capital|comma|dot|mark|money|bracket|hyphen|dash|slash|possessive|ampm|digits|will|did|of|in|on|to|and|"
    "for|old|as|be|ago|gmt|bc|than|fraction|oclock"
)


Placed = tuple[Reading, dt.date | None]  # a reading and the day that a time of day alone belongs to


def rules() -> tuple[Rule, ...]:
    """Return all rules in the order they are tried at a place; the first that reads it wins."""
    return quantity.RULES[:6] + absolute.RULES + relative.RULES + quantity.RULES[6:]


@functools.cache
def _starts() -> re.Pattern[str]:
    table = lexicon()
    never = set(class_set(_NEVER_FIRST)) - set(class_set("digits"))
    return re.compile("[" + "".join(sorted(set(table.chars.values()) - never)) + "]")


def times(text: str, *, anchor: dt.date | None = None, ages: bool = False) -> list[TimeExpression]:
    """Return the time expressions of a text, in text order and without overlap.

    Args:
        text: The text; offsets count its code points.
        anchor: Day it was written, that `Monday` and `last week` count from. Without it these have no value, unless
            the text gives dates of its own (a history), which then serve as anchor. A text whose dates lie mostly
            well before the anchor is read as a history too.

        ages: Whether ages (`62-year-old`) count, as durations; no gold set counts them.

    Returns:
        TIMEX3 type and value, the days covered, and whether the text states them or they are inferred.
    """
    tokens = scan(text)
    context = Context(tokens=tokens, anchor=anchor, history=_is_history(tokens, anchor), before_christ=_is_bc(tokens))
    found = _read(tokens, context, rules() if ages else rules()[1:])
    return [_expression(tokens, reading) for reading in found]


def _read(tokens: Tokens, context: Context, ordered: tuple[Rule, ...]) -> list[Reading]:
    table, found = lexicon(), list[Placed]()
    position = 0
    for start in _starts().finditer(tokens.classes):
        at = start.start()
        if at < position:
            continue
        for rule in ordered:
            match = rule.pattern.match(tokens.classes, at)
            if match is None or match.end() == at:
                continue
            readings = rule.resolve(Hit(tokens, match, table), context)
            if readings is None:
                continue
            for reading in readings if isinstance(readings, tuple) else (readings,):
                _add(found, _placed(reading, match), tokens, context)
            position = match.end()
            break
    return [_completed(reading, day) for reading, day in found]


def _placed(reading: Reading, match: re.Match[str]) -> Reading:
    if reading.first is not None:
        return reading
    return dataclasses.replace(reading, first=match.start(), last=match.end())


def _wants_day(reading: Reading) -> bool:
    return reading.value is not None and reading.value.startswith("T")


def _is_day(reading: Reading) -> bool:
    return (
        reading.type == "DATE" and bool(reading.value) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", reading.value or ""))
    )


def _add(found: list[Placed], reading: Reading, tokens: Tokens, context: Context) -> None:
    """Append a reading; a time of day and a day side by side become one."""
    before = found[-1][0] if found else None
    if before is not None and before.last is not None and reading.first is not None:
        between = tokens.classes[before.last : reading.first]
        joins = re.fullmatch("[" + class_set("comma|on|of|at|in") + "]{0,2}", between) is not None
        day, time = (reading, before) if _wants_day(before) else (before, reading)
        if joins and _is_day(day) and _wants_day(time):
            merged = Reading("TIME", f"{day.value}{time.value}", day.inferred, before.first, reading.last)
            found[-1] = (merged, None)
            context.remember(day.value)
            return
    base = context.reference("D") or context.now
    if reading.type in ("DATE", "TIME") and not reading.is_aside:
        context.remember(reading.value)
    found.append((reading, base))


def _completed(reading: Reading, day: dt.date | None) -> Reading:
    if not _wants_day(reading):
        return reading
    value = f"{day.isoformat() if day else 'XXXX-XX-XX'}{reading.value}"
    return Reading(reading.type, value, True, reading.first, reading.last)


def _is_history(tokens: Tokens, anchor: dt.date | None) -> bool:
    """Whether the text tells the past by its own dates: many years long gone, few words such as `yesterday`."""
    if anchor is None:
        return True
    chars = lexicon().chars
    years = [i for i, c in enumerate(tokens.classes) if c == chars["year"]]
    old = sum(int(tokens.word(i)) < anchor.year - 3 for i in years)
    deictic = len(_deictic().findall(tokens.classes))
    recent = sum(int(tokens.word(i)) >= anchor.year - 1 for i in years)
    is_old = old >= 8 and old >= 0.7 * len(years) and deictic * 8 <= old and recent * 10 <= len(years)
    return is_old or (len(years) >= 40 and deictic * 10 <= len(years) and recent * 2 <= len(years)) or _is_bc(tokens)


@functools.cache
def _deictic() -> re.Pattern[str]:
    """Words that count from the day of writing: `Monday`, `yesterday`, `last week`, `this year`."""
    return compile_pattern("<weekday|today|tonight|ago>|(?<!<the>)<last|this><unit|weekend|season|season_word|month>")


def _is_bc(tokens: Tokens) -> bool:
    chars = lexicon().chars
    return tokens.classes.count(chars["bc"]) >= 5


def _expression(tokens: Tokens, reading: Reading) -> TimeExpression:
    first, last = reading.first or 0, reading.last or 0
    return TimeExpression(
        start=tokens.starts[first],
        end=tokens.ends[last - 1],
        type=reading.type,
        value=reading.value,
        interval=interval_of(reading.value) if reading.type in ("DATE", "TIME") else None,
        basis="inferred" if reading.inferred else "stated",
    )
