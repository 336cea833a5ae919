"""Finds who said what in a text: source, cue and content of every attribution.

A small encoder reads the text in overlapping windows and marks cues ("said", "according to");
for each cue a second graph scores every word of the window as its source or its content.
The best in/out sequence of each role is decoded exactly, so contents may be broken up, nested
in one another, or lie in other sentences and paragraphs than their cue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.language.tagger_words import Ints, Span, Splitter, Window, Words, nearness, pack, windows

Spans = tuple[Span, ...]
Floats = NDArray[np.float32]

NEVER = np.float32(-1e4)

# A quoted line signed with a dash: “We will win.” — Ann Lee, Denver
_SIGNED = re.compile(
    r"""(?m)^[^\S\n]*(?P<content>["“”„«][^\n]{2,}?["“”»]|''[^\n]{2,}?'')\s*(?P<cue>[―—–]|--?)[^\S\n]*"""
    r"""(?P<source>(?:[^\W\d_]|@)[^\n"“”―—–]{1,70}?)[.\s]*$"""
)
_SIGNED_SCORE = 0.9


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution. Spans are half-open code-point ranges, sorted and apart.

    Attributes:
        source: Who is said to say it; empty where the text names nobody.
        cue: The words that attribute.
        content: What is attributed.
        score: Confidence from 0 to 1.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float


class Backend(Protocol):
    """What runs the two graphs."""

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        """Return hidden states and cue logits of windows of one length."""

    def pair(self, hidden: Floats, first: Ints, last: Ints, near: Ints) -> Floats:
        """Return the role logits (1, cues, words, 6) of one window."""


class OnnxBackend:
    """Runs the exported graphs with onnxruntime."""

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._encoder, self._pair = (
            ort.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("model.onnx", "pair.onnx")
        )

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        """Return hidden states and cue logits of windows of one length."""
        hidden, cue = self._encoder.run(None, {"ids": ids, "features": features})
        return hidden, cue

    def pair(self, hidden: Floats, first: Ints, last: Ints, near: Ints) -> Floats:
        """Return the role logits (1, cues, words, 6) of one window."""
        out: Floats = self._pair.run(None, {"hidden": hidden, "first": first, "last": last, "near": near})[0]
        return out


def chain(logits: Floats) -> tuple[NDArray[np.bool_], Floats, Floats]:
    """Decode two-state chains: the best in/out sequence and the posterior of being inside.

    Args:
        logits: Enter, stay and leave logits (words, sequences, 3).

    Returns:
        Best states and posteriors, both (words, sequences), and the probability of each best
        sequence as a whole.
    """
    length, count, _ = logits.shape
    enter, stay, leave = (np.ascontiguousarray(logits[..., i]) for i in range(3))
    forward = np.empty((length, 2, count), np.float32)
    backs = np.empty((length, 2, count), bool)
    sums, best = (np.stack((np.zeros(count, np.float32), np.full(count, NEVER))) for _ in range(2))
    for t in range(length):
        sums = np.stack(
            (np.logaddexp(sums[0], sums[1] + leave[t]), np.logaddexp(sums[0] + enter[t], sums[1] + stay[t]))
        )
        forward[t] = sums
        to_out, to_in = best[1] + leave[t], best[1] + stay[t]
        start = best[0] + enter[t]
        backs[t, 0], backs[t, 1] = to_out > best[0], to_in > start
        best = np.stack((np.maximum(best[0], to_out), np.maximum(start, to_in)))
    state = (best[1] > best[0]).astype(np.int64)
    whole = np.exp(best.max(0) - np.logaddexp(sums[0], sums[1]))
    states = np.empty((length, count), bool)
    posterior = np.empty((length, count), np.float32)
    after = np.zeros((2, count), np.float32)
    columns = np.arange(count)
    for t in range(length - 1, -1, -1):
        states[t] = state
        state = backs[t, state, columns].astype(np.int64)
        gap = forward[t, 1] + after[1] - forward[t, 0] - after[0]
        posterior[t] = 1 / (1 + np.exp(-np.clip(gap, -60, 60)))
        after = np.stack(
            (np.logaddexp(after[0], after[1] + enter[t]), np.logaddexp(after[0] + leave[t], after[1] + stay[t]))
        )
    return states, posterior, whole


@dataclass(frozen=True, slots=True)
class Settings:
    """How spans are decoded; chosen on development data.

    Attributes:
        cue: Least probability that a word begins a cue.
        left: Pieces of context before each window's own part.
        right: Pieces of context after it.
        keep: Least score of a relation.
        scale: Weights of the calibrated score: five figures, no source, constant.
    """

    cue: float = 0.4
    left: int = 64
    right: int = 32
    keep: float = 0.0
    scale: tuple[float, ...] = (1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in word positions, with the figures its score is made of."""

    source: NDArray[np.bool_]
    cue: Span
    content: NDArray[np.bool_]
    first: int
    figures: tuple[float, ...]  # of the cue, source words, content words, whole source, whole content


class SpanTagger:
    """Reads a text and returns its attributions."""

    def __init__(self, backend: Backend, splitter: Splitter, settings: Settings, version: str = "0") -> None:
        self._backend = backend
        self._splitter = splitter
        self.settings = settings
        self.version = version

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> SpanTagger:
        """Load an exported model.

        Args:
            folder: Holds ``model.onnx``, ``pair.onnx``, ``tokenizer.json`` and ``config.json``.
            threads: Threads of one inference call; two were no faster than one on two cores (2026-11-22).

        Returns:
            A tagger; safe to share between threads.
        """
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        settings = msgspec.convert(config["settings"], Settings)
        return cls(OnnxBackend(folder, threads), Splitter(folder / "tokenizer.json"), settings, config["version"])

    def relations(self, text: str, paragraphs: Sequence[Span]) -> list[Relation]:
        """Find the attributions in the given paragraphs of a text.

        Args:
            text: The whole text.
            paragraphs: Half-open code-point ranges to read, in order; the rest is not read.

        Returns:
            Relations in the order of their cues, spans as offsets into ``text``.
        """
        words = self._splitter.split(text, paragraphs)
        return self.decode(text, paragraphs, words, self.find(words)) if len(words) else []

    def find(self, words: Words) -> list[Found]:
        """Run the network over all windows and decode cues and roles.

        Args:
            words: The words of a text.

        Returns:
            Every relation above the cue threshold, in word positions.
        """
        chosen = self.settings
        cues: list[tuple[Window, Span, float]] = []
        logits: list[Floats] = []
        for window in windows(words, chosen.left, chosen.right):
            ids, features, places = pack(words, window.first, window.last)
            hidden, tags = self._backend.encode(ids[None], features[None])
            spans = self._cues(tags[0, places], window)
            if spans:
                cues.extend((window, span, p) for span, p in spans)
                logits.append(self._roles(words, window, [s for s, _ in spans], hidden[0, places]))
        return _decode_roles(cues, logits)

    def _cues(self, tags: Floats, window: Window) -> list[tuple[Span, float]]:
        """Read cue spans off the tag logits of one window's words."""
        shifted = np.exp(tags - tags.max(-1, keepdims=True))
        outside, begin, within = (shifted / shifted.sum(-1, keepdims=True)).T
        low, high = window.own[0] - window.first, window.own[1] - window.first
        found = []
        i = low
        while i < high:
            if begin[i] >= self.settings.cue and begin[i] >= within[i]:
                j = i + 1
                while j < len(begin) and within[j] > max(outside[j], begin[j]):
                    j += 1
                found.append(((window.first + i, window.first + j), float(begin[i])))
                i = j
            else:
                i += 1
        return found

    def _roles(self, words: Words, window: Window, cues: list[Span], hidden: Floats) -> Floats:
        """Score the words of a window for each of its cues; words first (words, cues, 6)."""
        spans = np.array(cues, dtype=np.int64)
        near = nearness(words, spans[:, 0], window.first, window.last)[:, None]
        first, last = spans[None, :, 0] - window.first, spans[None, :, 1] - 1 - window.first
        roles: Floats = self._backend.pair(hidden[None], first, last, near)[0].transpose(1, 0, 2)
        return roles

    def decode(self, text: str, paragraphs: Sequence[Span], words: Words, found: Sequence[Found]) -> list[Relation]:
        """Turn word positions into spans of the text.

        Args:
            text: The whole text.
            paragraphs: The ranges that are read.
            words: The words of the text.
            found: Relations in word positions.

        Returns:
            Relations with a content and a score of at least ``keep``, by cue.
        """
        weights = np.array(self.settings.scale)
        out = []
        for item in found:
            content = _spans(words, item.content, item.first, quotes=True)
            score = float(1 / (1 + np.exp(-np.dot(weights, evidence(item.figures)))))
            if content and score >= self.settings.keep:
                source = _spans(words, item.source, item.first, quotes=False)
                out.append(Relation(source, (_cue(words, item.cue),), content, round(score, 4)))
        out = [_without_shared(r, out) for r in out]
        out.extend(_signed(text, paragraphs, out))
        return sorted(out, key=lambda r: r.cue)


def _cue(words: Words, span: Span) -> Span:
    """Return the range of a cue: no marks at its ends, contractions ("didn't") whole."""
    low, high = span
    while high - low > 1 and words.is_mark[high - 1]:
        high -= 1
    while high - low > 1 and words.is_mark[low]:
        low += 1
    while (
        high + 1 < len(words)
        and words.starts[high] == words.ends[high - 1]
        and words.apostrophe[high]
        and words.starts[high + 1] == words.ends[high]
    ):
        high += 2
    return int(words.starts[low]), int(words.ends[high - 1])


def _without_shared(relation: Relation, others: Sequence[Relation]) -> Relation:
    """Drop a later part of a content that another cue claims as its own: "A," he said, adding B."""
    kept = [relation.content[0]]
    for part in relation.content[1:]:
        claimed = any(
            relation.cue[0] < r.cue[0] and r.cue[0][1] <= part[0] and len(r.content) == 1 and _alike(part, r.content)
            for r in others
        )
        if not claimed:
            kept.append(part)
    return relation if len(kept) == len(relation.content) else replace(relation, content=tuple(kept))


def _signed(text: str, paragraphs: Sequence[Span], known: Sequence[Relation]) -> list[Relation]:
    """Find quoted lines signed with a dash that no known relation covers."""
    out = []
    for match in _SIGNED.finditer(text):
        spans = [match.span(name) for name in ("source", "cue", "content")]
        source, cue, content = spans
        read = all(any(a <= s and e <= b for a, b in paragraphs) for s, e in spans)
        taken = any((r.cue[0][0] < source[1] and cue[0] < r.cue[0][1]) or _alike(content, r.content) for r in known)
        if read and not taken and text[source[0]].isupper() | (text[source[0]] == "@"):
            out.append(Relation((source,), (cue,), (content,), _SIGNED_SCORE))
    return out


def _alike(span: Span, spans: Spans) -> bool:
    """Tell whether a span and a set of spans share at least half of their union."""
    shared = sum(max(0, min(span[1], e) - max(span[0], s)) for s, e in spans)
    return 2 * shared >= span[1] - span[0] + sum(e - s for s, e in spans) - shared


def evidence(figures: Sequence[float]) -> Floats:
    """Turn the figures of a relation into the inputs of its score."""
    p = np.clip(np.array(figures, np.float32), 1e-3, 1 - 1e-3)
    odds: Floats = np.concatenate((np.log(p / (1 - p)), [float(figures[1] == 0), 1.0])).astype(np.float32)
    return odds


def _decode_roles(cues: Sequence[tuple[Window, Span, float]], logits: Sequence[Floats]) -> list[Found]:
    """Decode both roles of all cues of a text at once."""
    if not cues:
        return []
    length = max(len(part) for part in logits)
    table = np.empty((length, len(cues), 2, 3), np.float32)
    table[..., :] = NEVER, NEVER, 0.0
    column = 0
    for part in logits:
        table[: len(part), column : column + part.shape[1]] = part.reshape(*part.shape[:2], 2, 3)
        column += part.shape[1]
    states, posterior, whole = chain(table.reshape(length, -1, 3))
    out = []
    for i, (window, cue, probability) in enumerate(cues):
        size = window.last - window.first
        source, content = states[:size, 2 * i], states[:size, 2 * i + 1]
        sure = ((posterior[:size, 2 * i + k], mask) for k, mask in enumerate((source, content)))
        trust = [float(p[mask].mean()) if mask.any() else 0.0 for p, mask in sure]
        figures = (probability, *trust, float(whole[2 * i]), float(whole[2 * i + 1]))
        out.append(Found(source, cue, content, window.first, figures))
    return out


def _spans(words: Words, inside: NDArray[np.bool_], offset: int, *, quotes: bool) -> Spans:
    """Turn a row of in/out states into trimmed spans of the text."""
    places = np.flatnonzero(inside) + offset
    cuts = np.flatnonzero((np.diff(places) > 1) | words.apart[places[1:]]) + 1
    out: list[Span] = []
    for run in np.split(places, cuts) if len(places) else []:
        low, high = int(run[0]), int(run[-1]) + 1
        while low < high and words.is_mark[low] and not (quotes and words.is_quote[low]):
            low += 1
        while low < high and words.is_mark[high - 1] and not (quotes and words.is_quote[high - 1]):
            high -= 1
        if low < high and not words.is_mark[low:high].all():
            out.append((int(words.starts[low]), int(words.ends[high - 1])))
    return tuple(out)
