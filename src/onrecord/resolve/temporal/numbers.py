"""Numbers in words and figures, and TIMEX3 durations."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.resolve.temporal.lexicon import lexicon

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_CALENDAR = {"D": "D", "W": "W", "M": "M", "Y": "Y", "E": "E", "C": "C", "Q": "Q", "F": "W", "WE": "WE"}
_SEASONS = frozenset({"SU", "WI", "FA", "SP"})
_PARTS = frozenset({"MO", "AF", "EV", "NI"})


def number_of(words: Sequence[str]) -> float | None:
    """Return the number that the words say; None for an indefinite one (`several`) or none at all.

    `two to three` gives the last number; `a` alone is one.
    """
    table = lexicon().words
    total: float | None = None
    for word in words:
        if word in _FRACTIONS:
            total = (total or 0) + _FRACTIONS[word]
            continue
        if word[0].isdigit():
            total = float(word.replace(",", ""))
            continue
        found = table.get(word)
        if found is None:
            continue
        value = found[1]
        if found[0] == lexicon().chars["quantity"]:
            if not isinstance(value, int):
                return None
            total = value
            continue
        if found[0] == lexicon().chars["to"]:
            total = None
        elif found[0] == lexicon().chars["scale"]:
            total = (total or 1) * float(value)
        elif word in ("a", "an"):
            total = total if total is not None else 1
        elif word == "half":
            total = 0.5 if total in (None, 1) and "and" not in words else (total or 0) + 0.5
        elif isinstance(value, int) and word not in ("of", "and", "or", "more", "less"):
            total = (total or 0) + value
    return total


def duration_value(count: float | None, unit: str) -> str:
    """Return the TIMEX3 duration of a count (None: `X`) of a unit of the lexicon."""
    if unit == "L":
        count, unit = (count * 1000 if count is not None else None), "Y"
    if unit == "F":
        count, unit = (count * 2 if count is not None else None), "W"
    if count is not None and count != int(count):
        finer = {
            "C": ("Y", 100),
            "E": ("Y", 10),
            "Y": ("M", 12),
            "TH": ("TM", 60),
            "TM": ("TS", 60),
            "D": ("TH", 24),
        }.get(unit)
        if finer and (count * finer[1]) == int(count * finer[1]):
            count, unit = count * finer[1], finer[0]
    amount = "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))
    if unit.startswith("T") or unit in _PARTS:
        return f"PT{amount}{unit[-1] if unit.startswith('T') else unit}"
    return f"P{amount}{unit if unit in _SEASONS else _CALENDAR.get(unit, unit)}"
