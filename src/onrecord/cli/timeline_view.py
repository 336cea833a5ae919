"""A timeline of two countries as lines."""

from __future__ import annotations

import itertools

from onrecord.archive import EventHit, StatementHit
from onrecord.cli.hits import where_words
from onrecord.cli.phrases import said_line
from onrecord.cli.sheet import Sheet
from onrecord.cli.words import (
    country_in_text,
    country_name,
    date_words,
    parties_words,
    safe,
    shorten,
    speaker_words,
    word_of,
)
from onrecord.model import Span

_CONTENT_WIDTH = 280


def show_timeline(sheet: Sheet, codes: tuple[str, str], entries: tuple[StatementHit | EventHit, ...]) -> None:
    """Write the entries under their dates, oldest first."""
    sheet.line((f"{country_name(codes[0])} and {country_in_text(codes[1])}", "bold"))
    for date, group in itertools.groupby(entries, key=lambda hit: date_words(hit.first_day, hit.last_day)):
        sheet.blank()
        sheet.line((date, "bold"))
        for hit in group:
            _show_entry(sheet, hit)


def _show_entry(sheet: Sheet, hit: StatementHit | EventHit) -> None:
    mark = "~ " if hit.date_basis == "published" else "  "
    if isinstance(hit, StatementHit):
        statement = hit.statement
        country = statement.speaker.country if statement.speaker else None
        spans = statement.content
        lead, words = said_line(statement, _CONTENT_WIDTH)
        sheet.line(
            mark, (f"{country or '???'}  ", "dim"),
            (speaker_words(statement), "cyan"),
            f" {lead} {words}",
            (f"  {_where(hit, spans)}", "dim"),
            hang=7,
        )  # fmt: skip
        return
    event, word = hit.event, word_of(hit.event, hit.told_by, hit.article.source)
    sheet.line(
        mark, (f"{event.type}  ", "magenta"),
        f"{parties_words(event)}  {word}: ",
        shorten(safe(event.evidence[0].exact), _CONTENT_WIDTH) if event.evidence else "",
        (f"  {_where(hit, event.evidence)}", "dim"),
        hang=7,
    )  # fmt: skip


def _where(hit: StatementHit | EventHit, spans: tuple[Span, ...]) -> str:
    return (
        where_words(hit.article, spans[0].start, spans[-1].end) if spans else safe(hit.article.path or hit.article.id)
    )
