"""Words of a phrase, and keys under which a name is found whatever its spelling, script or diacritics."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ‘`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_PLAIN = frozenset(string.ascii_letters + " -")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_SPELLINGS = (
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("x", "ks"), ("q", "k"), ("ck", "k"),
    ("c", "k"), ("w", "v"), ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("tch", "ch"), ("tz", "ts"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyh]+")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase.

    Attributes:
        key: Folded form (`diaz`, `us`).
        start: First code point in the phrase.
        end: One past the last, without a possessive ending.
        raw: As written, without a possessive ending.
        possessive: Whether `'s` follows.
    """

    key: str
    start: int
    end: int
    raw: str
    possessive: bool

    @property
    def is_upper(self) -> bool:
        """Whether it is written in capitals (`US`, `U.S.`)."""
        return self.raw.isupper()

    @property
    def is_title(self) -> bool:
        """Whether its first letter is a capital."""
        return self.raw[:1].isupper()


def fold(text: str) -> str:
    """Return the key of one word: ASCII, lower case, letters and digits only (`Díaz` gives `diaz`)."""
    if text.isascii():
        return _NOT_LETTERS.sub("", text.lower())
    return _NOT_LETTERS.sub("", anyascii(text).lower())


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a phrase in order, hyphens and dashes between them dropped, possessive endings set apart."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        raw, end = match.group(), match.end()
        if raw in ("s", "S") and match.start() and text[match.start() - 1] in "'’ʼ" and words:
            last = words.pop()
            words.append(Word(last.key, last.start, last.end, last.raw, True))
            continue
        owned = _POSSESSIVE.search(raw)
        plural_owner = raw[-1:] in "sS" and text[end : end + 2] in ("' ", "’ ")
        if owned:
            raw, end = raw[: owned.start()], match.start() + owned.start()
        key = fold(raw)
        if key:
            words.append(Word(key, match.start(), end, raw, owned is not None or plural_owner))
    return tuple(words)


def key_of(text: str) -> str:
    """Return the folded words of a name joined by blanks (`Miguel Díaz-Canel` gives `miguel diaz canel`)."""
    if text.isascii() and _PLAIN.issuperset(text):
        return text.replace("-", " ").lower()
    return " ".join(word.key for word in words_of(text))


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """Return the consonants of one folded word after the usual transliteration variants are made one.

    `mohammed`, `muhamad` and `mohamed` give `mmd`; `aleksandr` and `alexander` give `alksndr`.
    """
    for old, new in _SPELLINGS:
        key = key.replace(old, new)
    return _DOUBLED.sub(r"\1", key[:1] + _VOWELS.sub("", key[1:]))


def skeletons(keys: Iterable[str]) -> str:
    """Return the skeletons of several words joined by blanks."""
    return " ".join(skeleton(key) for key in keys)


def plurals(noun: str) -> tuple[str, ...]:
    """Return the regular plurals of an English noun or noun phrase (`police officer` gives `police officers`)."""
    head, blank, last = noun.rpartition(" ")
    if re.search(r"(man|men|people|police|media|press|sh|ese|forces|services|ss|troops)$", last):
        if last.endswith("man") and last.lower() not in ("german", "roman", "human", "norman", "ottoman"):
            return (f"{head}{blank}{last[:-3]}men",)
        if last.endswith("man"):
            return (f"{noun}s",)
        return (f"{noun}es",) if last.endswith(("ss", "sh")) else ()
    if last.endswith("y") and last[-2:-1] not in tuple("aeiou"):
        return (f"{head}{blank}{last[:-1]}ies",)
    if last.endswith(("ch", "x", "s")):
        return (f"{noun}es",) if not last.endswith("s") else ()
    first, of, rest = noun.partition(" of ")
    return (f"{first}s{of}{rest}",) if of else (f"{noun}s",)
