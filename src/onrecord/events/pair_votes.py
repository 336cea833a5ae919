"""What the frames say about two given spans of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook
from onrecord.events.factuality import Standing, refuses, standing
from onrecord.events.frames import Hit
from onrecord.events.hits import find_hits

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one frame says about the pair.

    Attributes:
        hit: The frame at its trigger.
        standing: How the act stands.
        type: Type, after plans and complements.
        fit: 4 both spans fill their roles; 3 the source acts and the target stands below the trigger; 2 one role is
            filled; 1 the roles are the other way round; 0 none is filled.
        rule: Name of the fit.
        depth: Depth of the trigger in the parse; lower is nearer the main clause.
    """

    hit: Hit
    standing: Standing
    type: str
    fit: int
    rule: str
    depth: int

    def root15(self, codebook: Codebook) -> str:
        """Return the root of the vote's type in the PLV data set."""
        return codebook.root15(self.type, is_planned=self.standing.factuality == "planned")


class PairCast:
    """Only the two spans are actors."""

    def __init__(self, source: Range, target: Range) -> None:
        self._spans = (source, target)

    def plays(self, token: Token) -> bool:
        """Whether the token stands inside one of the spans."""
        return any(start <= token.idx < end for start, end in self._spans)

    is_person = has_country = is_crowd = plays

    def is_place(self, token: Token) -> bool:
        """Whether the token names a place; the spans are taken for actors."""
        return not self.plays(token)

    def is_rival(self, token: Token, others: Sequence[Token]) -> bool:
        """Whether the token stands in another span than the others."""
        return all(self._span_of(token) != self._span_of(other) for other in others)

    def _span_of(self, token: Token) -> int | None:
        return next((n for n, (start, end) in enumerate(self._spans) if start <= token.idx < end), None)


def votes(doc: Doc, source: Range, target: Range, codebook: Codebook) -> list[Vote]:
    """Return what the frames say about two spans, the best first; ties by depth, then text order."""
    found = []
    for hit in find_hits(doc, PairCast(source, target), codebook):
        if _inside(hit.trigger, source) or _inside(hit.trigger, target):
            if not hit.frame.is_noun:
                continue
            fit, rule = 0, "inside a span"
        else:
            fit, rule = _fit(hit, source, target)
        state = standing(hit.carrier, codebook)
        if refuses(hit, state, codebook):
            hit = replace(hit, type="REJECT", mode=None)
            state = Standing(factuality="actual", cue="will not")
        future = codebook.types[hit.type].future
        type_ = future if state.factuality == "planned" and future else hit.type
        depth = sum(1 for _ in hit.trigger.ancestors)
        found.append(Vote(hit=hit, standing=state, type=type_, fit=fit, rule=rule, depth=depth))
    return sorted(found, key=lambda v: (-v.fit, v.depth, -v.hit.frame.demands, v.hit.trigger.i))


def _fit(hit: Hit, source: Range, target: Range) -> tuple[int, str]:
    acts = any(_inside(t, source) for t in hit.actors)
    suffers = any(_inside(t, target) for t in hit.recipients)
    swapped = any(_inside(t, target) for t in hit.actors), any(_inside(t, source) for t in hit.recipients)
    if acts and suffers:
        return 4, "actor and recipient"
    if hit.frame.raw.both and (acts or swapped[1]) and (suffers or swapped[0]):
        return 4, "both sides"
    if acts and any(_inside(t, target) for t in hit.trigger.subtree):
        return 3, "actor, target below"
    if suffers and not any(swapped):
        return 2, "recipient"
    if acts:
        return 2, "actor"
    if all(swapped):
        return 1, "roles swapped"
    return 0, "in the sentence"


def _inside(token: Token, span: Range) -> bool:
    start: int = token.idx
    return span[0] <= start < span[1]
