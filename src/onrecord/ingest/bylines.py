"""Byline, source and date lines: which paragraphs they are, and what they say."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from onrecord.ingest.dates import find_stamps
from onrecord.ingest.tables import outlet_names, word_pattern, words

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?|[A-ZÀ-ÖØ-Þ]\.)"
_PARTICLE = r"(?:de|da|do|dos|del|della|der|den|di|du|el|al|bin|ibn|la|le|van|von|ten|ter|y|e|of)"
_NAME = rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME_WORD}){{0,4}}"
_NAMES = re.compile(rf"{_NAME}(?:\s*(?:,\s*(?:and|&)?|\band\b|&|\bwith\b)\s*{_NAME})*")
_BY = re.compile(
    r"^\W*(?:(?:story|report|analysis|opinion|commentary|column|words|written|posted|published|reported|text) )?"
    r"by:?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?P<label>Authors?|Byline|By|Written by|Reporters?|Correspondents?|Source|Publisher|Published by|Outlet|"
    r"Published in)\s*:\s*",
    re.IGNORECASE,
)
# A labelled value: a name of at most six words, all but the small ones capitalised; several names have commas.
_NAMED = re.compile(
    rf"(?:[Tt]he )?{_NAME_WORD}(?: (?:{_PARTICLE}|and|&|the|for|in|{_NAME_WORD}),?){{0,9}}(?:[,/|].*)?$"
)
_CUT = re.compile(
    r"\s*(?:[|•·/–—(<]|\s-\s|,?\s+(?:for|in|at|of|from|updated|published|posted|on)\s+(?=\S)|\b(?:published|updated|posted)\b:?)",
    re.IGNORECASE,
)
_STAMP_SIGN = re.compile(
    r"\d\s*(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago|\b\d{1,2}:\d\d\b|\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|"
    r"^\W*(?:(?:first|last|originally) )?(?:published|updated|posted|modified)\b|\b(?:19|20)\d\d\b|"
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b.*\d",
    re.IGNORECASE,
)
_JOB_TITLE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|columnist|contributor|bureau chief|staff)s?\b", re.IGNORECASE
)
_SMALL = frozenset({"and", "with", "of", "the", "for", "in", "at"})

MAX_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value in a paragraph: as written, and where (half-open range of the paragraph's squeezed text)."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline says: authors in order, and the outlet where it names one."""

    authors: tuple[Field, ...] = ()
    source: Field | None = None


def parse_byline(text: str) -> Byline | None:
    """Return authors and outlet of a byline paragraph, or None where it is none.

    Read are labelled lines (`Author: Ann Lee Source: The Star`), `By Ann Lee and Bo Ray, The Star` and
    `BY ANN LEE | June 2, 2025`.
    """
    if len(text) > 40 * MAX_WORDS or text.count(" ") >= MAX_WORDS:
        return None
    return _labelled(text) or _by_line(text) or _name_and_outlet(text)


def is_outlet(text: str) -> bool:
    """Whether a line is nothing but the name of a known outlet, `Special for` and the like before it allowed."""
    bare = re.sub(r"^(?:special (?:for|to)|for|from|source|via|by)\s+(?:the )?", "", text.strip(" .|•-–—").casefold())
    return bare in outlet_names()


def is_outlet_name(text: str) -> bool:
    """Whether a string is a known outlet, or is named like one: capitalised words, one of them `News`, `Wire`, ..."""
    parts = text.split()
    return is_outlet(text) or (
        2 <= len(parts) <= 6
        and all(part[0].isupper() or part.casefold() in _SMALL for part in parts)
        and any(part.casefold() in words("outlet_words") for part in parts)
    )


def is_job_line(text: str) -> bool:
    """Whether a short line under a name says who the writer is: `Diplomatic correspondent`, `BBC News, Strelsau`."""
    if text.count(" ") > 6 or text.endswith((".", "!", "?", ":", '"', "”")):
        return False
    return is_outlet_name(text.split(",")[0].strip()) or bool(_JOB_TITLE.search(text))


def is_stamp(text: str) -> bool:
    """Whether a line is nothing but a date, a time, or an age (`6 years ago`), with its labels.

    Up to three words in capitals may stand beside a full date: `WASHINGTON | Mon Jun 2, 2025 8:55pm EDT`.
    """
    if text.count(" ") > 24 or not _STAMP_SIGN.search(text):
        return False
    rest, stamps = text, find_stamps(text)
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    left = re.findall(r"[^\W\d_]+", _stamp_word().sub(" ", rest))
    if not left or not stamps:
        return not left
    return is_outlet(" ".join(left)) or (len(left) <= 3 and all(word.isupper() for word in left))


def is_person_name(text: str) -> bool:
    """Whether a line looks like nothing but one person's name: two to four capitalised words."""
    parts = text.split()
    return (
        2 <= len(parts) <= 4
        and bool(re.fullmatch(_NAME, text))
        and not any(w.strip(".,").casefold() in words("not_names") for w in parts)
        and not text.isupper()
    )


def are_person_names(text: str) -> bool:
    """Whether a line is nothing but one to five persons' names: `Ann Lee`, `Ann Lee, Bo Ray and Cy Doe`."""
    names = person_names(text)
    return 1 <= len(names) <= 5


def person_names(text: str) -> tuple[str, ...]:
    """Return the persons of a line that is nothing but their names, or a name and a place; empty for any other line."""
    names = [name for name in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", text) if name]
    if len(names) == 2 and is_person_name(names[0]) and re.fullmatch(_NAME_WORD, names[1]):
        names.pop()  # Ann Lee, Strelsau
    return tuple(names) if all(is_person_name(name) for name in names) else ()


def _labelled(text: str) -> Byline | None:
    labels = list(_LABEL.finditer(text))
    if not labels or text[: labels[0].start()].strip(" |•*-–—") or text.endswith("?"):
        return None
    authors: tuple[Field, ...] = ()
    source = None
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        field = _trim(text, label.end(), after.start() if after else len(text))
        field = _before_date(text, field) if field else None
        if field is None or not _NAMED.match(field.value):
            return None
        if label["label"].casefold() in {"source", "publisher", "published by", "outlet", "published in"}:
            source = source or field
        else:
            authors = authors or _names(text, field.start, field.end) or (field,)
    return Byline(authors=authors, source=source) if authors or source else None


def _before_date(text: str, field: Field) -> Field:
    """Return the field without a date that follows the value on the same line."""
    stamps = [stamp for stamp in find_stamps(text) if field.start < stamp.start < field.end]
    return (_trim(text, field.start, stamps[0].start) or field) if stamps else field


def _by_line(text: str) -> Byline | None:
    match = _BY.match(text)
    if match is None or (text.endswith((".", "!", "?", '"', "”")) and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", text)):
        return None
    stamps = find_stamps(text)
    limit = min((stamp.start for stamp in stamps), default=len(text))
    authors = _names(text, match.end(), limit)
    if not authors or authors[0].value.split()[0].casefold() in words("not_names"):
        return None
    rest = text[authors[-1].end : limit]
    cut = _CUT.match(rest) or re.match(r"\s*,", rest)
    if rest.strip(" .|") and not cut:
        return None
    if cut is None or not stamps:
        lowered = [
            w
            for w in re.findall(r"[^\W\d_]+", rest)
            if w.islower() and not word_pattern("jobs").fullmatch(w) and w not in _SMALL
        ]
        if len(lowered) > 2:
            return None
    return Byline(authors=_persons(authors), source=_outlet_in(text, match.end()))


def _name_and_outlet(text: str) -> Byline | None:
    """Return the byline `Ann Lee, The Star` or `Ann Lee | Star News Service`: a name, and an outlet's after it."""
    match = re.fullmatch(r"([^,|/]+?)\s*[,|/]\s*([^,|/]+)", text)
    if match is None or not is_person_name(match[1]) or is_outlet_name(match[1]) or not is_outlet_name(match[2]):
        return None
    author, source = (Field(value=match[n], start=match.start(n), end=match.end(n)) for n in (1, 2))
    return Byline(authors=(author,), source=source)


def _names(text: str, start: int, end: int) -> tuple[Field, ...]:
    """Return the names from `start` on, as far as the list of names goes, without trailing jobs and outlets."""
    match = _NAMES.match(text, start, end)
    if match is None:
        return ()
    fields: list[Field] = []
    for piece in re.finditer(r"(?:(?!\s*,|\s+and\s|\s*&|\s+with\s|\s+AND\s).)+", text[start : match.end()]):
        field = _trim(text, start + piece.start(), start + piece.end())
        if field:
            cleaned = re.sub(r"^(?:,|&|and\s|with\s|AND\s)\s*", "", field.value)
            fields.append(Field(value=cleaned, start=field.end - len(cleaned), end=field.end))
    return tuple(fields)


def _persons(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    kept = [
        f
        for f in fields
        if not is_outlet_name(f.value) and not (word_pattern("jobs").search(f.value) and f is not fields[0])
    ]
    return tuple(kept) or fields[:1]


def _outlet_in(text: str, start: int) -> Field | None:
    for piece in re.finditer(r"[^,|•·/–—()<>]+", text[start:]):
        field = _trim(text, start + piece.start(), start + piece.end())
        if field and is_outlet_name(field.value):
            return field
    return None


def _trim(text: str, start: int, end: int) -> Field | None:
    raw = text[start:end]
    kept = raw.strip(" \t|,;•·/–—-")
    if not kept:
        return None
    first = start + raw.index(kept)
    return Field(value=kept, start=first, end=first + len(kept))


@functools.lru_cache(maxsize=1)
def _stamp_word() -> re.Pattern[str]:
    """Return the pattern of all that may stand in a date line beside the date: labels, zones, `a.m.`, `2nd`."""
    listed = word_pattern("stamp_words").pattern
    return re.compile(rf"{listed}\.?|\b[ap]\.\s?m\.?|(?<=\d)(?:st|nd|rd|th|[ap]m)\b", re.IGNORECASE)
