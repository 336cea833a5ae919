"""Plain text → Article: blocks, residue, metadata."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest import from_text
from onrecord.model import Article

STORY = (
    "The foreign ministry of Ruritania said on Tuesday that it had summoned "
    "Graustark's ambassador over a closed border post.",
    "“We asked for an explanation and received none,” said the spokeswoman, Ada Brandt. "
    "She added that two diplomats must leave.",
    "Graustark's government denied that the post had been closed and called the demand unfriendly.",
)


def roles(article: Article) -> list[tuple[str, str | None, str]]:
    return [(b.role, b.rule, article.text[b.start : b.end]) for b in article.blocks]


def role_of(line: str, *, before: str = STORY[0], after: str = STORY[1]) -> tuple[str, str | None]:
    article = from_text(f"{before}\n\n{line}\n\n{after}\n\n{STORY[2]}")
    start = article.text.index(line)
    block = next(b for b in article.blocks if b.start <= start < b.end)
    return block.role, block.rule


PIECES = st.sampled_from(
    [
        *STORY,
        "By Ann Lee",
        "\n",
        "\n\n",
        "Keywords",
        "ALL OF THIS IS ABOUT SOMETHING ELSE",
        "Cuba",
        "“Open",
        " ",
        "\t",
        "\u2028",
        "\r\n",
        "2 June 2025",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("\n".join), st.lists(PIECES).map("".join)))
def test_blocks_cover_every_visible_character_once_and_the_text_is_unchanged(text: str) -> None:
    if not any(c.isalpha() for c in text) or any("\ud800" <= c <= "\udfff" for c in text):
        with pytest.raises(InputError):
            from_text(text)
        return
    article = from_text(text)
    assert article.text == text
    assert article.id == from_text(text).id
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(text)
        assert not text[last : block.start].strip()
        last = block.end
    assert not text[last:].strip()
    for found in article.found:
        if found.span is not None:
            assert text[found.span.start : found.span.end] == found.span.exact


def test_a_page_is_taken_apart() -> None:
    text = "\n".join(
        [
            "Ruritania",
            "",
            "Ruritania expels two diplomats. Its neighbour protests.",
            "",
            "Author: Ann Lee Source: The Strelsau Courier",
            "June 2, 2025 at 20:55",
            "The border post at Zenda on Monday morning, seen from the Graustark side of the river. | Bo Ray/AP",
            "The border post at Zenda on Monday morning, seen from the Graustark side of the river. | Bo Ray/AP",
            "",
            *STORY,
            "Keywords",
            "You did not use the site, Click here to remain logged. Timeout: 60 second",
        ]
    )
    article = from_text(text)
    assert [(role, rule) for role, rule, _ in roles(article)] == [
        ("boilerplate", "section"),
        ("headline", "headline"),
        ("byline", "byline"),
        ("byline", "time-stamp"),
        ("caption", "photo-credit"),
        ("caption", "photo-credit"),
        ("body", "story"),
        ("body", "story"),
        ("body", "story"),
        ("boilerplate", "tags"),
        ("boilerplate", "session-prompt"),
    ]
    assert article.title == "Ruritania expels two diplomats. Its neighbour protests."
    assert (article.source, article.authors, article.published) == (
        "The Strelsau Courier",
        ("Ann Lee",),
        "2025-06-02T20:55:00",
    )


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The foreign ministry of Ruritania said on Tuesday that it had\n"
        "summoned the ambassador of Graustark over the closure of a\n"
        "border post at Zenda.\n\nGraustark denied that the post had been closed and called the\ndemand unfriendly.\n"
    )
    assert len(from_text(text).blocks) == 2


def test_lines_of_a_text_that_is_not_wrapped_are_paragraphs() -> None:
    assert len(from_text("\n".join(STORY)).blocks) == 3


def test_given_metadata_wins() -> None:
    article = from_text(
        "By Ann Lee\n" + STORY[0], authors=("Bo Ray",), source="The Star", title="T", published="2024-05-06"
    )
    assert (article.authors, article.source, article.title, article.published) == (
        ("Bo Ray",),
        "The Star",
        "T",
        "2024-05-06",
    )
    assert {f.basis for f in article.found} == {"given"}
