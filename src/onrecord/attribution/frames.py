"""Verbs with what they may attribute: one candidate a grammatical frame (`ccomp`, `dobj`, `prep_about`, ...).

A frame only says where the content would be; whether the verb attributes it is a matter of the cue tables
(`onrecord.attribution.cues`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.attribution.cues import cues, lemma_of
from onrecord.attribution.spans import SUBJECTS, noun_phrase, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREPS = frozenset(
    {"about", "for", "of", "on", "to", "against", "in", "with", "at", "over", "as", "into", "toward", "towards", "from",
     "by", "like", "behind", "around"}
)  # fmt: skip
_ACCUSING = frozenset({"accuse", "suspect", "blame", "charge", "convict", "warn"})
_RAISING = frozenset({"seem", "appear"})
_COMPLEMENTS = frozenset({"dobj", "oprd", "ccomp", "xcomp", "prep", "dative", "acomp", "attr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A verb and one stretch of its sentence that it may attribute.

    Attributes:
        verb: The verb.
        name: Name of the frame.
        content: Its tokens, in text order.
        source: Tokens of the subject; empty where there is none.
        how: How the subject was found (`subject`, `agent`, `inherited`, `modified`, `object`, `none`).
        lemma: Key of the cue tables.
        cue: Cue tokens where they are more than the verb with its auxiliaries.
    """

    verb: Token
    name: str
    content: tuple[Token, ...]
    source: tuple[Token, ...]
    how: str
    lemma: str
    cue: tuple[Token, ...] = ()


def verb_frames(doc: Doc) -> Iterator[list[Frame]]:
    """Yield, for each verb, its frames (possibly none are yielded for a verb without any)."""
    for token in doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        found = subject_of(token)
        source, how = (tuple(found[0]), found[1]) if found else ((), "none")
        frames = [_frame(token, name, content, source, how) for name, content in _contents(token) if trimmed(content)]
        if frames:
            yield frames


def _frame(verb: Token, name: str, content: list[Token], source: tuple[Token, ...], how: str) -> Frame:
    kept = trimmed(content)
    if name.startswith("raise"):
        source, how = (), "none"
    kept = _without_comment(kept)
    others = [t for t in kept if t not in source]
    return Frame(verb=verb, name=name, content=tuple(others or kept), source=source, how=how, lemma=lemma_of(verb))


def _without_comment(tokens: list[Token]) -> list[Token]:
    """Leave out a relative clause after a comma that ends the content: the narrator's comment."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.dep_ == "relcl" and token.head.i in inside and token.right_edge.i >= tokens[-1].i:
            first = token.left_edge.i
            if first - 1 in inside and token.doc[first - 1].text == "," and first - 1 > tokens[0].i:
                return trimmed([t for t in tokens if t.i < first])
    return tokens


def _contents(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    objects: list[Token] = [c for c in verb.children if c.dep_ == "dobj"]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    clauses = [c for c in verb.children if c.dep_ == "ccomp" or _mistaken_clause(c, verb)]
    infinitives = [c for c in verb.children if c.dep_ == "xcomp"]
    raised = lemma_of(verb) in _RAISING
    for clause in clauses:
        if clause.i > verb.i:
            yield "ccomp", after_verb(clause, verb)
        else:
            yield "ccomp_pre", _around(verb, clause)
    for clause in infinitives:
        tokens = subtree(clause)
        marked = any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
        kind = "xcomp" if marked else "xcomp_ing" if clause.tag_ == "VBG" else "xcomp_adj"
        between = [o for o in objects if verb.i < o.i < clause.i]
        if between:
            yield f"dobj+{kind}", [*subtree(between[0]), *tokens]
        subjects = [c for c in verb.children if c.dep_ == "nsubj"] if raised else []
        if subjects:
            yield f"raise+{kind}", [*noun_phrase(subjects[0], limit=verb.i), *tokens]
        elif passive:
            yield f"pass+{kind}", [*noun_phrase(passive[0], limit=verb.i), *tokens]
        else:
            yield kind, tokens
    for thing in objects:
        yield "dobj", _object(thing, verb)
        for child in verb.children:
            if child.dep_ in ("prep", "oprd") and child.i > thing.i:
                mark = f"prep_{child.lower_}" if child.dep_ == "prep" else "oprd"
                if child.dep_ == "oprd" or child.lower_ in _PREPS:
                    yield f"dobj+{mark}", [*_object(thing, verb), *subtree(child)]
        yield from _low_of(verb, thing)
    if not clauses:
        yield from _low_that(verb)
    for child in verb.children:
        if child.dep_ == "oprd" and not objects:
            yield "oprd", subtree(child)
        if child.dep_ in ("prep", "dative") and child.lower_ in _PREPS and child.i > verb.i:
            inner = [n for n in child.children if n.dep_ in ("pobj", "pcomp")]
            if inner:
                yield f"prep_{child.lower_}", [t for n in inner for t in subtree(n)]
    complements = [c for c in verb.rights if c.dep_ in _COMPLEMENTS]
    if len(complements) > 1:
        first, last = complements[0].left_edge.i, complements[-1].right_edge.i
        if first > verb.i and not any(t.text in (";", ":") for t in verb.doc[first : last + 1]):
            yield "rest", [t for t in verb.doc[first : last + 1] if t.i > verb.i]
    if passive and not infinitives:
        yield "pass", noun_phrase(passive[0], limit=verb.i)
    if verb.dep_ in ("parataxis", "advcl") and verb.head.pos_ in ("VERB", "AUX") and not clauses:
        yield f"up_{verb.dep_}", _around(verb, verb.head)


def _mistaken_clause(child: Token, verb: Token) -> bool:
    """A that-clause that the parse takes for an adverbial one."""
    if child.dep_ != "advcl" or child.i < verb.i or lemma_of(verb) not in cues().verbs:
        return False
    marks = [c for c in child.children if c.dep_ == "mark" and c.lower_ == "that"]
    return bool(marks) and marks[0].nbor(-1).lower_ not in ("so", "now", "given", "provided", "in", "except")


def _low_of(verb: Token, thing: Token) -> Iterator[tuple[str, list[Token]]]:
    """`accused X and others of lying`, where the parse hangs `of` on the object."""
    if lemma_of(verb) not in _ACCUSING or any(c.lower_ in ("of", "for") and c.dep_ == "prep" for c in verb.children):
        return
    for token in verb.doc[thing.i + 1 : min(thing.i + 10, verb.sent.end)]:
        if token.lower_ in ("of", "for") and any(c.dep_ == "pcomp" for c in token.children):
            last = token.right_edge.i
            yield f"dobj+prep_{token.lower_}", list(verb.doc[thing.left_edge.i : last + 1])
            return


def _low_that(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """`asserted in a statement that ...`, where the parse hangs the clause on `statement`."""
    for child in verb.rights:
        if child.dep_ != "prep":
            continue
        for noun in child.children:
            for clause in noun.rights:
                marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
                if clause.dep_ in ("acl", "relcl", "ccomp") and marked:
                    yield "ccomp", subtree(clause)


def _object(thing: Token, verb: Token) -> list[Token]:
    tokens = [t for t in subtree(thing) if t.i > verb.i or thing.i < verb.i]
    return tokens or [thing]


def after_verb(clause: Token, verb: Token) -> list[Token]:
    """Return a complement clause after its verb, without what belongs to the narrator.

    A participle clause after the last comma comments on the whole sentence ("..., throwing a wrench in"), and a verb
    joined by `and` or `but` without a subject of its own continues the reporting verb where it has its tense.
    """
    dropped: list[Token] = []
    for child in clause.rights:
        loose = child.left_edge.i > 0 and child.left_edge.nbor(-1).text == ","
        if child.dep_ == "advcl" and loose and child.tag_ == "VBG" and child.left_edge.i >= child.i - 1:
            dropped.append(child)
        if child.dep_ == "conj" and _continues(child, clause, verb):
            dropped.append(child)
            dropped.extend(c for c in clause.rights if c.dep_ == "cc" and c.i < child.i)
    tokens = [t for t in subtree(clause, without=dropped) if t.i > verb.i]
    return [*tokens, *_joined_clause(tokens, verb)]


def _joined_clause(tokens: list[Token], verb: Token) -> list[Token]:
    """A clause with its own subject that `and` or `but` joins to the reporting verb: most often it is said too."""
    for child in verb.rights:
        if child.dep_ != "conj" or not tokens or child.i < tokens[-1].i:
            continue
        own = [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
        if not own or lemma_of(child) in cues().verbs:
            return []
        between = verb.doc[tokens[-1].i + 1 : child.left_edge.i]
        if all(t.is_punct or t.dep_ == "cc" for t in between) and not any(t.text in (";", ":") for t in between):
            return [*between, *subtree(child)]
    return []


def _continues(conjunct: Token, clause: Token, verb: Token) -> bool:
    if any(c.dep_ in SUBJECTS for c in conjunct.children) or conjunct.pos_ != "VERB":
        return False
    modal = any(c.dep_ == "aux" for c in clause.children)
    loose = conjunct.left_edge.i > 0 and any(t.text == "," for t in conjunct.doc[conjunct.left_edge.i - 2 : conjunct.i])
    if conjunct.tag_ != verb.tag_:
        return False
    reports = cues().verbs.get(lemma_of(conjunct), "believe") != "believe" and clause.tag_ != conjunct.tag_
    return modal or loose or reports


def _around(verb: Token, main: Token) -> list[Token]:
    """The main clause that a reporting clause is set into, before it or on both sides."""
    own = {verb.i}
    for child in verb.children:
        if child.i != main.i and child.dep_ != "ccomp":
            own.update(t.i for t in child.subtree)
    tokens = [t for t in main.subtree if t.i not in own]
    return _between_commas(tokens, verb)


def _between_commas(tokens: Sequence[Token], verb: Token) -> list[Token]:
    kept = list(tokens)
    parts: list[list[Token]] = [[], []]
    for token in kept:
        parts[token.i > verb.i].append(token)
    return [*trimmed(parts[0]), *trimmed(parts[1])]
