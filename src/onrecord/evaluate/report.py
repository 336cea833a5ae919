"""What an evaluation returns: scores with counts, and the worst cases for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure.

    Attributes:
        set: Gold set (`polnear/dev`).
        name: Measure (`partial+source F1, all`).
        value: The figure; fractions 0 to 1.
        count: Number of gold items it rests on.
        detail: What else a reader needs, such as precision and recall.
    """

    set: str
    name: str
    value: float
    count: int
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """One bad case.

    Attributes:
        where: Set and id.
        loss: How bad: higher is worse.
        text: Gold and found, for a reader.
    """

    where: str
    loss: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Scores of one task over one or more sets."""

    task: str
    scores: tuple[Score, ...]
    worst: tuple[Worst, ...] = field(default=())
    words: int = 0
    seconds: float = 0.0


def precision_recall_f1(true: float, predicted: float, gold: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 (0 where undefined) for counts of hits, predictions and gold items."""
    precision = true / predicted if predicted else 0.0
    recall = true / gold if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the gold labels of (gold, predicted) pairs."""
    labels = sorted({gold for gold, _ in pairs})
    total = 0.0
    for label in labels:
        hits = sum(gold == label == found for gold, found in pairs)
        total += precision_recall_f1(
            hits, sum(found == label for _, found in pairs), sum(gold == label for gold, _ in pairs)
        )[2]
    return total / len(labels) if labels else 0.0
