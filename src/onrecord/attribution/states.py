"""How a verb and its content stand to the article's quotations."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.attribution.cues import QuoteState
from onrecord.attribution.frames import Frame
from onrecord.language.quotations import Quotation


def quote_state(frame: Frame, quotations: Sequence[Quotation]) -> QuoteState:
    """Return `in` where the verb is inside a quotation, `has` where the content has one, else `out`."""
    place = frame.verb.idx
    first, last = frame.content[0].idx, frame.content[-1].idx + len(frame.content[-1])
    state: QuoteState = "out"
    for quotation in quotations:
        if quotation.depth == 0:
            if quotation.holds(place):
                return "in"
            if any(start < last and first < end for start, end in quotation.ranges):
                state = "has"
    return state
