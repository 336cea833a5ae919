"""`onrecord search`: statements of an archive."""

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
from onrecord.model import SpeechAct, StatementKind


def search(
    archive: ArchiveFile,
    query: Annotated[
        list[str] | None, typer.Argument(metavar="WORD...", help='Words, all required; "a phrase".')
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Words of the speaker's name; accents do not count.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Country of the speaker: name or code.")
    ] = None,
    pair: Annotated[
        tuple[str, str] | None, typer.Option(metavar="COUNTRY COUNTRY", help="One speaks to or of the other.")
    ] = None,
    act: Annotated[SpeechAct | None, typer.Option(metavar="ACT", help="Speech act.")] = None,
    kind: Annotated[
        StatementKind | None, typer.Option(metavar="KIND", help="How much stands in quotation marks: all, none, part.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Statements that tell an event of this type.")
    ] = None,
    since: Since = None,
    until: Until = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Words of the outlet's name.")] = None,
    cursor: Annotated[str | None, typer.Option(help="Go on where a page ended.")] = None,
    limit: Annotated[int, limit_option("Statements a page.")] = 20,
    json: Json = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Find statements: by their words, and by who said them, when, where and how.

    The best match comes first; without words, the newest.
    """
    from onrecord.cli.hits import hit_json, show_hit
    from onrecord.cli.sheet import Sheet
    from onrecord.cli.words import country_code

    with open_archive(archive) as opened:
        if type_ is not None:
            _check_type(type_, [name for name, _ in opened.counts().types])
        page = opened.search(
            " ".join(query) if query else None,
            speaker=speaker,
            country=country_code(country) if country else None,
            pair=(country_code(pair[0]), country_code(pair[1])) if pair else None,
            act=act,
            kind=kind,
            type=type_,
            since=since,
            until=until,
            source=source,
            limit=limit,
            cursor=cursor,
        )
    with writing_to(output, json=json) as out:
        sheet = Sheet(out)
        for number, hit in enumerate(page):
            if json:
                out.write(hit_json(hit) + "\n")
            else:
                if number:
                    sheet.blank()
                show_hit(sheet, hit)
    if page.cursor:
        note(f"{len(page)} of {page.total}; the next page: --cursor {page.cursor}", quiet=quiet)
    else:
        note(f"{page.total} found" if cursor is None else f"{len(page)} of {page.total}; the last page", quiet=quiet)


def _check_type(type_: str, types: list[str]) -> None:
    from onrecord.errors import InputError

    if type_.upper() not in types:
        known = ", ".join(sorted(types)) or "none"
        raise InputError(f"no event of type {type_} is in this archive", hint=f"its types are: {known}")
