from __future__ import annotations

import datetime as dt

import pytest

from onrecord.errors import InputError
from onrecord.model import Article, Block, decode, encode


def test_of_gives_one_body_block_without_blocks() -> None:
    article = Article.of("Talks go on.")
    assert article.blocks == (Block(start=0, end=12, role="body", rule="whole-text"),)


def test_of_same_content_gives_same_id_wherever_it_was_read() -> None:
    assert Article.of("Talks go on.", path="a.txt").id == Article.of("Talks go on.", path="b.txt").id


@pytest.mark.parametrize("field", ["source", "url", "title", "published"])
def test_of_id_depends_on_what_tells_two_articles_apart(field: str) -> None:
    assert Article.of("Talks go on.").id != Article.of("Talks go on.", **{field: "2025-06-02"}).id


@pytest.mark.parametrize("text", ["", " \n\t", "12 . 5"])
def test_of_refuses_a_text_without_words(text: str) -> None:
    with pytest.raises(InputError, match="no words"):
        Article.of(text)


@pytest.mark.parametrize(
    "blocks",
    [
        (Block(start=0, end=5, role="body"), Block(start=4, end=8, role="body")),
        (Block(start=0, end=99, role="body"),),
        (Block(start=3, end=3, role="body"),),
    ],
)
def test_of_refuses_blocks_that_overlap_or_leave_the_text(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(InputError, match="overlaps another or is outside"):
        Article.of("Talks go on.", blocks=blocks)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (dt.date(2025, 6, 2), "2025-06-02"),
        (dt.datetime(2025, 6, 2, 20, 55), "2025-06-02T20:55:00"),
        ("2025-06-02T20:55:00+02:00", "2025-06-02T20:55:00+02:00"),
    ],
)
def test_published_is_iso(given: dt.date | str, kept: str) -> None:
    article = Article.of("Talks go on.", published=given)
    assert article.published == kept
    assert article.published_date == dt.date(2025, 6, 2)


def test_published_that_is_no_date_says_what_to_give() -> None:
    with pytest.raises(InputError, match=r"'June 2'.*ISO 8601"):
        Article.of("Talks go on.", published="June 2")


def test_dated_changes_date_and_id_only() -> None:
    article = Article.of("Talks go on.", source="A", path="a.txt")
    dated = article.dated("2025-06-02")
    assert (dated.published, dated.source, dated.path) == ("2025-06-02", "A", "a.txt")
    assert dated.id != article.id


def test_unknown_is_absent_from_the_json() -> None:
    assert b"null" not in encode(Article.of("Talks go on."))


def test_json_round_trips() -> None:
    article = Article.of("Talks go on.", title="Talks", authors=("A B",), published="2025-06-02")
    assert decode(encode(article), Article) == article


def test_unknown_key_is_refused_with_its_name() -> None:
    with pytest.raises(InputError, match="unknown field `colour`"):
        decode(b'{"id":"d1:x","text":"a","colour":"red"}', Article)
