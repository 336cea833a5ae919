"""Event: who did what to whom, in PLOVER types."""

from __future__ import annotations

from typing import Literal

from onrecord.model.base import Span, Value, content_id
from onrecord.model.entities import Mention, Place, TimeExpression

EventType = str  # a name of the codebook in use; PLOVER's sixteen types by default (data/codebook/plover.yaml)
Quad = Literal[1, 2, 3, 4]
Factuality = Literal["actual", "planned", "threatened", "alleged", "denied", "hypothetical"]


class EventCode(Value, frozen=True, kw_only=True):
    """The relation of two spans of one sentence.

    Attributes:
        type: Type in the codebook; None for no event.
        mode: Mode of the type, or None.
        quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; None for no event.
        score: 0 to 1, higher is surer; not calibrated.
        runner_up: The next best type, or None.
        factuality: Whether it happened, is planned, threatened, alleged, denied or hypothetical; None for no event.
        why: Trigger and rule (or model) that decided.
        trigger: The words that decided; None where none did.
    """

    type: EventType | None = None
    mode: str | None = None
    quad: Quad | None = None
    score: float = 0.0
    runner_up: EventType | None = None
    factuality: Factuality | None = None
    why: str | None = None
    trigger: Span | None = None


class Event(Value, frozen=True, kw_only=True):
    """One event. What the text tells of the same event in several places is one Event with several evidence spans.

    Attributes:
        id: `e1:` and a hash of article, type, evidence ranges and the ranges of actors and recipients.
        type: Type in the codebook.
        mode: Mode of the type (`airstrike`), or None.
        contexts: Contexts of the codebook (`migration`, `economic`), sorted.
        actors: Who did it: mentions with their actors.
        recipients: To whom.
        date: When; None where the text does not say.
        place: Where; None where the text does not say.
        trigger: The words that tell the event, first telling.
        evidence: Sentences (or clauses) that tell it, in text order; at least one.
        factuality: Whether it happened.
        according_to: Ids of the statements that tell it; empty where the article tells it in its own voice.
        quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        intensity: -10 (conflict) to 10 (cooperation); source of the scale in the codebook file.
        confidence: 0 to 1, higher is surer; not calibrated.
        why: Rule or model, and the runner-up.
    """

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    date: TimeExpression | None = None
    place: Place | None = None
    trigger: Span | None = None
    evidence: tuple[Span, ...]
    factuality: Factuality
    according_to: tuple[str, ...] = ()
    quad: Quad
    intensity: float | None = None
    confidence: float | None = None
    why: str | None = None


def event_id(
    article_id: str,
    type_: EventType,
    evidence: tuple[Span, ...],
    actors: tuple[Mention, ...],
    recipients: tuple[Mention, ...],
) -> str:
    """Return the content hash that identifies an event of one article."""
    groups = (",".join(f"{s.start}-{s.end}" for s in spans) for spans in (evidence, actors, recipients))
    return content_id("e1", (article_id, type_, *groups))
