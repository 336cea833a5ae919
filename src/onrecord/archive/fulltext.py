"""Full-text search over statements with SQLite's FTS5: its table, and safe queries from what a user types.

The index is an external-content table over `statements` (content, speaker_name), kept by triggers, so that it can
never say anything else than the table. Words are compared without case and accents (`unicode61 remove_diacritics 2`).
"""

from __future__ import annotations

import re

DDL = (
    "CREATE VIRTUAL TABLE statements_text USING fts5(content, speaker_name, content='statements', "
    "content_rowid='number', tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TRIGGER statements_text_insert AFTER INSERT ON statements BEGIN "
    "INSERT INTO statements_text(rowid, content, speaker_name) VALUES (new.number, new.content, new.speaker_name); END",
    "CREATE TRIGGER statements_text_delete AFTER DELETE ON statements BEGIN "
    "INSERT INTO statements_text(statements_text, rowid, content, speaker_name) "
    "VALUES ('delete', old.number, old.content, old.speaker_name); END",
    "CREATE TRIGGER statements_text_update AFTER UPDATE OF content, speaker_name ON statements BEGIN "
    "INSERT INTO statements_text(statements_text, rowid, content, speaker_name) "
    "VALUES ('delete', old.number, old.content, old.speaker_name); "
    "INSERT INTO statements_text(rowid, content, speaker_name) VALUES (new.number, new.content, new.speaker_name); END",
)

_QUOTES = '"“”„‟«»'
_PART = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+)")


def match_query(text: str) -> str | None:
    """Return what the user typed as an FTS5 query; None where it holds no word.

    Words are all required, in any order; what stands between quotation marks (any kind; an unclosed one runs to the
    end) is a phrase; a word that ends in `*` matches by its beginning. Every part is quoted, so no input is a syntax
    error and operators (`OR`, `NEAR`, `-`, `:`) are plain text.
    """
    parts = []
    for phrase, word in _PART.findall(text):
        words = re.findall(r"\w+", phrase or word)
        if not words:
            continue
        prefix = " *" if word.endswith("*") else ""
        parts.append(f'"{" ".join(words)}"{prefix}')
    return " ".join(parts) or None
