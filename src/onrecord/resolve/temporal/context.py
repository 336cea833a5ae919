"""What a time expression is read against: the anchor, the dates before it, the tense around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from onrecord.resolve.temporal.calendar import add_units, interval_of, is_day, value_of
from onrecord.resolve.temporal.lexicon import Tokens, lexicon

Tense = Literal["future", "past"]
_RANK = {"D": 0, "W": 1, "WE": 1, "M": 2, "Q": 3, "Y": 4, "E": 5, "C": 6}
_REACH_LEFT = 12  # tokens looked at before the expression
_FITTING_DAYS = 300  # a date of the tense's direction is taken up to this far, else the nearest
_ABBREVIATION = 2  # letters: a full stop after so few ends no sentence (`H.`, `Mr.`)
_REACH_RIGHT = 8  # and after it


@dataclass(slots=True)
class Context:
    """State of reading one text, front to back.

    Attributes:
        tokens: The scanned text.
        anchor: Day the text was written; None where unknown.
        history: The text tells the past by its own dates: relative expressions count from the last date mentioned.
        before_christ: Most dates are BC.
        bc_year: Last year BC mentioned.
        seen: Last first-day mentioned, by rank of granularity, newest last.
    """

    tokens: Tokens
    anchor: dt.date | None
    history: bool
    before_christ: bool = False
    bc_year: int | None = None
    seen: list[tuple[int, dt.date]] = field(default_factory=list)

    @property
    def now(self) -> dt.date | None:
        """Day that `today` and `last week` count from."""
        return (self.reference("D") or self.anchor) if self.history else self.anchor

    def reference(self, unit: str) -> dt.date | None:
        """First day of the last date mentioned that is at least as fine as `unit`; the anchor where there is none."""
        for rank, day in reversed(self.seen):
            if rank <= _RANK.get(unit, 0):
                return day
        return None if self.history else self.anchor

    @property
    def quarter(self) -> dt.date | None:
        """First day of the last quarter mentioned; None in a text without."""
        return next((day for rank, day in reversed(self.seen) if rank == 3), None)

    def remember(self, value: str | None) -> None:
        """Note a date that was read."""
        if value is not None and value[:2] == "BC" and value[2:6].isdigit() and len(value) >= 6:
            self.bc_year = int(value[2:6])
        interval = interval_of(value)
        if interval is None or value is None:
            return
        first, last = (dt.date.fromisoformat(day) for day in interval)
        days = (last - first).days
        rank = next((r for limit, r in ((0, 0), (6, 1), (31, 2), (92, 3), (366, 4)) if days <= limit), 5)
        self.seen.append((rank, first))

    def tense(self, first: int, last: int) -> Tense | None:
        """Return the tense of the nearest verb form before tokens `first:last` in the sentence, else after them."""
        for step in (range(first - 1, max(-1, first - _REACH_LEFT), -1), range(last, last + _REACH_RIGHT)):
            for index in step:
                if not 0 <= index < len(self.tokens.classes) or self._ends_sentence(index):
                    break
                found = self._tense_of(index)
                if found:
                    return found
        return None

    def _ends_sentence(self, index: int) -> bool:
        tokens, chars = self.tokens, lexicon().chars
        kind = tokens.classes[index]
        if kind == chars["mark"]:
            return tokens.text[tokens.starts[index]] in "!?;:"
        if kind != chars["dot"]:
            return kind == chars["gap"]
        before = tokens.ends[index - 1] - tokens.starts[index - 1] if index else 0
        return before > _ABBREVIATION or index + 1 == len(tokens.classes)

    def _tense_of(self, index: int) -> Tense | None:
        chars = lexicon().chars
        kind = self.tokens.classes[index]
        if kind == chars["will"]:
            return "future"
        is_past = kind == chars["did"] or (kind == chars["word"] and self.tokens.word(index).endswith("ed"))
        if not is_past:
            return None
        return "future" if index and self.tokens.classes[index - 1] == chars["be"] else "past"

    def month_year(self, month: int, first: int, last: int) -> int | None:
        """Return the year of a month named without one."""
        if self.history:
            day = self.reference("Y")
            return day.year if day else None
        if self.anchor is None:
            return None
        tense, ahead = self.tense(first, last), (month - self.anchor.month) % 12
        horizon = {"future": 8, None: 3, "past": 0}[tense]
        if 0 < ahead <= horizon:
            return self.anchor.year + (month < self.anchor.month)
        return self.anchor.year - (month > self.anchor.month)

    def day_year(self, month: int, day: int, first: int, last: int) -> int | None:
        """Return the year of a day and month named without one."""
        if self.history:
            known = self.reference("Y")
            return known.year if known else None
        if self.anchor is None:
            return None
        years = [y for y in (self.anchor.year - 1, self.anchor.year, self.anchor.year + 1) if is_day(y, month, day)]
        distance = {y: (dt.date(y, month, day) - self.anchor).days for y in years}
        tense = self.tense(first, last)
        sign = {"future": 1, "past": -1, None: 0}[tense]
        fitting = [y for y in years if 0 <= distance[y] * sign <= _FITTING_DAYS]
        return min(fitting or years, key=lambda y: abs(distance[y]), default=None)

    def weekday(self, weekday: int, first: int, last: int, *, step: int | None = None) -> dt.date | None:
        """Return the day that a weekday (1 Monday to 7) means: the anchor's own is today, else by tense, else past.

        Args:
            weekday: ISO number.
            first: First token of the expression.
            last: One past its last token.
            step: -1 for `last Monday`, 1 for `next Monday`: never today.
        """
        now = self.now
        if now is None:
            return None
        ahead = (weekday - now.isoweekday()) % 7
        if step is not None and step < 0:
            return add_units(now, "D", ahead - 7)
        if step is not None and step > 0:
            return add_units(now, "D", ahead or 7)
        if ahead == 0:
            return now
        is_future = not self.history and (step == 0 or self.tense(first, last) == "future")
        return add_units(now, "D", ahead if is_future or self.history else ahead - 7)


def shifted(day: dt.date | None, unit: str, count: float) -> str | None:
    """Return the value of the unit that lies `count` units from a day."""
    if day is None:
        return None
    moved = add_units(day, unit, count)
    return value_of(moved, "W" if unit == "F" else unit) if moved else None
