"""The tables of ingest, read once a process: residue rules, credits, outlets."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from onrecord.model import BlockRole
from onrecord.resources import data_path

Zone = Literal["any", "edge", "head", "story", "tail"]


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    role: BlockRole
    patterns: list[str]
    max_words: int
    where: Zone = "any"
    case: bool = False


class _RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: list[_Rule]


class _WordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    function_words: str
    small_in_titles: str
    not_names: str
    stamp_words: str
    jobs: str
    outlet_words: str
    not_places: str


WordList = Literal[
    "function_words", "small_in_titles", "not_names", "stamp_words", "jobs", "outlet_words", "not_places"
]


class _CreditFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    agencies: list[str]
    datelines: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """One rule of data/ingest/residue.yaml: a paragraph that a pattern fits has the role."""

    name: str
    role: BlockRole
    where: Zone
    max_words: int
    pattern: re.Pattern[str]


@functools.lru_cache(maxsize=1)
def line_rules() -> tuple[LineRule, ...]:
    """Return the residue rules in the order in which they are tried."""
    table = msgspec.yaml.decode(data_path("ingest", "residue.yaml").read_bytes(), type=_RuleFile)
    return tuple(
        LineRule(
            name=rule.name,
            role=rule.role,
            where=rule.where,
            max_words=rule.max_words,
            pattern=re.compile("|".join(f"(?:{p})" for p in rule.patterns), 0 if rule.case else re.IGNORECASE),
        )
        for rule in table.rules
    )


@functools.lru_cache(maxsize=1)
def agencies() -> str:
    """Return a regular expression for the agencies of photo credits, longest first."""
    names = _credits().agencies
    return "(?:" + "|".join(re.escape(name) for name in sorted(set(names), key=lambda n: (-len(n), n))) + ")"


@functools.lru_cache(maxsize=1)
def dateline_outlets() -> dict[str, str]:
    """Return outlets by the name they have in brackets in a dateline; callers must not change it."""
    return _credits().datelines


@functools.lru_cache(maxsize=1)
def outlets() -> dict[str, str]:
    """Return outlets by domain; callers must not change it."""
    with data_path("ingest", "outlets.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["domain"]: row["name"] for row in rows}


@functools.lru_cache(maxsize=1)
def outlet_names() -> frozenset[str]:
    """Return all known outlet names, casefolded."""
    names = {*outlets().values(), *dateline_outlets().values(), *dateline_outlets()}
    return frozenset(name.casefold() for name in names) | {f"the {name.casefold()}" for name in names}


def outlet_of(url: str | None) -> str | None:
    """Return the outlet whose domain the address has (the longest that fits), or None."""
    match = re.match(r"(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", url or "")
    labels = match.group(1).casefold().split(".") if match else []
    for first in range(len(labels) - 1):
        name = outlets().get(".".join(labels[first:]))
        if name:
            return name
    return None


@functools.lru_cache(maxsize=8)
def words(name: WordList) -> frozenset[str]:
    """Return one of the closed word lists, in small letters."""
    return frozenset(_words(name))


@functools.lru_cache(maxsize=8)
def word_pattern(name: WordList) -> re.Pattern[str]:
    """Return a pattern for any word of a list, as a whole word."""
    return re.compile(rf"\b(?:{'|'.join(_words(name))})\b", re.IGNORECASE)


def _words(name: WordList) -> list[str]:
    table = msgspec.yaml.decode(data_path("ingest", "words.yaml").read_bytes(), type=_WordFile)
    joined: str = getattr(table, name)
    return joined.split()


def _credits() -> _CreditFile:
    return msgspec.yaml.decode(data_path("ingest", "credits.yaml").read_bytes(), type=_CreditFile)
