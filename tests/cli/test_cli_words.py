from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import statement
from onrecord.cli.phrases import said_line
from onrecord.cli.sentences import sentence_around
from onrecord.cli.words import country_code, country_in_text, date_short, date_words, safe, safe_json, shorten
from onrecord.errors import InputError
from onrecord.model import Article


@given(st.text())
def test_safe_text_is_one_line_without_controls(text: str) -> None:
    shown = safe(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u2028" for c in shown)
    shown.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_safe_json_means_the_same(text: str) -> None:
    line = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(safe_json(line)) == {"text": text}


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("short", 10, "short"),
        ("one two three four", 12, "one two …"),
        ("“one, two three four”", 9, "“one …”"),
        ("a" * 30, 10, "a" * 8 + " …"),
    ],
)
def test_shorten_cuts_at_a_word_and_closes_the_quotation(text: str, width: int, expected: str) -> None:
    assert shorten(text, width) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, "undated"),
        ("2025-06-02", "2025-06-02", "2 June 2025"),
        ("2025-06-02", None, "2 June 2025"),
        ("2025-06-01", "2025-06-30", "June 2025"),
        ("2025-06-02", "2025-06-05", "2–5 June 2025"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2024-01-01", "2025-12-31", "2024–2025"),
        ("2025-02-01", "2025-03-31", "February 2025 – March 2025"),
        ("2025-02-27", "2025-03-02", "27 February 2025 – 2 March 2025"),
    ],
)
def test_dates_in_words(first: str | None, last: str | None, expected: str) -> None:
    assert date_words(first, last) == expected
    assert date_short(first, last).startswith(expected[:3])


@pytest.mark.parametrize(
    ("text", "code"), [("CUB", "CUB"), ("cub", "CUB"), ("Cuba", "CUB"), ("the United States", "USA")]
)
def test_countries_by_name_or_code(text: str, code: str) -> None:
    assert country_code(text) == code


def test_what_is_no_country_is_refused() -> None:
    with pytest.raises(InputError, match="Cuba or CUB"):
        country_code("Atlantis")


def test_countries_take_their_article_in_text() -> None:
    assert [country_in_text(code) for code in ("USA", "CUB", "PHL", "XXX")] == [
        "the United States",
        "Cuba",
        "the Philippines",
        "XXX",
    ]


TEXT = "He met Gen. Smith in the U.S. on Monday. “It is over,” he said. “Go!” She left.\n\nNew paragraph here"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Smith", "He met Gen. Smith in the U.S. on Monday."),
        ("It is", "“It is over,” he said."),
        ("over,” he said. “Go", "“It is over,” he said. “Go!”"),
        ("left", "She left."),
        ("paragraph", "New paragraph here"),
        (TEXT, TEXT),
    ],
)
def test_sentence_around_a_span(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    found = sentence_around(Article.of(TEXT), start, start + len(words))
    assert found.exact == sentence
    assert TEXT[found.start : found.end] == sentence


@pytest.mark.parametrize(
    ("words", "fields", "expected"),
    [
        ("that it is so", {"act": "assert", "kind": "indirect"}, ("said", "that it is so")),
        ("it is so", {"act": None, "kind": "indirect"}, ("said:", "it is so")),
        ("to meet them", {"act": "reject", "kind": "indirect"}, ("refused", "to meet them")),
        ("the claim", {"act": "deny", "kind": "indirect"}, ("denied", "the claim")),
        ("the claim", {"act": "deny", "kind": "indirect", "channel": "speech"}, ("denied in a speech:", "the claim")),
        ("It is so.", {"act": "assert", "channel": "social-media"}, ("wrote on social media:", "“It is so.”")),
        ("“It is so.”", {"act": "accuse"}, ("accused:", "“It is so.”")),
        ("he was “forced out", {"act": "assert", "kind": "mixed"}, ("said:", "he was “forced out”")),
    ],
)
def test_a_statement_reads_as_a_sentence(words: str, fields: dict[str, object], expected: tuple[str, str]) -> None:
    article = Article.of(f"Somebody {words} and more.")
    assert said_line(statement(article, words, **fields), 100) == expected
