"""Where two speakers, or a speaker and the reported events, say things that cannot both be true. Derived.

A pair is proposed by shared words (stems, rare ones weigh more) and by time (`MAX_DAYS`), and kept when one of these
named reasons holds:

- `denies-accusation`: one denies or rejects, the other accuses or asserts the same.
- `answers-with-denial`: one denies or rejects in direct reply to the other.
- `negated`: one says it is so, the other that it is not ("no talks" against "talks are under way").
- `numbers-differ`: the same things are counted differently by two sources.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import yaml

from onrecord.model import Record, Statement
from onrecord.resources import data_path

Reason = Literal["denies-accusation", "answers-with-denial", "negated", "numbers-differ"]

# Statements further apart in time than this seldom speak of one state of affairs; looked at 3 to 30 (2026-11).
MAX_DAYS = 14
# Share of the lighter statement's word weight that must be common to both.
MIN_OVERLAP = 0.34
MIN_COMMON_STEMS = 2
# Words after a negation that it denies: "no formal talks", "did not send any troops".
NEGATION_SCOPE = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_NEGATION = frozenset(
    ("no", "not", "never", "none", "nothing", "neither", "nor", "without", "cannot", "false", "untrue", "baseless")
)
_STATE = frozenset(("country", "government"))
_SCOPE_ENDS = frozenset(
    ("with", "about", "of", "to", "in", "on", "from", "by", "for", "at", "that", "and", "but", "or")
)
_COUNTED = re.compile(r"\b(\d+(?:,\d{3})*)\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that cannot both be true.

    Attributes:
        first: Id of the earlier statement.
        second: Id of the later one.
        first_article: Id of the article of the first.
        second_article: Id of the article of the second.
        reason: Named reason.
        score: 0 to 1: share of word weight in common; orders the list, not calibrated.
        shared: The stems in common, heaviest first.
    """

    first: str
    second: str
    first_article: str
    second_article: str
    reason: Reason
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    statement: Statement
    article: str
    day: dt.date | None
    order: int
    stems: frozenset[str]
    negated: frozenset[str]
    counts: dict[str, str]


def find_contradictions(records: Iterable[Record]) -> list[Contradiction]:
    """Return the contradictions between statements of different speakers, surest first.

    Args:
        records: Records to compare; statements without a known speaker, beliefs, and paraphrases of no known act take
            no part, and a country does not contradict its own government.
    """
    sides = list(_sides(records))
    weights = _weights(sides)
    found = []
    for one, two in _pairs(sides):
        reason = _reason(one, two)
        if reason is None:
            continue
        common = one.stems & two.stems
        score = _overlap(one, two, weights)
        if reason != "answers-with-denial" and (score < MIN_OVERLAP or len(common) < MIN_COMMON_STEMS):
            continue
        shared = tuple(sorted(common, key=lambda stem: (-weights[stem], stem))[:5])
        found.append(
            Contradiction(
                first=one.statement.id,
                second=two.statement.id,
                first_article=one.article,
                second_article=two.article,
                reason=reason,
                score=round(score, 3),
                shared=shared,
            )
        )
    return sorted(found, key=lambda c: (-c.score, c.first, c.second))


def _sides(records: Iterable[Record]) -> Iterator[_Side]:
    order = 0
    for record in records:
        published = record.article.published_date
        for statement in record.statements:
            order += 1
            is_said = statement.act != "believe" and (statement.act is not None or statement.kind != "indirect")
            if statement.speaker is None or not is_said:
                continue
            day = statement.said.first_day if statement.said else None
            text = " ".join(span.exact for span in statement.content)
            words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
            yield _Side(
                statement=statement,
                article=record.article.id,
                day=day or published,
                order=order,
                stems=_stems(words),
                negated=_negated(words),
                counts={_stem(f"{m[2]}"): m[1] for m in _COUNTED.finditer(text)},
            )


def _pairs(sides: Sequence[_Side]) -> Iterator[tuple[_Side, _Side]]:
    """Yield pairs, earlier first, of different speakers that share a stem and lie close in time."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for index, side in enumerate(sides):
        for stem in side.stems:
            by_stem[stem].append(index)
    # a stem in very many statements ("government") proposes nothing by itself
    limit = max(20, len(sides) // 10)
    seen: set[tuple[int, int]] = set()
    by_id = {side.statement.id: index for index, side in enumerate(sides)}
    for index, side in enumerate(sides):
        target = by_id.get(side.statement.replies_to or "")
        if target is not None:
            seen.add((min(index, target), max(index, target)))
    for indices in by_stem.values():
        if len(indices) <= limit:
            seen.update((a, b) for n, a in enumerate(indices) for b in indices[n + 1 :])
    for a, b in sorted(seen):
        one, two = sorted((sides[a], sides[b]), key=lambda s: (s.day or dt.date.max, s.order))
        if _are_opponents(one, two) and _is_near(one, two):
            yield one, two


def _are_opponents(one: _Side, two: _Side) -> bool:
    a, b = one.statement.speaker, two.statement.speaker
    if a is None or b is None or a.id == b.id:
        return False
    one_government = a.kind in _STATE and b.kind in _STATE and a.country is not None and a.country == b.country
    return not one_government


def _is_near(one: _Side, two: _Side) -> bool:
    return one.day is None or two.day is None or abs((two.day - one.day).days) <= MAX_DAYS


def _reason(one: _Side, two: _Side) -> Reason | None:
    denying = ("deny", "reject")
    for here, there in ((one, two), (two, one)):
        if here.statement.act in denying:
            if here.statement.replies_to == there.statement.id:
                return "answers-with-denial"
            if there.statement.act in ("accuse", "assert", "announce", "warn", "criticise") and not there.negated:
                return "denies-accusation"
    if one.statement.act in denying or two.statement.act in denying:
        return None
    for here, there in ((one, two), (two, one)):
        # what one says is not so, the other says without any negation
        if here.negated & there.stems and not there.negated:
            return "negated"
    if any(two.counts.get(noun, number) != number for noun, number in one.counts.items()):
        return "numbers-differ"
    return None


def _negated(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of the words right after a negation: what it is said not to be or to do."""
    scope: set[str] = set()
    for index, word in enumerate(words):
        if word in _NEGATION or word.endswith("n't"):
            after = words[index + 1 : index + 1 + NEGATION_SCOPE]
            scope.update(itertools.takewhile(lambda w: w not in _SCOPE_ENDS, after))
    return _stems(scope)


def _weights(sides: Sequence[_Side]) -> dict[str, float]:
    counts = Counter(stem for side in sides for stem in side.stems)
    return {stem: math.log(1 + len(sides) / count) for stem, count in counts.items()}


def _overlap(one: _Side, two: _Side, weights: dict[str, float]) -> float:
    common = sum(weights[stem] for stem in one.stems & two.stems)
    lighter = min(sum(weights[stem] for stem in side.stems) for side in (one, two))
    return common / lighter if lighter else 0.0


def _stems(words: Iterable[str]) -> frozenset[str]:
    stop = _stop_words()
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in stop)


@functools.lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Return the stem of a word, or of the class of near synonyms it belongs to ("negotiations" → "talk")."""
    import snowballstemmer

    stem = str(snowballstemmer.stemmer("english").stemWord(word))
    return _synonyms().get(stem, stem)


@functools.lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")
    classes: dict[str, list[str]] = _table()["synonyms"]
    return {stemmer.stemWord(word): name for name, words in classes.items() for word in [name, *words]}


@functools.lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(_table()["stop_words"]["words"])


@functools.lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(data_path("link", "words.yaml").read_text("utf-8"))
    return loaded
