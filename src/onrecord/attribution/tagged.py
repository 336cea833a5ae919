"""Relations from the trained span tagger, joined with what the rules find where the tagger is silent.

The tagger (models/attribution/MODEL_CARD.md) is far better than the rules at spans and links; the rules add what its
training data does not mark: quotations with a plain reporting clause that it overlooks, and denials and accusations of
a thing named by a noun ("denied the charges").
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.attribution.acts import head_of, speech_act
from onrecord.attribution.relations import Relation, find_relations
from onrecord.attribution.spans import overlap, shared, tokens_in
from onrecord.attribution.speakers import with_answer_cue, with_inherited_source
from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation
from onrecord.resources import model_path

if TYPE_CHECKING:
    from onrecord.language.tagger import SpanTagger

# A rule's relation joins the tagger's where the rule is this sure. On PolNeAR dev the F1 of partial+source is the same
# from .9 up and falls by .2 at .6 (2026-11-22).
MIN_RULE_SCORE = 0.9
# Acts that a reader wants whole and PolNeAR marks only in part; they join at a lower score.
WANTED_ACTS = frozenset({"deny", "accuse", "refuse-comment", "threaten"})
MIN_WANTED_SCORE = 0.3
# Overlap of contents (intersection over union) from which two relations of one source are one statement told twice.
SAME_CONTENT = 0.8


@functools.lru_cache(maxsize=1)
def load_tagger() -> SpanTagger:
    """Return the span tagger that ships with the package, loaded once a process.

    Raises:
        SettingsError: The model's files are missing from the installation.
    """
    from onrecord.language.tagger import SpanTagger

    return SpanTagger.load(model_path("attribution"))


def tagger_relations(parsed: Parsed) -> list[Relation]:
    """Return the relations that the tagger finds in one article, by cue."""
    paragraphs = [(p.start, p.end) for p in parsed.paragraphs]
    found = [
        Relation(source=r.source, cue=r.cue, content=r.content, score=r.score, rule="tagger")
        for r in load_tagger().relations(parsed.view, paragraphs)
    ]
    kept = [r for r in found if not any(_tells_better(other, r) for other in found)]
    return [with_answer_cue(with_inherited_source(r, parsed), parsed) for r in kept]


def _tells_better(other: Relation, relation: Relation) -> bool:
    """Whether another relation has the same source and nearly the same content ("responded by" beside "vowing")."""
    if other is relation or not shared(other.source, relation.source):
        return False
    same = overlap(other.content, relation.content) >= SAME_CONTENT
    return same and (other.score, other.cue) > (relation.score, relation.cue)


def join_relations(parsed: Parsed, tagged: Sequence[Relation], ruled: Sequence[Relation]) -> list[Relation]:
    """Return the tagger's relations and those of the rules that it has no counterpart for, by their first range."""
    found = list(tagged)
    for relation in ruled:
        if _is_wanted(relation, parsed) and not any(_is_same(relation, other) for other in found):
            found.append(relation)
    return sorted(found, key=lambda r: (min(r.source + r.cue + r.content), r.content))


def tagged_relations(parsed: Parsed, quotations: Sequence[Quotation]) -> list[Relation]:
    """Return the relations of one article that its statements are made of.

    Args:
        parsed: The article with its parse.
        quotations: Its quotations (`find_quotations`).
    """
    return join_relations(parsed, tagger_relations(parsed), find_relations(parsed, quotations))


def _is_wanted(relation: Relation, parsed: Parsed) -> bool:
    if relation.score >= MIN_RULE_SCORE:
        return True
    if relation.score < MIN_WANTED_SCORE:
        return False
    tokens = tokens_in(parsed, relation.cue)
    content = " ".join(parsed.text[start:end] for start, end in relation.content)
    return head_of(tokens) is not None and speech_act(tokens, content) in WANTED_ACTS


def _is_same(one: Relation, other: Relation) -> bool:
    """Whether two relations share a cue, or at least a third of their contents."""
    return shared(one.cue, other.cue) > 0 or 3 * overlap(one.content, other.content) >= 1
