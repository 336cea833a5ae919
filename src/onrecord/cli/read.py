"""`onrecord read`: articles in, records out."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.common import Files, Json, Output, Quiet, Strict, finish, limit_option, writing_to

Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Date of publication, instead of what the file says.")
]


def read(
    files: Files,
    json: Json = False,
    published: Published = None,
    title: Annotated[str | None, typer.Option(help="Headline, instead of the file's own.")] = None,
    source: Annotated[str | None, typer.Option(help="Outlet, instead of the file's own.")] = None,
    output: Output = None,
    limit: Annotated[int | None, limit_option("Read at most N articles.")] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Read articles and show who said what, and who did what to whom, with the characters it stands on.

    With --json: one record a line, with the keys article, statements, events, mentions, skipped, producer.
    """
    import itertools

    from onrecord.cli.articles import given
    from onrecord.cli.record_view import show_record
    from onrecord.cli.sheet import Sheet
    from onrecord.cli.words import safe_json
    from onrecord.ingest import read_paths
    from onrecord.model import Skipped, encode
    from onrecord.reader import Reader

    articles = given(read_paths(files), published=published, title=title, source=source)
    skips: list[Skipped] = []
    with writing_to(output, json=json) as out:
        sheet = Sheet(out)
        for result in Reader().read_many(itertools.islice(articles, limit)):
            if isinstance(result, Skipped):
                skips.append(result)
            elif json:
                out.write(safe_json(encode(result).decode()) + "\n")
            else:
                show_record(sheet, result)
    finish(skips, strict=strict, quiet=quiet)
