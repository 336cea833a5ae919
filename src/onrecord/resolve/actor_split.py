"""A phrase of several actors, cut into its actors."""

from __future__ import annotations

from onrecord.resolve.actor_names import ARTICLES
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.registry import default_registry


def split_actors(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the actors a phrase joins with commas, `and`, `or`, `as well as`.

    `Russia and Turkish Foreign Minister Mevlut Cavusoglu` gives both. Where adjectives share a noun (`Russian and
    Belorussian soldiers`) the first range is the adjective alone, the last has the noun. One actor gives one range.

    Args:
        text: The phrase.

    Returns:
        Half-open code-point ranges of `text`, in order.
    """
    registry = default_registry()
    reading = read_phrase(text, registry, None)
    if not reading.words:
        return ()
    covered = {i for hit in reading.hits for i in range(hit.first, hit.last)}
    inner = {i for hit in reading.hits for i in range(hit.first + 1, hit.last)}
    ranges: list[tuple[int, int]] = []
    first: int | None = None
    last = 0
    for index, word in enumerate(reading.words):
        joins = word.key in ("and", "or", "plus") and index not in inner
        comma = index > 0 and "," in text[reading.words[index - 1].end : word.start] and index not in inner
        if (joins or comma) and first is not None:
            ranges.append((first, last))
            first = None
        if joins or (first is None and word.key in ARTICLES and index not in covered):
            continue
        first = word.start if first is None else first
        last = word.end
    if first is not None:
        ranges.append((first, last))
    return tuple(ranges)
