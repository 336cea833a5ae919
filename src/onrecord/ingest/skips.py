"""How ingest says that something was not read."""

from __future__ import annotations

from onrecord.model import Skipped

# One article, one line, one row: the longest news texts have 0.3 MB; what is longer is a dump or a broken file.
MAX_ARTICLE_BYTES = 8 * 1024 * 1024
# A `.json` file is read whole.
MAX_JSON_BYTES = 256 * 1024 * 1024


def skip(reason: str, *, found: str, expected: str, next_step: str, where: str | None) -> Skipped:
    """Return the skip of stage `ingest`: what was found, what was expected, what to do next."""
    return Skipped(
        stage="ingest", reason=reason, detail=f"found {found}; expected {expected}; {next_step}", where=where
    )


def too_long(size: str, where: str | None) -> Skipped:
    """Return the skip of an article, line or row over `MAX_ARTICLE_BYTES`."""
    return skip(
        "too-long",
        found=size,
        expected=f"at most {MAX_ARTICLE_BYTES // 1024 // 1024} MB for one article",
        next_step="split it into articles, one a line or a file",
        where=where,
    )
