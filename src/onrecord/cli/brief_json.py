"""A brief as JSON Lines: its counts, then every line of the page, then the sentences behind them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.cli.brief_model import Brief, Done, Said, Source
from onrecord.cli.words import safe_json


def brief_lines(brief: Brief) -> Iterator[str]:
    """Yield a line of JSON for each thing on the page; its `kind` names it, unknown fields are left out."""
    first, last = brief.period or (None, None)
    yield _line(
        "brief",
        articles=brief.articles,
        statements=brief.statements,
        events=brief.events,
        first_published=first,
        last_published=last,
        outlets=[{"source": name, "articles": count} for name, count in brief.outlets],
        skipped=dict(brief.skips),
        more_speakers=brief.more_speakers[0],
        more_pairs=brief.more_pairs[0],
        more_contradictions=brief.more_conflicts,
    )
    for group in brief.speakers:
        yield _line("speaker", title=group.title, detail=group.detail or None, total=group.total)
        yield from (_line("statement", **_said(said)) for said in group.said)
    for group in brief.pairs:
        yield _line("pair", title=group.title, countries=group.countries, total=group.total)
        yield from (_line("event", **_done(done)) for done in group.done)
    for conflict in brief.conflicts:
        sides = [_said(conflict.first), _said(conflict.second)]
        yield _line("contradiction", reason=conflict.reason, statements=sides)
    yield from (_line("source", **_source(source)) for source in brief.sources)


def _said(said: Said) -> dict[str, object]:
    number = said.source.number if said.source else None
    days = dict(zip(("first_day", "last_day", "date_basis"), said.days, strict=True))
    return _known({"statement": said.statement, **days, "source": number})


def _done(done: Done) -> dict[str, object]:
    number = done.source.number if done.source else None
    days = dict(zip(("first_day", "last_day", "date_basis"), done.days, strict=True))
    return _known({"event": done.event, **days, "source": number})


def _source(source: Source) -> dict[str, object]:
    article, sentence = source.article, source.sentence
    head = {"article": article.id, "path": article.path, "outlet": article.source, "published": article.published}
    return {"number": source.number, **head, "start": sentence.start, "end": sentence.end, "exact": sentence.exact}


def _known(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _line(kind: str, **fields: object) -> str:
    return safe_json(msgspec.json.encode({"kind": kind, **_known(fields)}).decode())
