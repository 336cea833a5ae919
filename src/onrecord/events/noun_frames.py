"""Frames of nouns that name an act: "the attack on Lima", "Peru launched a raid", "the town came under fire"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook, Frame
from onrecord.events.frames import TWO_SIDED, Cast, Hit, actors_in, unique, within, word_in
from onrecord.events.grammar import arguments, arguments_subject, conjuncts, is_passive, lemma, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_hit(noun: Token, cast: Cast, codebook: Codebook) -> Hit | None:
    """Return the frame that holds at a noun that names an event, or None."""
    for frame in (*codebook.nouns.get(lemma(noun), ()), *codebook.nouns.get(noun.lower_, ())):
        if word_in(noun, frame.words):
            hit = _match_noun(noun, frame, cast, codebook)
            if hit is not None:
                return hit
    return None


def _match_noun(noun: Token, frame: Frame, cast: Cast, codebook: Codebook) -> Hit | None:
    if noun.dep_ in ("compound", "nmod", "amod", "oprd"):
        return None
    roles: dict[str, list[Token]] = {"actor": [], "recipient": [], "none": []}
    pairs = list(prepositions(noun))
    for child in noun.children:
        if child.dep_ == "poss":
            roles[frame.raw.poss].extend(actors_in(child, cast))
        elif child.dep_ in ("amod", "compound", "nmod") and cast.plays(child):
            is_hit = frame.raw.poss == "recipient" and child.dep_ != "amod"
            is_place = frame.type == "ASSAULT" and cast.is_place(child)  # "the Lima bombing" hit Lima
            side = "recipient" if is_hit or is_place else "actor"
            roles[side].extend(t for t in conjuncts(child) if cast.plays(t))
        elif child.dep_ == "acl" and is_passive(child):
            pairs.extend(p for p in prepositions(child) if p[0] in ("by", *frame.to))
    for name, token in pairs:
        if name == "by":
            roles["actor"].extend(actors_in(token, cast))
        elif name == "of" and frame.raw.of != "none":
            roles[frame.raw.of].extend(actors_in(token, cast))
        elif name == "from" and frame.raw.from_ != "none":
            roles[frame.raw.from_].extend(actors_in(token, cast))
    for place in frame.to:
        if not roles["recipient"]:
            roles["recipient"].extend(t for name, token in pairs if name == place for t in actors_in(token, cast))
    if frame.raw.verbal and not roles["recipient"]:
        # "threats from Peru that the island could be cut off": who the clause is about
        clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.pos_ == "VERB"]
        roles["recipient"].extend(t for c in clauses for t in within(c, cast, codebook, 1, tuple(roles["actor"])))
    carrier = _light(noun, frame, roles, cast, codebook)
    if frame.raw.light and carrier == noun:
        return None
    if frame.raw.joint and not any(c.lower_ in TWO_SIDED for c in noun.children):
        return None
    actors = unique(roles["actor"])
    recipients = tuple(t for t in unique(roles["recipient"]) if t not in actors)
    words = (noun,) if carrier == noun else (carrier, noun)
    return Hit(
        trigger=noun, frame=frame, type=frame.type, mode=frame.raw.mode, actors=actors, recipients=recipients,
        carrier=carrier, words=words,
    )  # fmt: skip


def _light(noun: Token, frame: Frame, roles: dict[str, list[Token]], cast: Cast, codebook: Codebook) -> Token:
    """Fill the roles from a light verb above the noun; return the verb, or the noun where there is none."""
    top = noun
    while top.dep_ == "conj" or (top.dep_ == "pobj" and lemma(top.head.head) in codebook.lists["containers"]):
        top = top.head if top.dep_ == "conj" else top.head.head
    verb = top.head
    under = False
    if top.dep_ == "pobj" and verb.lower_ in ("under", "in") and verb.head.pos_ == "VERB":
        verb, under = verb.head, True
    if top.dep_ == "pobj" and frame.raw.mode == "visit" and not roles["actor"] and verb.head.pos_ == "VERB":
        roles["actor"].extend(t for s in arguments_subject(verb.head) for t in actors_in(s, cast))
    if verb.pos_ != "VERB":
        return noun
    name = lemma(verb)
    is_object = top.dep_ in ("dobj", "nsubjpass")
    if name in codebook.lists["light_active"] and (is_object or (under and verb.lemma_ == "engage")):
        subjects = arguments(verb).subj if is_passive(verb) else tuple(arguments_subject(verb))
        if not roles["actor"]:
            roles["actor"].extend(t for s in subjects for t in actors_in(s, cast))
        if not roles["recipient"]:
            found = [t for n, token in prepositions(verb) if n in frame.to for t in actors_in(token, cast)]
            roles["recipient"].extend(found)
        return verb
    if name in codebook.lists["light_passive"] and (top.dep_ == "dobj" or under):
        if not roles["recipient"]:
            roles["recipient"].extend(t for s in arguments_subject(verb) for t in actors_in(s, cast))
        if not roles["actor"]:
            pairs = [*prepositions(verb), *prepositions(noun)]
            roles["actor"].extend(t for n, token in pairs if n in ("from", "by") for t in actors_in(token, cast))
        return verb
    return noun
