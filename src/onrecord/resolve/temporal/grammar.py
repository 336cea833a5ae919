"""Rules as patterns over token classes: `<the>?<last><unit>` means one optional `the`, a `last` word, a unit word.

`<a|b>` is one token of either class; `<x=name>` captures it as a group; `@NAME` inserts a shared part. All else is
ordinary regular-expression syntax; blanks are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import TimeType
from onrecord.resolve.temporal.lexicon import Atom, Lexicon, Tokens, lexical, lexicon

if TYPE_CHECKING:
    from onrecord.resolve.temporal.context import Context

SETS: Mapping[str, str] = {
    "anymonth": "month|month_short|month_word",
    "anyday": "weekday|weekday_short",
    "anyseason": "season|season_word",
    "anynumber": "day_number|count|digits|year",
    "daynum": "day_number|ord_number",
    "anyunit": "unit|quarter|second|weekend|season|part",
    "anyunits": "units|quarters|seasons|parts",
    "anyyear": "year|short_year",
    "direction": "this|last|next|previous|following|same|that",
    "join": "hyphen|dash|to|and|slash",
}
PARTS: Mapping[str, str] = {
    "PRE": "(?:<the>?<edge><of><the>?|<early|earlier|later>(?:<in><the>?)?<hyphen>?)?",
    "APPROX": "(?:<approx>|<at><least>|<more><than>|<only>)*",
    "NUM": "(?P<num>"
    "<anynumber>(?:<hyphen>?<fraction|half>)?<scale>?(?:<to><anynumber|number>)?"
    "|<a|one|number>?<scale>(?:<and>?<number|one>(?:<hyphen>?<number|one>)?)?"
    "|<one|number>(?:<hyphen>?<number|one|ordinal>)?(?:<to><number>)?(?:<and><a><half>)?"
    "|<a>?<quantity><of>?(?:<more>)?(?:<number>)?"
    "|<half>(?:<hyphen>?<a>)?|<a><half><hyphen>?|<a>)",
    "MONTH": "<anymonth=month>(?:(?<=<month_short>)<dot>)?",
    "YEAR": "(?:<comma>?<anyyear=year>|@OFYEAR)?",
    "OFYEAR": "(?P<of_year><of><the>?<that|same|this|following|previous|last|next><unit>)",
    "WDAY": "(?:<anyday><dot>?<comma>?)?",
}
_REFERENCE = re.compile(r"(?<!\?P)<([a-z_|]+)(?:=([a-z_0-9]+))?>")


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule."""

    tokens: Tokens
    match: re.Match[str]
    lexicon: Lexicon

    def has(self, group: str) -> bool:
        """Whether the group took part."""
        return group in self.match.re.groupindex and self.match.group(group) is not None

    def at(self, group: str) -> int:
        """Index of the first token of the group."""
        return self.match.start(group)

    def text(self, group: str) -> str:
        """The group's text, from its first token to its last; empty where it took no part."""
        first, last = self.match.span(group)
        return self.tokens.text[self.tokens.starts[first] : self.tokens.ends[last - 1]] if first >= 0 else ""

    def value(self, group: str) -> Atom:
        """Lexicon value of the group's first token."""
        return self.lexicon.words[lexical(self.tokens.word(self.at(group)))][1]

    def words(self, group: str) -> list[str]:
        """The group's tokens in lower case."""
        return [self.tokens.word(i) for i in range(*self.match.span(group))]

    def class_at(self, index: int) -> str:
        """Class character of a token; empty outside the text."""
        return self.tokens.classes[index] if 0 <= index < len(self.tokens.classes) else ""

    def is_class(self, index: int, *names: str) -> bool:
        """Whether the token has one of these classes."""
        found = self.class_at(index)
        return bool(found) and any(self.lexicon.chars[name] == found for name in names)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of a match: tokens `first:last` with a TIMEX3 type and value.

    A value that begins with `T` is a time of day that still wants its day. An aside (`a year earlier` in a comparison)
    is not what the text goes on to talk of.
    """

    type: TimeType
    value: str | None
    inferred: bool = False
    first: int | None = None
    last: int | None = None
    is_aside: bool = False


Readings = Reading | tuple[Reading, ...] | None
Resolve = Callable[[Hit, "Context"], Readings]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and what it means. The pattern's group `span`, if it has one, is the expression."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolve


def compile_pattern(source: str) -> re.Pattern[str]:
    """Return the pattern over class characters."""
    for name, part in PARTS.items():
        source = source.replace(f"@{name}", part)
    return re.compile(_REFERENCE.sub(_characters, source.replace(" ", "")))


def class_set(names: str) -> str:
    """Return the characters of a `|`-joined list of classes and sets."""
    chars = lexicon().chars
    expanded = "|".join(SETS.get(name, name) for name in names.split("|"))
    return "".join(chars[name] for name in expanded.split("|"))


def _characters(found: re.Match[str]) -> str:
    body = f"[{class_set(found[1])}]"
    return f"(?P<{found[2]}>{body})" if found[2] else body
