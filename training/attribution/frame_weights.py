"""Learn the weights of frame features on PolNeAR train; write data/attribution/frame_weights.csv.

usage: python training/attribution/frame_weights.py POLNEAR_TRAIN.jsonl.gz [OUT.csv]

Logistic regression with an L2 penalty, by Newton's method, from zero; deterministic. The rate of a frame's lemma is
taken without the frame itself (leave one out), as it will be for unseen text.
"""

from __future__ import annotations

import collections
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from onrecord.attribution.cues import PRIOR_WEIGHT, QuoteState, counts_of, prior_of
from onrecord.attribution.features import features
from onrecord.attribution.frames import Frame, verb_frames
from onrecord.attribution.nominal import noun_frames
from onrecord.attribution.states import quote_state
from onrecord.evaluate.attribution import read_gold
from onrecord.ingest import from_text
from onrecord.language import Parsed, parse_many
from onrecord.language.quotations import find_quotations

PENALTY = 2.0
MIN_COUNT = 20
HEADER = """\
# Weights of the features of onrecord.attribution.features: logistic regression, L2 penalty 2, over the verb, noun and
# adjective frames of PolNeAR v1.0 train (840 articles); a frame is right when a gold attribution's cue holds its head
# and the contents overlap with IoU >= 0.5. Written by training/attribution/frame_weights.py. 2026-11-22.
"""

Example = tuple[Frame, QuoteState, bool]


def main(source: str, target: str) -> None:
    """Learn and write."""
    gold = read_gold(Path(source))
    parses = parse_many(from_text(line.text) for line in gold)
    write(
        Path(target),
        learn(example for line, parsed in zip(gold, parses, strict=True) for example in examples(line, parsed)),
    )


def examples(gold: object, parsed: Parsed) -> Iterator[Example]:
    """Yield every frame of an article with whether it is right."""
    quotations = find_quotations(parsed.text, parsed.paragraphs)
    by_cue = collections.defaultdict(list)
    for one in gold.attributions:  # type: ignore[attr-defined]
        content = indices(parsed, one.content)
        for index in indices(parsed, one.cue):
            by_cue[index].append(content)
    for frames in (*verb_frames(parsed.doc), *noun_frames(parsed.doc)):
        for frame in frames:
            own = {t.i for t in frame.content if not t.is_punct and not t.is_space}
            right = any(2 * len(own & c) >= len(own | c) for c in by_cue.get(frame.verb.i, ()))
            yield frame, quote_state(frame, quotations), right


def indices(parsed: Parsed, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the indices of the words that spans touch."""
    found: set[int] = set()
    for start, end in spans:
        found.update(t.i for t in parsed.span_at(start, end) or () if not t.is_punct and not t.is_space)
    return found


def learn(data: Iterable[Example]) -> dict[str, float]:
    """Return feature → weight."""
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    for frame, state, right in data:
        seen, attributed = counts_of(frame.lemma, frame.name, state)
        prior = prior_of(frame.lemma, frame.name, state)
        left_out = (attributed - right, seen - 1) if seen else (0, 0)
        rate = (left_out[0] + PRIOR_WEIGHT * prior) / (left_out[1] + PRIOR_WEIGHT)
        row: dict[str, float] = collections.defaultdict(float)
        for name, value in features(frame, state, rate):
            row[name] += value
        rows.append(row)
        labels.append(right)
    frequency = collections.Counter(name for row in rows for name in row)
    names = sorted(name for name, count in frequency.items() if count >= MIN_COUNT)
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                matrix[number, index[name]] = value
    solved = newton(matrix, np.array(labels, dtype=np.float64))
    return dict(zip(names, solved.tolist(), strict=True))


def newton(matrix: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights (n_features,) float64 of the penalised logistic regression."""
    found = np.zeros(matrix.shape[1])
    for _ in range(12):
        guess = 1 / (1 + np.exp(-(matrix @ found)))
        gradient = matrix.T @ (labels - guess) - PENALTY * found
        spread = (guess * (1 - guess)).astype(np.float32)
        curvature = (matrix * spread[:, None]).T @ matrix + PENALTY * np.eye(len(found))
        step = np.linalg.solve(curvature, gradient)
        found += step
        if np.abs(step).max() < 1e-4:
            break
    return found


def write(path: Path, learnt: dict[str, float]) -> None:
    """Write the table, by feature."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.write("feature,weight\n")
        for name in sorted(learnt):
            if abs(learnt[name]) >= 0.005:
                file.write(f"{name},{learnt[name]:.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "data/attribution/frame_weights.csv")
