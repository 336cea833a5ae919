"""`onrecord evaluate`: scores against gold data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

import typer

from onrecord.cli.common import Json, Output, Quiet, limit_option, note, writing_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.evaluate.report import Report

Task = Literal["attribution", "relations", "events", "actors", "times", "places", "coref"]


class _Module(Protocol):
    def evaluate(self, path: Path, *, worst: int, limit: int | None) -> Report: ...


def evaluate(
    task: Annotated[Task, typer.Argument(metavar="TASK", help="What to score.")],
    data: Annotated[Path, typer.Option(metavar="PATH", help="Gold data: a file or folder of the task's set.")],
    worst: Annotated[int, typer.Option(min=0, metavar="N", help="List the N worst cases, to read.")] = 0,
    limit: Annotated[int | None, limit_option("Score at most N articles of each set.")] = None,
    json: Json = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Score a stage against gold data, with the standard measures of each set.

    With --json: a line a score, then a line a bad case.
    """
    import importlib
    from typing import cast

    from onrecord.errors import InputError

    if not data.exists():
        raise InputError("there is no such file or folder", hint="give the path of the gold data", where=str(data))
    module = cast("_Module", importlib.import_module(f"onrecord.evaluate.{task}"))
    report = module.evaluate(data, worst=worst, limit=limit)
    with writing_to(output, json=json) as out:
        out.writelines(line + "\n" for line in (_json_lines(report) if json else _lines(report)))
    if report.seconds:
        note(
            f"{report.words:,} words in {report.seconds:.1f} s, {report.words / report.seconds:,.0f} a second",
            quiet=quiet,
        )


def _json_lines(report: Report) -> Iterator[str]:
    import dataclasses
    import json

    from onrecord.cli.words import safe_json

    for kind, items in (("score", report.scores), ("worst", report.worst)):
        for item in items:
            fields = {name: value for name, value in dataclasses.asdict(item).items() if value is not None}
            yield safe_json(json.dumps({"kind": kind, "task": report.task, **fields}, ensure_ascii=False))


def _lines(report: Report) -> Iterator[str]:
    from onrecord.cli.words import safe

    name_width = max((len(score.name) for score in report.scores), default=0)
    set_width = max((len(score.set) for score in report.scores), default=0)
    for score in report.scores:
        detail = f"  {score.detail}" if score.detail else ""
        yield f"{score.set:<{set_width}}  {score.name:<{name_width}}  {score.value:.3f}  n={score.count}{detail}"
    for number, case in enumerate(report.worst, 1):
        yield ""
        yield f"{number}. {safe(case.where)}  loss {case.loss:.2f}"
        yield from (f"   {safe(line)}" for line in case.text.splitlines())
