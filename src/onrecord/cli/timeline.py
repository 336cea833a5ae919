"""`onrecord timeline`: what was said and done between two countries, by date."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.common import (
    ArchiveFile,
    Json,
    Output,
    Quiet,
    Since,
    Until,
    limit_option,
    note,
    open_archive,
    writing_to,
)


def timeline(
    one: Annotated[str, typer.Argument(metavar="COUNTRY", help="Name or code: Cuba or CUB.")],
    other: Annotated[str, typer.Argument(metavar="COUNTRY", help="The other country.")],
    archive: ArchiveFile,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, limit_option("Only the last N entries.")] = None,
    json: Json = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Show statements and events between two countries, both directions, oldest first.

    The date is that of the event, else when it was said, else when the article was published; then the entry is
    marked ~.
    """
    from onrecord.cli.hits import hit_json
    from onrecord.cli.sheet import Sheet
    from onrecord.cli.timeline_view import show_timeline
    from onrecord.cli.words import country_code

    codes = country_code(one), country_code(other)
    with open_archive(archive) as opened:
        entries = opened.timeline(*codes, since=since, until=until)
    shown = entries[-limit:] if limit else entries
    with writing_to(output, json=json) as out:
        if json:
            out.writelines(hit_json(hit) + "\n" for hit in shown)
        else:
            show_timeline(Sheet(out), codes, shown)
    left = len(entries) - len(shown)
    note(f"{len(shown)} entries" + (f", {left} older ones not shown" if left else ""), quiet=quiet)
