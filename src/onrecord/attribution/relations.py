"""Parse and quotations → relations of source, cue and content.

This is the part that finds spans and nothing more: who the source is, what act the cue tells and when it was said are
decided after it (`onrecord.attribution.statements`), so that a trained tagger can stand in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.attribution.cues import cues, lemma_of, rate
from onrecord.attribution.features import score as frame_score
from onrecord.attribution.floors import floor
from onrecord.attribution.frames import Frame, verb_frames
from onrecord.attribution.nominal import noun_frames
from onrecord.attribution.phrases import phrase_drafts
from onrecord.attribution.quoted import Draft, QuoteReader
from onrecord.attribution.spans import Range, cue_tokens, ranges_of, subtree, trimmed
from onrecord.attribution.states import quote_state
from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token

# Probability from which a frame is taken for an attribution: 0.3 to 0.45 tried on PolNeAR train, flat. 2026-11-22.
MIN_SCORE = 0.42
# with an infinitive these tell how an action goes on, not what is said
_ASPECT = frozenset({"continue", "begin", "start", "go", "finish"})


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
    drafts.extend(_carried(reader.loose, drafts, parsed))
    drafts = _without_doubles(_joined_cues(drafts, parsed), parsed)
    relations = [_relation(draft, quotations) for draft in drafts if draft.content]
    return sorted(relations, key=lambda r: (min(r.source + r.cue + r.content), r.content))


def _carried(loose: Sequence[Quotation], drafts: list[Draft], parsed: Parsed) -> list[Draft]:
    """Give a quotation that stands alone to whoever spoke right before it.

    After an indirect statement of the same paragraph it is more of that statement; at the start of a paragraph it is
    a statement of its own, without a cue, by the source of the last statement of the paragraph before.
    """
    new: list[Draft] = []
    for quotation in loose:
        number = parsed.paragraph_at(quotation.start)
        paragraph = parsed.paragraphs[number]
        before = parsed.span_at(paragraph.start, quotation.start)
        words = [t for t in before or () if not t.is_space and t.idx < quotation.start]
        if words:
            said = _said_in(words[-1], drafts)
            if said is not None:
                said.content.extend(quotation.ranges)
        elif number:
            told = _last_told(parsed.paragraphs[number - 1].start, parsed.paragraphs[number - 1].end, [*drafts, *new])
            if told is not None:
                new.append(
                    Draft(rule="quotation-carried", score=0.5, source=list(told.source), content=list(quotation.ranges))
                )
    return new


def _said_in(last: Token, drafts: Sequence[Draft]) -> Draft | None:
    """The draft of the sentence that ends with a token, told by its main clause."""
    sentence = last.sent
    for draft in drafts:
        if draft.verb is None or not draft.source or not sentence.start <= draft.verb < sentence.end:
            continue
        verb = last.doc[draft.verb]
        if verb.dep_ in ("ROOT", "conj") and lemma_of(verb) in cues().quotation_verbs and draft.content:
            return draft
    return None


def _last_told(start: int, end: int, drafts: Sequence[Draft]) -> Draft | None:
    told = [d for d in drafts if d.source and d.content and start <= d.content[-1][1] <= end and d.quoted]
    return max(told, key=lambda d: d.content[-1][1], default=None)


def _joined_cues(drafts: list[Draft], parsed: Parsed) -> list[Draft]:
    """Make one relation of `responded by vowing that ...`: the inner content with both verbs as its cue."""
    by_verb = {draft.verb: draft for draft in drafts if draft.verb is not None}
    dropped: set[int] = set()
    for inner in drafts:
        if inner.verb is None:
            continue
        verb = parsed.doc[inner.verb]
        by = parsed.doc[verb.i - 1] if verb.i else verb
        if verb.tag_ != "VBG" or by.lower_ != "by":
            continue
        above = (by_verb[t.i] for t in by.ancestors if t.i in by_verb and t.i < by.i)
        outer = next((draft for draft in above if not draft.quoted), None)
        if outer is None:
            held = (d for d in drafts if d is not inner and any(s <= by.idx < e for s, e in d.content))
            outer = next((d for d in held if d.verb is not None and d.verb < by.i and not d.quoted), None)
        if outer is not None and outer is not inner and not outer.quoted:
            dropped.add(id(outer))
            inner.cue = [*[t for t in outer.cue if t.i < by.i], by, *[t for t in inner.cue if t.i > by.i]]
            inner.source = outer.source or inner.source
    return [draft for draft in drafts if id(draft) not in dropped]


def _without_doubles(drafts: list[Draft], parsed: Parsed) -> list[Draft]:
    """Tell `expressed worry that` and `declined to predict that` once."""
    doc = parsed.doc
    by_verb = {draft.verb: draft for draft in drafts if draft.verb is not None}
    dropped: set[int] = set()
    for draft in drafts:
        if draft.verb is None:
            continue
        governor = by_verb.get(doc[draft.verb].head.i)
        if governor is None or governor is draft:
            continue
        light = draft.rule.startswith("light") and governor.rule == "verb-dobj"
        made = draft.rule.startswith("adj") and governor.verb in {t.i for t in draft.cue}
        if light or made:
            dropped.add(id(governor))
        elif doc[draft.verb].dep_ == "xcomp" and lemma_of(doc[draft.verb].head) in ("decline", "refuse"):
            dropped.add(id(draft))
    return [draft for draft in drafts if id(draft) not in dropped]


def _with_marks(span: Range, quotations: Sequence[Quotation]) -> Range:
    """Take in the quotation mark right before or after a range that holds all of the quotation but the mark."""
    start, end = span
    for quotation in quotations:
        first, last = quotation.ranges[0][0], quotation.ranges[-1][1]
        if start <= first < end < last and last - end <= 4 and quotation.inner[-1][1] - end <= 1:
            end = last
        if first < start <= quotation.inner[0][0] and last <= end:
            start = first
    return start, end


def _merged(spans: Iterable[Range]) -> tuple[Range, ...]:
    """Sorted ranges, with those joined that touch or are one blank apart."""
    found: list[Range] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _unmarked(tokens: Sequence[Token]) -> list[Token]:
    """A source without a stray quotation mark at either end."""
    kept = list(tokens)
    while len(kept) > 1 and kept[0].is_quote:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].is_quote and not any(t.is_quote for t in kept[:-1]):
        kept = kept[:-1]
    return kept


def _relation(draft: Draft, quotations: Sequence[Quotation]) -> Relation:
    return Relation(
        source=ranges_of(_unmarked(draft.source)),
        cue=ranges_of(draft.cue),
        content=_merged({_with_marks(span, quotations) for span in draft.content}),
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
            if one.lemma in _ASPECT and one.name.startswith("xcomp"):
                continue
            state = quote_state(one, quotations)
            learnt = frame_score(one, state, rate(one.lemma, one.name, state))
            rated.append((max(learnt, floor(one, state)), one))
        score, frame = max(rated, key=lambda pair: pair[0], default=(0.0, frames[0]))
        if score >= MIN_SCORE:
            drafts.append(_draft(frame, score))
    return drafts


def _denied_clause(frame: Frame) -> list[Token]:
    """What is denied in `denied allegations that ...`: the clause; empty where the frame is no denial of one."""
    if frame.name != "dobj" or cues().verbs.get(frame.lemma) != "deny":
        return []
    for noun in frame.content:
        if noun.head.i == frame.verb.i and lemma_of(noun) in cues().nouns:
            for clause in noun.rights:
                if clause.dep_ in ("acl", "ccomp", "relcl") and any(c.lower_ == "that" for c in clause.children):
                    return [t for t in trimmed(subtree(clause)) if t in frame.content]
    return []


def _draft(frame: Frame, score: float) -> Draft:
    cue = frame.cue or cue_tokens(frame.verb, frame.content)
    denied = _denied_clause(frame)
    kind = "" if frame.name.startswith(("noun", "light", "adj")) else "verb-"
    return Draft(
        rule=f"{kind}{frame.name.replace('_', '-')}",
        score=round(score, 3),
        cue=[t for t in cue if t not in frame.source and t not in frame.content],
        source=list(frame.source),
        content=list(ranges_of(denied or frame.content)),
        verb=frame.verb.i,
        quoted=False,
    )
