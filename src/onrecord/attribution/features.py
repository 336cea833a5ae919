"""What speaks for and against a frame: named features, with weights learnt on PolNeAR train.

A frame's score is the logistic function of the sum of its features' weights, so it is a probability as calibrated as
the training corpus allows, and every part of it has a name (`data/attribution/frame_weights.csv`).
"""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.attribution.cues import QuoteState, cues
from onrecord.attribution.frames import Frame
from onrecord.attribution.spans import TEXTS
from onrecord.resolve.referents_names import nouns
from onrecord.resources import data_path

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST = frozenset({"i", "we", "my", "our", "me", "us"})
_THIRD = frozenset({"he", "she", "they", "his", "her", "their", "him", "them"})
_VAGUE = frozenset({"it", "this", "that", "which", "what", "there", "its", "these", "those"})


@functools.lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """Return feature → weight, read once a process."""
    with data_path("attribution", "frame_weights.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        return {feature: float(weight) for feature, weight in rows}


def score(frame: Frame, state: QuoteState, rate: float) -> float:
    """Return the probability (0 to 1) that a frame attributes its content.

    Args:
        frame: The frame.
        state: How it stands to quotations.
        rate: Share of its lemma's uses in this frame that attribute (`cues.rate`).
    """
    table = weights()
    total = sum(table.get(name, 0.0) * value for name, value in features(frame, state, rate))
    return 1.0 / (1.0 + math.exp(-total))


def features(frame: Frame, state: QuoteState, rate: float) -> Iterator[tuple[str, float]]:
    """Yield the features of a frame with their values (1.0 but for the rate's log-odds)."""
    kept = min(max(rate, 0.002), 0.998)
    odds = math.log(kept / (1 - kept))
    yield "bias", 1.0
    yield "odds", odds
    yield f"odds:{state}", odds
    family = _family(frame.name)
    yield f"frame:{frame.name}", 1.0
    yield f"family:{family}|{state}", 1.0
    yield f"how:{frame.how}|{family}", 1.0
    yield f"source:{_source_kind(frame)}|{state}", 1.0
    yield f"source:{_source_kind(frame)}|{family}", 1.0
    verb = frame.verb
    yield f"tag:{verb.tag_}", 1.0
    yield f"dep:{verb.dep_}", 1.0
    for child in verb.children:
        if child.dep_ == "neg":
            yield "negated", 1.0
        elif child.dep_ == "aux" and child.tag_ == "MD":
            yield f"modal:{child.lower_}", 1.0
        elif child.dep_ == "aux" and child.lower_ == "to":
            yield "infinitive", 1.0
        elif child.dep_ == "advmod" and child.tag_ == "WRB":
            yield "wh-clause", 1.0
        elif child.dep_ == "mark":
            yield f"mark:{child.lower_}", 1.0
    act = (cues().nouns if verb.pos_ == "NOUN" else cues().verbs).get(frame.lemma)
    yield f"act:{act}", 1.0
    yield f"act:{act}|{family}", 1.0
    yield from _content_features(frame, family)


def _content_features(frame: Frame, family: str) -> Iterator[tuple[str, float]]:
    first = frame.content[0]
    size = len(frame.content)
    yield f"size:{min(size.bit_length(), 6)}|{family}", 1.0
    opening = (
        first.lower_ if first.lower_ in ("that", "to", "whether", "if", "how", "what", "why", "who") else first.pos_
    )
    yield f"opens:{opening}|{family}", 1.0
    if any(t.pos_ in ("VERB", "AUX") for t in frame.content):
        yield f"has-verb|{family}", 1.0
    if size == 1 and first.pos_ == "PRON":
        yield "pronoun-content", 1.0
    if family == "dobj" and first.ent_type_:
        yield f"object:{first.ent_type_}", 1.0
    if frame.verb.i < frame.content[-1].i < frame.verb.i + 2:
        yield "short-and-near", 1.0


def _family(name: str) -> str:
    for family in ("ccomp", "dobj+", "dobj", "pass", "raise", "xcomp", "prep", "noun", "light", "adj", "up", "rest"):
        if name.startswith(family):
            return family
    return name


def _source_kind(frame: Frame) -> str:
    if not frame.source:
        return "none"
    head = _head(frame.source)
    low = head.lower_
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$", "WP", "WDT"):
        for name, words in (("first", _FIRST), ("third", _THIRD), ("vague", _VAGUE)):
            if low in words:
                return name
        return "who" if low == "who" else "you" if low in ("you", "your") else "pronoun"
    if head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return str(head.ent_type_).lower()
    if head.pos_ == "PROPN":
        return "name"
    table = nouns()
    lemma = head.lemma_.lower()
    for name, known in (("human", table.persons), ("body", table.bodies), ("text", TEXTS)):
        if lemma in known:
            return name
    return "thing"


def _head(source: tuple[Token, ...]) -> Token:
    inside = {t.i for t in source}
    return next((t for t in source if t.head.i not in inside), source[0])
