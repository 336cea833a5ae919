"""Records → the contents of a brief: what stands where, before any layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from onrecord.archive.dates import Days, event_days, statement_days
from onrecord.archive.fold import fold
from onrecord.archive.rows import country_of
from onrecord.cli.brief_model import Brief, Conflict, Done, Group, Said, Source
from onrecord.cli.sentences import sentence_around
from onrecord.cli.words import capitalised, country_in_text, in_sentence, parties_words, role_words, safe, speaker_words
from onrecord.link.contradictions import Contradiction
from onrecord.model import Article, Event, Mention, Record, Skipped, Span, Statement


def build_brief(
    records: Sequence[Record],
    skips: Iterable[Skipped],
    contradictions: Sequence[Contradiction],
    *,
    lines: int,
    groups: int,
) -> Brief:
    """Return the brief of the records.

    Args:
        records: What to tell.
        skips: What was not read.
        contradictions: Those between the records' statements, surest first.
        lines: Most lines under one heading.
        groups: Most speakers, most pairs and most contradictions.
    """
    page = _Page(records)
    speakers = _grouped(page.statements, _speaker_key)
    pairs = _grouped(page.events, _pair_key)
    speakers.sort(key=lambda group: (group[0][0][0] == "?", -len(group[1]), group[0]))
    pairs.sort(key=lambda group: (not _is_between(group[0]), -len(group[1]), group[0]))
    reasons = Counter(skip.reason for skip in skips)
    days = sorted(record.article.published[:10] for record in records if record.article.published)
    outlets = Counter(record.article.source for record in records)
    shown_speakers = tuple(page.speaker_group(items, lines) for _, items in speakers[:groups])
    shown_pairs = tuple(page.pair_group(key, items, lines) for key, items in pairs[:groups])
    conflicts = tuple(page.conflict(item) for item in contradictions[:groups])
    return Brief(
        articles=len(records),
        outlets=tuple(sorted(outlets.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))),
        period=(days[0], days[-1]) if days else None,
        statements=page.all_statements,
        events=len(page.events),
        skips=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        speakers=shown_speakers,
        more_speakers=(len(speakers[groups:]), sum(len(items) for _, items in speakers[groups:])),
        pairs=shown_pairs,
        more_pairs=(len(pairs[groups:]), sum(len(items) for _, items in pairs[groups:])),
        conflicts=conflicts,
        more_conflicts=len(contradictions[groups:]),
        sources=tuple(page.sources.values()),
    )


_StatementIn = tuple[Statement, Article]
_EventIn = tuple[Event, Article]
_Key = tuple[str, ...]
_OTHERS = "others"
_THIN_WORDS = 5
_KNOWN = ("person", "government", "body", "organisation")  # kinds of actor with a heading of their own
_T = TypeVar("_T", _StatementIn, _EventIn)


def _grouped(items: Sequence[_T], key: Callable[[_T], _Key]) -> list[tuple[_Key, list[_T]]]:
    groups: dict[_Key, list[_T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.items())


def _speaker_key(item: _StatementIn) -> _Key:
    """Return what tells speakers apart: the name; of those not named, only within one article."""
    statement, article = item
    if statement.speaker is None:
        return ("?",)
    name = fold(statement.speaker.name)
    return ("unnamed", name, article.id) if statement.speaker.kind == "unnamed" else ("named", name)


def _pair_key(item: _EventIn) -> _Key:
    """Return the two sides of an event, in alphabetical order: countries where known, else names, else `others`."""
    event, _ = item
    sides = {_side(event.actors), _side(event.recipients)}
    if _OTHERS in sides and len(sides) > 1:
        return (*sorted(sides - {_OTHERS}), _OTHERS)
    return tuple(sorted(sides))


def _side(mentions: tuple[Mention, ...]) -> str:
    for mention in mentions:
        country = country_of(mention)
        if country is not None:
            return country
    for mention in mentions:
        if mention.actor is not None and mention.actor.kind in _KNOWN:
            return safe(mention.actor.name)
    return _OTHERS


def _is_between(key: _Key) -> bool:
    return len(key) == 2 and all(_is_code(side) for side in key)


def _is_code(side: str) -> bool:
    return len(side) == 3 and side.isascii() and side.isupper()


def _pair_title(key: _Key) -> str:
    names = [country_in_text(side) if _is_code(side) else side for side in key]
    if len(names) > 1:
        return capitalised(" and ".join(names))
    return "Between others" if key == (_OTHERS,) else f"Within {names[0]}"


class _Page:
    """The records of a page by id, and the sentences it points at, numbered as they are first used."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.sources: dict[tuple[str, int, int], Source] = {}
        said = [(item, record.article) for record in records for item in record.statements]
        self.events = [(item, record.article) for record in records for item in record.events]
        self._statement = {statement.id: (statement, article) for statement, article in said}
        self.all_statements = len(said)
        self.statements = [item for item in said if not self._is_told_again(item[0])]
        self._event = {event.id: (event, article) for event, article in self.events}

    def _is_told_again(self, statement: Statement) -> bool:
        """Return whether it is part of a longer statement of the same speaker, which the page has anyway."""
        if statement.within not in self._statement:
            return False
        outer, _ = self._statement[statement.within]
        return outer.speaker == statement.speaker and all(
            any(whole.start <= span.start and span.end <= whole.end for whole in outer.content)
            for span in statement.content
        )

    def speaker_group(self, items: list[_StatementIn], lines: int) -> Group:
        """Return the statements of one speaker, newest first."""
        newest = sorted(items, key=lambda item: _newest_first(statement_days(*item), item[1], item[0].content))
        substantial_first = sorted(range(len(newest)), key=lambda place: (_is_thin(newest[place][0]), place))
        shown = [newest[place] for place in sorted(substantial_first[:lines])]
        statement, article = newest[0]
        speaker = statement.speaker
        if speaker is None:
            title, detail = "Speaker not identified", ""
        elif speaker.kind == "unnamed":
            title, detail = (
                speaker_words(statement),
                f"not named, in {safe(article.source or Path(article.path or article.id).name)}",
            )
        else:
            title, detail = (
                speaker_words(statement),
                max((role_words(s.speaker) for s, _ in items if s.speaker), key=len),
            )
        return Group(
            title=title,
            detail=detail,
            total=len(items),
            speaker=speaker.name if speaker else None,
            said=tuple(self.said(*item) for item in shown),
        )

    def pair_group(self, key: _Key, items: list[_EventIn], lines: int) -> Group:
        """Return the events between two sides, newest first."""
        newest = sorted(items, key=lambda item: _newest_first(self._days(*item), item[1], item[0].evidence))
        return Group(
            title=_pair_title(key),
            detail="",
            total=len(items),
            countries=(key[0], key[1]) if _is_between(key) else None,
            done=tuple(self._done(*item) for item in newest[:lines]),
        )

    def conflict(self, contradiction: Contradiction) -> Conflict:
        """Return both sides of a contradiction."""
        first, second = self._statement[contradiction.first], self._statement[contradiction.second]
        return Conflict(reason=contradiction.reason, first=self.said(*first), second=self.said(*second))

    def said(self, statement: Statement, article: Article) -> Said:
        """Return the line of a statement."""
        source = self._source(article, (*statement.content, *statement.cue, *statement.source))
        return Said(
            statement=statement,
            days=statement_days(statement, article),
            source=source,
            reply_to=self._replied(statement.replies_to) if statement.replies_to else None,
        )

    def _replied(self, ident: str) -> tuple[str, Source | None] | None:
        if ident in self._statement:
            statement, article = self._statement[ident]
            source = self._source(article, (*statement.content, *statement.cue, *statement.source))
            return in_sentence(speaker_words(statement)), source
        if ident in self._event:
            event, article = self._event[ident]
            return f"{parties_words(event)} {event.type}", self._source(article, event.evidence[:1])
        return None

    def _days(self, event: Event, article: Article) -> Days:
        return event_days(event, self._told_by(event), article)

    def _told_by(self, event: Event) -> tuple[Statement, ...]:
        return tuple(self._statement[ident][0] for ident in event.according_to if ident in self._statement)

    def _done(self, event: Event, article: Article) -> Done:
        return Done(
            event=event,
            days=self._days(event, article),
            told_by=self._told_by(event),
            outlet=article.source,
            source=self._source(article, event.evidence[:1]),
        )

    def _source(self, article: Article, spans: Sequence[Span]) -> Source | None:
        if not spans:
            return None
        sentence = sentence_around(article, min(s.start for s in spans), max(s.end for s in spans))
        key = (article.id, sentence.start, sentence.end)
        if key not in self.sources:
            self.sources[key] = Source(number=len(self.sources) + 1, article=article, sentence=sentence)
        return self.sources[key]


def _is_thin(statement: Statement) -> bool:
    """Return whether so few words were said that the line alone tells little."""
    return sum(len(span.exact.split()) for span in statement.content) < _THIN_WORDS


def _newest_first(days: Days, article: Article, spans: tuple[Span, ...]) -> tuple[int, str, int]:
    """Return a sort key: the newest first, without a date last; on one day in text order."""
    day = int(days.first.replace("-", "")) if days.first else 0
    return -day, article.id, spans[0].start if spans else 0
