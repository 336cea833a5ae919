"""The cue tables: which words attribute, how often, and what act they tell."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from onrecord.model import Channel, SpeechAct
from onrecord.resources import data_path

if TYPE_CHECKING:
    from spacy.tokens import Token

QuoteState = Literal["out", "in", "has"]

# Weight, in sightings, of the frame's own rate beside a lemma's counts. 1 to 6 tried on PolNeAR train, flat;
# 2026-11-22.
PRIOR_WEIGHT = 3.0


class _CueFile(msgspec.Struct, forbid_unknown_fields=True):
    verbs: dict[SpeechAct, list[str]]
    quotation_verbs: list[str]
    phrases: list[tuple[str, str, SpeechAct]]
    nouns: dict[SpeechAct, list[str]]
    prepositions: list[str]
    hearsay: list[str]
    channels: dict[Channel, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cue lexicon (`data/attribution/cues.yaml`).

    Attributes:
        verbs: Lemma → speech act.
        quotation_verbs: Lemmas that can carry a direct quotation.
        phrases: (verb lemma, next word) → speech act.
        nouns: Lemma → speech act.
        prepositions: Lower-case phrases such as `according to`.
        hearsay: Adverbs such as `reportedly`.
        channels: Channel with the pattern that tells it, in order.
    """

    verbs: Mapping[str, SpeechAct]
    quotation_verbs: frozenset[str]
    phrases: Mapping[tuple[str, str], SpeechAct]
    nouns: Mapping[str, SpeechAct]
    prepositions: tuple[str, ...]
    hearsay: frozenset[str]
    channels: tuple[tuple[Channel, re.Pattern[str]], ...]


@functools.lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the cue lexicon, read once a process."""
    table = msgspec.yaml.decode(data_path("attribution", "cues.yaml").read_bytes(), type=_CueFile)
    verbs: dict[str, SpeechAct] = {}
    for act, lemmas in table.verbs.items():
        for lemma in lemmas:
            verbs.setdefault(lemma, act)
    speech = {lemma for lemma, act in verbs.items() if act != "believe"} | set(table.quotation_verbs)
    return Cues(
        verbs=verbs,
        quotation_verbs=frozenset(speech),
        phrases={(verb, word): act for verb, word, act in table.phrases},
        nouns={lemma: act for act, lemmas in table.nouns.items() for lemma in lemmas},
        prepositions=tuple(table.prepositions),
        hearsay=frozenset(table.hearsay),
        channels=tuple(
            (channel, re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE))
            for channel, patterns in table.channels.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    by_lemma: Mapping[tuple[str, str, str], tuple[int, int]]
    by_frame: Mapping[tuple[str, str], float]


@functools.lru_cache(maxsize=1)
def _rates() -> _Counts:
    by_lemma: dict[tuple[str, str, str], tuple[int, int]] = {}
    by_frame: dict[tuple[str, str], float] = {}
    with data_path("attribution", "cue_rates.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        for lemma, frame, state, seen, attributed in rows:
            if lemma == "*":
                by_frame[frame, state] = int(attributed) / max(1, int(seen))
            else:
                by_lemma[lemma, frame, state] = (int(seen), int(attributed))
    return _Counts(by_lemma, by_frame)


def rate(lemma: str, frame: str, state: QuoteState) -> float:
    """Return the share (0 to 1) of a lemma's uses in a frame that attribute what the frame holds.

    Counts are from PolNeAR train; the rate of rare lemmas in the frame steadies them.

    Args:
        lemma: Lower-case lemma of the cue's head.
        frame: Name of the frame (`onrecord.attribution.frames`).
        state: Whether the verb is inside a quotation, its content has one, or neither.
    """
    seen, attributed = counts_of(lemma, frame, state)
    return (attributed + PRIOR_WEIGHT * prior_of(lemma, frame, state)) / (seen + PRIOR_WEIGHT)


def counts_of(lemma: str, frame: str, state: QuoteState) -> tuple[int, int]:
    """Return how often a lemma stands in a frame, and how often it attributes there."""
    return _rates().by_lemma.get((lemma, frame, state), (0, 0))


def prior_of(lemma: str, frame: str, state: QuoteState) -> float:
    """Return the rate that a lemma's counts in a frame are drawn to: that of rare lemmas there."""
    counts = _rates()
    prior = counts.by_frame.get((frame, state), 0.0)
    if state == "has" and (lemma, frame, "has") not in counts.by_lemma and (lemma, frame, "out") in counts.by_lemma:
        return max(prior, 0.8 * rate(lemma, frame, "out"))
    return prior


def lemma_of(token: Token) -> str:
    """Return the lower-case lemma, with the parser's known slips mended."""
    lemma = str(token.lemma_).lower()
    return {"hop": "hope", "retweete": "retweet"}.get(lemma, lemma)
