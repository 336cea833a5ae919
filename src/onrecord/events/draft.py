"""A told event before merging, and the fields read around its trigger: when, where, contexts, on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook
from onrecord.events.grammar import clause_of, lemma
from onrecord.language.parse import Parsed
from onrecord.model import Factuality, Mention, Place, Span, Statement, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_PLACING = frozenset({"in", "at", "near", "outside", "inside", "around", "on", "off", "across", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One telling of an event."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    date: TimeExpression | None
    place: Place | None
    trigger: Span
    word: str
    thing: str | None
    evidence: Span
    factuality: Factuality
    according_to: tuple[str, ...]
    confidence: float
    is_reciprocal: bool
    about: str | None
    has_light_verb: bool
    has_political_actor: bool
    politics: int
    is_public: bool
    is_near_country: bool
    why: str


def date_of(carrier: Token, trigger: Token, sentence: Tokens, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the time expression of the trigger's own phrase or clause that stands nearest; None without one."""
    best: tuple[int, int, TimeExpression] | None = None
    clause = clause_of(carrier)
    subtree = {t.i for t in trigger.subtree} if trigger.pos_ != "VERB" else set()
    is_bare_noun = trigger.pos_ != "VERB" and carrier == trigger
    for time in times:
        if time.interval is None or not sentence.start_char <= time.start < sentence.end_char:
            continue
        tokens = sentence.doc.char_span(time.start, time.end, alignment_mode="expand")
        if tokens is None:
            continue
        root = tokens.root
        inside_noun = root.dep_ in ("compound", "nummod", "amod", "poss", "nmod")
        rank = (
            0
            if root.i in subtree
            else 1
            if clause_of(root) == clause and not inside_noun and not is_bare_noun
            else None
        )
        if rank is None:
            continue
        key = (rank, abs(root.i - trigger.i), time)
        if best is None or key[:2] < best[:2]:
            best = key
    return best[2] if best else None


def place_of(carrier: Token, trigger: Token, sentence: Tokens, places: Sequence[Place]) -> Place | None:
    """Return the place behind a preposition of place in the trigger's clause or phrase; None without one."""
    clause = clause_of(carrier)
    best: tuple[int, Place] | None = None
    for place in places:
        if not sentence.start_char <= place.start < sentence.end_char:
            continue
        tokens = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
        if tokens is None or tokens.root.dep_ != "pobj" or lemma(tokens.root.head) not in _PLACING:
            continue
        root = tokens.root
        if clause_of(root) == clause and (best is None or abs(root.i - trigger.i) < best[0]):
            best = (abs(root.i - trigger.i), place)
    return best[1] if best else None


def contexts_of(sentence: Tokens, codebook: Codebook) -> tuple[str, ...]:
    """Return the contexts that a sentence's words give, sorted."""
    words = set(_words(sentence))
    return tuple(sorted(name for name, keys in codebook.contexts.items() if keys & words))


def _words(sentence: Tokens) -> Iterator[str]:
    last = ""
    for token in sentence:
        for word in (lemma(token), token.lower_):
            yield word
            if last:
                yield f"{last}_{word}"
        last = lemma(token)


def tellers(trigger: Token, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return the id of the innermost statement whose content holds the trigger; empty for the article's own voice."""
    start, end = trigger.idx, trigger.idx + len(trigger)
    holding = [
        (sum(s.end - s.start for s in statement.content), statement.id)
        for statement in statements
        if any(s.start <= start and end <= s.end for s in statement.content)
        and not any(s.start < end and start < s.end for s in statement.cue)
    ]
    return (min(holding)[1],) if holding else ()


def told_by(trigger: Token, statements: Sequence[Statement]) -> Statement | None:
    """Return the statement whose cue the trigger is part of; None where it is no cue, or that of a mere thought."""
    for statement in statements:
        if statement.act != "believe" and any(s.start <= trigger.idx < s.end for s in statement.cue):
            return statement
    return None


def sentence_span(parsed: Parsed, sentence: Tokens) -> Span:
    """Return a sentence without the blanks, and the page residue that the view blanks, around it."""
    seen = parsed.view[sentence.start_char : sentence.end_char]
    start = sentence.start_char + len(seen) - len(seen.lstrip())
    return Span.of(parsed.text, start, start + len(seen.strip()))
