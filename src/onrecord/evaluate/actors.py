"""Actor phrases against gold cases: country and sector; and the splitting of joined actors."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.report import Report, Score, Worst
from onrecord.model import ActorCode
from onrecord.resolve.actors import actor, plover_country, split_actors

# The NGEC tests ask for "today", which was the middle of 2022 when they were written.
FOLDER_FILES = "*actor_cases*.jsonl"
_TODAY = dt.date(2022, 7, 1)


class _Expected(msgspec.Struct):
    country: str | None = None
    code_1: str | None = None


class _Case(msgspec.Struct):
    id: str
    input: str
    kind: str = ""
    context: str | None = None
    date: str | None = None
    known_country: str | None = None
    expected: _Expected | None = None
    xfail: bool = False
    date_is_today: bool = True


class _Split(msgspec.Struct):
    id: str
    text: str
    span: tuple[int, int] | None = None
    expected_actors: list[str] | None = None
    expected_spans: list[tuple[int, int] | None] = []


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One field of one case: whether it is right, and gold and found for a reader."""

    case: _Case
    field: str
    right: bool
    text: str


def evaluate(path: Path, *, worst: int = 0, limit: int | None = None) -> Report:
    """Score `actor` on a file of cases (country, first sector) or `split_actors` on a file of joined actors.

    A case counts where its gold gives the field, an empty string too (nothing may be found). UNO, EUR and IGO are read
    from the sectors of international bodies (`plover_country`). Cases marked as failing by their authors are counted.

    Args:
        path: JSON Lines; with `expected_actors` the splitting task, else cases with `input` and `expected`. Or a folder
            with such files (`FOLDER_FILES`), which are scored one by one.
        worst: Number of wrong cases to return, of each file.
        limit: Number of cases to read, of each file; None for all.

    Raises:
        InputError: The file is not of either kind, or the folder holds none.
    """
    if not path.is_dir():
        return _evaluate_file(path, worst=worst, limit=limit)
    reports = [_evaluate_file(file, worst=worst, limit=limit) for file in sorted(path.glob(FOLDER_FILES))]
    if not reports:
        raise InputError(f"{path} holds no actor cases", hint=f"give a file, or a folder with {FOLDER_FILES}")
    return Report(
        task="actors",
        scores=tuple(score for report in reports for score in report.scores),
        worst=tuple(case for report in reports for case in report.worst),
        words=sum(report.words for report in reports),
        seconds=sum(report.seconds for report in reports),
    )


def _evaluate_file(path: Path, *, worst: int, limit: int | None) -> Report:
    lines = path.read_bytes().splitlines()[:limit]
    began = time.perf_counter()
    try:
        if lines and b'"expected_actors"' in lines[0]:
            return _evaluate_splits(path, [msgspec.json.decode(line, type=_Split) for line in lines], worst)
        cases = [msgspec.json.decode(line, type=_Case) for line in lines]
    except msgspec.DecodeError as error:
        raise InputError(
            f"{path} is not a file of actor cases: {error}", hint="see docs/explanation/actors.md"
        ) from error
    outcomes = [outcome for case in cases for outcome in _judge(case)]
    name = f"{path.parent.name}/{path.stem}"
    scores = []
    for field in ("country", "sector"):
        judged = [outcome for outcome in outcomes if outcome.field == field]
        if judged:
            right = sum(outcome.right for outcome in judged)
            scores.append(Score(set=name, name=f"{field} right", value=right / len(judged), count=len(judged)))
    wrong = [Worst(where=o.case.id, loss=1.0, text=o.text) for o in outcomes if not o.right]
    return Report(
        task="actors", scores=tuple(scores), worst=tuple(wrong[:worst]),
        words=sum(len(case.input.split()) for case in cases), seconds=time.perf_counter() - began,
    )  # fmt: skip


def _judge(case: _Case) -> Iterator[_Outcome]:
    gold = case.expected
    if gold is None:
        return
    found = actor(case.input, on=_day(case), context=case.context or None, known_country=case.known_country)
    pairs = (("country", gold.country, plover_country(found)), ("sector", gold.code_1, _first_sector(found)))
    for field, expected, got in pairs:
        if expected is not None:
            right = (expected or None) == got or (expected in ("UNK", "JNK") and got is None)
            text = f"{case.input!r}: {field} gold {expected or '-'} found {got or '-'} by {found.basis}"
            yield _Outcome(case, field, right, text)


def _first_sector(code: ActorCode) -> str | None:
    """The first sector code that is a sector (UNO and EUR are bodies); None for people nothing is known of."""
    return next((sector for sector in code.sectors if sector not in ("UNO", "EUR", "IGO")), None)


def _day(case: _Case) -> dt.date:
    if case.date_is_today or not case.date or case.date.lower() == "today":
        return _TODAY
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return dt.datetime.strptime(case.date.title() if "%B" in form else case.date, form).date()
        except ValueError:
            continue
    return _TODAY


def _evaluate_splits(path: Path, cases: list[_Split], worst: int) -> Report:
    """Share of joined phrases, from the first expected part to the last, that are split as expected."""
    judged: list[tuple[_Split, bool, str]] = []
    for case in cases:
        spans = [span for span in (case.span, *case.expected_spans) if span is not None]
        if not case.expected_actors:
            continue
        phrase = case.text[min(span[0] for span in spans) : max(span[1] for span in spans)]
        if len(case.expected_spans) != sum(span is not None for span in case.expected_spans):
            phrase = case.text[case.text.rindex(" ", 0, case.text.index(" and ")) + 1 : max(span[1] for span in spans)]
        found = [phrase[a:b] for a, b in split_actors(phrase)]
        right = len(found) == len(case.expected_actors) and all(
            any(part == gold or gold.startswith(part) for gold in case.expected_actors) for part in found
        )
        judged.append((case, right, f"{phrase!r}: gold {case.expected_actors} found {found}"))
    value = sum(right for _, right, _ in judged) / len(judged) if judged else 0.0
    wrong = tuple(Worst(where=c.id, loss=1.0, text=text) for c, right, text in judged if not right)
    score = Score(set=f"{path.parent.name}/{path.stem}", name="split right", value=value, count=len(judged))
    return Report(task="actors", scores=(score,), worst=wrong[:worst])
