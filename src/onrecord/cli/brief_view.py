"""A brief as a page on the terminal, or as Markdown."""

from __future__ import annotations

import shlex

from onrecord.archive.dates import Days
from onrecord.cli.brief_layouts import Layout
from onrecord.cli.brief_page import Brief, Conflict, Done, Group, Said, Source
from onrecord.cli.words import (
    ACTS,
    CHANNELS,
    as_written,
    date_short,
    date_words,
    party_words,
    safe,
    shorten,
    spans_words,
    speaker_words,
    word_of,
)
from onrecord.model import Statement

_SAID_WIDTH = 240
_EVIDENCE_WIDTH = 160
_WRITTEN = ("social-media", "letter", "written-statement", "document")
_GOES_ON = ("that", "to", "how", "why", "whether", "if", "for", "of")  # words that carry on the verb's clause
REASONS = {
    "denies-accusation": "one denies what the other accuses",
    "answers-with-denial": "a denial in reply",
    "negated": "one says it is so, the other that it is not",
    "numbers-differ": "different numbers for the same thing",
}
NOTHING = "Nothing found."


def lay_out(layout: Layout, brief: Brief, *, archive: str | None) -> None:
    """Write the brief; `archive` is the file that commands to see more name, None where there is none."""
    _head(layout, brief)
    layout.section("Who said what")
    for group in brief.speakers:
        layout.heading(group.title, group.detail, group.total)
        for said in group.said:
            _said(layout, said, named=group.speaker is not None)
        _more_said(layout, group, archive)
    if brief.more_speakers[0]:
        command = f"onrecord search --archive {shlex.quote(archive)} --speaker NAME" if archive else "--groups"
        layout.more(f"and {brief.more_speakers[0]} more speakers with {brief.more_speakers[1]} statements: {command}")
    if not brief.speakers:
        layout.text(NOTHING)
    layout.section("What happened between whom")
    for group in brief.pairs:
        layout.heading(group.title, group.detail, group.total)
        for done in group.done:
            _done(layout, done)
        _more_done(layout, group, archive)
    if brief.more_pairs[0]:
        layout.more(f"and {brief.more_pairs[0]} more pairs with {brief.more_pairs[1]} events: --groups")
    if not brief.pairs:
        layout.text(NOTHING)
    layout.section("Open contradictions")
    for conflict in brief.conflicts:
        _conflict(layout, conflict)
    if brief.more_conflicts:
        layout.more(f"and {brief.more_conflicts} more: --groups")
    if not brief.conflicts:
        layout.text("None found.")
    layout.section("Sources")
    for source in brief.sources:
        _source(layout, source)


def _head(layout: Layout, brief: Brief) -> None:
    number = "1 article" if brief.articles == 1 else f"{brief.articles} articles"
    layout.title(f"Brief of {number}" + (f", {date_words(*brief.period)}" if brief.period else ""))
    outlets = [f"{safe(name)} {count}" if count > 1 else safe(name) for name, count in brief.outlets if name][:8]
    unnamed = sum(count for name, count in brief.outlets if name is None)
    left = sum(1 for name, _ in brief.outlets if name) - len(outlets)
    outlets += ([f"and {left} more"] if left else []) + ([f"{unnamed} without an outlet"] if unnamed else [])
    if outlets:
        layout.text(f"Outlets: {', '.join(outlets)}")
    skipped = ", ".join(f"{reason} {count}" for reason, count in brief.skips)
    layout.text(
        f"{brief.statements} statements, {brief.events} events"
        + (f"; skipped: {skipped}" if skipped else ", nothing skipped")
    )
    layout.text(
        "~ marks the day of publication, where the text gives no date of its own; [n] is the sentence under Sources."
    )


def _date(days: Days) -> str:
    return ("~" if days.basis == "published" else "") + date_short(days.first, days.last)


def _refs(*sources: Source | None) -> str:
    return " ".join(f"[{source.number}]" for source in sources if source is not None)


def said_words(statement: Statement) -> str:
    """Return what was said, shortened; a direct quotation stands between quotation marks, each one closed."""
    words = " … ".join(safe(span.exact) for span in statement.content)
    if statement.kind == "direct" and words and words[0] not in "“\"‘'«":
        words = f"“{words}”"
    if words.count("“") > words.count("”"):
        words += "”"
    if words.count('"') % 2:
        words += '"'
    return shorten(words, _SAID_WIDTH)


def verb_words(statement: Statement) -> str:
    """Return how it was said: `denied in an interview`, `wrote on social media`."""
    verb = ACTS[statement.act]
    if verb == "said" and statement.channel in _WRITTEN:
        verb = "wrote"
    parts = [verb]
    if statement.addressee is not None:
        parts.append(f"to {safe(statement.addressee.name)}")
    if statement.channel is not None:
        parts.append(CHANNELS.get(statement.channel, statement.channel))
    return " ".join(parts)


def _said(layout: Layout, said: Said, *, named: bool) -> None:
    lead = verb_words(said.statement)
    if not named:
        lead = f"{as_written(said.statement) or 'somebody'} {lead}"
    note, note_refs = (f"in reply to {said.reply_to[0]}", _refs(said.reply_to[1])) if said.reply_to else (None, "")
    words = said_words(said.statement)
    colon = "" if words.split(" ", 1)[0] in _GOES_ON else ":"
    layout.item(_date(said.days), lead + colon, words, _refs(said.source), note, note_refs)


def _more_said(layout: Layout, group: Group, archive: str | None) -> None:
    left = group.total - len(group.said)
    if not left:
        return
    where = f" --speaker {shlex.quote(group.speaker)}" if group.speaker else ""
    command = f"onrecord search --archive {shlex.quote(archive)}{where}" if archive else "--limit"
    layout.more(f"and {left} more: {command}")


def _done(layout: Layout, done: Done) -> None:
    event = done.event
    lead = f"{party_words(event.actors)} → {party_words(event.recipients)}  {event.type}"
    place = f", in {safe(event.place.name)}" if event.place else ""
    body = f"{word_of(event, done.told_by, done.outlet)}{place}"
    evidence = shorten(safe(event.evidence[0].exact), _EVIDENCE_WIDTH) if event.evidence else None
    layout.item(_date(done.days), lead, body, _refs(done.source), evidence)


def _more_done(layout: Layout, group: Group, archive: str | None) -> None:
    left = group.total - len(group.done)
    if left:
        pair = " ".join(group.countries) if group.countries else None
        command = f"onrecord timeline {pair} --archive {shlex.quote(archive)}" if archive and pair else "--limit"
        layout.more(f"and {left} more: {command}")


def _conflict(layout: Layout, conflict: Conflict) -> None:
    sides = [speaker_words(side.statement) for side in (conflict.first, conflict.second)]
    layout.heading(" against ".join(sides), REASONS.get(conflict.reason, conflict.reason), 0)
    for side, name in zip((conflict.first, conflict.second), sides, strict=True):
        words = said_words(side.statement)
        colon = "" if words.split(" ", 1)[0] in _GOES_ON else ":"
        layout.item(_date(side.days), f"{name} {verb_words(side.statement)}{colon}", words, _refs(side.source))


def _source(layout: Layout, source: Source) -> None:
    article, sentence = source.article, source.sentence
    place = f"{safe(article.path or article.id)}:{spans_words(sentence.start, sentence.end)}"
    published = date_short(article.published[:10]) if article.published else None
    detail = ", ".join(safe(text) for text in (article.source, published) if text)
    layout.source(source.number, place, detail, safe(sentence.exact))
