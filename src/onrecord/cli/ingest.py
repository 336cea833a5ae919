"""`onrecord ingest`: articles into an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.common import ArchiveFile, Files, Format, Json, Quiet, Strict, finish, limit_option, note

if TYPE_CHECKING:
    from rich.progress import Progress

    from onrecord.archive import AddResult, Archive
    from onrecord.model import Article, Producer, Record, Skipped


def _column(field: str) -> object:
    return typer.Option(metavar="NAME", help=f"Column of the {field} in JSON Lines, CSV and Parquet files.")


def ingest(
    files: Files,
    archive: ArchiveFile,
    text_column: Annotated[str | None, _column("text")] = None,
    title_column: Annotated[str | None, _column("headline")] = None,
    source_column: Annotated[str | None, _column("outlet")] = None,
    url_column: Annotated[str | None, _column("address")] = None,
    published_column: Annotated[str | None, _column("date")] = None,
    authors_column: Annotated[str | None, _column("authors")] = None,
    format_: Format = None,
    limit: Annotated[int | None, limit_option("Take at most N articles of the input.")] = None,
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Processes that read; each takes about 0.5 GB of memory.")
    ] = 1,
    again: Annotated[
        bool, typer.Option("--again", help="Read also what the archive has, and replace what differs.")
    ] = False,
    json: Json = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Read articles into an archive; it is made where it is not there yet.

    Each article is kept as soon as it is read. Run the same command again after an interruption: what the archive has
    is not read again. With --json: the counts as one line.
    """
    from onrecord.archive import Archive
    from onrecord.ingest import ColumnMap, read_paths

    columns = ColumnMap(
        text=text_column, title=title_column, source=source_column, url=url_column,
        published=published_column, authors=authors_column,
    )  # fmt: skip
    items = read_paths(files, columns=columns, format=format_)
    with Archive(archive) as opened:
        run = _Run(opened, expected=_expected(files, limit), quiet=quiet)
        try:
            run.take(items, limit=limit, workers=workers, again=again)
        except KeyboardInterrupt:
            note(f"stopped; {run.summary()}. Run the same command again to go on.")
            raise typer.Exit(130) from None
    if json:
        typer.echo(run.as_json())
    note(run.summary(), quiet=quiet)
    finish(run.skips, strict=strict, quiet=quiet)


def _expected(files: list[str], limit: int | None) -> int | None:
    from onrecord.ingest import count_articles

    counts = [count_articles(file) for file in files]
    total = None if None in counts else sum(count for count in counts if count is not None)
    return total if limit is None else limit if total is None else min(total, limit)


class _Run:
    """One run of ingest and what became of its articles."""

    def __init__(self, archive: Archive, *, expected: int | None, quiet: bool) -> None:
        from onrecord.archive import AddResult

        self._archive = archive
        self._expected = expected
        self._quiet = quiet
        self.result: AddResult = AddResult()
        self.unread = self.statements = self.events = 0
        self.skips: list[Skipped] = []

    def take(self, items: Iterable[Article | Skipped], *, limit: int | None, workers: int, again: bool) -> None:
        """Read what is new and store it, with a progress bar on a terminal."""
        import itertools

        from onrecord.cli.workers import read_in_processes
        from onrecord.reader import Reader

        with _progress(self._quiet) as progress:
            task = progress.add_task("loading", total=self._expected)
            reader = Reader()
            progress.update(task, description="articles")

            def step() -> None:
                progress.advance(task)

            taken = itertools.islice(items, limit)
            fresh = taken if again else self._unknown(taken, reader.producer, step)
            results = reader.read_many(fresh) if workers == 1 else read_in_processes(fresh, workers)
            for result in results:
                self._store(result)
                step()

    def _unknown(
        self, items: Iterable[Article | Skipped], producer: Producer, step: object
    ) -> Iterator[Article | Skipped]:
        from onrecord.model import Article

        for item in items:
            if isinstance(item, Article) and self._archive.has(item.id, producer=producer):
                self.unread += 1
                if callable(step):
                    step()
            else:
                yield item

    def _store(self, result: Record | Skipped) -> None:
        from onrecord.errors import InputError
        from onrecord.model import Skipped

        if isinstance(result, Skipped):
            self.skips.append(result)
        else:
            self.statements += len(result.statements)
            self.events += len(result.events)
            self.skips.extend(result.skipped)
        try:
            self.result += self._archive.add(result)
        except InputError as error:
            skip = Skipped(stage="archive", reason="not-unicode", detail=error.message, where=error.where)
            self.skips.append(skip)
            self.result += self._archive.add(skip)

    def summary(self) -> str:
        """Return the counts in words."""
        known = self.unread + self.result.known
        parts = [f"{self.result.added} added"]
        if self.result.replaced:
            parts.append(f"{self.result.replaced} read anew")
        parts += [f"{known} already there", f"{len(self.skips)} skipped"]
        return f"{', '.join(parts)}; {self.statements} statements and {self.events} events into {self._archive.path}"

    def as_json(self) -> str:
        """Return the counts as JSON."""
        import json
        from collections import Counter

        reasons = Counter(skip.reason for skip in self.skips)
        return json.dumps(
            {
                "added": self.result.added,
                "replaced": self.result.replaced,
                "known": self.unread + self.result.known,
                "statements": self.statements,
                "events": self.events,
                "skipped": dict(sorted(reasons.items())),
            }
        )


def _progress(quiet: bool) -> Progress:
    import sys

    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), disable=quiet or not sys.stderr.isatty())
