"""`onrecord.resolve.places` and `places_at` on sentences written for these tests."""

from __future__ import annotations

import pytest

from onrecord.resolve import places, places_at


def found(text: str, source: str | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(text[p.start : p.end], p.country, p.admin1) for p in places(text, source=source)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister flew to Havana.", [("Havana", "CUB", "La Habana")]),
        ("He lives in Paris, Texas.", [("Paris", "USA", "Texas"), ("Texas", "USA", "Texas")]),
        ("The talks in Paris went on.", [("Paris", "FRA", "Île-de-France")]),
        ("The U.S. sent ships to the Red Sea.", [("U.S.", "USA", None), ("Red Sea", None, None)]),
        ("They met in London, Ky.", [("London", "USA", "Kentucky"), ("Ky.", "USA", "Kentucky")]),
    ],
)
def test_places_reads_names(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Paris Hilton sang.", "The Washington Post wrote it.", "He may march on.", "Mr. Lincoln agreed."],
)
def test_places_leaves_persons_and_bodies_alone(text: str) -> None:
    assert found(text) == []


def test_places_at_answers_each_span_in_order() -> None:
    text = "From Havana to Qwxyzville."
    at = places_at(text, [(15, 25), (5, 11)])
    assert at[0] is None
    assert at[1] is not None
    assert (at[1].country, at[1].geonames_id) == ("CUB", 3553478)
    assert (round(at[1].lat or 0), round(at[1].lon or 0)) == (23, -82)


def test_people_can_be_left_out() -> None:
    text = "Russian envoys came to Geneva."
    assert [p.country for p in places(text)] == ["RUS", "CHE"]
    assert [p.country for p in places(text, people=False)] == ["CHE"]


def test_home_of_the_outlet_decides_between_towns() -> None:
    text = "A fire broke out in London on Monday."
    assert found(text) == [("London", "GBR", "England")]
    assert found(text, "London Free Press") == [("London", "CAN", "Ontario")]


def test_entities_of_a_parser_tell_persons() -> None:
    text = "Sydney resigned on Monday."
    assert [p.name for p in places(text)] == ["Sydney"]
    assert places(text, entities=[(0, 6, "PERSON")]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Danbury woman was hurt.", ["Danbury"]),
        ("The Russia-Turkey talks failed.", ["Russia", "Turkey"]),
        ("KABUL (AP) — Shots were heard.", ["KABUL"]),
        ("Laura Trapani ran. Trapani won.", []),
        ("The Western press and Human Rights were named.", []),
        ("The Texas Department of Public Safety replied.", ["Texas"]),
    ],
)
def test_words_beside_a_name_decide(text: str, expected: list[str]) -> None:
    assert [text[p.start : p.end] for p in places(text)] == expected


@pytest.mark.parametrize(
    "text", ["NATO agreed with DACA.", "Boko Haram fled.", "Leaders of Romans 12 met Marc Ambinder."]
)
def test_acronyms_and_longer_names_are_no_towns(text: str) -> None:
    assert found(text) == []


def test_gaza_lies_in_palestine() -> None:
    assert found("Rockets from Gaza hit Ashkelon in Israel, Sderot and Tel Aviv.")[0] == ("Gaza", "PSE", "Gaza")


def test_world_city_is_meant_in_a_national_outlet() -> None:
    text = "Talks in Vienna ended. Senators from Texas and Ohio spoke in Washington."
    at = {text[p.start : p.end]: (p.country, p.admin1) for p in places(text, source="Fox News")}
    assert at["Vienna"][0] == "AUT"
    assert at["Washington"] == ("USA", "District of Columbia")
