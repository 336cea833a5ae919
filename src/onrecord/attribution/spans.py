"""Parse nodes → ranges of the text: sources, cues and contents as PolNeAR's annotators cut them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_EDGE_PUNCT = frozenset(",;:—–-. ")
_TIME = frozenset({"DATE", "TIME"})
_CUE_PREPS = frozenset({"to", "for", "on", "about", "of", "against", "with", "at", "in", "over", "into", "as"})


def ranges_of(tokens: Iterable[Token]) -> tuple[Range, ...]:
    """Return the half-open ranges that tokens cover; neighbours (also over blanks) are one range."""
    found: list[list[int]] = []
    last = -2
    for token in sorted(tokens, key=lambda t: t.i):
        if token.is_space:
            continue
        end = token.idx + len(token)
        if found and (token.i == last + 1 or _only_space_between(token, last)):
            found[-1][1] = end
        else:
            found.append([token.idx, end])
        last = token.i
    return tuple((start, end) for start, end in found)


def _only_space_between(token: Token, last: int) -> bool:
    return last >= 0 and all(token.doc[i].is_space for i in range(last + 1, token.i))


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without commas, stops and dashes at either end."""
    first, last = 0, len(tokens)
    while first < last and (tokens[first].is_space or tokens[first].text in _EDGE_PUNCT):
        first += 1
    while last > first and (tokens[last - 1].is_space or tokens[last - 1].text in _EDGE_PUNCT):
        last -= 1
    return list(tokens[first:last])


def subtree(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """Return a node's tokens in text order, without the subtrees of some of its descendants."""
    dropped = {t.i for node in without for t in node.subtree}
    return [t for t in token.subtree if t.i not in dropped]


def noun_phrase(head: Token, *, limit: int | None = None) -> list[Token]:
    """Return the tokens of a noun phrase as a source: with apposition, without a relative clause after a comma.

    Args:
        head: The head noun.
        limit: Token index before which the phrase ends (the cue, when it comes after).
    """
    if head.pos_ == "PRON" and head.dep_ != "conj":
        kept = [t for t in head.subtree if t.i <= head.i or not _after_comma(head, t)]
        return [t for t in kept if t.i == head.i] if head.tag_ in ("WP", "WDT") else trimmed(_run(kept, head))
    dropped: list[Token] = []
    for child in head.rights:
        loose = _comma_before(child)
        clause = child.dep_ in ("relcl", "acl") and loose
        when = child.dep_ in ("npadvmod", "prep") and any(t.ent_type_ in _TIME for t in child.subtree)
        apposed = child.dep_ == "appos" and _sentence_like(child)
        if clause or when or apposed or child.dep_ in ("parataxis", "ccomp", "advcl", "dep"):
            dropped.append(child)
    tokens = subtree(head, without=[*dropped, *_nested_clauses(head)])
    if limit is not None:
        tokens = [t for t in tokens if (t.i < limit) == (head.i < limit)]
    return trimmed(_run(tokens, head))


def _nested_clauses(head: Token) -> list[Token]:
    """Relative clauses after a comma further down (in an apposition)."""
    return [
        t
        for t in head.subtree
        if t.dep_ in ("relcl", "acl") and t.head.i != head.i and t.i > head.i and _comma_before(t)
    ]


def _sentence_like(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and any(c.dep_ in SUBJECTS for c in token.children)


def _comma_before(token: Token) -> bool:
    left = token.left_edge
    return left.i > 0 and left.nbor(-1).text in (",", "—", "–", "-", "(")


def _after_comma(head: Token, token: Token) -> bool:
    return any(t.text in (",", "—", "–") for t in head.doc[head.i + 1 : token.i])


def _run(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The run of tokens around the head that has no gap."""
    indices = {t.i for t in tokens}
    first = last = head.i
    while first - 1 in indices:
        first -= 1
    while last + 1 in indices:
        last += 1
    return [t for t in tokens if first <= t.i <= last]


def subject_of(verb: Token) -> tuple[list[Token], str] | None:
    """Return the tokens of a verb's logical subject, and how it was found; None where there is none.

    Subjects are looked for at the verb, its agent (passive), the verb it is joined to, the noun it modifies and the
    verb that governs it.
    """
    node = verb
    for step in range(4):
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in node.children)
        for child in node.children:
            if child.dep_ == "agent" and step == 0:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return noun_phrase(noun), "agent"
        for child in node.children:
            if child.dep_ == "nsubj" or (child.dep_ in ("nsubjpass", "csubj") and step > 0):
                return noun_phrase(child, limit=node.i), "subject" if step == 0 else "inherited"
        if passive and step == 0:
            return None
        if node.dep_ in ("acl",) and node.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return (noun_phrase_before(node.head, node.i), "modified") if step == 0 else None
        if node.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"):
            if node.dep_ == "ccomp" and node.tag_ not in ("VBG", "VB"):
                return None
            if node.dep_ == "xcomp":
                for child in node.head.children:
                    if child.dep_ == "dobj" and child.i < node.i and child.pos_ in ("PRON", "PROPN", "NOUN"):
                        return noun_phrase(child, limit=node.i), "object"
            node = node.head
            continue
        return None
    return None


def noun_phrase_before(head: Token, limit: int) -> list[Token]:
    """Return a noun phrase up to the token index `limit`."""
    return trimmed(_run([t for t in head.subtree if t.i < limit], head)) or [head]


def cue_tokens(verb: Token, content: Sequence[Token]) -> list[Token]:
    """Return the verb with its auxiliaries, negation, particles and near adverbs, and the verbs that govern it."""
    inside = {t.i for t in content}
    chosen = {verb.i}
    for child in verb.children:
        if child.i in inside:
            continue
        if child.dep_ in ("aux", "auxpass", "neg", "prt") or _near_adverb(child, verb):
            chosen.add(child.i)
        if child.dep_ == "prep" and child.i > verb.i and child.i + 1 in inside and child.lower_ in _CUE_PREPS:
            chosen.add(child.i)
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ") and verb.i - verb.head.i <= 4:
        chosen.update(t.i for t in cue_tokens(verb.head, content) if t.i < verb.i)
    doc: Doc = verb.doc
    first, last = min(chosen), max(chosen)
    between = [doc[i] for i in range(first, last + 1)]
    if all(t.i in chosen or t.pos_ in ("ADV", "PART", "AUX") for t in between if t.i not in inside):
        return [t for t in between if t.i not in inside]
    return _run([doc[i] for i in chosen], verb)


def _near_adverb(child: Token, verb: Token) -> bool:
    if child.dep_ not in ("advmod", "acomp") or abs(child.i - verb.i) > 3 or child.tag_ == "WRB":
        return False
    return sum(1 for _ in child.subtree) == 1
