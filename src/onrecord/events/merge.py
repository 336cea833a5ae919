"""Drafts → events: tellings of one event in one article become one Event with several evidence spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.events.cast import country_of
from onrecord.events.codebook import Codebook
from onrecord.events.draft import Draft
from onrecord.model import Event, Factuality, Mention, TimeExpression, event_id

# Words are events each time they are said; only the very same act told twice is one.
_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# One fight or meeting is told in many words ("shelled", "the attack", "killed").
_WIDE = frozenset({"ASSAULT", "CONSULT"})
# What holds when one telling is surer than another, the strongest first.
_STRENGTH: tuple[Factuality, ...] = ("actual", "alleged", "denied", "threatened", "planned", "hypothetical")
_FACTS = frozenset({"actual", "alleged", "denied"})


def merge_drafts(drafts: Sequence[Draft], *, article_id: str, codebook: Codebook) -> list[Event]:
    """Return one Event for each group of drafts that tell the same event, by first telling."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        home = next((g for g in groups if all(_same_event(draft, other) for other in g)), None)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    return [_event(group, article_id=article_id, codebook=codebook) for group in groups]


def _same_event(a: Draft, b: Draft) -> bool:
    if a.type == b.type and a.evidence == b.evidence and _ranges(a) == _ranges(b):
        return True  # "condemned and denounced": one act, and one id
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode):
        return False
    if (a.factuality in _FACTS) != (b.factuality in _FACTS):
        return False
    if a.date and b.date and not _overlap(a.date, b.date):
        return False
    if a.type in _VERBAL and a.word != b.word:
        return False
    if a.type in _VERBAL and a.date is None and b.date is None and a.evidence != b.evidence:
        return _sides(a) == _sides(b) and a.trigger.exact == b.trigger.exact
    if a.type not in _WIDE and not _same_act(a, b):
        return False
    shared = (bool(a.actors) and bool(b.actors)) or (bool(a.recipients) and bool(b.recipients))
    straight = shared and _agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)
    both = a.is_reciprocal and b.is_reciprocal
    return straight or (both and _sides(a) == _sides(b))


def _overlap(a: TimeExpression, b: TimeExpression) -> bool:
    """Whether two dates can be the same day; ISO dates compare as text."""
    if a.interval is None or b.interval is None:
        return True
    return a.interval[0] <= b.interval[1] and b.interval[0] <= a.interval[1]


def _same_act(a: Draft, b: Draft) -> bool:
    """Whether two tellings use the same word, or speak of the same thing or mode."""
    return a.word == b.word or (a.thing is not None and a.thing == b.thing) or (a.mode is not None and a.mode == b.mode)


def _ranges(draft: Draft) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(tuple((m.start, m.end) for m in side) for side in (draft.actors, draft.recipients))


def _sides(draft: Draft) -> frozenset[str]:
    return frozenset(key for m in (*draft.actors, *draft.recipients) for key in _keys(m))


def _keys(mention: Mention) -> frozenset[str]:
    if mention.actor is None:
        return frozenset({mention.exact.casefold()})
    return frozenset({country_of(mention) or mention.actor.id})


def _agree(a: Sequence[Mention], b: Sequence[Mention]) -> bool:
    """Whether two sides can be the same: one is left out, or they share an actor or a country."""
    if not a or not b:
        return True
    return bool({k for m in a for k in _keys(m)} & {k for m in b for k in _keys(m)})


def _event(group: Sequence[Draft], *, article_id: str, codebook: Codebook) -> Event:
    first = max(group, key=lambda d: (bool(d.actors) + bool(d.recipients), d.confidence, -d.trigger.start))
    evidence = tuple(sorted({d.evidence for d in group}))
    factuality = min((d.factuality for d in group), key=_STRENGTH.index)
    own_voice = any(not d.according_to for d in group if d.factuality in _FACTS) and factuality == "actual"
    told = () if own_voice else tuple(dict.fromkeys(s for d in group for s in d.according_to))
    actors = first.actors or next((d.actors for d in group if d.actors), ())
    recipients = first.recipients or next((d.recipients for d in group if d.recipients), ())
    mode = first.mode or next((d.mode for d in group if d.mode), None)
    info = codebook.types[first.type]
    merged = replace(first, actors=actors, recipients=recipients)
    return Event(
        id=event_id(article_id, merged.type, evidence, merged.actors, merged.recipients),
        type=merged.type,
        mode=mode,
        contexts=tuple(sorted({c for d in group for c in d.contexts})),
        actors=merged.actors,
        recipients=merged.recipients,
        date=first.date or next((d.date for d in group if d.date), None),
        place=first.place or next((d.place for d in group if d.place), None),
        trigger=min((d.trigger for d in group), key=lambda s: s.start),
        evidence=evidence,
        factuality=factuality,
        according_to=told,
        quad=info.quad,
        intensity=codebook.intensity(merged.type, mode),
        confidence=max(d.confidence for d in group),
        why=merged.why,
    )
