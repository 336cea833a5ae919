"""People whose full name is written in another way: transliterations, short first names, middle names left out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from onrecord.resolve.names import key_of, skeleton, skeletons
from onrecord.resolve.registry import Person, Registry

# First names that are one name: "Joe" and "Joseph". English usage; extended where the tables need it.
_SHORT_FORMS = {
    "joe": "joseph", "mike": "michael", "bill": "william", "bob": "robert", "jim": "james", "tom": "thomas",
    "tony": "anthony", "dick": "richard", "rick": "richard", "ted": "edward", "jack": "john", "dave": "david",
    "ben": "benjamin", "chuck": "charles", "dan": "daniel", "ron": "ronald", "ken": "kenneth", "greg": "gregory",
    "steve": "steven", "liz": "elizabeth", "hank": "henry", "jeff": "jeffrey", "matt": "matthew", "tim": "timothy",
    "pete": "peter", "nick": "nicholas", "alex": "alexander", "sam": "samuel", "chris": "christopher", "ed": "edward",
    "bernie": "bernard", "don": "donald", "larry": "lawrence", "andy": "andrew", "fred": "frederick", "will": "william",
}  # fmt: skip
# Two first names are one when their Jaro-Winkler similarity reaches this; .90 separates Sergei/Sergey, Dmitri/Dmitry,
# Aleksandr/Alexander (skeletons) from Maria/Mario, Juan/Juana. Tried .86 to .94 on the leader tables, 2026-11-22.
_SAME_NAME = 0.90


def people_by_spelling(registry: Registry, keys: tuple[str, ...]) -> list[Person]:
    """People whose full name is the same after transliteration, or with short first name, middle names left out."""
    found = _by_consonants(registry).get(skeletons(keys), ())
    near = [person for person in found if _same_surname(keys, person)]
    if near:
        return distinct(near)
    for size in (1, 2, 3):
        if size >= len(keys):
            break
        people = registry.surnames.get(" ".join(keys[-size:]), [])
        same = [person for person in people if _same_first_name(keys[0], person)]
        if same:
            return distinct(same)
    return []


def _same_surname(keys: tuple[str, ...], person: Person) -> bool:
    """Whether the last words are nearly the same: not `Dunn` and `Dion`; .70 lets `Zelensky` and `Zelenskiy` pass."""
    return any(
        Levenshtein.normalized_similarity(keys[-1], surname.split(" ")[-1]) >= 0.7
        for surname in (*person.surnames, key_of(person.name))
    )


def _same_first_name(first: str, person: Person) -> bool:
    own = key_of(person.name).split(" ")[0]
    if len(first) == 1:
        return own.startswith(first)
    if _SHORT_FORMS.get(first, first) == _SHORT_FORMS.get(own, own):
        return True
    if skeleton(first) == skeleton(own) and len(skeleton(own)) > 2:
        return True
    return JaroWinkler.similarity(first, own) >= _SAME_NAME and first[-1] == own[-1]


@lru_cache(maxsize=4)
def _by_consonants(registry: Registry) -> dict[str, list[Person]]:
    """Consonants of each full name of the tables, to the people who bear it; built on first use."""
    index: dict[str, list[Person]] = {}
    for key, people in registry.persons.items():
        if " " in key:
            index.setdefault(skeletons(key.split(" ")), []).extend(people)
    return index


def distinct(people: Iterable[Person]) -> list[Person]:
    """Return the people without repeats, in order."""
    seen: list[Person] = []
    for person in people:
        if person not in seen:
            seen.append(person)
    return seen
