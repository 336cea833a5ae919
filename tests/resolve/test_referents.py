from __future__ import annotations

import pytest

from onrecord.language import parse
from onrecord.language.quotations import find_quotations
from onrecord.model import Article
from onrecord.resolve.referents import Referents, find_referents

pytestmark = pytest.mark.model


def referents(text: str) -> Referents:
    parsed = parse(Article.of(text))
    return find_referents(parsed, find_quotations(text, parsed.paragraphs))


def name_at(text: str, phrase: str, nth: int = 0) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(phrase, start + 1)
    mention = referents(text).actor_at(start, start + len(phrase))
    return mention.actor.name if mention is not None and mention.actor is not None else None


def test_short_name_title_and_pronoun_get_the_fullest_name() -> None:
    text = "Estonian President Mari Tamm arrived in Riga. Tamm met reporters. The president smiled, and she left."
    assert name_at(text, "Tamm", 1) == "Mari Tamm"
    assert name_at(text, "The president") == "Mari Tamm"
    assert name_at(text, "she") == "Mari Tamm"


def test_full_name_that_comes_later_is_used() -> None:
    text = "Tamm denied it. The minister, Mari Tamm, spoke in Riga."
    assert name_at(text, "Tamm") == "Mari Tamm"


def test_two_people_with_one_family_name_stay_apart() -> None:
    text = (
        "Peter Novak praised the plan. His wife, Anna Novak, opposed it. Mr. Novak said it was fine. Ms. Novak laughed."
    )
    assert name_at(text, "Mr. Novak") == "Peter Novak"
    assert name_at(text, "Ms. Novak") == "Anna Novak"


def test_secretary_of_state_belongs_to_the_name() -> None:
    text = "Secretary of State Laura Quist arrived. Quist said nothing."
    found = referents(text)
    mention = found.actor_at(0, len("Secretary of State Laura Quist"))
    assert mention is not None
    assert mention.actor is not None
    assert (mention.actor.name, mention.actor.office) == ("Laura Quist", "secretary of state")


def test_relative_pronoun_stands_for_its_noun() -> None:
    text = "The report annoyed Mari Tamm, who called it false."
    assert name_at(text, "who") == "Mari Tamm"


def test_mentions_slice_to_their_text() -> None:
    text = "“We go,” said Mari Tamm 😀 of the Foreign\u00a0Ministry. She left; the ministry stayed."
    for mention in referents(text).mentions:
        assert text[mention.start : mention.end] == mention.exact


def test_pronoun_without_antecedent_is_unknown() -> None:
    assert name_at("She left.", "She") is None


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Minister of Foreign Affairs Maria Lepik resigned.", "Maria Lepik", "minister of foreign affairs"),
        ("Prime Minister of Estonia Anna Kaja Tamm resigned.", "Anna Kaja Tamm", "prime minister of estonia"),
    ],
)
def test_office_with_of_ends_where_the_given_name_begins(text: str, name: str, office: str) -> None:
    found = referents(text).actor_at(0, text.index(" resigned"))
    assert found is not None
    assert found.actor is not None
    assert (found.actor.name, found.actor.office) == (name, office)


def test_description_before_a_name_is_the_same_person() -> None:
    text = "City resident Peter Novak stayed. He had no light."
    assert name_at(text, "He") == "Peter Novak"


def test_pronoun_after_a_quotation_is_its_speaker_not_a_person_named_in_it() -> None:
    text = "“I like Peter Novak,” Paul Karu said. “Peter Novak is a good man,” he added."
    assert name_at(text, "he") == "Paul Karu"


@pytest.mark.model
def test_leader_of_a_nation_is_its_head_named_in_the_article() -> None:
    text = "Norwegian Prime Minister Anna Lind met the press on Monday. The Norwegian leader looked tired."
    parsed = parse(Article.of(text))
    referents = find_referents(parsed)
    start = text.index("The Norwegian leader")
    mention = referents.actor_at(start, start + len("The Norwegian leader"))
    assert mention is not None
    assert mention.actor is not None
    assert mention.actor.name == "Anna Lind"
