"""One record as a reader sees it on a terminal."""

from __future__ import annotations

from collections import Counter

from onrecord.archive.fold import fold_words
from onrecord.cli.sheet import Part, Sheet
from onrecord.cli.words import (
    ACTS,
    CHANNELS,
    as_written,
    date_words,
    parties_words,
    role_words,
    safe,
    spans_words,
    speaker_words,
    stamp_words,
    word_of,
)
from onrecord.model import READ_ROLES, Article, Event, Found, Record, Statement

_FIELDS = ("title", "source", "authors", "published", "dateline", "url")


def show_record(sheet: Sheet, record: Record) -> None:
    """Write one record: article, statements, events, what was not read, skips."""
    _show_article(sheet, record.article)
    by_id: dict[str, str] = {}
    for number, statement in enumerate(record.statements, 1):
        by_id[statement.id] = f"statement {number} ({speaker_words(statement)})"
    for event in record.events:
        by_id[event.id] = f"{event.type} {parties_words(event)}"
    sheet.rule(f"Who said what ({len(record.statements)})")
    for number, statement in enumerate(record.statements, 1):
        _show_statement(sheet, number, statement, by_id)
    sheet.rule(f"What happened ({len(record.events)})")
    said = {statement.id: statement for statement in record.statements}
    for event in record.events:
        _show_event(
            sheet, event, record.article.source, tuple(said[ident] for ident in event.according_to if ident in said)
        )
    if record.skipped:
        sheet.rule(f"Skipped ({len(record.skipped)})")
        for skip in record.skipped:
            sheet.line(f"{skip.stage}: {skip.reason}: {safe(skip.detail)}", indent=2, hang=4)
    sheet.blank()


def _show_article(sheet: Sheet, article: Article) -> None:
    sheet.line((safe(article.title or article.path or article.id), "bold"))
    found = {item.field: item for item in article.found}
    for field in _FIELDS:
        value = getattr(article, field)
        if value:
            shown = "" if field == "title" else safe(_field_words(field, value))
            origin = _origin(found.get(field)) or "  given"
            sheet.line((f"{field:<10}", "dim"), shown, (origin if shown else origin.strip(), "dim"), indent=2, hang=12)
    sheet.line(("file      ", "dim"), safe(article.path or "stdin"), (f"  {article.id}", "dim"), indent=2, hang=12)
    unread = Counter(block.role for block in article.blocks if block.role not in READ_ROLES)
    if unread:
        parts = ", ".join(f"{number} {role}" for role, number in sorted(unread.items()))
        sheet.line(("not read  ", "dim"), parts, indent=2, hang=12)


def _field_words(field: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return stamp_words(value) if field == "published" else value


def _origin(found: Found | None) -> str:
    if found is None:
        return ""
    where = f" at {spans_words(found.span.start, found.span.end)}" if found.span else ""
    written = f", written “{safe(found.as_written)}”" if found.as_written and found.field == "published" else ""
    return f"  {found.basis}{where}{written}"


def _show_statement(sheet: Sheet, number: int, statement: Statement, by_id: dict[str, str]) -> None:
    role = role_words(statement.speaker) if statement.speaker else ""
    written = as_written(statement)
    named = (
        statement.speaker is None
        or written is None
        or bool({*fold_words(statement.speaker.name)} & {*fold_words(written)})
    )
    sheet.line(
        (f"{number:>3}  ", "dim"),
        (speaker_words(statement), "bold cyan"),
        f" ({role})" if role else "",
        ("" if named else f"  as written {written}", "dim"),
        hang=5,
    )
    details = [ACTS[statement.act] if statement.act else "act unknown", statement.kind]
    if statement.channel:
        details.append(CHANNELS.get(statement.channel, statement.channel))
    if statement.addressee:
        details.append(f"to {safe(statement.addressee.name)}")
    if statement.said and statement.said.interval:
        details.append(date_words(*statement.said.interval))
    if statement.within in by_id:
        details.append(f"inside {by_id[statement.within]}")
    sheet.line((" · ".join(details), "yellow"), indent=5)
    if statement.replies_to:
        sheet.line(("in reply to ", "dim"), by_id.get(statement.replies_to, statement.replies_to), indent=5)
    content: list[Part] = []
    for span in statement.content:
        content += [" … " if content else "", safe(span.exact), (f" {spans_words(span.start, span.end)}", "dim")]
    sheet.line(*content, indent=5)


def _show_event(sheet: Sheet, event: Event, source: str | None, told_by: tuple[Statement, ...]) -> None:
    mode = f" ({event.mode})" if event.mode else ""
    sheet.line(
        (f"{event.type}{mode}", "bold magenta"), "  ", parties_words(event),
        indent=2, hang=5,
    )  # fmt: skip
    details = [word_of(event, told_by, source)]
    if event.date:
        details.append(date_words(*event.date.interval) if event.date.interval else str(event.date.value))
    if event.place:
        details.append(f"in {safe(event.place.name)}")
    if event.contexts:
        details.append(", ".join(event.contexts))
    sheet.line((" · ".join(details), "yellow"), indent=5)
    for span in event.evidence:
        sheet.line(safe(span.exact), (f" {spans_words(span.start, span.end)}", "dim"), indent=5)
