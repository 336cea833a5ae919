"""A linear model over named features: softmax regression, trained and run with numpy alone.

Weights are a NumPy archive without pickled objects: feature names, their scale, labels, and a float16 matrix.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import SettingsError

Floats = NDArray[np.float32]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Softmax regression.

    Attributes:
        labels: The classes.
        index: Row of each known feature.
        scale: (n_features,) float32, inverse document frequency.
        weights: (n_features, n_labels) float32.
        bias: (n_labels,) float32.
    """

    labels: tuple[str, ...]
    index: Mapping[str, int]
    scale: Floats
    weights: Floats
    bias: Floats

    def probabilities(self, features: Features) -> dict[str, float]:
        """Return the probability of each label; they sum to 1, not calibrated."""
        rows, values = _row(features, self.index, self.scale)
        scores = self.bias + (values @ self.weights[rows] if len(rows) else 0)
        raised = np.exp(scores - scores.max())
        return dict(zip(self.labels, (raised / raised.sum()).tolist(), strict=True))


def _row(features: Features, index: Mapping[str, int], scale: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return (rows, values) of the known features, each group of features of unit length."""
    known = [(name, index[name], value) for name, value in features.items() if name in index]
    rows = np.array([row for _, row, _ in known], dtype=np.intp)
    values = np.array([value for _, _, value in known], dtype=np.float32)
    if not len(rows):
        return rows, values
    values = values * scale[rows]
    groups = np.array([ord(name[0]) for name, _, _ in known])
    for group in np.unique(groups):
        mask = groups == group
        values[mask] /= max(float(np.linalg.norm(values[mask])), 1e-6)
    return rows, values


def fit(
    examples: Sequence[Features],
    labels: Sequence[Sequence[str]],
    *,
    penalty: float,
    minimum: int = 2,
    rounds: int = 400,
) -> Linear:
    """Return softmax regression fitted by accelerated gradient steps, from zero; the same input gives the same model.

    Args:
        examples: Features of each example; a feature's first letter is its group.
        labels: Classes each example may have: one where its class is known, several where only a group of them is.
        penalty: Weight of the squared norm of the weights, per example.
        minimum: Features in fewer examples are left out.
        rounds: Gradient steps.
    """
    counts: dict[str, int] = {}
    for example in examples:
        for name in example:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= minimum)
    index = {name: row for row, name in enumerate(names)}
    total = len(examples)
    scale = np.array([np.log((1 + total) / (1 + counts[name])) + 1 for name in names], dtype=np.float32)
    matrix = np.zeros((total, len(names)), dtype=np.float32)
    for number, example in enumerate(examples):
        rows, values = _row(example, index, scale)
        matrix[number, rows] = values
    classes = tuple(sorted({name for allowed in labels for name in allowed}))
    wanted = np.array([[name in allowed for name in classes] for allowed in labels], dtype=np.float32)
    dual, bias = _solve(matrix @ matrix.T, wanted, penalty=penalty, rounds=rounds)
    return Linear(labels=classes, index=index, scale=scale, weights=matrix.T @ dual, bias=bias)


def _solve(kernel: Floats, wanted: Floats, *, penalty: float, rounds: int) -> tuple[Floats, Floats]:
    """Return (dual coefficients (n, k), bias (k,)) of softmax regression with a linear kernel."""
    total, classes = wanted.shape
    step = 1.0 / (penalty + 0.5 * (float(np.linalg.norm(kernel, 2)) + total) / total)
    dual = ahead = np.zeros((total, classes), dtype=np.float32)
    bias = bias_ahead = np.zeros(classes, dtype=np.float32)
    for round_ in range(rounds):
        scores = kernel @ ahead + bias_ahead
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        found = raised / raised.sum(axis=1, keepdims=True)
        # where several classes are allowed, the model's own shares among them are the aim
        aim = found * wanted
        error = (found - aim / np.maximum(aim.sum(axis=1, keepdims=True), 1e-9)) / total
        next_dual = (ahead - step * (error + penalty * ahead)).astype(np.float32)
        next_bias = (bias_ahead - step * error.sum(axis=0)).astype(np.float32)
        momentum = round_ / (round_ + 3)
        ahead, bias_ahead = next_dual + momentum * (next_dual - dual), next_bias + momentum * (next_bias - bias)
        dual, bias = next_dual, next_bias
    return dual, bias


def digest(sentence: str) -> int:
    """Return a 64-bit hash of a sentence's words, to tell later whether a model was trained on it."""
    words = " ".join(sentence.casefold().split())
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big")


def write_linear(model: Linear, path: Path, *, seen: Sequence[int] = ()) -> None:
    """Write a model; weights are rounded to float16.

    Args:
        model: The model.
        path: An `.npz` file.
        seen: Digests of the sentences it was trained on.
    """
    names = sorted(model.index, key=lambda name: model.index[name])
    np.savez_compressed(
        path,
        names=np.array("\n".join(names)),
        labels=np.array("\n".join(model.labels)),
        scale=model.scale.astype(np.float16),
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        seen=np.array(sorted(seen), dtype=np.uint64),
    )


def read_seen(path: Path) -> frozenset[int]:
    """Return the digests of the sentences a model was trained on."""
    with np.load(path, allow_pickle=False) as data:
        return frozenset(int(x) for x in data["seen"])


def read_linear(path: Path) -> Linear:
    """Read a model written by `write_linear`.

    Raises:
        SettingsError: The file is missing or is not such a model.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            names = str(data["names"]).split("\n")
            return Linear(
                labels=tuple(str(data["labels"]).split("\n")),
                index={name: row for row, name in enumerate(names)},
                scale=data["scale"].astype(np.float32),
                weights=data["weights"].astype(np.float32),
                bias=data["bias"].astype(np.float32),
            )
    except (OSError, KeyError, ValueError) as error:
        raise SettingsError(
            f"the model {path.name} cannot be read: {error}", hint="install the package again"
        ) from error
