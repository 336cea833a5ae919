"""Parse and quotations → relations of source, cue and content.

This is the part that finds spans and nothing more: who the source is, what act the cue tells and when it was said are
decided after it (`onrecord.attribution.statements`), so that a trained tagger can stand in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.attribution.cues import rate
from onrecord.attribution.features import score as frame_score
from onrecord.attribution.floors import floor
from onrecord.attribution.frames import Frame, verb_frames
from onrecord.attribution.nominal import noun_frames
from onrecord.attribution.phrases import phrase_drafts
from onrecord.attribution.quoted import Draft, QuoteReader
from onrecord.attribution.spans import Range, cue_tokens, ranges_of
from onrecord.attribution.states import quote_state
from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation

# Probability from which a frame is taken for an attribution: 0.3 to 0.45 tried on PolNeAR train, flat. 2026-11-22.
MIN_SCORE = 0.38


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One attribution as ranges of the text.

    Attributes:
        source: Ranges of the source; empty where the text has none.
        cue: Ranges of the cue; empty where a quotation carries on without one.
        content: Ranges of the content, at least one.
        score: 0 to 1: share of relations of this rule and cue that are right on PolNeAR train.
        rule: Rule that found it.
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    score: float
    rule: str


def find_relations(parsed: Parsed, quotations: Sequence[Quotation]) -> list[Relation]:
    """Return the relations of one article, by start of their first range.

    Args:
        parsed: The article with its parse.
        quotations: Its quotations (`find_quotations`).
    """
    reader = QuoteReader(parsed, quotations)
    drafts = list(reader.read())
    taken = set(reader.by_verb)
    drafts.extend(_framed(parsed, quotations, taken))
    drafts.extend(phrase_drafts(parsed))
    relations = [_relation(draft) for draft in drafts if draft.content]
    return sorted(relations, key=lambda r: (min(r.source + r.cue + r.content), r.content))


def _relation(draft: Draft) -> Relation:
    return Relation(
        source=ranges_of(draft.source),
        cue=ranges_of(draft.cue),
        content=tuple(sorted(set(draft.content))),
        score=draft.score,
        rule=draft.rule,
    )


def _framed(parsed: Parsed, quotations: Sequence[Quotation], taken: set[int]) -> list[Draft]:
    drafts = []
    for frames in (*verb_frames(parsed.doc), *noun_frames(parsed.doc)):
        if frames[0].verb.i in taken:
            continue
        rated = []
        for one in frames:
            state = quote_state(one, quotations)
            learnt = frame_score(one, state, rate(one.lemma, one.name, state))
            rated.append((max(learnt, floor(one, state)), one))
        score, frame = max(rated, key=lambda pair: pair[0])
        if score >= MIN_SCORE:
            drafts.append(_draft(frame, score))
    return drafts


def _draft(frame: Frame, score: float) -> Draft:
    cue = frame.cue or cue_tokens(frame.verb, frame.content)
    kind = "" if frame.name.startswith(("noun", "light", "adj")) else "verb-"
    return Draft(
        rule=f"{kind}{frame.name.replace('_', '-')}",
        score=round(score, 3),
        cue=[t for t in cue if t not in frame.source and t not in frame.content],
        source=list(frame.source),
        content=list(ranges_of(frame.content)),
        verb=frame.verb.i,
        quoted=False,
    )
