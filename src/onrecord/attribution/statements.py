"""Relations → statements: kind, speaker, addressee, act, channel, time and nesting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from onrecord.attribution.acts import addressee_of, channel_of, head_of, reporting_text, said_when, speech_act
from onrecord.attribution.relations import Relation, find_relations
from onrecord.attribution.spans import Range, tokens_in
from onrecord.attribution.speakers import with_narrated_speakers
from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation
from onrecord.model import (
    Actor,
    Mention,
    Span,
    Statement,
    StatementKind,
    TimeExpression,
    spans_of,
    statement_id,
)
from onrecord.resolve.pronouns import FIRST, FIRST_PLURAL
from onrecord.resolve.referents import Referents

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class _Context:
    parsed: Parsed
    quotations: Sequence[Quotation]
    referents: Referents
    times: Sequence[TimeExpression]


def attribute(
    parsed: Parsed,
    quotations: Sequence[Quotation],
    referents: Referents,
    *,
    times: Sequence[TimeExpression] = (),
    relations: Sequence[Relation] | None = None,
) -> list[Statement]:
    """Return the statements of one article, in text order.

    Args:
        parsed: The article with its parse.
        quotations: Its quotations.
        referents: Its actor mentions; speakers are looked up here.
        times: Its time expressions, for when something was said.
        relations: Relations to use instead of those the rules find (a trained tagger's).

    Returns:
        Statements with distinct ids. A quotation without any sign of a speaker gives none.
    """
    context = _Context(parsed, quotations, referents, times)
    found = relations if relations is not None else find_relations(parsed, quotations)
    statements: dict[str, Statement] = {}
    for relation in found:
        statement = _statement(relation, context)
        statements.setdefault(statement.id, statement)
    ordered = sorted(statements.values(), key=_place)
    return _with_inner_speakers(with_narrated_speakers(_nested(ordered), referents, parsed))


def _place(statement: Statement) -> tuple[int, int, str]:
    spans = (*statement.content, *statement.cue, *statement.source)
    return min(s.start for s in spans), -max(s.end for s in spans), statement.id


def _statement(relation: Relation, context: _Context) -> Statement:
    text = context.parsed.text
    content, cue, source = (spans_of(text, r) for r in (relation.content, relation.cue, relation.source))
    tokens = tokens_in(context.parsed, relation.cue)
    head = head_of(tokens)
    mention = _speaker(source, context)
    addressee: tuple[Range, ...] = ()
    channel = None
    said = None
    if head is not None:
        around = reporting_text(head, context.parsed.view, relation.content)
        addressee = addressee_of(head, relation.content)
        channel = channel_of(context.parsed.view, around, head.idx)
        said = said_when(head, around, context.times)
    told = context.referents.actor_at(addressee[0][0], addressee[-1][1]) if addressee else None
    return Statement(
        id=statement_id(context.parsed.article.id, content, cue, source),
        kind=_kind(relation, context),
        content=content,
        cue=cue,
        source=source,
        speaker=mention.actor if mention is not None else None,
        speaker_spans=_named_by(mention, source, context),
        addressee=told.actor if told is not None else None,
        addressee_spans=spans_of(text, addressee),
        act=speech_act(tokens, " ".join(span.exact for span in content)),
        channel=channel[0] if channel is not None else None,
        channel_spans=spans_of(text, [channel[1]]) if channel is not None else (),
        said=said,
        confidence=relation.score,
        rule=relation.rule,
    )


def _kind(relation: Relation, context: _Context) -> StatementKind:
    """`direct` where every word of the content is quoted, `mixed` where some are; marks around the cue do not count."""
    text = context.parsed.text
    anchor = (relation.cue or relation.source or relation.content)[0][0]
    first, last = relation.content[0][0], relation.content[-1][1]
    near = [q for q in context.quotations if q.start < last and first < q.end]
    marks = [q for q in near if not (relation.cue and q.holds(anchor))]
    inside = outside = 0
    for start, end in relation.content:
        for offset in range(start, end):
            if text[offset].isalnum():
                if any(q.holds(offset) for q in marks):
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _speaker(source: Sequence[Span], context: _Context) -> Mention | None:
    if not source:
        return None
    start, end = source[0].start, source[-1].end
    found = context.referents.actor_at(start, end)
    if found is not None:
        return found
    exact = context.parsed.text[start:end]
    actor = _by_name(start, end, context.parsed) or _author(start, exact, context)
    return Mention(start=start, end=end, exact=exact, kind="actor", actor=actor, rule="source") if actor else None


def _by_name(start: int, end: int, parsed: Parsed) -> Actor | None:
    """A source that is a proper name no table or chain knows (`WXYZ-TV`)."""
    span = parsed.span_at(start, end)
    if span is None or span.root.pos_ != "PROPN" or span.root.ent_type_ in ("DATE", "TIME", "EVENT", "WORK_OF_ART"):
        return None
    words = [t for t in span if t.pos_ == "PROPN" or t.text in ("-", ".")]
    name = parsed.text[words[0].idx : span.root.idx + len(span.root)] if words and words[0].i <= span.root.i else ""
    if not name:
        return None
    if " " not in name and span[0].is_sent_start:
        return None
    title = name.istitle() and len(name.split()) <= 3 and span[0].lower_ not in ("the", "a")
    return Actor.of(name, "person" if title and span.root.ent_type_ != "ORG" else "organisation")


def _author(start: int, exact: str, context: _Context) -> Actor | None:
    """`I` outside quotation marks is the article's only author."""
    authors = context.parsed.article.authors
    if exact.casefold() not in FIRST or len(authors) != 1 or any(q.holds(start) for q in context.quotations):
        return None
    return Actor.of(authors[0], "person")


def _named_by(mention: Mention | None, source: Sequence[Span], context: _Context) -> tuple[Span, ...]:
    """The mention that the speaker's name was taken from, where the source beside the cue does not hold it."""
    if mention is None or mention.actor is None or mention.chain is None:
        return ()
    beside = " ".join(span.exact for span in source)
    if mention.actor.name.casefold() in beside.casefold():
        return ()
    chain = [m for m in context.referents.chain(mention.chain) if m.rule in ("name", "surname", "description")]
    best = max(chain, key=lambda m: (m.rule == "name", len(m.exact), -m.start), default=None)
    if best is None or any(s.start <= best.start and best.end <= s.end for s in source):
        return ()
    return (Span.of(context.parsed.text, best.start, best.end),)


def _nested(statements: Sequence[Statement]) -> list[Statement]:
    """Set `within` to the smallest other statement whose content holds cue and content."""
    placed = []
    for inner in statements:
        spans = (*inner.cue, *inner.content)
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        holders = [
            (sum(s.end - s.start for s in outer.content), outer.id)
            for outer in statements
            if outer.id != inner.id and inner.cue and any(s.start <= first and last <= s.end for s in outer.content)
        ]
        placed.append(msgspec.structs.replace(inner, within=min(holders)[1]) if holders else inner)
    return placed


def _with_inner_speakers(statements: list[Statement]) -> list[Statement]:
    """Inside a quotation `I` is its speaker; `we` is left unknown unless the speaker is a body or a group."""
    by_id = {s.id: s for s in statements}
    filled = []
    for statement in statements:
        outer = by_id.get(statement.within) if statement.within else None
        word = statement.source[0].exact.casefold() if len(statement.source) == 1 else ""
        quotes = outer is not None and (outer.kind != "indirect" or (outer.rule or "").endswith("label"))
        if statement.speaker is None and outer is not None and quotes and outer.speaker is not None:
            mine = word in FIRST or (word in FIRST_PLURAL and _speaks_as_many(outer.speaker))
            spans = outer.source or outer.speaker_spans
            if mine:
                statement = msgspec.structs.replace(statement, speaker=outer.speaker, speaker_spans=spans)
        filled.append(statement)
    return filled


def _speaks_as_many(actor: Actor) -> bool:
    return actor.kind in ("country", "government", "body", "organisation", "group")
