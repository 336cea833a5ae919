"""What the small model sees of a marked pair: the frames' votes, and the words around the spans, actors masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook
from onrecord.events.grammar import is_passive, lemma
from onrecord.events.pair_votes import Range, Vote, votes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SOURCE, TARGET = "<s>", "<t>"
_FAR = 6


def pair_features(doc: Doc, source: Range, target: Range, codebook: Codebook) -> Mapping[str, float]:
    """Return named features of a pair of spans in one sentence, values in 0..1.

    Groups: `v:` votes of the frames, `w:` words of the sentence, `b:` between the spans, `n:` around each span,
    `p:` on the path between them in the parse, `r:` what the spans are.
    """
    found: dict[str, float] = {}
    ranked = votes(doc, source, target, codebook)
    for name in _vote_features(ranked, codebook):
        found[name] = 1.0
    masked = _masked(doc, source, target)
    for name in _word_features(masked):
        found.setdefault(name, 1.0)
    for name in _path_features(doc, source, target):
        found.setdefault(name, 1.0)
    return found


def _vote_features(ranked: Sequence[Vote], codebook: Codebook) -> Iterator[str]:
    yield f"v:none={not ranked}"
    for place, vote in enumerate(ranked[:3]):
        flag = "neg" if vote.standing.is_negated else vote.standing.factuality
        if place == 0:
            yield f"v:top={vote.type}"
            yield f"v:root={vote.root15(codebook)}"
            yield f"v:top={vote.type}/{vote.fit}"
            yield f"v:top={vote.type}/{flag}"
            yield f"v:frame={vote.hit.frame.type}:{vote.hit.frame.name}"
            yield f"v:mode={vote.type}/{vote.hit.mode}"
        yield f"v:any={vote.type}/{min(vote.fit, 2)}"
    for vote in ranked:
        yield f"v:has={vote.hit.frame.type}"
        if vote.fit >= 2:
            yield f"v:fits={vote.hit.frame.type}"
            yield f"v:fitword={lemma(vote.hit.trigger)}"


def _masked(doc: Doc, source: Range, target: Range) -> list[str]:
    """Return the sentence's lemmas with each span as one symbol and names as their entity type."""
    words: list[str] = []
    for token in doc:
        symbol = (
            SOURCE if source[0] <= token.idx < source[1] else TARGET if target[0] <= token.idx < target[1] else None
        )
        if symbol is None:
            symbol = token.ent_type_ if token.ent_type_ and token.pos_ in ("PROPN", "NUM") else lemma(token)
            if token.is_space or token.is_punct:
                continue
        if not words or words[-1] != symbol:
            words.append(symbol)
    return words


def _word_features(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield f"w:{word}"
    for a, b in pairwise(words):
        yield f"w:{a} {b}"
    where = {symbol: words.index(symbol) for symbol in (SOURCE, TARGET) if symbol in words}
    if len(where) < 2:
        return
    first, last = sorted(where.values())
    order = "st" if where[SOURCE] < where[TARGET] else "ts"
    yield f"r:order={order}"
    between = words[first + 1 : last]
    for word in between:
        yield f"b:{order}:{word}"
    for a, b in pairwise(between):
        yield f"b:{order}:{a} {b}"
    for symbol, at in where.items():
        for step in (1, 2, 3):
            if at + step < len(words):
                yield f"n:{symbol}+:{words[at + step]}"
            if at - step >= 0:
                yield f"n:{symbol}-:{words[at - step]}"


def _path_features(doc: Doc, source: Range, target: Range) -> Iterator[str]:
    a, b = _root(doc, source), _root(doc, target)
    for name, token in (("s", a), ("t", b)):
        if token is None:
            continue
        yield f"r:{name}={token.dep_}"
        yield f"r:{name}~{token.ent_type_ or lemma(token)}"
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        if verb is not None:
            yield f"p:{name}verb={lemma(verb)}"
            yield f"p:{name}voice={token.dep_}/{is_passive(verb)}"
            yield f"p:{name}verb={lemma(verb)}/{token.dep_}/{is_passive(verb)}"
        if token.head != token:
            yield f"p:{name}head={lemma(token.head)}"
    if a is None or b is None:
        return
    path = _path(a, b)
    for token in path[:_FAR]:
        yield f"p:on={lemma(token)}"
    if len(path) <= _FAR:
        yield "p:path=" + " ".join(lemma(t) for t in path)


def _root(doc: Doc, span: Range) -> Token | None:
    tokens = doc.char_span(span[0], span[1], alignment_mode="expand")
    if tokens is None:
        return None
    root: Token = tokens.root
    return root


def _path(a: Token, b: Token) -> list[Token]:
    """Return the tokens between two tokens over their lowest common ancestor, both left out."""
    up = [a, *a.ancestors]
    other = [b, *b.ancestors]
    shared = next((t for t in up if t in other), None)
    if shared is None:
        return []
    path = [*up[: up.index(shared) + 1], *reversed(other[: other.index(shared)])]
    return [t for t in path if t not in (a, b)]
