"""Statements as phrases: how it was said, and what."""

from __future__ import annotations

from onrecord.cli.words import ACTS, CHANNELS, safe, shorten
from onrecord.model import Statement

_WRITTEN = ("social-media", "letter", "written-statement", "document")
_GOES_ON = ("that", "to", "not", "how", "why", "whether", "if", "for", "of")  # words that carry on the verb's clause
_TAKES_OBJECT = ("accuse", "announce", "criticise", "demand", "deny", "praise", "promise", "propose", "reject")
_BEFORE_TO = {"reject": "refused", "refuse-comment": "declined"}
_QUOTES = "“\"‘'«"


def said_line(statement: Statement, width: int) -> tuple[str, str]:
    """Return how it was said and what, with a colon between them where the words do not carry on the clause."""
    words = said_words(statement, width)
    lead = verb_words(statement)
    first = words.split(" ", 1)[0]
    if first == "to" and statement.act in _BEFORE_TO:
        lead = lead.replace(ACTS[statement.act], _BEFORE_TO[statement.act], 1)
    is_object = statement.act in _TAKES_OBJECT and lead == ACTS[statement.act] and not first.startswith(tuple(_QUOTES))
    return (lead if first in _GOES_ON or is_object or not words else f"{lead}:"), words


def said_words(statement: Statement, width: int) -> str:
    """Return what was said in at most `width` characters.

    A direct quotation stands between quotation marks; one that is left open is closed.
    """
    words = " … ".join(safe(span.exact) for span in statement.content)
    if statement.kind == "direct" and words and words[0] not in _QUOTES:
        words = f"“{words}”"
    if words.count("“") > words.count("”"):
        words += "”"
    if words.count('"') % 2:
        words += '"'
    return shorten(words, width)


def verb_words(statement: Statement) -> str:
    """Return how it was said: `denied in an interview`, `wrote on social media`."""
    verb = ACTS[statement.act]
    if verb == "said" and statement.channel in _WRITTEN:
        verb = "wrote"
    parts = [verb]
    if statement.addressee is not None:
        parts.append(f"to {safe(statement.addressee.name)}")
    if statement.channel is not None:
        parts.append(CHANNELS.get(statement.channel, statement.channel))
    return " ".join(parts)
