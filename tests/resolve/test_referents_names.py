from __future__ import annotations

import pytest

from onrecord.resolve.referents_names import person_name, same_person, split_title


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("Estonian President Mari Tamm", 2),
        ("Deputy Foreign Minister Juan Perez", 3),
        ("Mari Tamm", 0),
        ("Sen. Tamm", 1),
        ("former special envoy Mari Tamm", 3),
    ],
)
def test_split_title_counts_words_up_to_the_last_title(words: str, size: int) -> None:
    assert split_title(words.split()) == size


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mari Tamm", "Tamm", True),
        ("Joe Novak", "Joseph Novak", False),
        ("Rob Novak", "Robert Novak", True),
        ("J. Novak", "Jan Novak", True),
        ("Peter Novak", "Anna Novak", False),
        ("Abdel Fattah el-Sisi", "Sisi", True),
        ("Xi Jinping", "Xi", True),
    ],
)
def test_same_person_compares_family_and_given_names(one: str, other: str, same: bool) -> None:
    first, second = person_name(one), person_name(other)
    assert first is not None
    assert second is not None
    assert same_person(first, second) is same


def test_person_name_drops_suffix_and_possessive() -> None:
    name = person_name("Martin Novak Jr.’s")
    assert name is not None
    assert (name.family, name.given, name.gender) == ("novak", "martin", "m")
