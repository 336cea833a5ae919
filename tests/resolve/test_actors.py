"""Actor phrases: country, sectors, kind, person and office on a date."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.resolve.actors import actor, split_actors

DAY = dt.date(2017, 6, 1)


@pytest.mark.parametrize(
    ("phrase", "country", "sector", "kind"),
    [
        ("a group of Bolivian miners", "BOL", "LAB", "unnamed"),
        ("the White House", "USA", "GOV", "government"),
        ("Iranian-backed Iraqi militias", "IRQ", "PRM", "group"),
        ("Cubans", "CUB", None, "unnamed"),
        ("Chile", "CHL", None, "country"),
        ("Caracas", "VEN", "GOV", "government"),
        ("a retired Egyptian general", "EGY", "ELI", "unnamed"),
        ("Abkhazia", "GEO", "PRE", "country"),
        ("a demand", None, None, None),
        ("a spokesman for the Russian foreign ministry", "RUS", "GOV", "unnamed"),
        ("the Cuban envoy to Bolivia", "CUB", "GOV", "unnamed"),
        ("the envoy to Bolivia", None, "GOV", "unnamed"),
        ("president of the Peruvian parliament", "PER", "LEG", "unnamed"),
        ("Chinese state media", "CHN", "GOV", "organisation"),
        ("He told us", None, "UNK", "unnamed"),
    ],
)
def test_actor_codes_phrase(phrase: str, country: str | None, sector: str | None, kind: str | None) -> None:
    code = actor(phrase, on=DAY)
    assert (code.country, code.sector, code.kind) == (country, sector, kind)


def test_actor_gives_rest_without_country() -> None:
    assert actor("six Saudi pilots", on=DAY).rest == "six pilots"


def test_actor_names_holder_on_date() -> None:
    assert actor("Cuban president", on=dt.date(2017, 1, 5)).name == "Raúl Castro"
    assert actor("the secretary of state", on=dt.date(2015, 5, 1), context="the United States").name == "John Kerry"


def test_actor_past_table_says_as_of() -> None:
    code = actor("the Cuban president", on=dt.date(2090, 1, 1))
    assert code.name is None
    assert code.office is None
    assert code.as_of is not None


def test_split_actors_shares_noun() -> None:
    text = "Peruvian and Chilean sailors"
    assert [text[a:b] for a, b in split_actors(text)] == ["Peruvian", "Chilean sailors"]


@pytest.mark.parametrize(
    ("phrase", "on", "country", "name", "office"),
    [
        ("President Obama", "2015-03-02", "USA", "Barack Obama", "president"),
        ("former President Obama", "2018-03-02", "USA", "Barack Obama", None),
        ("Trump", "2019-03-02", "USA", "Donald Trump", "president"),
        ("Chancellor Merkel", "2014-03-02", "DEU", "Angela Merkel", "chancellor"),
        ("Diaz-Canel", "2019-03-02", "CUB", "Miguel Díaz-Canel", "president"),
        ("Sergey Lavrov", "2014-03-02", "RUS", "Sergey Lavrov", "foreign minister"),
        ("Sergei Lavrow", "2014-03-02", "RUS", "Sergey Lavrov", "foreign minister"),
        ("Xi", "2016-03-02", "CHN", "Xi Jinping", "president"),
        ("Secretary of State Marco Rubio", "2025-06-02", "USA", "Marco Rubio", "secretary of state"),
        ("National Security Adviser Marco Rubio", "2025-06-02", "USA", "Marco Rubio", "national security adviser"),
        ("Rubio", "2025-06-02", "USA", "Marco Rubio", "secretary of state"),
        ("Mike Castro", "2016-03-02", None, None, None),
        ("Maria Obama", "2016-03-02", None, None, None),
    ],
)
def test_actor_finds_person(phrase: str, on: str, country: str | None, name: str | None, office: str | None) -> None:
    code = actor(phrase, on=dt.date.fromisoformat(on))
    assert (code.country, code.name, code.office) == (country, name, office)


def test_actor_gives_the_same_from_many_threads() -> None:
    pairs = [(people, role) for people in ("Cuban", "Thai") for role in ("monks", "spies")]
    phrases = [f"{number} {people} {role}" for number in range(40) for people, role in pairs]
    with ThreadPoolExecutor(max_workers=8) as pool:
        threaded = list(pool.map(lambda phrase: actor(phrase, on=DAY), phrases))
    assert [code.country for code in threaded] == ["CUB", "CUB", "THA", "THA"] * 40
    assert {code.sector for code in threaded} == {"REL", "SPY"}
