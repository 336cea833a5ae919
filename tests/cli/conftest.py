"""The command run in this process, with a reader that loads no model: it finds one statement a quoted text."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from made import CUBA, PEREZ, PRODUCER, USA, cuba_record, event, mention, record_of
from onrecord.archive import Archive
from onrecord.cli.main import main
from onrecord.model import Article, Record, Skipped, Span, Statement, statement_id


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class FakeReader:
    """Takes what stands between “ and ” as a statement of José Pérez-Soto, and `Cuba … United States` as a threat."""

    producer = PRODUCER
    read_paths: list[str | None] = []  # noqa: RUF012  the test looks at it

    def read_many(self, articles: Iterable[Article | Skipped]) -> Iterator[Record | Skipped]:
        for article in articles:
            if isinstance(article, Skipped):
                yield article
                continue
            self.read_paths.append(article.path)
            text = article.text
            start, end = text.find("“"), text.find("”") + 1
            spans = (Span.of(text, start, end),) if 0 <= start < end else ()
            said = Statement(
                id=statement_id(article.id, spans, (), ()), kind="direct", content=spans, cue=(), source=(),
                speaker=PEREZ, act="deny",
            )  # fmt: skip
            events = ()
            if "Cuba" in text and "United States" in text:
                sides = (mention(text, "United States", USA),), (mention(text, "Cuba", CUBA),)
                events = (event(article, "THREATEN", text.splitlines()[0], *sides, according_to=(said.id,)),)
            yield record_of(article, statements=(said,) if spans else (), events=events)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> type[FakeReader]:
    module = types.ModuleType("onrecord.reader")
    module.Reader = FakeReader  # type: ignore[attr-defined]
    FakeReader.read_paths = []
    monkeypatch.setitem(sys.modules, "onrecord.reader", module)
    return FakeReader


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)

    def run_(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        code = exit_.value.code
        captured = capsys.readouterr()
        return Ran(code if isinstance(code, int) else 0 if code is None else 1, captured.out, captured.err)

    return run_


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.onrecord"
    with Archive(path) as archive:
        archive.add(cuba_record())
        archive.add(Skipped(stage="ingest", reason="empty", detail="the file has no words", where="empty.txt"))
    return path
