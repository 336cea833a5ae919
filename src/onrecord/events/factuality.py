"""Whether an act is told as done, planned, threatened, alleged, denied or only thought of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook
from onrecord.events.grammar import is_passive, lemma
from onrecord.model import Factuality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.events.frames import Hit

_COOPERATION = 2
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "hardly", "scarcely", "n’t"})
_IF = frozenset({"if", "unless", "whether", "should"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_MAYBE = frozenset({"would", "could", "might", "may", "can", "should", "must", "'d", "’d", "ought"})
_NOUN_CHANCES = frozenset(
    {"possibility", "prospect", "risk", "chance", "likelihood", "danger", "fear", "idea", "event", "case", "concern"}
)
# "arrested for spying", "criticised for meeting": the reason given is someone's word.
_CHARGING = frozenset(
    {"arrest", "detain", "jail", "imprison", "convict", "sentence", "indict", "try", "fine", "sanction", "condemn",
     "criticize", "criticise", "blame", "praise", "thank", "investigate", "prosecute", "expel", "deport", "execute"}
)  # fmt: skip
_PRAISING = frozenset({"praise", "thank"})
_INTERESTED = frozenset({"interested", "disinterested", "uninterested", "interest"})
# "by sending troops", "after meeting": what follows is told as done.
_FACT_PREPOSITIONS = frozenset({"by", "after", "before", "since", "while", "through", "upon", "following"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an act stands.

    Attributes:
        factuality: The value.
        is_negated: The text says that it did not happen (or will not).
        is_asked: Someone asks for it: it is the matter of a request or refusal, no act of its own.
        cue: The word that decided; None for plain "actual".
    """

    factuality: Factuality
    is_negated: bool = False
    is_asked: bool = False
    cue: str | None = None


def standing(carrier: Token, codebook: Codebook) -> Standing:
    """Return how the act of a verb, or of a noun that names one, stands: its auxiliaries and what governs it."""
    if carrier.dep_ == "csubj":
        return Standing(factuality="hypothetical", is_asked=True, cue="subject clause")
    own = _own(carrier)
    if own is not None and (own.is_negated or own.factuality == "hypothetical"):
        return own
    governed = _governed(carrier, codebook)
    if governed is not None:
        return governed
    if own is not None:
        return own
    hedges = codebook.lists["hedges"]
    hedge = next((c for c in carrier.children if c.lower_ in hedges), None)
    if hedge is None and carrier.i > 0 and carrier.nbor(-1).lower_ in (*hedges, "alleged", "suspected", "reported"):
        hedge = carrier.nbor(-1)
    if hedge is not None:
        return Standing(factuality="alleged", cue=hedge.lower_)
    return Standing(factuality="actual")


def _own(carrier: Token) -> Standing | None:
    """What the word's own auxiliaries, negation and conjunction say."""
    children = list(carrier.children)
    helpers = [c for c in children if c.dep_ in ("aux", "auxpass")]
    if not helpers and carrier.dep_ == "conj" and carrier.head.pos_ in ("VERB", "AUX"):
        helpers = [c for c in carrier.head.children if c.dep_ == "aux"]
    lowered = {c.lower_ for c in helpers}
    negation = next((c for c in children if _negates(c)), None)
    if negation is None and carrier.dep_ == "conj" and any(c.lower_ in ("or", "nor") for c in carrier.head.children):
        negation = next((c for c in carrier.head.children if c.dep_ == "neg"), None)  # "not to meet or to talk"
    if negation is None:
        subjects = (c for c in children if c.dep_ in ("nsubj", "nsubjpass"))
        negation = next((d for s in subjects for d in s.children if d.dep_ == "det" and d.lower_ == "no"), None)
    if negation is not None:
        return Standing(factuality="actual", is_negated=True, cue=negation.lower_)
    mark = next((c for c in children if c.dep_ in ("mark", "advmod") and c.lower_ in _IF), None)
    if mark is not None:
        return Standing(factuality="hypothetical", cue=mark.lower_)
    if lowered & _FUTURE:
        return Standing(factuality="planned", cue="will")
    if lowered & _MAYBE:
        reported = carrier.dep_ == "ccomp" and carrier.head.tag_ in ("VBD", "VBN") and "would" in lowered
        if reported and "have" not in lowered:
            return Standing(factuality="planned", cue="would")
        return Standing(factuality="hypothetical", cue=sorted(lowered & _MAYBE)[0])
    return None


def _negates(child: Token) -> bool:
    return (
        child.dep_ in ("neg", "det", "preconj", "cc", "advmod")
        and child.lower_ in _NEGATIONS
        and not (child.dep_ == "cc" and child.lower_ != "nor")
    )


def _governed(token: Token, codebook: Codebook) -> Standing | None:
    """What the verbs, nouns and adjectives above the act say, up to the first clause that stands on its own."""
    lists = codebook.lists
    current = token
    for _ in range(5):
        head = current.head
        if head == current:
            return None
        is_clause = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "mark") for c in current.children)
        if current.dep_ == "acl" and current.tag_ in ("VBN", "VBG") and not is_clause:
            return None  # "hostages held by rebels" are held whatever is done about them
        if current.dep_ == "pcomp" or (current.dep_ == "pobj" and token.pos_ in ("NOUN", "PROPN")):
            preposition = head
            if preposition.lower_ in ("without", "instead") and current.dep_ == "pcomp":
                return Standing(factuality="actual", is_negated=True, cue=preposition.lower_)
            if preposition.lower_ in ("if", "unless"):
                return Standing(factuality="hypothetical", cue=preposition.lower_)
            if current.dep_ == "pcomp" and preposition.lower_ in _FACT_PREPOSITIONS:
                return None
            head = preposition.head
            link = preposition.lower_
            if current.dep_ == "pcomp" and link == "for" and lemma(head) in _CHARGING:
                return Standing(factuality="alleged", is_asked=lemma(head) in _PRAISING, cue=f"{lemma(head)} for")
            if current.dep_ == "pcomp" and _is_thought(head, link):
                return Standing(factuality="hypothetical", is_asked=True, cue=f"{lemma(head)} {link}")
        elif current.dep_ in ("xcomp", "ccomp", "acl", "dobj", "conj", "acomp", "nsubjpass"):
            link = current.dep_
        elif current.dep_ == "advcl":
            if any(c.lower_ in _IF for c in current.children if c.dep_ == "mark"):
                return Standing(factuality="hypothetical", cue="if")
            if _has_to(current):
                return Standing(factuality="hypothetical", is_asked=True, cue="to (purpose)")
            return None
        else:
            return None
        if head.pos_ == "NOUN" and any(
            c.lower_ in ("no", "neither") for c in head.children if c.dep_ in ("det", "preconj")
        ):
            return Standing(factuality="actual", is_negated=True, cue=f"no {lemma(head)}")
        if link == "of" and lemma(head) in lists["lacks"]:
            return Standing(factuality="actual", is_negated=True, cue=lemma(head))
        verdict = _verdict(lemma(head), head, current, link, lists)
        if verdict is not None:
            if verdict.factuality == "alleged" and lemma(head.head) in lists["denied"] and head.dep_ == "dobj":
                return Standing(factuality="denied", cue=lemma(head.head))
            return verdict
        if head.pos_ in ("VERB", "AUX") and link in ("xcomp", "ccomp", "conj", "acomp"):
            own = _own(head)
            if own is not None and link != "conj":
                return own
        if link == "ccomp" and lemma(head) not in lists["reporting"]:
            return None
        current = head
    return None


def _is_thought(head: Token, link: str) -> bool:
    """Whether "interested in", "the idea of", "talked about", "stopped from" leaves the act a mere thought."""
    if head.pos_ == "ADJ" or (link == "in" and head.lower_ in _INTERESTED):
        return True
    if head.pos_ == "NOUN":
        return link in ("of", "for", "about", "against", "to", "at")
    return link in ("about", "from", "against", "at", "toward", "towards") or lemma(head) in (
        "focus",
        "insist",
        "consist",
    )


def _verdict(name: str, head: Token, current: Token, link: str, lists: Mapping[str, frozenset[str]]) -> Standing | None:
    clause = current.pos_ in ("VERB", "AUX") and current.dep_ in ("xcomp", "pcomp", "acl", "ccomp")
    finite = current.dep_ == "ccomp" and not _has_to(current)
    if name == "go" and current.dep_ == "xcomp" and head.tag_ == "VBG":
        return Standing(factuality="planned", cue="going to")
    if (
        name == "have"
        and current.dep_ == "xcomp"
        and any(c.lower_ == "yet" for c in (*head.children, *current.children))
    ):
        return Standing(factuality="actual", is_negated=True, cue="have yet to")
    if name == "be" and current.dep_ == "xcomp" and _has_to(current):
        return Standing(factuality="planned", cue="is to")
    if name in lists["denied"] and link != "conj":
        return Standing(factuality="denied", cue=name)
    if name in lists["threatened"] and ((clause and not finite) or link in ("of", "dobj")) and name != "warn":
        return Standing(factuality="threatened", cue=name)
    if name in lists["refused"] and clause and not finite:
        return Standing(factuality="actual", is_negated=True, is_asked=True, cue=name)
    if (
        name in lists["asked"]
        and link not in ("conj",)
        and (clause or link in ("for", "dobj"))
        and not (finite and name in ("say", "tell", "suggest", "claim"))
    ):
        return Standing(factuality="hypothetical", is_asked=True, cue=name)
    if name in lists["alleged"] and (clause or link in ("of", "in", "for")) and name != "report":
        return Standing(factuality="alleged", cue=name)
    if name in lists["planned"] and clause and not finite and not is_passive_report(head):
        return Standing(factuality="planned", cue=name)
    if (
        head.pos_ == "NOUN"
        and name in ("plan", "proposal", "offer", "preparation", "intention")
        and link in ("for", "of", "acl")
    ):
        return Standing(factuality="planned", cue=name)
    if name in _NOUN_CHANCES and link in ("of", "for", "acl"):
        return Standing(factuality="hypothetical", cue=name)
    return None


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def is_passive_report(head: Token) -> bool:
    """Whether the governing verb is a passive such as "was forced to", which leaves the act a fact."""
    return is_passive(head) and lemma(head) in ("force", "oblige", "compel")


def noun_standing(noun: Token, codebook: Codebook) -> Standing | None:
    """Return what determiner and adjectives make of a noun for an act ("no talks", "a mock attack"); None: nothing."""
    lists = codebook.lists
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither"):
            return Standing(factuality="actual", is_negated=True, cue=child.lower_)
        if child.dep_ != "amod":
            continue
        if child.lower_ in lists["unreal"]:
            return Standing(factuality="hypothetical", is_asked=True, cue=child.lower_)
        if child.lower_ in lists["possible"]:
            return Standing(factuality="hypothetical", cue=child.lower_)
        if child.lower_ in lists["doubtful"]:
            return Standing(factuality="alleged", cue=child.lower_)
        if child.lower_ in lists["scheduled"]:
            return Standing(factuality="planned", cue=child.lower_)
    return None


def refuses(hit: Hit, state: Standing, book: Codebook) -> bool:
    """Whether "will not lift", "will not accept" refuses a cooperative act."""
    if not state.is_negated or state.is_asked or "REJECT" not in book.types or book.types[hit.type].quad > _COOPERATION:
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("will", "wo", "would") for c in hit.carrier.children)
