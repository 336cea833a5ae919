"""Words of a text as the attribution network reads them: pieces, features and windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
Ints = NDArray[np.int64]

FEATURES = 32  # case (4) x quotation state (4) x first word of a paragraph (2)
OFFSETS, PARAGRAPHS, SENTENCES, QUOTES = 31, 7, 9, 9  # sizes of the four position tables
MAX_PIECES = 512
MAX_WORD_PIECES = 8
CLS, SEP = 101, 102

_WORD = re.compile(r"''|``|\w+|[^\w\s]")
_OPENING, _CLOSING = frozenset("“„«‟"), frozenset("”»")
_DOUBLE = frozenset(['"', "''", "``", *_OPENING, *_CLOSING])
_SINGLE = re.compile(r"(?<![\w'])(['‘‹‚])(?=[\w$(])(?!\d0s)(?:[^'‘’‹›]|\b['’]\b)+?(?<=[\w.,!?…)-])(['’›])(?![\w'])")
_ABBREVIATED = "mr mrs ms dr sen rep gov gen lt col sgt rev jr sr st vs no inc co corp jan feb aug sept oct nov dec"
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_BUCKETS = np.array([1, 2, 3, 4, 5, 7, 10, 15, 23, 35, 56, 91, 151, 250])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the read paragraphs of one text, as parallel arrays."""

    starts: Ints
    ends: Ints
    features: Ints
    paragraph: Ints
    sentence: Ints
    quotes: Ints  # quotation marks up to here
    is_mark: NDArray[np.bool_]  # no letter or digit
    is_quote: NDArray[np.bool_]
    inside: NDArray[np.bool_]  # between quotation marks
    apart: NDArray[np.bool_]  # unread text lies before it
    apostrophe: NDArray[np.bool_]
    pieces: list[list[int]]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that is encoded at once; only cues in ``own`` are kept."""

    first: int
    last: int
    own: Span


class Splitter:
    """Cuts text into words with word-piece ids and surface features."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cache: dict[str, list[int]] = {}

    def _pieces(self, word: str) -> list[int]:
        found = self._cache.get(word)
        if found is None:
            text = '"' if word in _DOUBLE else word[:200]
            text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no text
            found = self._tokenizer.encode(text, add_special_tokens=False).ids[:MAX_WORD_PIECES]
            if len(self._cache) > 100_000:
                self._cache.clear()
            self._cache[word] = found
        return found

    def split(self, text: str, paragraphs: Sequence[Span]) -> Words:
        """Cut the given ranges of a text into words.

        Args:
            text: The whole text.
            paragraphs: Half-open ranges to read, in order.

        Returns:
            The words that have at least one word piece.
        """
        rows: list[tuple[int, int, int, int, int, int, bool, bool, bool, bool, bool]] = []
        pieces: list[list[int]] = []
        sentence = quotes = 0
        gap = False
        for number, (begin, end) in enumerate(paragraphs):
            singles = _single_marks(text, begin, end)
            first, open_, stop, before = True, False, False, ""
            gap = gap or (number > 0 and bool(text[paragraphs[number - 1][1] : begin].strip()))
            for match in _WORD.finditer(text, begin, end):
                word, s, e = match.group(), match.start(), match.end()
                ids = self._pieces('"' if s in singles else word)
                if not ids:
                    continue
                is_quote = word in _DOUBLE or s in singles
                state = 0
                if is_quote:
                    quotes += 1
                    opening = _opens(text, s, e, word, open_, begin, end)
                    state, open_ = (2, True) if opening else (3, False)
                elif open_:
                    state = 1
                if stop and (word[0].isupper() or is_quote):
                    sentence += 1
                    stop = False
                if word in ".?!…":
                    stop = word != "." or not (before.lower() in _ABBREVIATIONS or len(before) == 1)
                elif not is_quote:
                    stop = False
                case = _case(word)
                mark = not (word[0].isalnum() or word[0] == "_")
                feature = case + 4 * state + 16 * first
                rows.append((s, e, feature, number, sentence, quotes, mark, is_quote, open_, gap, word in "'’"))
                pieces.append(ids)
                first, before, gap = False, word, False
            sentence += 1
        table = np.array(rows, dtype=np.int64).reshape(-1, 11).T
        starts, ends, features, paragraph, sentences, counts, *flags = table
        marks, quoting, inside, gaps, apostrophes = (flag.astype(np.bool_) for flag in flags)
        return Words(
            starts, ends, features, paragraph, sentences, counts, marks, quoting, inside, gaps, apostrophes, pieces
        )


def _case(word: str) -> int:
    """Return 0 for no capital, 1 for an initial one, 2 for all, 3 for any other."""
    if word == word.lower():
        return 0
    if word[0].isupper() and word[1:] == word[1:].lower():
        return 1
    return 2 if word == word.upper() else 3


def _opens(text: str, start: int, end: int, word: str, is_open: bool, low: int, high: int) -> bool:
    """Tell whether a quotation mark opens, from its form, its neighbours and the state before."""
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    gap_before = before.isspace() or before in "([{—–-/"
    gap_after = after.isspace() or after in ".,;:!?)]}—–-"
    if gap_before != gap_after:
        return gap_before
    if word in _OPENING:
        return True
    return not is_open and word not in _CLOSING


def _single_marks(text: str, start: int, end: int) -> frozenset[int]:
    """Find single marks that serve as quotation marks in a paragraph without double ones."""
    part = text[start:end]
    if not any(c in part for c in "'‘‹‚") or any(mark in part for mark in _DOUBLE):
        return frozenset()
    return frozenset(start + m.start(i) for m in _SINGLE.finditer(part) for i in (1, 2))


def windows(words: Words, left: int, right: int, limit: int = MAX_PIECES - 2) -> list[Window]:
    """Cover all words with windows that overlap.

    A window's own part ends at a paragraph's end where that costs less than a third of the
    room, else at a sentence's end, else where the room ends.

    Args:
        words: The words of a text.
        left: Pieces of context before the own part.
        right: Pieces of context after it.
        limit: Most pieces in a window.

    Returns:
        Windows in reading order.
    """
    sums = np.concatenate(([0], np.cumsum([len(p) for p in words.pieces], dtype=np.int64)))
    count, start, out = len(words), 0, []
    while start < count:
        first = int(np.searchsorted(sums, sums[start] - left))
        room = limit - (sums[start] - sums[first])
        if sums[count] - sums[start] <= room:
            out.append(Window(first, count, (start, count)))
            break
        stop = int(np.searchsorted(sums, sums[start] + room - right, side="right")) - 1
        stop = _good_end(words, start, max(stop, start + 1))
        last = int(np.searchsorted(sums, sums[first] + limit, side="right")) - 1
        out.append(Window(first, max(last, stop), (start, stop)))
        start = stop
    return out


def _good_end(words: Words, start: int, stop: int) -> int:
    """Move a cut back to the end of a paragraph or sentence where one is near."""
    for level in (words.paragraph, words.sentence):
        back = int(np.searchsorted(level, level[stop], side="left"))
        if back - start > (stop - start) * 2 // 3:
            return back
    return stop


def nearness(words: Words, cues: Ints, first: int, last: int) -> Ints:
    """Say where each word of a window lies seen from each cue.

    Args:
        words: The words of the text.
        cues: First word of each cue.
        first: First word of the window.
        last: One past its last word.

    Returns:
        Bucket ids (4, cues, words): offset, paragraphs, sentences and quotation marks between.
    """
    span = np.arange(first, last)
    offset = span[None] - cues[:, None]
    bucket = np.searchsorted(_BUCKETS, np.abs(offset), side="right")
    parts = [np.where(offset < 0, bucket, -bucket) + OFFSETS // 2]
    for values, size in ((words.paragraph, PARAGRAPHS), (words.sentence, SENTENCES), (words.quotes, QUOTES)):
        half = size // 2
        parts.append(np.clip(values[first:last][None] - values[cues][:, None], -half, half) + half)
    return np.stack(parts)


def pack(words: Words, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """Lay out the pieces of a window.

    Args:
        words: The words of the text.
        first: First word of the window.
        last: One past its last word.

    Returns:
        Piece ids, feature ids, and the place of each word's first piece.
    """
    pieces = words.pieces[first:last]
    size = np.array([len(p) for p in pieces])
    ids = np.array([CLS, *(p for ids in pieces for p in ids), SEP], np.int64)
    features = np.zeros_like(ids)
    features[1:-1] = np.repeat(words.features[first:last], size)
    return ids, features, 1 + np.cumsum(size) - size
