"""Text → paragraphs: which lines belong together; the text itself is only pointed into."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

# Every character str.splitlines() breaks at; the text keeps them, a paragraph may hold them only as a hard wrap.
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Zero-width blanks and joiners, byte order mark, soft hyphen: pages put them anywhere.
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD])
_LIST_ITEM = re.compile(r"(?:[-–—•·*◦▪‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")

# Plain-text mail, wire copy and RFC-like dumps wrap at 60 to 100 columns; a longer line is never a wrapped one.
# Only pairs of lines inside a group without a blank line are evidence.
MAX_WRAP = 110
MIN_WRAP = 40
WRAPPED_SHARE = 0.6
WRAP_SLACK = 12
CENTRED = 12
STRICT_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Half-open range of a text that is one paragraph, and the same with its white space squeezed."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """Number of words, split at white space."""
        return self.text.count(" ") + 1


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    text: str
    group: int


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, in order; every character that is not white space is in exactly one.

    A non-blank line is a paragraph, unless the text is hard-wrapped: then the lines of a group without a blank line are
    joined where the next line's first word did not fit.
    """
    lines = _lines(text)
    width = _wrap_width(lines)
    spans: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if number and width and _carries_on(lines[number - 1], line, width):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return tuple(Paragraph(start=a, end=b, text=_squeeze(text[a:b])) for a, b in spans)


def _squeeze(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())


def ends_sentence(text: str) -> bool:
    """Whether a paragraph ends with a full stop, question or exclamation mark, quotation marks after it allowed."""
    return bool(_FINAL.search(text))


def _lines(text: str) -> list[_Line]:
    """Return the non-blank lines, trimmed; `group` counts the blank lines before."""
    lines: list[_Line] = []
    group = start = 0
    for mark in (*_BREAK.finditer(text), None):
        end = mark.start() if mark else len(text)
        raw = text[start:end]
        kept = raw.strip()
        if kept:
            first = start + len(raw) - len(raw.lstrip())
            lines.append(_Line(first, first + len(kept), first - start, kept, group))
        else:
            group += 1
        start = mark.end() if mark else end
    return lines


def _wrap_width(lines: list[_Line]) -> int:
    """Return the column at which a text is wrapped, or 0.

    Where every line that ends in mid sentence is as long as the next word allows, that is the longest line; where
    some are shorter (wrapped by hand, or by a program that leaves a margin), it is `WRAP_SLACK` less.
    """
    if any(len(line.text) > MAX_WRAP for line in lines):
        return 0
    longest = max((len(line.text) for line in lines), default=0)
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a.group == b.group]
    if longest < MIN_WRAP or not pairs:
        return 0
    unfinished = [(a, b) for a, b in pairs if not ends_sentence(a.text)]
    strict = sum(_did_not_fit(a, b, longest) for a, b in unfinished) >= STRICT_SHARE * len(unfinished)
    width = longest if strict else longest - WRAP_SLACK
    full = [a for a, b in pairs if _did_not_fit(a, b, width)]
    if len(full) < WRAPPED_SHARE * len(pairs) or 2 * sum(not ends_sentence(a.text) for a in full) < len(full):
        return 0
    return width


def _did_not_fit(line: _Line, after: _Line, width: int) -> bool:
    return len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width


def _carries_on(line: _Line, after: _Line, width: int) -> bool:
    if line.group != after.group or after.indent >= line.indent + 2 or line.indent >= CENTRED:
        return False
    full, whole = _did_not_fit(line, after, width), ends_sentence(line.text) or line.text.endswith(":")
    if _LIST_ITEM.match(after.text) and (whole or not full):
        return False
    return full or (after.text[0].islower() and not whole)
