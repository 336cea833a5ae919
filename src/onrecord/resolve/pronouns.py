"""Which earlier mention a pronoun stands for: agreement first, then how salient the mention is.

The weights are hand-set from the usual findings on English news (subjects and recent mentions are preferred, a
pronoun outside quotation marks continues the narrator's subject) and checked on GUM news; see
`onrecord evaluate coref`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.resolve.referents_mentions import Candidate
from onrecord.resolve.referents_names import Gender

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Nature = Literal["person", "group", "body", "country", "thing"]

# sentences back that an antecedent may be
MAX_BACK_PERSON = 6
MAX_BACK_OTHER = 2
HE_SHE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
# verbs whose subject "it" names nothing
_EMPTY_IT = frozenset(
    {"be", "seem", "appear", "take", "happen", "turn", "rain", "snow", "matter", "help", "become", "look", "sound",
     "feel"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention already tied to a referent."""

    candidate: Candidate
    referent: int
    nature: Nature
    gender: Gender | None
    plural: bool
    count: int


def antecedent(pronoun: Candidate, seen: Sequence[Seen], doc: Doc) -> int | None:
    """Return the number of the referent a third-person pronoun stands for; None where no mention fits."""
    if pronoun.lemma in HE_SHE:
        choices, fits = seen, _fits_person
    elif pronoun.lemma in THEY:
        choices, fits = seen, _fits_they
    elif pronoun.lemma in IT:
        if not _refers(pronoun, doc):
            return None
        choices, fits = seen, _fits_it
    else:
        return None
    best: tuple[float, int, int] | None = None
    for order, item in enumerate(choices):
        if not fits(pronoun, item) or _bound(pronoun, item, doc) or _speaker_of(pronoun, item):
            continue
        key = (_salience(pronoun, item), order, item.referent)
        if best is None or key > best:
            best = key
    return best[2] if best is not None else None


def _fits_person(pronoun: Candidate, item: Seen) -> bool:
    if item.nature != "person" or item.plural:
        return False
    if item.gender is not None and item.gender != pronoun.gender:
        return False
    return pronoun.told - item.candidate.told <= MAX_BACK_PERSON


def _fits_they(pronoun: Candidate, item: Seen) -> bool:
    if pronoun.sentence - item.candidate.sentence > MAX_BACK_OTHER:
        return False
    return item.plural or item.nature in ("group", "body")


def _fits_it(pronoun: Candidate, item: Seen) -> bool:
    if item.plural or item.nature not in ("body", "country", "thing"):
        return False
    if item.candidate.role != "subject":
        return False
    return pronoun.sentence - item.candidate.sentence <= MAX_BACK_OTHER


def _refers(pronoun: Candidate, doc: Doc) -> bool:
    """Whether `it` can name someone: a possessive, or the subject of a verb that is not empty or passive."""
    token = doc[pronoun.head]
    if pronoun.lemma == "its":
        return True
    return token.dep_ == "nsubj" and token.head.lemma_ not in _EMPTY_IT and token.head.pos_ == "VERB"


def _salience(pronoun: Candidate, item: Seen) -> float:
    candidate = item.candidate
    if pronoun.quoted is None and candidate.quoted is None:
        score = -1.0 * (pronoun.told - candidate.told)
    else:
        score = -1.0 * (pronoun.sentence - candidate.sentence)
    score += {"subject": 1.6, "object": 0.4, "possessive": 0.5, "other": 0.0}[candidate.role]
    score += 0.25 * math.log(item.count)
    if item.gender is not None and item.gender == pronoun.gender:
        score += 0.6
    if candidate.quoted is not None and candidate.quoted != pronoun.quoted:
        score -= 3.0 if pronoun.quoted is None else 1.5
    if item.plural and pronoun.plural:
        score += 1.5
    if candidate.kind == "pronoun":
        score += 0.4
    elif candidate.kind == "relative":
        score -= 0.3
    return score


def _bound(pronoun: Candidate, item: Seen, doc: Doc) -> bool:
    """Whether the mention is another argument of the pronoun's own verb (`X told him`), so cannot be the same."""
    token, other = doc[pronoun.head], doc[item.candidate.head]
    if _in_bare_relative(token, other):
        return True
    if pronoun.role == "possessive":
        return bool(token.head.i == other.i)
    if token.lower_.endswith(("self", "selves")):
        return False
    return _clause(token) == _clause(other)


def _in_bare_relative(token: Token, noun: Token) -> bool:
    """Whether the pronoun is in a relative clause without `who` that modifies the noun (`a man she had met`)."""
    for node in token.ancestors:
        if node.dep_ == "relcl" and node.head.i == noun.i:
            return not any(t.tag_ in ("WP", "WDT", "WP$") for t in node.lefts)
    return False


def _clause(token: Token) -> int:
    node = token
    while node.dep_ in ("pobj", "prep", "conj", "dative", "agent", "appos") and node.head.i != node.i:
        node = node.head
    return int(node.head.i)


def _speaker_of(pronoun: Candidate, item: Seen) -> bool:
    """Whether the mention is the subject beside the quotation that the pronoun is in: a speaker says I, not he."""
    if pronoun.quoted is None or item.candidate.quoted is not None or pronoun.lemma not in HE_SHE:
        return False
    return item.candidate.role == "subject" and item.candidate.sentence == pronoun.sentence
