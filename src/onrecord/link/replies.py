"""Which earlier statement or event of the article a statement answers ("responded to that ultimatum by vowing ...").

Three signs, in this order; the first that finds something wins:

1. `named-answer`: the reporting clause has a word of answering and a noun that names what is answered ("that
   ultimatum", "the accusation"): the nearest earlier statement of another speaker whose speech act fits the noun.
2. `told-inside`: the reporting clause itself tells what is answered ("replied to a post speculating that ..."): the
   statement whose cue lies in it.
3. `answer-word`: a word of answering without such a noun, or a denial of "claims": the nearest earlier statement of
   another speaker, at most `MAX_PARAGRAPHS` paragraphs back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.language import Parsed
from onrecord.model import Event, Span, SpeechAct, Statement

# How far back an answer without a named object may reach. News paragraphs hold one or two sentences; 2 to 5 gave the
# same links on the articles looked at (2026-11).
MAX_PARAGRAPHS = 4
# A content this short names what is answered rather than saying something ("the new warning").
MAX_NAME_WORDS = 5

_ANSWERING = re.compile(
    r"\b(?:respond|repl(?:y|ie)|answer|retort|counter|rebut|rebuff|(?:hit|fire|shot|snap|clap|push)(?:e?d|s|ing)? back"
    r"|react|dismiss|reject|den(?:y|ie)|refut|in (?:response|reply|answer|reaction) to|annoy)\w*",
    re.IGNORECASE,
)
_PLAIN_ANSWER = re.compile(
    r"\b(?:respond|repl(?:y|ie)|answer|retort|counter|react|in (?:response|reply|answer) to)\w*", re.I
)
# "replied to a post": something the article has not told before, so no earlier statement of it is meant
_TO_SOMETHING_NEW = re.compile(
    r"\b(?:respond|repl(?:y|ie)|answer|react)\w*[^.]{0,30}?\bto (?:an?|one)\b", re.IGNORECASE
)
_ACTS_OF_NOUNS: tuple[tuple[str, tuple[SpeechAct, ...]], ...] = (
    (r"ultimatums?|threats?|warnings?", ("threaten", "warn", "demand")),
    (r"accusations?|allegations?|charges?|criticisms?", ("accuse", "criticise")),
    (r"claims?|assertions?|suggestions?|reports?", ("accuse", "assert", "announce")),
    (r"demands?|calls?|requests?|appeals?", ("demand", "propose", "ask")),
    (r"offers?|proposals?|overtures?|invitations?", ("propose", "promise")),
    (r"questions?", ("ask",)),
    (r"praise|compliments?", ("praise",)),
)
_NOUNS = tuple((re.compile(rf"\b(?:{noun})\b", re.IGNORECASE), frozenset(acts)) for noun, acts in _ACTS_OF_NOUNS)
_ANY_NOUN = re.compile(
    r"\b(?:that|those|these|the|his|her|their|this)\s+(?:\w+\s+)?(?:comments?|remarks?|statements?|words?|posts?|tweets?|speech|announcement|post)\b",
    re.I,
)


def link_replies(parsed: Parsed, statements: Sequence[Statement], events: Iterable[Event]) -> list[Statement]:
    """Return the statements with `replies_to` set where the text shows what they answer; nothing else changes.

    Args:
        parsed: The article.
        statements: Its statements, in text order.
        events: Its events; an answer to a threat that no statement holds is tied to the event.
    """
    ordered = list(statements)
    happenings = list(events)
    return [
        statement
        if statement.replies_to or (target := _answered(parsed, statement, ordered, happenings)) is None
        else msgspec.structs.replace(statement, replies_to=target)
        for statement in ordered
    ]


def _answered(
    parsed: Parsed, statement: Statement, statements: Sequence[Statement], events: Sequence[Event]
) -> str | None:
    clause = _reporting_clause(parsed, statement)
    if clause is None or not _ANSWERING.search(clause.exact):
        return None
    told = _told_inside(statement, clause, statements)
    if told is not None:
        return told
    if _TO_SOMETHING_NEW.search(clause.exact):
        return None
    for noun, acts in _NOUNS:
        if noun.search(clause.exact):
            return _nearest(parsed, statement, statements, acts) or _nearest_threat(statement, events, acts)
    if _ANY_NOUN.search(clause.exact) or _PLAIN_ANSWER.search(clause.exact):
        return _nearest(parsed, statement, statements, None)
    return None


def _names_what_it_answers(statement: Statement) -> bool:
    """Whether the content is only a name of what is answered ("denied the accusation")."""
    words = sum(len(span.exact.split()) for span in statement.content)
    return statement.act in ("deny", "reject") and statement.kind == "indirect" and words <= MAX_NAME_WORDS


def _reporting_clause(parsed: Parsed, statement: Statement) -> Span | None:
    """Return the sentence of the cue up to where the content begins or ends."""
    if not statement.cue:
        return None
    sentence = parsed.span_at(statement.cue[0].start, statement.cue[-1].end)
    if sentence is None or not len(sentence):
        return None
    start = sentence[0].sent.start_char
    end = sentence[-1].sent.end_char
    cue = statement.cue[0].start
    for span in () if _names_what_it_answers(statement) else statement.content:
        if span.end <= cue:
            start = max(start, span.end)
        elif span.start > cue:
            end = min(end, span.start)
    return Span.of(parsed.view, start, end) if start < end else None


def _told_inside(statement: Statement, clause: Span, statements: Sequence[Statement]) -> str | None:
    for other in statements:
        inside = other.cue and clause.start <= other.cue[0].start < clause.end
        if inside and other.id != statement.id and other.speaker != statement.speaker and other.act != "believe":
            return other.id
    return None


def _nearest(
    parsed: Parsed, statement: Statement, statements: Sequence[Statement], acts: frozenset[SpeechAct] | None
) -> str | None:
    """Return the nearest earlier statement of another known speaker whose act is one of `acts` (None: any)."""
    here = statement.content[0].start
    earlier = [s for s in statements if s.content[0].start < here and s.speaker and s.speaker != statement.speaker]
    for other in sorted(earlier, key=lambda s: -s.content[0].start):
        if acts is not None:
            if other.act in acts:
                return other.id
        elif parsed.paragraph_at(here) - parsed.paragraph_at(other.content[0].start) <= MAX_PARAGRAPHS:
            return other.id
    return None


def _nearest_threat(statement: Statement, events: Sequence[Event], acts: frozenset[SpeechAct]) -> str | None:
    wanted = {"threaten": "THREATEN", "accuse": "ACCUSE", "demand": "REQUEST"}
    types = {wanted[act] for act in acts if act in wanted}
    here = statement.content[0].start
    earlier = [e for e in events if e.type in types and e.evidence[0].start < here]
    return max(earlier, key=lambda e: e.evidence[0].start).id if earlier else None
