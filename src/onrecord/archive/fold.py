"""Folding: the form of a name in which spelling variants meet."""

from __future__ import annotations

import re

from anyascii import anyascii

_BREAK = re.compile(r"[^0-9a-z]+")


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in ASCII lower case: accents, case, hyphens and apostrophes make no difference."""
    joined = anyascii(text).lower().replace("'", "").replace("`", "")
    return tuple(word for word in _BREAK.split(joined) if word)


def fold(text: str) -> str:
    """Return the folded words between single spaces, with one at each end (`" miguel diaz canel "`).

    With the outer spaces, a search for `" diaz "` finds the whole word only.
    """
    return f" {' '.join(fold_words(text))} "
