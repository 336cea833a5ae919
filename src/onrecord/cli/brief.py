"""`onrecord brief`: a page on a set of articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.common import Json, Output, Quiet, Strict, finish, limit_option, open_archive, writing_to

if TYPE_CHECKING:
    from onrecord.model import Record, Skipped


def brief(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Articles, where there is no archive.")
    ] = None,
    archive: Annotated[
        Path | None, typer.Option("--archive", "-a", metavar="FILE", envvar="ONRECORD_ARCHIVE", help="The archive.")
    ] = None,
    limit: Annotated[int, limit_option("Lines under one heading.")] = 6,
    groups: Annotated[int, typer.Option(min=1, metavar="N", help="Speakers, pairs and contradictions.")] = 12,
    json: Json = False,
    output: Output = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write a page on an archive or on some articles: who said what, what happened between whom, what contradicts.

    Every line has the number of the sentence behind it, listed at the end with file and offsets. With -o:
    Markdown. With --json: every line of the page as a line of JSON.
    """
    from onrecord.cli.brief_json import brief_lines
    from onrecord.cli.brief_layouts import MarkdownLayout, SheetLayout
    from onrecord.cli.brief_page import build_brief
    from onrecord.cli.brief_view import Commands, lay_out
    from onrecord.cli.sheet import Sheet
    from onrecord.link.contradictions import find_contradictions

    records, skips = _read(files) if files else _load(archive)
    page = build_brief(records, skips, find_contradictions(records), lines=limit, groups=groups)
    commands = Commands.of(str(archive) if archive is not None else None, files or ())
    with writing_to(output, json=json) as out:
        if json:
            out.writelines(line + "\n" for line in brief_lines(page))
        elif output is None:
            lay_out(SheetLayout(Sheet(out, wrap_in_pipes=True)), page, commands)
        else:
            markdown = MarkdownLayout()
            lay_out(markdown, page, commands)
            out.writelines(line + "\n" for line in markdown.lines())
    if files:
        finish(list(skips), strict=strict, quiet=quiet)


def _read(files: list[str]) -> tuple[Sequence[Record], Sequence[Skipped]]:
    from onrecord.ingest import read_paths
    from onrecord.model import Record, Skipped
    from onrecord.reader import Reader

    results = list(Reader().read_many(read_paths(files)))
    records = [result for result in results if isinstance(result, Record)]
    return records, [result for result in results if isinstance(result, Skipped)]


def _load(archive: Path | None) -> tuple[Sequence[Record], Sequence[Skipped]]:
    if archive is None:
        raise typer.BadParameter("name an archive (--archive FILE) or some articles")
    with open_archive(archive) as opened:
        return list(opened.records()), opened.skips()
