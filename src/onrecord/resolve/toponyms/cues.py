"""Words that tell place names from other names: `data/places/cues.yaml`, `common_words.txt`, `data/names`."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass

import yaml

from onrecord.resources import data_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Sets of words; what each is for stands at the head of `cues.yaml`."""

    never: frozenset[str]
    never_names: frozenset[str]
    never_common: frozenset[str]
    before: frozenset[str]
    after_weak: frozenset[str]
    after: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    local: frozenset[str]
    bodies: frozenset[str]
    directions: frozenset[str]
    given: frozenset[str]
    free_abbreviations: frozenset[str]
    common: frozenset[str]
    given_names: frozenset[str]


@functools.cache
def cues() -> Cues:
    """Load the words once."""
    table = yaml.safe_load(data_path("places", "cues.yaml").read_text(encoding="utf-8"))
    words = {name: frozenset(value.split()) for name, value in table.items() if name != "never_names"}
    lines = data_path("places", "common_words.txt").read_text(encoding="utf-8").splitlines()
    names = data_path("names", "given_names.csv").read_text(encoding="utf-8").splitlines()
    given = {row["name"] for row in csv.DictReader(line for line in names if not line.startswith("#"))}
    return Cues(
        never=words["never"],
        never_names=frozenset(table["never_names"]),
        never_common=words["never_common"],
        before=words["before"],
        after_weak=words["after_weak"],
        after=words["after"],
        titles=words["titles"],
        offices=words["offices"],
        local=words["local"],
        bodies=words["bodies"],
        directions=words["directions"],
        given=words["given"],
        free_abbreviations=words["free_abbreviations"],
        common=frozenset(line for line in lines if line and not line.startswith("#")),
        given_names=frozenset(given) | {word.lower() for word in words["given"]},
    )
