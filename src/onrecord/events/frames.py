"""Frames over a parse: which words of a sentence tell an event, and which tokens fill its roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from onrecord.events.codebook import Codebook, Frame
from onrecord.events.grammar import (
    Arguments,
    arguments,
    conjuncts,
    lemma,
    prepositions,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# Prepositions inside a noun phrase behind which an actor may stand, the likeliest first. Who speaks of an act
# ("condemned the raid on the camp") speaks to who did it, so there the act's own target is no candidate.
_INSIDE = ("by", "of", "from", "against", "between", "with", "in", "on", "for", "to", "at", "into", "toward")
_INSIDE_SPEECH = ("by", "of", "from", "between", "with", "in")
_INSIDE_CALL = ("by", "of", "from", "against", "between")
_SPEECH = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
TWO_SIDED = frozenset({"joint", "jointly", "together", "bilateral", "trilateral", "multinational", "mutual"})
_MATERIAL_CONFLICT = 4
_WORDS = (1, 3)
_PLACES = ("in", "at", "near", "on", "inside", "across", "outside")
_NO_OBJECT = frozenset({"none"})
# "freed the pilots", "trained rebels": the object itself is who gains; "released a list of Russians" frees none.
_DIRECT = frozenset({"AID", "RETREAT", "CONSULT"})
_FORCE = frozenset({"ASSAULT", "COERCE"})
_FILLERS = frozenset({"any", "ccomp", "xcomp", "compsubj", "that"})


class Cast(Protocol):
    """Says which tokens stand for an actor."""

    def plays(self, token: Token) -> bool:
        """Whether the phrase headed by the token is an actor."""
        ...

    def is_person(self, token: Token) -> bool:
        """Whether it is a person."""
        ...

    def has_country(self, token: Token) -> bool:
        """Whether it has a country."""
        ...

    def is_crowd(self, token: Token) -> bool:
        """Whether it is a crowd or a civil group."""
        ...

    def is_place(self, token: Token) -> bool:
        """Whether it names a town or region, not a country or nation."""
        ...

    def is_rival(self, token: Token, others: Sequence[Token]) -> bool:
        """Whether it can be another side than the others: it is not of their country."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A frame found at a trigger.

    Attributes:
        trigger: The trigger word.
        frame: The frame.
        type: Type after the complement has been looked at ("vowed to strike" is THREATEN).
        mode: Mode likewise.
        actors: Heads of the actor phrases.
        recipients: Heads of the recipient phrases.
        carrier: The verb that carries tense and negation: the trigger, or the light verb above a noun.
        complement: Verb or noun that the act is about; what it tells is not an event of its own.
        about: Type of the act that the complement tells, for speech acts.
        words: Tokens that make up the trigger, for the evidence.
    """

    trigger: Token
    frame: Frame
    type: str
    mode: str | None
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    carrier: Token
    complement: Token | None = None
    words: tuple[Token, ...] = ()
    about: str | None = None


def word_in(token: Token, words: frozenset[str]) -> bool:
    """Whether the token's lemma (or form) is one of the words; `a_b` asks for the word before it too."""
    own = lemma(token)
    if own in words or token.lower_ in words:
        return True
    before = token.nbor(-1) if token.i > 0 else None
    return before is not None and f"{lemma(before)}_{own}" in words


def cores(token: Token, codebook: Codebook) -> Iterator[Token]:
    """Yield the nouns a phrase is about: itself and its conjuncts, and through "a series of" what follows."""
    for noun in conjuncts(token):
        yield noun
        if lemma(noun) in codebook.lists["containers"]:
            for name, inner in prepositions(noun):
                if name == "of":
                    yield from cores(inner, codebook)


def verb_hit(verb: Token, cast: Cast, codebook: Codebook, *, depth: int = 0) -> Hit | None:
    """Return the most demanding frame that holds at a verb, or None."""
    frames = codebook.verbs.get(lemma(verb))
    if not frames:
        return None
    args = arguments(verb)
    for frame in frames:
        if frame.words and word_in(verb, frame.words):
            hit = _match_verb(verb, args, frame, cast, codebook, depth)
            if hit is not None:
                return hit
    return None


def _match_verb(verb: Token, args: Arguments, frame: Frame, cast: Cast, codebook: Codebook, depth: int) -> Hit | None:
    words = [verb]
    if frame.prt is not None and not frame.prt & args.particles:
        return None
    if frame.prep is not None and not any(name in frame.prep for name, _ in args.preps):
        return None
    if frame.pobj is not None and not any(word_in(t, frame.pobj) for _, t in args.preps):
        return None
    if frame.obj == _NO_OBJECT:
        if args.obj:
            return None
    elif frame.obj is not None:
        core = _object(args, frame.obj, codebook)
        if core is None:
            return None
        words.append(core)
    elif (
        frame.type in _FORCE
        and frame.to[0] == "obj"
        and args.obj
        and not any(t for o in args.obj for t in conjuncts(o) if cast.plays(t))
    ):
        core = _object(args, codebook.lists["physical"], codebook)
        if core is None:
            return None  # "attacked the idea", "seized the moment"
        words.append(core)
    complement = _complement(args, frame)
    if frame.comp is not None and complement is None:
        return None
    if frame.type == "REJECT" and complement is not None and word_in(complement, codebook.lists["no_comment"]):
        return None  # "declined to comment" refuses nothing to anybody
    if frame.raw.joint and not _is_two_sided(verb, args):
        return None
    if frame.raw.crowd and not any(cast.is_crowd(t) for t in args.subj):
        return None
    if frame.raw.armed and not any(word_in(t, codebook.lists["armed_nouns"]) for t in args.subj):
        return None
    actors = _actors(args, frame, cast, codebook)
    if not actors and args.is_passive and codebook.types[frame.type].quad == _MATERIAL_CONFLICT:
        actors = _actors_of_event(args, cast, codebook)
    recipients = _recipients(args, frame, cast, codebook, depth)
    recipients = tuple(t for t in recipients if t not in actors)
    if frame.raw.person and not any(cast.is_person(t) for t in recipients):
        return None
    if frame.raw.country and not any(cast.has_country(t) for t in recipients):
        return None
    hit = Hit(
        trigger=verb, frame=frame, type=frame.type, mode=frame.raw.mode, actors=actors, recipients=recipients,
        carrier=verb, complement=complement, words=tuple(words),
    )  # fmt: skip
    return _with_inner(hit, args, cast, codebook, depth)


def _object(args: Arguments, words: frozenset[str], codebook: Codebook) -> Token | None:
    for obj in args.obj:
        for core in cores(obj, codebook):
            if "any" in words or word_in(core, words):
                return core
            if word_in(core, codebook.lists["carriers"]) and any(
                c.dep_ == "compound" and word_in(c, words) for c in core.children
            ):
                return core  # "the mediation effort", "an aid package"
    return None


def _complement(args: Arguments, frame: Frame) -> Token | None:
    for token in args.comp:
        if frame.comp is None or _is_wanted(token, frame.comp):
            return token
    return None


def _is_wanted(clause: Token, words: frozenset[str]) -> bool:
    """Whether a complement clause is of the wanted form, or tells one of the wanted acts ("are ready to defend")."""
    if "any" in words:
        return True
    own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)
    if words & _FILLERS:
        form = "xcomp" if any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children) else "ccomp"
        has_that = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        return form in words or ("compsubj" in words and own_subject) or ("that" in words and has_that)
    inner = [clause, *(c for c in clause.children if c.dep_ in ("xcomp", "acomp", "dobj"))]
    inner += [c for a in inner if a.dep_ == "acomp" for c in a.children if c.dep_ == "xcomp"]
    return any(word_in(t, words) for t in inner)


def _is_two_sided(verb: Token, args: Arguments) -> bool:
    if any(sum(1 for _ in conjuncts(t)) > 1 for t in args.subj):
        return True
    near = [*verb.children, *(c for o in args.obj for c in o.children)]
    return any(t.lower_ in TWO_SIDED for t in near)


def _actors(args: Arguments, frame: Frame, cast: Cast, codebook: Codebook) -> tuple[Token, ...]:
    by = frame.raw.by
    if by == "subj":
        places: tuple[Token, ...] = args.subj
    elif by == "obj":
        places = args.obj
    elif by == "pobj":
        places = tuple(t for _, t in args.preps)
    else:
        places = tuple(args.pobjs(by))
    if codebook.types[frame.type].quad not in _WORDS:
        return unique(t for place in places for t in actors_in(place, cast))
    # words come from who says them: "Peru's statement praised" is Peru's praise, "Peru's policy threatens" no threat
    spoken = (p for p in places if any(map(cast.plays, conjuncts(p))) or word_in(p, codebook.lists["speech_nouns"]))
    return unique(t for place in spoken for t in actors_in(place, cast))


def _actors_of_event(args: Arguments, cast: Cast, codebook: Codebook) -> tuple[Token, ...]:
    """Return who acts in "two were killed in a Chilean air raid" or "in a clash with rebels"."""
    for name, token in args.preps:
        if name not in ("in", "by", "during", "after") or token.pos_ not in ("NOUN", "PROPN"):
            continue
        frames = codebook.nouns.get(lemma(token), ())
        inner = next((f for f in frames if word_in(token, f.words) and codebook.types[f.type].quad == 4), None)
        if inner is None:
            continue
        own = [t for c in token.children if c.dep_ in ("poss", "amod", "compound", "nmod") for t in conjuncts(c)]
        pairs = [t for n, t in prepositions(token) if n == "by" or (inner.raw.both and n in ("with", "between"))]
        found = [t for t in own if cast.plays(t)] + [t for p in pairs for t in actors_in(p, cast)]
        if found:
            return unique(found)
    return ()


def _recipients(args: Arguments, frame: Frame, cast: Cast, codebook: Codebook, depth: int) -> tuple[Token, ...]:
    for place in frame.to:
        found = unique(_at(place, args, frame, cast, codebook, depth))
        if found:
            return found
    if args.obj and "obj" in frame.to and codebook.types[frame.type].quad == _MATERIAL_CONFLICT:
        # "bombed a camp in Somalia": the place stands for who is hit where the object is nobody
        for place in _PLACES:
            found = unique(t for t in _at(place, args, frame, cast, codebook, depth) if cast.has_country(t))
            if found:
                return found
    return ()


def _at(place: str, args: Arguments, frame: Frame, cast: Cast, codebook: Codebook, depth: int) -> Iterator[Token]:
    if place == "obj":
        inside: Sequence[str] = _INSIDE_SPEECH if frame.type in _SPEECH else _INSIDE
        if frame.type == "REQUEST" and frame.obj is not None:
            inside = ()  # "sought Peru's help" asks Peru, "sought the release of a man" not the man
        if frame.type in _DIRECT and frame.obj is None:
            yield from (t for obj in args.obj for t in conjuncts(obj) if cast.plays(t))
            return
        for obj in args.obj:
            yield from actors_in(obj, cast, inside=inside)
    elif place == "iobj":
        for obj in args.iobj:
            yield from actors_in(obj, cast)
    elif place == "subj":
        for obj in args.subj:
            yield from actors_in(obj, cast)
    elif place == "compsubj":
        for comp in args.comp:
            own = [t for c in comp.children if c.dep_ in ("nsubj", "nsubjpass") for t in actors_in(c, cast)]
            yield from (t for t in own if frame.type != "ACCUSE" or cast.is_rival(t, args.subj))
    elif place == "comp":
        for comp in args.comp:
            yield from within(comp, cast, codebook, depth, args.subj)
    else:
        for obj in args.pobjs(place):
            if obj.dep_ == "pcomp":
                yield from within(obj, cast, codebook, depth, args.subj)
            else:
                # "called for a tougher line on Peru" is not addressed to Peru, "called for Peru's withdrawal" is;
                # where something happened is a recipient only if it is itself named
                is_call = place == "for" and frame.type == "REQUEST"
                if is_call and cast.plays(obj):
                    continue  # "called for inspectors" is not addressed to them
                inside = _INSIDE_CALL if is_call else _INSIDE
                yield from actors_in(obj, cast, inside=() if place in _PLACES and place != "on" else inside)


def within(clause: Token, cast: Cast, codebook: Codebook, depth: int, not_: tuple[Token, ...]) -> Iterator[Token]:
    """Yield the other side inside a complement clause: what its own frame takes, else its objects."""
    inner = verb_hit(clause, cast, codebook, depth=depth + 1) if depth < 3 and clause.pos_ == "VERB" else None
    if inner is not None and inner.recipients:
        yield from (t for t in inner.recipients if t not in not_)
        return
    args = arguments(clause) if clause.pos_ in ("VERB", "AUX") else Arguments()
    places = [*args.obj, *args.iobj, *(t for _, t in args.preps if t.dep_ == "pobj")]
    own = [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")]
    aimed = [p for t in clause.subtree if t.dep_ == "prep" and t.lower_ == "against" for p in t.children]
    places = aimed + places
    for inside in ((), _INSIDE):
        for place in own + places:
            found = [t for t in actors_in(place, cast, inside=inside) if t not in not_ and cast.is_rival(t, not_)]
            if found:
                yield from found
                return
    for comp in args.comp:
        if depth < 3:
            yield from within(comp, cast, codebook, depth + 1, not_)


def _with_inner(hit: Hit, args: Arguments, cast: Cast, codebook: Codebook, depth: int) -> Hit:
    """Return the hit with type and mode changed by what it is about ("refused to meet", "vowed to strike")."""
    modes, types = codebook.inner_modes.get(hit.type), codebook.inner_types.get(hit.type)
    if (not modes and not types) or depth > 1:
        return hit
    told = _clause_type(args, cast, codebook, depth)
    hit = replace(hit, about=told)
    inner_type = told or _thing_type(args, codebook)
    if inner_type is None:
        return hit
    agrees = lemma(hit.trigger) == "agree" and told == "MOBILIZE"  # to send one's own police somewhere threatens nobody
    if types and told is not None and told in types and not agrees:
        hit = replace(hit, type=types[told])
        modes = codebook.inner_modes.get(hit.type)
    if modes and hit.mode is None and inner_type in modes:
        hit = replace(hit, mode=modes[inner_type])
    return hit


def _clause_type(args: Arguments, cast: Cast, codebook: Codebook, depth: int) -> str | None:
    """Return the type of the act in the complement clause."""
    for token in (*args.comp, *(t for _, t in args.preps if t.dep_ == "pcomp")):
        if token.pos_ == "VERB":
            inner = verb_hit(token, cast, codebook, depth=depth + 1)
            if inner is not None:
                return inner.type
    return None


def _thing_type(args: Arguments, codebook: Codebook) -> str | None:
    """Return the type of the act that the object or the object of a preposition names."""
    for token in (*args.obj, *(t for n, t in args.preps if n in ("for", "of", "to", "with"))):
        for core in cores(token, codebook):
            for frame in (*codebook.nouns.get(lemma(core), ()), *codebook.nouns.get(core.lower_, ())):
                if word_in(core, frame.words):
                    return frame.type
    return None


def actors_in(token: Token, cast: Cast, *, inside: Sequence[str] = _INSIDE, depth: int = 0) -> Iterator[Token]:
    """Yield the actors a phrase stands for: its head and conjuncts, else its possessor, modifier or inner actor.

    Args:
        token: Head of the phrase.
        cast: Who is an actor.
        inside: Prepositions behind which an actor inside the phrase may stand, the likeliest first.
        depth: How deep in the phrase the search is.
    """
    direct = [t for t in conjuncts(token) if cast.plays(t)]
    if direct:
        yield from direct
        return
    if depth > 2:
        return
    for dep in ("poss", "appos", "compound", "nmod", "amod", "poss pronoun"):
        own = [c for c in token.children if c.dep_ == dep.split()[0] and (c.pos_ == "PRON") == dep.endswith("pronoun")]
        found = [t for c in own for t in conjuncts(c) if cast.plays(t)]
        if found:
            yield from found
            return
    inner = list(prepositions(token))
    for prep in inside:
        for name, sub in inner:
            if name == prep and sub.dep_ == "pobj":
                found = list(actors_in(sub, cast, inside=inside, depth=depth + 1))
                if found:
                    yield from found
                    return
    for child in token.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod") and child.pos_ in ("NOUN", "PROPN"):
            found = list(actors_in(child, cast, inside=inside, depth=depth + 1))
            if found:
                yield from found
                return


def unique(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Return tokens without repetition, in order."""
    return tuple({t.i: t for t in tokens}.values())
