"""Grammar of a parsed sentence: subjects, objects, complements and prepositions of a verb, whatever its voice or place.

Labels are those of spaCy's English models (ClearNLP style: nsubj, nsubjpass, dobj, dative, agent, prep, pobj, ...).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NP_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "predet", "case", "neg"}
)
# "urged Iran to stop": the object of the outer verb acts in the inner one; "promised Iran to stop" is the exception.
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "use", "meet", "visit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What stands around a verb, active sense: `subj` acts, `obj` suffers, whatever the voice."""

    subj: tuple[Token, ...] = ()
    obj: tuple[Token, ...] = ()
    iobj: tuple[Token, ...] = ()
    comp: tuple[Token, ...] = ()
    preps: tuple[tuple[str, Token], ...] = ()
    particles: frozenset[str] = frozenset()
    is_passive: bool = False

    def pobjs(self, prep: str) -> Iterator[Token]:
        """Yield the objects of one preposition."""
        for name, token in self.preps:
            if name == prep:
                yield token


# Lemmas that en-core-web-sm 3.8 gets wrong among the verbs of the codebook (all 805 were tried in the past tense and
# in -ing, November 2026); drop an entry when the model learns it.
_MENDED = {
    "cordone": "cordon", "fin": "fine", "rap": "rape", "readie": "ready", "snip": "snipe", "stag": "stage",
    "wag": "wage", "lambast": "lambaste",
}  # fmt: skip


def lemma(token: Token) -> str:
    """Return the lemma in lower case."""
    found: str = token.lemma_.lower()
    return _MENDED.get(found, found) if token.pos_ == "VERB" else found


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield a token and what is joined to it by "and", "or" or a comma, in text order."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" or (child.dep_ == "appos" and child.ent_type_ == token.ent_type_ == "GPE"):
            # "the US, Peru, and Chile": the parser takes the second of a list of countries for an apposition
            yield from conjuncts(child)


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, object) for the prepositional phrases of a token; "in front of" counts by its last part."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "ADV", "PART"):
            for sub in child.children:
                if sub.dep_ in ("pobj", "pcomp"):
                    yield lemma(child), sub
                elif sub.dep_ == "prep":
                    yield from ((lemma(sub), t) for t in sub.children if t.dep_ in ("pobj", "pcomp"))
        elif child.dep_ == "advmod" and token.pos_ == "VERB":  # "walk away from the talks"
            inner = [sub for sub in child.children if sub.dep_ == "prep"]
            yield from ((lemma(sub), t) for sub in inner for t in sub.children if t.dep_ == "pobj")


def is_passive(token: Token) -> bool:
    """Whether a verb is passive: an auxiliary, a passive subject, or a past participle after its noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
        return True
    if token.tag_ != "VBN":
        return False
    if token.dep_ in ("acl", "amod"):
        return True
    if token.dep_ == "ROOT" and not any(c.dep_ in ("aux", "dobj", "auxpass") for c in token.children):
        return True  # a headline: "Chile activist freed"
    if token.dep_ == "conj" and token.head.pos_ == "VERB":
        own = any(c.dep_ in ("nsubj", "dobj", "aux") for c in token.children)
        return not own and is_passive(token.head)
    return token.dep_ == "advcl" and not any(c.dep_ in ("nsubj", "dobj", "aux") for c in token.children)


def arguments(verb: Token) -> Arguments:
    """Return the arguments of a verb; a subject or object that the syntax leaves out comes from the clause above."""
    passive = is_passive(verb)
    subj = [c for c in verb.children if c.dep_ in SUBJECTS]
    obj = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    preps = list(prepositions(verb))
    if passive:
        bare = SUBJECTS if verb.dep_ == "ROOT" and verb.tag_ == "VBN" else frozenset[str]()
        patients = [c for c in verb.children if c.dep_ in PASSIVE_SUBJECTS | bare] or list(_outer(verb, patient=True))
        obj = patients + obj
        subj = [token for name, token in preps if name == "by"]
    elif not subj:
        subj = list(_outer(verb, patient=False))
    subj, obj = [_antecedent(t) for t in subj], [_antecedent(t) for t in obj]
    if verb.dep_ == "relcl" and not passive and not obj and not any(t == verb.head for t in subj):
        obj = [verb.head]
    return Arguments(
        subj=tuple(subj),
        obj=tuple(obj),
        iobj=tuple(c for c in verb.children if c.dep_ == "dative" and c.pos_ not in ("ADP", "PART")),
        comp=tuple(_complements(verb)),
        preps=tuple(preps + [pair for o in obj if o.head == verb for pair in _near_object(o)]),
        particles=frozenset(c.lower_ for c in verb.children if _is_particle(c)),
        is_passive=passive,
    )


def _is_particle(child: Token) -> bool:
    """Whether a child is a particle: marked as one, or an adverb or preposition without an object of its own."""
    if child.dep_ == "prt":
        return True
    if child.dep_ not in ("advmod", "prep") or child.pos_ not in ("ADP", "ADV", "PART"):
        return False
    return not any(c.dep_ in ("pobj", "pcomp") for c in child.children)


def _near_object(obj: Token) -> Iterator[tuple[str, Token]]:
    """Yield the prepositional phrases of an object and of the participle behind it ("citizens deported from Peru")."""
    yield from prepositions(obj)
    for child in obj.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield from (pair for pair in prepositions(child) if pair[0] != "by")


def _complements(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "oprd", "acomp"):
            yield from conjuncts(child)
        elif child.dep_ == "prep":
            yield from (t for sub in child.children if sub.dep_ == "pcomp" for t in conjuncts(sub))
        elif child.dep_ == "dobj":
            yield from (t for t in child.children if t.dep_ == "acl" and _is_infinitive(t))
        elif child.dep_ == "advcl" and _is_infinitive(child):
            yield child


def _is_infinitive(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _antecedent(token: Token) -> Token:
    """Return the noun a relative pronoun stands for, else the token itself."""
    if token.lower_ in RELATIVE and token.tag_ in ("WDT", "WP", "IN", "WP$", "DT"):
        for clause in (token.head, *token.head.ancestors):
            if clause.dep_ == "relcl":
                noun: Token = clause.head
                return noun
            if clause.dep_ not in ("conj", "xcomp", "ccomp", "prep", "pobj", "dobj"):
                break
    return token


def _outer(verb: Token, *, patient: bool, depth: int = 0) -> Iterator[Token]:
    """Yield the subject (or, of a passive, the patient) that the syntax leaves out, from the governing clause."""
    head: Token = verb.head
    if depth > 4 or head == verb:
        return
    if verb.dep_ in ("acl", "amod"):
        if verb.tag_ in ("VBG", "VBN") or patient:
            yield head
        elif head.head.pos_ in ("VERB", "AUX"):
            yield from arguments_subject(head.head, depth=depth + 1)
    elif verb.dep_ == "relcl":
        yield head
    elif verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX", "ADJ"):
        objects = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass")]
        if objects and lemma(head) not in _SUBJECT_CONTROL:
            yield from objects
        else:
            yield from arguments_subject(head, depth=depth + 1)
    elif verb.dep_ == "pcomp":
        governor = head.head
        if governor.pos_ == "VERB":
            # "accused Iran of helping": the object of the outer verb acts; "after bombing", "by bombing": its subject
            objects = [c for c in governor.children if c.dep_ in ("dobj", "nsubjpass")]
            outer = objects if objects and head.lower_ in ("of", "from", "into", "for") else ()
            if not outer and head.lower_ in ("by", "in", "through") and is_passive(governor):
                return  # "was hit by shelling": whoever shelled is not the one who was hit
            yield from outer or arguments_subject(governor, depth=depth + 1)
        elif governor.pos_ in ("NOUN", "PROPN"):
            yield from (c for c in governor.children if c.dep_ == "poss")
    elif verb.dep_ in ("conj", "advcl", "ccomp", "acomp", "dep", "parataxis") and head.pos_ in ("VERB", "AUX", "ADJ"):
        yield from arguments_subject(head, depth=depth + 1)


def arguments_subject(verb: Token, *, depth: int = 0) -> Iterator[Token]:
    """Yield the surface subject of a clause, or of the clause that lends it one."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    if own:
        yield from (_antecedent(t) for t in own)
    else:
        yield from _outer(verb, patient=False, depth=depth)


def phrase(head: Token) -> tuple[int, int]:
    """Return the token range of the noun phrase of `head`: left modifiers, the head, and an "of"/"for" complement."""
    start, end = head.i, head.i + 1
    for child in head.lefts:
        if child.dep_ in _NP_LEFT and child.i < start:
            start = min(start, child.left_edge.i)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == end:
            for sub in child.children:
                if sub.dep_ == "pobj":
                    end = phrase(sub)[1]
        elif child.dep_ == "case" and child.i == end:
            continue
        else:
            break
    return start, end


def clause_of(token: Token) -> Token:
    """Return the verb that heads the clause of a token (or the sentence's root)."""
    while token.head != token and not (token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod")):
        token = token.head
    return token
