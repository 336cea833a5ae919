"""Times against TimeML gold: spans strict and relaxed, type, value (TempEval-3 task A)."""

from __future__ import annotations

import datetime as dt
import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.evaluate.report import Report, Score, Worst, precision_recall_f1
from onrecord.model import TimeExpression
from onrecord.resolve.temporal import times

_TAG = re.compile(r"<(?P<close>/)?(?P<name>\w+)(?P<attributes>[^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """One TIMEX3 of the gold data, offsets in the text without markup."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """One TimeML document: its text, the day it was written, its times."""

    name: str
    text: str
    written: dt.date | None
    times: tuple[GoldTime, ...]


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    relaxed_gold: int = 0
    type: int = 0
    value: int = 0


def read_timeml(path: Path) -> GoldText:
    """Return one TimeML file; only what is inside TEXT counts."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    written = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.DOTALL)
    if body is None:
        raise InputError("no TEXT element", hint="give TimeML files", where=str(path))
    pieces: list[str] = []
    found: list[GoldTime] = []
    open_at: list[tuple[int, dict[str, str]]] = []
    length = position = 0
    for tag in _TAG.finditer(body[1]):
        piece = html.unescape(body[1][position : tag.start()])
        pieces.append(piece)
        length += len(piece)
        position = tag.end()
        if tag["name"] != "TIMEX3":
            continue
        if not tag["close"]:
            open_at.append((length, dict(_ATTRIBUTE.findall(tag["attributes"]))))
        elif open_at:
            start, fields = open_at.pop()
            if length > start:
                found.append(GoldTime(start=start, end=length, type=fields["type"], value=fields.get("value", "")))
    pieces.append(html.unescape(body[1][position:]))
    day = dt.date.fromisoformat(written[1]) if written else None
    return GoldText(
        name=path.stem, text="".join(pieces), written=day, times=tuple(sorted(found, key=lambda t: t.start))
    )


def evaluate(path: Path, *, worst: int = 0, limit: int | None = None) -> Report:
    """Score `times` on TimeML files.

    Args:
        path: A folder of `.tml` files, or a folder of such folders (one set each).
        worst: How many bad cases to list.
        limit: Read at most so many files of each set.

    Returns:
        For each set: value F1 (relaxed span F1 times the share of right values among overlapping pairs, the rule of
        TempEval-3), type F1 likewise, relaxed and strict span F1.

    Raises:
        InputError: No TimeML file there.
    """
    folders = [path] if any(path.glob("*.tml")) else sorted(p for p in path.iterdir() if any(p.glob("*.tml")))
    if not folders:
        raise InputError(f"no .tml file under {path}", hint="give a folder of TimeML files", where=str(path))
    scores: list[Score] = []
    cases: list[Worst] = []
    words, seconds = 0, 0.0
    for folder in folders:
        counts = _Counts()
        for file in sorted(folder.glob("*.tml"))[:limit]:
            gold = read_timeml(file)
            began = time.perf_counter()
            found = times(gold.text, anchor=gold.written)
            seconds += time.perf_counter() - began
            words += len(gold.text.split())
            cases.extend(_compare(gold, found, counts, folder.name))
        scores.extend(_scores(folder.name, counts))
    cases.sort(key=lambda case: -case.loss)
    return Report(task="times", scores=tuple(scores), worst=tuple(cases[:worst]), words=words, seconds=seconds)


def _compare(gold: GoldText, found: list[TimeExpression], counts: _Counts, name: str) -> Iterator[Worst]:
    counts.gold += len(gold.times)
    counts.found += len(found)
    matched: set[int] = set()
    for expression in found:
        pair = next((g for g in gold.times if g.start < expression.end and expression.start < g.end), None)
        if pair is None:
            yield _case(gold, name, "spurious", 0.8, None, expression)
            continue
        counts.relaxed += 1
        matched.add(pair.start)
        counts.strict += (pair.start, pair.end) == (expression.start, expression.end)
        counts.type += pair.type == expression.type
        if pair.value == expression.value:
            counts.value += 1
        else:
            yield _case(gold, name, "value", 1.0, pair, expression)
    counts.relaxed_gold += len(matched)
    for one in gold.times:
        if one.start not in matched:
            yield _case(gold, name, "missed", 0.9, one, None)


def _case(
    gold: GoldText, name: str, kind: str, loss: float, pair: GoldTime | None, found: TimeExpression | None
) -> Worst:
    start = min(x.start for x in (pair, found) if x)
    end = max(x.end for x in (pair, found) if x)
    around = f"{gold.text[max(0, start - 60) : start]}[{gold.text[start:end]}]{gold.text[end : end + 40]}"
    was = f"gold {gold.text[pair.start : pair.end]!r} {pair.type} {pair.value}" if pair else "gold none"
    got = f"found {gold.text[found.start : found.end]!r} {found.type} {found.value}" if found else "found none"
    text = f"{kind}: {was} | {got} | {' '.join(around.split())}"
    return Worst(where=f"{name}/{gold.name} ({gold.written})", loss=loss, text=text)


def _scores(name: str, counts: _Counts) -> list[Score]:
    """Return the figures of one set; precision counts found expressions, recall gold ones, that overlap."""
    precision = counts.relaxed / counts.found if counts.found else 0.0
    recall = counts.relaxed_gold / counts.gold if counts.gold else 0.0
    relaxed = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    share = counts.relaxed or 1
    detail = f"P {precision:.3f} R {recall:.3f}"
    strict = precision_recall_f1(counts.strict, counts.found, counts.gold)
    return [
        Score(set=name, name="value F1", value=relaxed * counts.value / share, count=counts.gold),
        Score(set=name, name="type F1", value=relaxed * counts.type / share, count=counts.gold),
        Score(set=name, name="relaxed span F1", value=relaxed, count=counts.gold, detail=detail),
        Score(
            set=name, name="strict span F1", value=strict[2], count=counts.gold,
            detail=f"P {strict[0]:.3f} R {strict[1]:.3f}",
        ),
    ]  # fmt: skip
