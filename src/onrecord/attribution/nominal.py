"""Nouns and adjectives with what they may attribute: `his belief that`, `is confident that`, `made the claim that`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.attribution.cues import cues, lemma_of
from onrecord.attribution.frames import Frame
from onrecord.attribution.spans import cue_tokens, noun_phrase, subject_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# verbs that lend a noun its subject: "made the claim that"
_LIGHT = frozenset(
    {"make", "take", "have", "give", "express", "issue", "voice", "offer", "raise", "hold", "show", "deliver", "launch",
     "send", "put", "keep", "share", "repeat", "reiterate", "release", "throw", "level", "lodge", "post", "convey"}
)  # fmt: skip
_MADE = frozenset({"clear", "plain", "known", "certain", "explicit"})
_PREPS = frozenset({"of", "for", "on", "about", "against", "to", "from", "over", "with", "toward", "in", "at", "that"})


def noun_frames(doc: Doc) -> Iterator[list[Frame]]:
    """Yield, for each noun or adjective of the cue tables (and each adjective with a clause), its frames."""
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and lemma_of(token) in cues().nouns and token.dep_ != "compound":
            frames = list(_noun(token))
        elif _predicate(token):
            frames = list(_adjective(token))
        else:
            continue
        if frames:
            yield frames


def _predicate(token: Token) -> bool:
    """An adjective or participle said of a subject (`is confident`), or made of a matter (`made clear`)."""
    if token.pos_ not in ("ADJ", "VERB") or token.head.pos_ not in ("AUX", "VERB"):
        return False
    made = token.dep_ == "ccomp" and token.head.lemma_ == "make" and token.lower_ in _MADE
    return token.dep_ in ("acomp", "attr", "oprd") or made


def _noun(noun: Token) -> Iterator[Frame]:
    source, how, cue = _holder(noun)
    lemma = lemma_of(noun)
    light = how == "light"
    for name, content, mark in _complements(noun):
        kept = [t for t in trimmed(content) if t not in source]
        if not kept:
            continue
        own = [*cue, mark] if mark is not None and mark.i == max(t.i for t in cue) + 1 else cue
        yield Frame(
            verb=noun,
            name=f"{'light' if light else 'noun'}_{name}",
            content=tuple(kept),
            source=tuple(source),
            how=how,
            lemma=lemma,
            cue=tuple(own),
        )


def _complements(noun: Token) -> Iterator[tuple[str, list[Token], Token | None]]:
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.pos_ in ("VERB", "AUX"):
            marks = [c for c in child.children if c.dep_ == "mark" and c.lower_ in ("that", "whether", "if")]
            to = [c for c in child.children if c.dep_ == "aux" and c.lower_ == "to"]
            if marks:
                yield "that", subtree(child), None
            elif to and child.dep_ != "relcl":
                yield "to", subtree(child), None
        elif child.dep_ == "prep" and child.lower_ in _PREPS:
            inner = [t for n in child.children if n.dep_ in ("pobj", "pcomp") for t in subtree(n)]
            if inner:
                yield child.lower_, inner, child
    head = noun.head
    if noun.dep_ == "nsubj" and head.lemma_ == "be":
        for child in head.rights:
            if child.dep_ in ("ccomp", "xcomp"):
                yield "be", subtree(child), None


def _holder(noun: Token) -> tuple[list[Token], str, list[Token]]:
    """Who holds the noun: a possessive, the subject of a light verb, or `of X`; and the cue's tokens."""
    for child in noun.lefts:
        if child.dep_ == "poss":
            phrase = [t for t in noun_phrase(child) if t.tag_ != "POS"]
            between = [t for t in noun.lefts if t.i > child.i and t.dep_ in ("amod", "compound")]
            return phrase, "possessive", [*between, noun]
    head = noun.head
    modifiers = [t for t in noun.lefts if t.dep_ in ("amod", "compound", "det") and t.i > head.i]
    if noun.dep_ == "dobj" and head.pos_ == "VERB" and lemma_of(head) in _LIGHT:
        found = subject_of(head)
        if found is not None:
            cue = [*cue_tokens(head, []), *[t for t in subtree(noun) if head.i < t.i < noun.i], noun]
            return found[0], "light", sorted({t.i: t for t in cue}.values(), key=lambda t: t.i)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "among"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return noun_phrase(inner), "by", [noun]
    return [], "none", [t for t in modifiers if t.dep_ != "det"] + [noun]


def _adjective(adjective: Token) -> Iterator[Frame]:
    verb = adjective.head
    found = subject_of(verb)
    if found is None:
        return
    source, how = found
    lemma = lemma_of(adjective) if adjective.pos_ == "ADJ" else adjective.lower_
    if lemma_of(verb) != "be":
        lemma = f"{lemma_of(verb)} {lemma}"
    cue = [*cue_tokens(verb, []), *[t for t in subtree(adjective) if t.i < adjective.i and t.pos_ == "ADV"], adjective]
    cue = sorted({t.i: t for t in cue}.values(), key=lambda t: t.i)
    made = adjective.dep_ == "ccomp"
    for owner in (adjective, verb):
        for child in owner.rights:
            if child.i <= adjective.i:
                continue
            clause = child.dep_ == "advcl" and made and any(c.lower_ == "that" for c in child.children)
            if child.dep_ in ("ccomp", "xcomp") or clause:
                marked = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
                kept = trimmed(subtree(child))
                name = "adj_to" if marked else "adj_that"
                if kept:
                    yield Frame(
                        verb=adjective, name=name, content=tuple(kept), source=tuple(source), how=how, lemma=lemma,
                        cue=tuple(cue),
                    )  # fmt: skip
            elif child.dep_ == "prep" and child.lower_ in _PREPS and owner is adjective:
                kept = trimmed([t for n in child.children if n.dep_ in ("pobj", "pcomp") for t in subtree(n)])
                if kept:
                    yield Frame(
                        verb=adjective, name=f"adj_{child.lower_}", content=tuple(kept), source=tuple(source), how=how,
                        lemma=lemma, cue=(*cue, child),
                    )  # fmt: skip
