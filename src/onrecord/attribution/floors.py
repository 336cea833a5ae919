"""Attributions a reader of politics must not miss, however rare their verb is in the training corpus.

Each rule gives the least score of a frame it knows; the learnt score counts where it is higher.
"""

from __future__ import annotations

from onrecord.attribution.cues import QuoteState, cues
from onrecord.attribution.frames import Frame

_ANSWERS = frozenset({"respond", "reply", "answer", "return", "comment"})
_REQUESTS = frozenset({"request", "call", "email", "e-mail", "message", "inquiry", "question", "comment", "letter"})
_TELLING = frozenset(
    {"comment", "discuss", "say", "elaborate", "answer", "respond", "reply", "speculate", "confirm", "provide"}
)
_PLAIN = frozenset({"deny", "accuse", "threaten", "warn", "promise", "announce", "agree", "apologise", "assert"})


def floor(frame: Frame, state: QuoteState) -> float:
    """Return the least score (0 to 1) of a frame; 0 where no rule speaks for it."""
    if state == "in" or not frame.source:
        return 0.0
    return max(_refused(frame), _denied(frame), _accused(frame), _said_clause(frame))


def _refused(frame: Frame) -> float:
    """`did not respond to a request for comment`, `declined to comment`."""
    verb = frame.verb
    if frame.lemma in _ANSWERS and any(c.dep_ == "neg" for c in verb.children):
        nouns = frame.name in ("prep_to", "dobj") and any(t.lemma_.lower() in _REQUESTS for t in frame.content)
        return 0.6 if nouns else 0.0
    if frame.lemma in ("decline", "refuse") and frame.name == "xcomp":
        return 0.6 if any(t.lemma_.lower() in _TELLING for t in frame.content[:3]) else 0.0
    return 0.0


def _denied(frame: Frame) -> float:
    """`denied allegations that`, `rejected claims that`."""
    if cues().verbs.get(frame.lemma) not in ("deny", "reject", "criticise") or frame.name != "dobj":
        return 0.0
    told = any(t.lemma_.lower() in cues().nouns and t.head.i == frame.verb.i for t in frame.content)
    return 0.55 if told else 0.5 if frame.lemma == "deny" else 0.0


def _accused(frame: Frame) -> float:
    """`accused X of`, `blamed X for`, `blames X on`."""
    wanted = {"accuse": ("dobj+prep_of",), "blame": ("dobj+prep_for", "dobj+prep_on")}
    return 0.6 if frame.name in wanted.get(frame.lemma, ()) else 0.0


def _said_clause(frame: Frame) -> float:
    """A plain speech verb with a that-clause, or `threatened to`, `promised to`."""
    act = cues().verbs.get(frame.lemma)
    if frame.lemma in ("make clear", "make plain", "make known") and frame.name == "adj_that":
        return 0.7
    if act not in _PLAIN:
        return 0.0
    if frame.name == "ccomp" and frame.content[0].lower_ == "that" and frame.how == "subject":
        return 0.5
    return 0.5 if act in ("threaten", "promise") and frame.name == "xcomp" else 0.0
