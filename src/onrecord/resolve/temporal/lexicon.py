"""Token classes of time expressions and the scanner that turns a text into a string of them.

Each token of a text becomes one character, its class; the rules are regular expressions over that string, about six
times shorter than the text. So a rule reads like grammar (`<the>?<last><unit>`) and sixty of them cost little.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import yaml

from onrecord.resources import data_path

_BASE = 0xE000  # first code point of the private use area
# Classes that the scanner gives by shape; all others are words of the lexicon.
SHAPES = (
    "gap", "word", "iso", "slash_date", "clock", "ampm", "decade", "short_year", "ord_number", "year", "day_number",
    "count", "digits", "fraction", "comma", "dot", "hyphen", "dash", "slash", "possessive", "money", "bracket", "mark",
    "capital",
)  # fmt: skip

_TOKEN = re.compile(
    r"""
      (?P<gap>\n[ \t\r]*\n\s*)
    | (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
    | (?P<slash_date>\d{1,2}([/-])\d{1,2}\2(?:\d{4}|\d\d)(?!\d|[/-]\d)|\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d{1,2}\.[0-5]\d(?=\ ?[ap]\.?m\b))
    | (?P<decade>(?:1[0-9]|20)\d0['’]?s\b|['’‘]?[2-9]0['’]?s\b)
    | (?P<short_year>['’‘]\d\d(?!\w))
    | (?P<ord_number>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<fraction>[½¼¾]|(?<![\d/])(?:1/2|1/4|3/4)(?![\d/]))
    | (?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)
    | (?P<ampm>[aApP]\.\ ?[mM]\b\.?|(?:am|pm|AM|PM)\b)
    | (?P<possessive>['’]s?\b(?!\d))
    | (?P<word>(?:B\.\s?C\.(?:\s?E\.)?|A\.\s?D\.)(?!\w)|[^\W\d_]+(?:['’]clock)?)
    | (?P<comma>,) | (?P<dot>\.) | (?P<hyphen>-(?!-)) | (?P<dash>[–—]|--+) | (?P<slash>/)
    | (?P<money>[$€£¥%]) | (?P<bracket>[()\[\]]) | (?P<mark>[^\s\w])
    """,
    re.VERBOSE,
)

Atom = int | float | str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with class and value, and the character of each class."""

    words: dict[str, tuple[str, Atom]]
    chars: dict[str, str]
    capitalised: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A scanned text: `classes[i]` is the class character of the token at `starts[i]:ends[i]`."""

    text: str
    classes: str
    starts: list[int]
    ends: list[int]

    def word(self, index: int) -> str:
        """Return one token in lower case."""
        return self.text[self.starts[index] : self.ends[index]].lower()


@functools.cache
def lexicon() -> Lexicon:
    """Load `data/times/lexicon.yaml` once."""
    table = yaml.safe_load(data_path("times", "lexicon.yaml").read_text(encoding="utf-8"))
    words: dict[str, tuple[str, Atom]] = {}
    chars = {name: chr(_BASE + number) for number, name in enumerate(SHAPES)}
    for name, members in table["classes"].items():
        chars.setdefault(name, chr(_BASE + len(chars)))
        for word, value in members.items():
            words[word] = (chars[name], value)
    return Lexicon(words=words, chars=chars, capitalised=frozenset(chars[name] for name in table["capitalised"]))


def lexical(word: str) -> str:
    """Return the form in which the lexicon has a word (`B. C.` is `bc`)."""
    return word.lower().replace(".", "").replace(" ", "")


def scan(text: str) -> Tokens:
    """Return the tokens of a text."""
    table = lexicon()
    words, chars, capitalised = table.words, table.chars, table.capitalised
    plain, capital = chars["word"], chars["capital"]
    classes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "word":
            raw = text[start:end]
            found = words.get(lexical(raw))
            upper = raw[0].isupper()
            if found is None or (found[0] in capitalised and not upper):
                classes.append(capital if upper else plain)
            else:
                classes.append(found[0])
        elif kind == "digits":
            classes.append(chars[_number_class(text[start:end])])
        else:
            classes.append(chars[kind or "mark"])
        starts.append(start)
        ends.append(end)
    return Tokens(text=text, classes="".join(classes), starts=starts, ends=ends)


def _number_class(digits: str) -> str:
    if len(digits) == 4 and digits.isdigit() and "1000" <= digits < "2100":
        return "year"
    if len(digits) <= 2 and digits.isdigit() and 1 <= int(digits) <= 31:
        return "day_number"
    if len(digits) <= 3 and digits.isdigit():
        return "count"
    return "digits"
