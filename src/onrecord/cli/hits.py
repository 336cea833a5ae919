"""Hits of the archive as lines and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.archive import ArticleHead, EventHit, StatementHit
from onrecord.cli.phrases import said_words, verb_words
from onrecord.cli.words import (
    basis_words,
    date_words,
    parties_words,
    role_words,
    safe,
    safe_json,
    spans_words,
    speaker_words,
    stamp_words,
    word_of,
)

if TYPE_CHECKING:
    from onrecord.cli.sheet import Sheet

_WHOLE = 10**6


def hit_json(hit: StatementHit | EventHit) -> str:
    """Return a hit as one line of JSON; a field that is unknown is left out."""
    import msgspec

    fields: dict[str, object] = {"kind": "statement" if isinstance(hit, StatementHit) else "event"}
    fields |= {"first_day": hit.first_day, "last_day": hit.last_day, "date_basis": hit.date_basis}
    if isinstance(hit, StatementHit):
        fields |= {"rank": hit.rank, "statement": hit.statement}
    else:
        fields |= {"event": hit.event, "told_by": hit.told_by or None}
    head = {
        name: getattr(hit.article, name) for name in ("id", "path", "source", "url", "title", "authors", "published")
    }
    fields["article"] = {name: value for name, value in head.items() if value}
    return safe_json(msgspec.json.encode({name: value for name, value in fields.items() if value is not None}).decode())


def where_words(article: ArticleHead, start: int, end: int) -> str:
    """Return file and offsets: `havana.txt:64-112`."""
    return f"{safe(article.path or article.id)}:{spans_words(start, end)}"


def show_hit(sheet: Sheet, hit: StatementHit | EventHit) -> None:
    """Write a hit: who, what, on whose word, the sentence, and where it stands."""
    basis = basis_words(hit.date_basis)
    date = date_words(hit.first_day, hit.last_day) + (f" ({basis})" if basis and hit.date_basis == "published" else "")
    if isinstance(hit, StatementHit):
        statement = hit.statement
        role = role_words(statement.speaker) if statement.speaker else ""
        sheet.line(
            (speaker_words(statement), "bold cyan"),
            f" ({role})" if role else "",
            f" {verb_words(statement)}",
            (f"  {date}", "dim"),
        )
        spans, words = statement.content, said_words(statement, _WHOLE)
    else:
        event, word = hit.event, word_of(hit.event, hit.told_by, hit.article.source)
        sheet.line(
            (parties_words(event), "bold"),
            ("  " + event.type, "bold magenta"), f"  {word}", (f"  {date}", "dim"),
        )  # fmt: skip
        spans, words = event.evidence, " … ".join(safe(span.exact) for span in event.evidence)
    sheet.line(words, indent=2)
    article = hit.article
    head = [where_words(article, spans[0].start, spans[-1].end) if spans else safe(article.path or article.id)]
    head += [safe(text) for text in (article.source, article.title) if text]
    if article.published:
        head.append(stamp_words(article.published))
    sheet.line((" · ".join(head), "dim"), indent=2)
