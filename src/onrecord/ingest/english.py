"""Is a text English? By the share of its words that are English function words."""

from __future__ import annotations

import re

from onrecord.ingest.tables import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Share of function words below which a text is refused. See docs/explanation/ingest.md for the measurement.
MIN_SHARE = 0.08
MIN_WORDS = 30
SAMPLE_CP = 20_000


def english_share(text: str) -> float | None:
    """Return the share of words that are English function words; None for fewer than `MIN_WORDS` words."""
    found = _WORD.findall(text[:SAMPLE_CP].casefold())
    if len(found) < MIN_WORDS:
        return None
    listed = words("function_words")
    return sum(word in listed for word in found) / len(found)


def is_english(text: str) -> bool:
    """Whether the text is English; a text too short to tell counts as English if it is in Latin script."""
    share = english_share(text)
    if share is not None:
        return share >= MIN_SHARE
    letters = [c for c in text[:SAMPLE_CP] if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) > len(letters)
