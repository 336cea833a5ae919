from __future__ import annotations

import msgspec
import pytest

from onrecord.link.contradictions import find_contradictions
from onrecord.model import Actor, Article, Producer, Record, Span, Statement, statement_id

PRODUCER = Producer(name="test", version="0", models=(), settings="")


def said(article: Article, who: str, what: str, act: str = "assert", replies_to: str | None = None) -> Statement:
    content = (Span.of(article.text, article.text.index(what), article.text.index(what) + len(what)),)
    return Statement(
        id=statement_id(article.id, content, (), ()),
        kind="indirect",
        content=content,
        cue=(),
        source=(),
        speaker=Actor.of(who, "person"),
        act=act,  # type: ignore[arg-type]
        replies_to=replies_to,
    )


def record(text: str, *lines: tuple[str, str, str], published: str = "2026-01-12") -> Record:
    article = Article.of(text, published=published)
    return Record(
        article=article,
        statements=tuple(said(article, *line) for line in lines),
        events=(),
        mentions=(),
        skipped=(),
        producer=PRODUCER,
    )


def test_yes_and_no_to_the_same_thing_is_a_contradiction() -> None:
    first = record(
        "Formal talks with Warsaw are under way", ("Ana Marsh", "Formal talks with Warsaw are under way", "assert")
    )
    second = record(
        "There are no conversations with Warsaw", ("Jo Pike", "There are no conversations with Warsaw", "assert")
    )
    found = find_contradictions([first, second])
    assert [(c.reason, c.first_article, c.second_article) for c in found] == [
        ("negated", first.article.id, second.article.id)
    ]
    assert "talk" in found[0].shared


def test_denial_meets_the_accusation_it_denies() -> None:
    first = record(
        "Minsk arms smugglers on the frontier", ("Ana Marsh", "Minsk arms smugglers on the frontier", "accuse")
    )
    second = record("that Minsk arms smugglers", ("Jo Pike", "that Minsk arms smugglers", "deny"))
    assert [c.reason for c in find_contradictions([first, second])] == ["denies-accusation"]


def test_numbers_that_differ_for_the_same_thing() -> None:
    first = record(
        "5 deportation flights landed in Nairobi", ("Ana Marsh", "5 deportation flights landed in Nairobi", "assert")
    )
    second = record(
        "7 deportation flights landed in Nairobi", ("Jo Pike", "7 deportation flights landed in Nairobi", "assert")
    )
    assert [c.reason for c in find_contradictions([first, second])] == ["numbers-differ"]


@pytest.mark.parametrize(
    ("what", "who", "published"),
    [
        ("There are no conversations with Warsaw", "Ana Marsh", "2026-01-12"),  # one speaker
        ("There are no conversations with Warsaw", "Jo Pike", "2026-06-12"),  # months apart
        ("There are no elephants in Lisbon", "Jo Pike", "2026-01-12"),  # about something else
        ("New talks with Warsaw are under way", "Jo Pike", "2026-01-12"),  # agreement
    ],
)
def test_no_contradiction(what: str, who: str, published: str) -> None:
    first = record(
        "Formal talks with Warsaw are under way", ("Ana Marsh", "Formal talks with Warsaw are under way", "assert")
    )
    second = record(what, (who, what, "assert"), published=published)
    assert find_contradictions([first, second]) == []


def test_denial_in_reply_needs_no_shared_words() -> None:
    one = record(
        "Minsk pays smugglers. Nonsense, he said.",
        ("Ana Marsh", "Minsk pays smugglers", "accuse"),
        ("Jo Pike", "Nonsense", "deny"),
    )
    first, second = one.statements
    linked = msgspec.structs.replace(one, statements=(first, msgspec.structs.replace(second, replies_to=first.id)))
    assert [(c.first, c.second, c.reason) for c in find_contradictions([linked])] == [
        (first.id, second.id, "answers-with-denial")
    ]


def test_order_of_records_does_not_matter() -> None:
    first = record(
        "Formal talks with Warsaw are under way", ("Ana Marsh", "Formal talks with Warsaw are under way", "assert")
    )
    second = record(
        "There are no conversations with Warsaw",
        ("Jo Pike", "There are no conversations with Warsaw", "assert"),
        published="2026-01-13",
    )
    assert find_contradictions([first, second]) == find_contradictions([second, first])


def test_a_negation_about_something_else_is_no_contradiction() -> None:
    first = record(
        "Minsk is not negotiating with Warsaw about fuel",
        ("Ana Marsh", "Minsk is not negotiating with Warsaw about fuel", "assert"),
    )
    second = record("Warsaw will sell fuel to Minsk", ("Jo Pike", "Warsaw will sell fuel to Minsk", "assert"))
    assert find_contradictions([first, second]) == []
