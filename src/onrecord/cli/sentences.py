"""The sentence around a span, to show; records have their own sentences from the parser."""

from __future__ import annotations

import re

from onrecord.model import Article, Span

_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]?[A-Z0-9])|\n\s*\n")
# No sentence ends after these (`U.S. forces`, `Gen. Smith`) or after an initial.
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sgt|Adm|Capt|Sen|Rep|Gov|Pres|St|No|Jr|Sr|Rev|Hon|Amb"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|etc|approx|[ap]\.m))\.\Z"
)


def sentence_around(article: Article, start: int, end: int) -> Span:
    """Return the whole sentences of the block that hold the range `start:end`."""
    low, high = next(
        ((block.start, block.end) for block in article.blocks if block.start <= start < block.end), (start, end)
    )
    high = max(high, end)
    text = article.text
    for match in _END.finditer(text, low, high):
        if _ABBREVIATION.search(text, max(low, match.start() - 12), match.start() + 1):
            continue
        if match.end() <= start:
            low = match.end()
        elif match.end() > end:
            high = match.start() + len(match.group().rstrip())
            break
    if high < end:
        high = end
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return Span.of(text, min(low, start), max(high, end))
