"""Names of people and the nouns that name them: titles, offices, given names, family names."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from onrecord.resources import data_path

Gender = Literal["m", "f"]
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"})
_ARTICLES = ("al-", "el-", "ul-", "ad-", "as-", "an-", "ash-", "d'", "d’")
_EDGE = "\"'“”‘’`,.;:()[]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """The noun table (`data/names/nouns.yaml`), as sets of lower-case lemmas."""

    courtesy: dict[str, Gender | None]
    titles: frozenset[str]
    offices: frozenset[str]
    persons: frozenset[str]
    collectives: frozenset[str]
    bodies: frozenset[str]
    country_words: frozenset[str]
    genders: dict[str, Gender]


class _NounFile(msgspec.Struct, forbid_unknown_fields=True):
    courtesy: dict[str, Gender | None]
    offices: list[str]
    abbreviations: list[str]
    persons: list[str]
    collectives: list[str]
    bodies: list[str]
    country_words: list[str]
    female: list[str]
    male: list[str]


@functools.lru_cache(maxsize=1)
def nouns() -> Nouns:
    """Return the noun table, read once a process."""
    table = msgspec.yaml.decode(data_path("names", "nouns.yaml").read_bytes(), type=_NounFile)
    offices = frozenset(table.offices)
    female: dict[str, Gender] = dict.fromkeys(table.female, "f")
    male: dict[str, Gender] = dict.fromkeys(table.male, "m")
    return Nouns(
        courtesy=table.courtesy,
        titles=offices | frozenset(table.abbreviations) | frozenset(table.courtesy),
        offices=offices,
        persons=frozenset(table.persons) | offices,
        collectives=frozenset(table.collectives),
        bodies=frozenset(table.bodies),
        country_words=frozenset(table.country_words),
        genders={**female, **male},
    )


@functools.lru_cache(maxsize=1)
def given_names() -> dict[str, Gender]:
    """Return folded given name → gender, for names borne nearly always by one gender; read once a process."""
    table: dict[str, Gender] = {}
    for line in data_path("names", "given_names.csv").read_text(encoding="utf-8").splitlines():
        name, _, gender = line.partition(",")
        if gender == "m":
            table[name] = "m"
        elif gender == "f":
            table[name] = "f"
    return table


def fold(text: str) -> str:
    """Return the text without accents, in lower case, with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name as written, in parts.

    Attributes:
        text: The name without titles, as written (`Carlos Fernandez de Cossio`).
        parts: Folded parts without suffixes such as Jr.
    """

    text: str
    parts: tuple[str, ...]

    @property
    def family(self) -> str:
        """Folded last part, without an Arabic article."""
        return strip_article(self.parts[-1])

    @property
    def given(self) -> str | None:
        """Folded first part; None for a bare family name."""
        return self.parts[0] if len(self.parts) > 1 else None

    @property
    def gender(self) -> Gender | None:
        """Gender that the given name tells; None where it does not."""
        return given_names().get(self.given) if self.given else None


def strip_article(part: str) -> str:
    """Return a folded family name without `al-`, `el-` and the like."""
    for article in _ARTICLES:
        if part.startswith(article) and len(part) > len(article) + 2:
            return part[len(article) :]
    return part


def person_name(text: str) -> PersonName | None:
    """Return the name in parts; None where nothing but titles and marks is left.

    Args:
        text: Name as written, without titles; a final possessive s is dropped.
    """
    text = re.sub(r"['’]s?$", "", text.strip().strip('"“”'))
    words = [word for word in re.split(r"\s+", text) if word.strip(_EDGE)]
    while words and not (any(c.isupper() for c in words[0]) or len(words) > 1):
        words = words[1:]
    parts = tuple(p for p in (fold(word.strip(_EDGE)) for word in words) if p and p not in _SUFFIXES)
    return PersonName(text=" ".join(words).strip(" ,;:"), parts=parts) if parts else None


def split_title(words: Sequence[str]) -> int:
    """Return how many leading words of a noun phrase are title (`Cuban President Miguel Diaz-Canel` → 2).

    Only words up to the last title word, or noun for a person in small letters, count; 0 where there is none.
    """
    table = nouns()
    last = 0
    for number, word in enumerate(words):
        plain = fold(word.strip(_EDGE))
        known = table.titles | table.persons if word.islower() else table.titles
        if plain in known or (plain.endswith("s") and plain[:-1] in known) or plain.rpartition("-")[2] in known:
            last = number + 1
    return last


def same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two names can be one person's: same family name and given names that do not disagree."""
    if one.family != other.family:
        return bool(
            (len(one.parts) == 1 and one.parts[0] == other.parts[0])
            or (len(other.parts) == 1 and other.parts[0] == one.parts[0])
        )
    if one.given is None or other.given is None:
        return True
    first, second = one.given.rstrip("."), other.given.rstrip(".")
    return first == second or (len(min(first, second, key=len)) <= 2 and first[0] == second[0]) or _short(first, second)


def _short(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and long.startswith(short)
