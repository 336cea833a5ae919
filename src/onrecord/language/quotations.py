"""Text → quotations: pairs of quotation marks of every kind, over paragraphs, nested, and never an abort.

Double marks are straight, curly, low, angle, two apostrophes (the New York Times' archive form) and two backticks.
Whether a mark opens or closes is decided by its glyph and its neighbours. Single marks count only where they pair up
and cannot be apostrophes. What a quotation is for (speech, title, scare quotes) is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.language.parse import Paragraph

Range = tuple[int, int]

DOUBLE_OPEN = frozenset({"“", "„", "‟", "``", "«"})
DOUBLE_CLOSE = frozenset({"”", "»"})
_DOUBLE = re.compile("''|``|[\"“”„‟«»]")
_SINGLE = re.compile(r"(?<!['`])['‘’‚‹›](?!['`])")
_BRACKETS = "([{<-–—/:…"
_DASHES = "-–—"
# an apostrophe for a left-out beginning: 'em, '90s
_ELISION = re.compile(r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|cuz\b|round\b|tude\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One stretch of text between quotation marks.

    Attributes:
        ranges: Half-open ranges of the text with the marks; several where the quotation runs over paragraphs.
        inner: The same without the marks; never empty ranges.
        mark: The opening mark.
        closed: False where the text has no closing mark; the last range then ends with its paragraph.
        depth: 0 for an outer quotation, 1 for one inside another, and so on.
    """

    ranges: tuple[Range, ...]
    inner: tuple[Range, ...]
    mark: str
    closed: bool = True
    depth: int = 0

    @property
    def start(self) -> int:
        """First code point, the opening mark."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.ranges[-1][1]

    def holds(self, offset: int) -> bool:
        """Whether `offset` lies inside one of the ranges."""
        return any(start <= offset < end for start, end in self.ranges)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    before: str
    after: str

    @property
    def can_open(self) -> bool:
        return (not self.before or self.before.isspace() or self.before in _BRACKETS + "'\"‘“") and bool(
            self.after.strip()
        )

    @property
    def can_close(self) -> bool:
        return bool(self.before.strip())

    @property
    def ends_word(self) -> bool:
        return self.can_close and not self.after.isalnum()


@dataclass(frozen=True, slots=True)
class _Open:
    mark: _Mark
    ranges: tuple[Range, ...] = ()
    inner: tuple[Range, ...] = ()


def find_quotations(text: str, paragraphs: Iterable[Paragraph]) -> tuple[Quotation, ...]:
    """Return all quotations in the paragraphs, by start, outer before inner.

    Args:
        text: The article's text.
        paragraphs: Non-overlapping, in text order. A quotation runs into the next paragraph only where that one
            begins with an opening mark, or holds the closing mark before any other.

    Marks without a partner give no quotation, except an opening double mark: it runs to the end of its paragraph and
    is not `closed`.
    """
    parts = tuple(paragraphs)
    found = list(_doubles(text, parts))
    for paragraph in parts:
        found.extend(_singles(text, paragraph, found))
    return tuple(_with_depth(sorted(found, key=lambda q: (q.start, -q.end))))


def _marks(text: str, paragraph: Paragraph, pattern: re.Pattern[str]) -> list[_Mark]:
    marks = []
    for match in pattern.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else ""
        after = text[end] if end < paragraph.end else ""
        marks.append(_Mark(start, end, match.group(), before, after))
    return marks


def _doubles(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quotation]:
    pending: _Open | None = None
    for number, paragraph in enumerate(paragraphs):
        marks = _marks(text, paragraph, _DOUBLE)
        stack: list[_Open] = []
        if pending is not None:
            joined = _continued(pending, marks, paragraph)
            if joined is None:
                yield _quotation(pending, closed=False)
            else:
                stack = [joined]
                if marks[0].start == paragraph.start and marks[0].can_open:
                    marks = marks[1:]
            pending = None
        yield from _pair(marks, stack)
        if stack:
            last = _extended(stack[-1], paragraph.end)
            follower = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            if follower is not None and follower.role == paragraph.role:
                pending = last
            else:
                yield _quotation(last, closed=False)
    if pending is not None:
        yield _quotation(pending, closed=False)


def _continued(pending: _Open, marks: list[_Mark], paragraph: Paragraph) -> _Open | None:
    """The open quotation carried into this paragraph, or None where the paragraph does not continue it."""
    if not marks:
        return None
    first = marks[0]
    if first.start == paragraph.start and first.can_open:
        return _Open(_Mark(first.start, first.end, pending.mark.glyph, "", "x"), pending.ranges, pending.inner)
    if first.can_close and not first.can_open and first.glyph not in DOUBLE_OPEN:
        start = _Mark(paragraph.start, paragraph.start, pending.mark.glyph, "", "x")
        return _Open(start, pending.ranges, pending.inner)
    return None


def _pair(marks: Sequence[_Mark], stack: list[_Open]) -> Iterator[Quotation]:
    """Yield the closed quotations of one paragraph; what stays open is left on the stack."""
    for mark in marks:
        if stack and _closes(mark, stack[-1]):
            opened = stack.pop()
            if mark.start > opened.mark.end:
                done = _extended(opened, mark.end, inner_end=mark.start)
                yield _quotation(done, closed=True)
        elif _opens(mark):
            if stack and _same_kind(mark, stack[-1]):
                stack.pop()  # the earlier mark never closed
            stack.append(_Open(mark))


def _closes(mark: _Mark, opened: _Open) -> bool:
    glyph, opener = mark.glyph, opened.mark.glyph
    if glyph == opener and glyph in DOUBLE_OPEN:
        return not mark.can_open and mark.ends_word
    if opener == "»":
        return glyph == "«"
    if glyph in DOUBLE_CLOSE:
        return True
    if glyph == "“":
        return opener == "„" or (not mark.can_open and mark.ends_word)
    if glyph in DOUBLE_OPEN:
        return False
    strong_open = mark.can_open and not mark.can_close
    dash_open = mark.before in _DASHES and mark.after.isalnum() and opener != glyph
    return not strong_open and not dash_open


def _opens(mark: _Mark) -> bool:
    if mark.glyph in DOUBLE_OPEN:
        return True
    if mark.can_open:
        return True
    return not mark.before.isalnum() and mark.after.isalnum()


def _same_kind(mark: _Mark, opened: _Open) -> bool:
    straight = {'"', "''", "``"}
    both = {mark.glyph, opened.mark.glyph}
    return both <= straight or len(both) == 1


def _extended(opened: _Open, end: int, *, inner_end: int | None = None) -> _Open:
    mark = opened.mark
    inner = (mark.end, end if inner_end is None else inner_end)
    return _Open(
        mark,
        (*opened.ranges, (mark.start, end)),
        (*opened.inner, inner) if inner[0] < inner[1] else opened.inner,
    )


def _quotation(opened: _Open, *, closed: bool) -> Quotation:
    inner = opened.inner or opened.ranges
    return Quotation(ranges=opened.ranges, inner=inner, mark=opened.mark.glyph, closed=closed)


def _singles(text: str, paragraph: Paragraph, doubles: Sequence[Quotation]) -> Iterator[Quotation]:
    marks = _marks(text, paragraph, _SINGLE)
    index = 0
    while index < len(marks):
        opener = marks[index]
        index += 1
        if not _single_opens(opener, text):
            continue
        closer = _single_closer(opener, marks[index:], text)
        if closer is None or _crosses(opener.start, closer.end, doubles):
            continue
        ranges = ((opener.start, closer.end),)
        yield Quotation(ranges=ranges, inner=((opener.end, closer.start),), mark=opener.glyph)
        while index < len(marks) and marks[index].start < closer.end:
            index += 1


def _single_opens(mark: _Mark, text: str) -> bool:
    if mark.glyph == "’" or not mark.can_open or not (mark.after.isalnum() or mark.after in '“"[$'):
        return False
    return not _ELISION.match(text, mark.end)


def _single_closer(opener: _Mark, marks: Sequence[_Mark], text: str) -> _Mark | None:
    """The first closing single mark; one after an s that may be a possessive only where no better one follows."""
    wanted = {"‘": "’", "‚": "‘", "‹": "›"}.get(opener.glyph, opener.glyph)
    doubtful = None
    for mark in marks:
        if mark.glyph == opener.glyph and mark.glyph != "'" and _single_opens(mark, text):
            break
        if mark.glyph != wanted or not mark.ends_word or mark.start <= opener.end:
            continue
        if mark.before in "sS" and mark.after.isspace() and mark.glyph in "'’":
            doubtful = doubtful or mark
            continue
        return mark
    return doubtful


def _crosses(start: int, end: int, doubles: Sequence[Quotation]) -> bool:
    """Whether the range cuts through a double quotation."""
    for quotation in doubles:
        for left, right in quotation.ranges:
            within = left <= start and end <= right
            around = start <= left and right <= end
            if start < right and left < end and not within and not around:
                return True
    return False


def _with_depth(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    for number, quotation in enumerate(quotations):
        depth = sum(
            any(left <= quotation.start and quotation.ranges[0][1] <= right for left, right in other.ranges)
            for other in quotations[:number]
        )
        yield replace(quotation, depth=depth) if depth else quotation
