"""The relation of two given spans of one sentence: what the frames say, weighed by a small model."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook, load_codebook
from onrecord.events.factuality import standing
from onrecord.events.features import pair_features
from onrecord.events.linear import Linear, read_linear
from onrecord.events.pair_votes import Range, Vote, votes
from onrecord.language.parse import parse
from onrecord.model import Article, EventCode, Factuality, Span
from onrecord.resources import data_path

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Below this the model's best type is a guess: with no frame that joins the spans, no event is returned.
MIN_PROBABILITY = 0.3
# What a frame that fits both spans adds to its root's log share. PLV train, five folds, November 2026: root macro F1
# 80.2, 80.4, 80.4, 79.9, 79.3 at 0, 0.5, 1, 1.5, 2: flat, so the value that keeps plain sentences with the frames.
BONUS = 1.0
BOTH_SIDES = 4
MODEL = ("models", "plover_pair.npz")


@functools.lru_cache(maxsize=1)
def load_pair_model() -> Linear:
    """Return the model that ships with the project, loaded once; its card is data/models/plover_pair.md."""
    return read_linear(data_path(*MODEL))


def code_pair(text: str, *, source: Range, target: Range, codebook: Codebook | None = None) -> EventCode:
    """Return the relation of two given spans of one sentence; direction is source → target.

    The frames vote, and a linear model over their votes and the words decides; with a codebook other than PLOVER, for
    which the model knows no types, the best vote decides alone.

    Args:
        text: One sentence.
        source: Half-open code-point range of who acts.
        target: Half-open code-point range of who is acted upon.
        codebook: Types and frames; PLOVER by default.

    Returns:
        A code; with type None where no frame and no model is sure enough.
    """
    book = codebook or load_codebook()
    doc = parse(Article.of(text)).doc
    model = load_pair_model() if book.name == "PLOVER" else None
    return code_parsed(text, doc, source, target, book, model)


def code_parsed(text: str, doc: Doc, source: Range, target: Range, book: Codebook, model: Linear | None) -> EventCode:
    """Return the relation of two spans of a parsed sentence; see `code_pair`."""
    ranked = votes(doc, source, target, book)
    if model is None:
        return _by_votes(text, [v for v in ranked if v.fit > 0], book)
    shares = root_shares(model, doc, source, target, book)
    order = sorted(shares, key=lambda root: -shares[root])
    backing = next((v for v in ranked if v.root15(book) == order[0]), None)
    if backing is None and shares[order[0]] < MIN_PROBABILITY:
        return EventCode(score=round(shares[order[0]], 3), why="no frame joins the two spans, and the model is unsure")
    type_ = backing.type if backing is not None else _type_of(order[0], book)
    state: Factuality = backing.standing.factuality if backing is not None else _standing_of_root(doc, book)
    reason = f"model {shares[order[0]]:.2f}"
    if backing is not None:
        reason = f"{_frame_name(backing)}, {backing.rule}; {reason}"
    return EventCode(
        type=type_,
        mode=_mode(backing, book),
        quad=book.types[type_].quad,
        score=round(shares[order[0]], 3),
        runner_up=_type_of(order[1], book),
        factuality=state,
        why=f"{reason}; runner-up {order[1]} {shares[order[1]]:.2f}",
        trigger=_trigger(text, backing) if backing is not None else None,
    )


def root_shares(model: Linear, doc: Doc, source: Range, target: Range, book: Codebook) -> Mapping[str, float]:
    """Return the share of each of the 15 roots, summing to 1: the model's, raised where a frame fits both spans."""
    shares = model.probabilities(pair_features(doc, source, target, book))
    return with_bonus(shares, votes(doc, source, target, book), book)


def with_bonus(shares: Mapping[str, float], ranked: Sequence[Vote], book: Codebook) -> Mapping[str, float]:
    """Return the shares with the root of a frame whose actor and recipient are the two spans raised."""
    if not ranked or ranked[0].fit < BOTH_SIDES or ranked[0].standing.is_negated:
        return shares
    root = ranked[0].root15(book)
    raised = {
        name: share * (math.exp(BONUS * ranked[0].hit.frame.raw.w) if name == root else 1)
        for name, share in shares.items()
    }
    total = sum(raised.values())
    return {name: share / total for name, share in raised.items()}


def _by_votes(text: str, ranked: list[Vote], book: Codebook) -> EventCode:
    if not ranked:
        return EventCode(why="no frame joins the two spans")
    best = ranked[0]
    return EventCode(
        type=best.type,
        mode=_mode(best, book),
        quad=book.types[best.type].quad,
        score=round(best.hit.frame.raw.w * best.fit / 4, 3),
        runner_up=next((v.type for v in ranked if v.type != best.type), None),
        factuality=best.standing.factuality,
        why=f"{_frame_name(best)}, {best.rule}",
        trigger=_trigger(text, best),
    )


def _type_of(root: str, book: Codebook) -> str:
    """Return the type of a root; of YIELD's two the material one."""
    names = [name for name, info in book.types.items() if info.root15 == root]
    return max(names, key=lambda name: book.types[name].quad)


def _standing_of_root(doc: Doc, book: Codebook) -> Factuality:
    root = next(iter(doc.sents)).root
    return standing(root, book).factuality


def _frame_name(vote: Vote) -> str:
    return f"{'noun' if vote.hit.frame.is_noun else 'verb'} frame `{vote.hit.frame.name}` of {vote.hit.frame.type}"


def _mode(vote: Vote | None, book: Codebook) -> str | None:
    return vote.hit.mode if vote is not None and vote.hit.mode in book.types[vote.type].modes else None


def _trigger(text: str, vote: Vote) -> Span:
    words = vote.hit.words or (vote.hit.trigger,)
    return Span.of(text, min(t.idx for t in words), max(t.idx + len(t) for t in words))
