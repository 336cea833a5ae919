"""Codes and stored texts → words for a reader, and text made safe for a terminal."""

from __future__ import annotations

import datetime as dt
import functools
import re

from onrecord.archive.results import DateBasis
from onrecord.model import Actor, Event, Mention, SpeechAct, Statement

ACTS: dict[SpeechAct | None, str] = {
    None: "said",
    "assert": "said",
    "deny": "denied",
    "accuse": "accused",
    "threaten": "threatened",
    "promise": "promised",
    "demand": "demanded",
    "propose": "proposed",
    "praise": "praised",
    "criticise": "criticised",
    "refuse-comment": "declined to comment",
    "ask": "asked",
    "announce": "announced",
    "agree": "agreed",
    "reject": "rejected",
    "warn": "warned",
    "believe": "believed",
    "apologise": "apologised",
}
CHANNELS = {
    "interview": "in an interview",
    "social-media": "on social media",
    "press-conference": "at a press conference",
    "written-statement": "in a written statement",
    "speech": "in a speech",
    "broadcast": "on air",
    "letter": "in a letter",
    "document": "in a document",
    "phone": "by phone",
    "report": "in a report",
}
# Control characters of both sets, line separators, and the marks that reorder text on a screen.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SPACE = re.compile(r"\s+")


def safe(text: str) -> str:
    """Return untrusted text as one line without anything a terminal would obey.

    White space becomes single spaces; C0 controls their Unicode pictures (`␛`), the other unsafe characters `�`.
    """

    def visible(match: re.Match[str]) -> str:
        code = ord(match.group())
        return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"

    return _UNSAFE.sub(visible, _SPACE.sub(" ", text).strip())


def safe_json(line: str) -> str:
    r"""Return JSON with the characters a terminal could obey written as `\u` escapes; it means the same."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


def capitalised(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]


def shorten(text: str, width: int) -> str:
    """Return at most `width` characters, cut at the end of a word, with `…` where something was cut.

    A quotation that was opened is closed again.
    """
    if len(text) <= width:
        return text
    cut = text[: width - 2].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return cut + " …" + ("”" if cut.count("“") > cut.count("”") else '"' if cut.count('"') % 2 else "")


@functools.lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    import csv

    from onrecord.resources import data_path

    with data_path("actors", "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["iso3"]: row["name"] for row in rows}


def country_name(code: str) -> str:
    """Return the English name of a country, or its code where the table has none."""
    return _countries().get(code, code)


# Names of countries that take an article in a sentence, by their first or last word.
_WITH_ARTICLE = re.compile(
    r"(?:United|Central African|Democratic|Vatican|Holy See)\b"
    r"|.*(?:Republic|Islands|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles)$"
)


def country_in_text(code: str) -> str:
    """Return a country's name as it stands inside a sentence: `the United States`."""
    name = country_name(code)
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-3 code for a code or a name (`Cuba`, `the United States`).

    Raises:
        InputError: It is neither.
    """
    from onrecord.errors import InputError

    if text.upper() in _countries():
        return text.upper()
    from onrecord.resolve import actor

    code = actor(text).country
    if code is None:
        raise InputError(f"{text!r} is not a country", hint="give its name or code, for instance Cuba or CUB")
    return code


def date_words(first: str | None, last: str | None = None) -> str:
    """Return days as `2 June 2025`, `June 2025`, `2025` or `2–5 June 2025`; `undated` where unknown."""
    if first is None:
        return "undated"
    start = dt.date.fromisoformat(first[:10])
    end = dt.date.fromisoformat(last[:10]) if last else start
    if start == end:
        return f"{start.day} {start:%B %Y}"
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    whole_months = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%B %Y}" if whole_months else f"{start.day}–{end.day} {start:%B %Y}"
    if whole_months:
        return f"{start:%B %Y} – {end:%B %Y}"
    return f"{start.day} {start:%B %Y} – {end.day} {end:%B %Y}"


def stamp_words(stamp: str) -> str:
    """Return a published stamp as `2 June 2025` or `2 June 2025, 20:55`."""
    return date_words(stamp[:10]) + (f", {stamp[11:16]}" if len(stamp) > 10 else "")


def basis_words(basis: DateBasis | None) -> str:
    """Return what kind of date it is, where it is not the thing's own."""
    return {"event": "", "said": "when said", "published": "when published", None: ""}[basis]


def speaker_words(statement: Statement) -> str:
    """Return who said it: the resolved name, else the words of the article in quotation marks."""
    if statement.speaker is not None:
        return safe(statement.speaker.name)
    return as_written(statement) or "someone not named"


def as_written(statement: Statement) -> str | None:
    """Return the source as the article writes it, in quotation marks; None where it writes none."""
    words = " … ".join(safe(span.exact) for span in statement.source)
    return f"“{words}”" if words else None


def role_words(actor: Actor) -> str:
    """Return office and country of an actor (`president, Cuba`), without what its name says already."""
    country = country_name(actor.country) if actor.country else None
    parts = [actor.office, country if country and country.casefold() not in actor.name.casefold() else None]
    return ", ".join(safe(part) for part in parts if part)


def parties_words(event: Event) -> str:
    """Return who did it to whom: `Cuba → United States`; an empty side of an event without recipient is left out."""
    actors = party_words(event.actors) or "someone not named"
    recipients = party_words(event.recipients)
    return f"{actors} → {recipients}" if recipients else actors


def party_words(mentions: tuple[Mention, ...]) -> str:
    """Return one side of an event: names with the country where it does not show in the name; empty for nobody."""
    names = []
    for mention in mentions:
        if mention.actor is None:
            names.append(safe(mention.place.name if mention.place else mention.exact))
            continue
        country = country_name(mention.actor.country) if mention.actor.country else None
        name = safe(mention.actor.name)
        shown = country is None or country.casefold() in name.casefold()
        names.append(name if shown else f"{name} ({country})")
    return ", ".join(dict.fromkeys(names))


def in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: `a senior official`, where the article began one with it."""
    return name[0].lower() + name[1:] if name.startswith(("A ", "An ", "The ")) else name


def word_of(event: Event, told_by: tuple[Statement, ...], source: str | None) -> str:
    """Return whether it happened and on whose word: `threatened, according to Ann Smith`, `denied by …`.

    Args:
        event: The event.
        told_by: The statements that tell it; empty for the article's own voice.
        source: The article's outlet.
    """
    fact = "happened" if event.factuality == "actual" else event.factuality
    names = " and ".join(dict.fromkeys(in_sentence(speaker_words(statement)) for statement in told_by))
    if names and event.factuality == "denied":
        return f"denied by {names}"
    return f"{fact}, according to {names or (safe(source) if source else 'the article')}"


def spans_words(start: int, end: int) -> str:
    """Return offsets as they are shown everywhere: `1203-1288`."""
    return f"{start}-{end}"


def date_short(first: str | None, last: str | None = None) -> str:
    """Return days as `date_words` does, with short months (`2 Jun 2025`)."""
    return re.sub(r"\b([A-Z][a-z]{2})[a-z]+", r"\1", date_words(first, last)) if first else "undated"
