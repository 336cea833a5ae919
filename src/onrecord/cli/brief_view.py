"""A brief as a page on the terminal, or as Markdown."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.archive.dates import Days
from onrecord.cli.brief_layouts import Layout
from onrecord.cli.brief_model import Brief, Conflict, Done, Group, Said, Source
from onrecord.cli.phrases import said_line
from onrecord.cli.words import (
    as_written,
    date_short,
    date_words,
    parties_words,
    safe,
    shorten,
    spans_words,
    speaker_words,
    word_of,
)

_SAID_WIDTH = 240
_EVIDENCE_WIDTH = 160
REASONS = {
    "denies-accusation": "one denies what the other accuses",
    "answers-with-denial": "a denial in reply",
    "negated": "one says it is so, the other that it is not",
    "numbers-differ": "different numbers for the same thing",
}
NOTHING = "Nothing found."


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """The commands that show what a page leaves out.

    Attributes:
        brief: The command that made the page, without limits.
        archive: The archive's file, as a word of a command; None where the page is of articles.
    """

    brief: str
    archive: str | None

    @classmethod
    def of(cls, archive: str | None, files: Sequence[str]) -> Commands:
        """Return the commands for a page on an archive, or else on files."""
        if archive is not None and not files:
            return cls(brief=f"onrecord brief --archive {shlex.quote(archive)}", archive=shlex.quote(archive))
        return cls(brief=f"onrecord brief {shlex.join(files)}", archive=None)

    def speaker(self, group: Group) -> str:
        """Return what shows all statements of a speaker."""
        if self.archive and group.speaker:
            return f"onrecord search --archive {self.archive} --speaker {shlex.quote(safe(group.speaker))}"
        return f"{self.brief} --limit {group.total}"

    def pair(self, group: Group) -> str:
        """Return what shows all events of a pair."""
        if self.archive and group.countries:
            return f"onrecord timeline {' '.join(group.countries)} --archive {self.archive}"
        return f"{self.brief} --limit {group.total}"


def lay_out(layout: Layout, brief: Brief, commands: Commands) -> None:
    """Write the brief."""
    _head(layout, brief)
    layout.section("Who said what")
    for group in brief.speakers:
        layout.heading(group.title, group.detail, group.total)
        for said in group.said:
            _said(layout, said, named=group.speaker is not None)
        _more(layout, group.total - len(group.said), "more", commands.speaker(group))
    speakers, statements = brief.more_speakers
    whole = f"{commands.brief} --groups {len(brief.speakers) + speakers}"
    _more(layout, speakers, f"more {_plural('speaker', speakers)} with {_count(statements, 'statement')}", whole)
    if not brief.speakers:
        layout.text(NOTHING)
    layout.section("What happened between whom")
    for group in brief.pairs:
        layout.heading(group.title, group.detail, group.total)
        for done in group.done:
            _done(layout, done)
        _more(layout, group.total - len(group.done), "more", commands.pair(group))
    pairs, events = brief.more_pairs
    whole = f"{commands.brief} --groups {len(brief.pairs) + pairs}"
    _more(layout, pairs, f"more {_plural('pair', pairs)} with {_count(events, 'event')}", whole)
    if not brief.pairs:
        layout.text(NOTHING)
    layout.section("Open contradictions")
    layout.text("Proposed by rules over the wording: read both sides." if brief.conflicts else "None found.")
    for conflict in brief.conflicts:
        _conflict(layout, conflict)
    left = brief.more_conflicts
    _more(layout, left, "more", f"{commands.brief} --groups {len(brief.conflicts) + left}")
    layout.section("Sources")
    for source in brief.sources:
        _source(layout, source)


def _more(layout: Layout, number: int, what: str, command: str) -> None:
    if number:
        layout.more(f"and {number} {what}", command)


def _count(number: int, noun: str) -> str:
    return f"{number} {_plural(noun, number)}"


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"


def _head(layout: Layout, brief: Brief) -> None:
    layout.title(
        f"Brief of {_count(brief.articles, 'article')}" + (f", {date_words(*brief.period)}" if brief.period else "")
    )
    outlets = [f"{safe(name)} {count}" if count > 1 else safe(name) for name, count in brief.outlets if name][:8]
    unnamed = sum(count for name, count in brief.outlets if name is None)
    left = sum(1 for name, _ in brief.outlets if name) - len(outlets)
    outlets += ([f"and {left} more"] if left else []) + ([f"{unnamed} without an outlet"] if unnamed else [])
    if outlets:
        layout.text(f"Outlets: {', '.join(outlets)}")
    skipped = ", ".join(f"{reason} {count}" for reason, count in brief.skips)
    layout.text(
        f"{_count(brief.statements, 'statement')}, {_count(brief.events, 'event')}"
        + (f"; skipped: {skipped}" if skipped else ", nothing skipped")
    )
    layout.text(
        "~ marks the day of publication, where the text gives no date of its own; [n] is the sentence under Sources."
    )


def _date(days: Days) -> str:
    return ("~" if days.basis == "published" else "") + date_short(days.first, days.last)


def _refs(*sources: Source | None) -> str:
    return " ".join(f"[{source.number}]" for source in sources if source is not None)


def _said(layout: Layout, said: Said, *, named: bool) -> None:
    lead, words = said_line(said.statement, _SAID_WIDTH)
    if not named:
        lead = f"{as_written(said.statement) or 'somebody'} {lead}"
    note, note_refs = (f"in reply to {said.reply_to[0]}", _refs(said.reply_to[1])) if said.reply_to else (None, "")
    layout.item(_date(said.days), lead, words, _refs(said.source), note, note_refs)


def _done(layout: Layout, done: Done) -> None:
    event = done.event
    lead = f"{parties_words(event)}  {event.type}"
    place = f", in {safe(event.place.name)}" if event.place else ""
    body = f"{word_of(event, done.told_by, done.outlet)}{place}"
    evidence = shorten(safe(event.evidence[0].exact), _EVIDENCE_WIDTH) if event.evidence else None
    layout.item(_date(done.days), lead, body, _refs(done.source), evidence)


def _conflict(layout: Layout, conflict: Conflict) -> None:
    sides = [speaker_words(side.statement) for side in (conflict.first, conflict.second)]
    layout.heading(" against ".join(sides), REASONS.get(conflict.reason, conflict.reason), 0)
    for side, name in zip((conflict.first, conflict.second), sides, strict=True):
        lead, words = said_line(side.statement, _SAID_WIDTH)
        layout.item(_date(side.days), f"{name} {lead}", words, _refs(side.source))


def _source(layout: Layout, source: Source) -> None:
    article, sentence = source.article, source.sentence
    place = f"{safe(article.path or article.id)}:{spans_words(sentence.start, sentence.end)}"
    published = date_short(article.published[:10]) if article.published else None
    detail = ", ".join(safe(text) for text in (article.source, published) if text)
    layout.source(source.number, place, detail, safe(sentence.exact))
