from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import FRANCE, SMITH, cuba_record, mention, record_of, statement
from onrecord.archive import Archive
from onrecord.archive.fulltext import match_query
from onrecord.errors import InputError
from onrecord.model import Article


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.add(cuba_record())
    text = "“France wants a new treaty, not an old one,” Ann Smith said. “Trade comes first.”"
    article = Article.of(text, published="2026-02-01", source="Le Journal", path="journal.txt")
    archive.add(
        record_of(
            article,
            statements=(
                statement(article, "“France wants a new treaty, not an old one,”", speaker=SMITH, act="assert"),
                statement(article, "“Trade comes first.”", kind="mixed"),
            ),
            mentions=(mention(text, "France", FRANCE),),
        )
    )
    return archive


def found(archive: Archive, text: str | None = None, **filters: object) -> list[str]:
    return [hit.statement.content[0].exact.strip("“”.,")[:12] for hit in archive.search(text, **filters)]


TALKS, BLOCKADE, TREATY, TRADE = "The talks wi", "We don't wan", "France wants", "Trade comes"
TRADE = "Trade comes first"[:12]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("talks", [TALKS]),
        ("TALKS over", [TALKS]),
        ("over talks", [TALKS]),
        ('"over talks"', []),
        ('"talks with cuba"', [TALKS]),
        ("“talks with Cuba", [TALKS]),
        ("don't", [BLOCKADE]),
        ("don’t", [BLOCKADE]),
        ("treat", []),
        ("treat*", [TREATY]),
        ("perez", [BLOCKADE]),
        ("soto blockade", [BLOCKADE]),
        ("talks OR treaty", []),
        ("talks NOT cuba", []),
        ("content:talks", []),
        ("-talks", [TALKS]),
        ("—", []),
        ("", []),
        ('"', []),
    ],
)
def test_text_is_words_and_phrases(filled: Archive, text: str, expected: list[str]) -> None:
    assert found(filled, text) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [TREATY, TRADE, TALKS, BLOCKADE]),
        ({"speaker": "Perez-Soto"}, [BLOCKADE]),
        ({"speaker": "soto JOSE"}, [BLOCKADE]),
        ({"speaker": "Sot"}, []),
        ({"speaker": "%"}, []),
        ({"country": "usa"}, [TREATY, TALKS]),
        ({"pair": ("CUB", "USA")}, [TALKS, BLOCKADE]),
        ({"pair": ("USA", "CUB")}, [TALKS, BLOCKADE]),
        ({"pair": ("USA", "FRA")}, [TREATY]),
        ({"act": "announce"}, [TALKS]),
        ({"kind": "mixed"}, [TRADE]),
        ({"type": "consult"}, [TALKS]),
        ({"since": "2026-01-13"}, [TREATY, TRADE, TALKS]),
        ({"until": "2026-01-12"}, [BLOCKADE]),
        ({"since": "2026-01", "until": "2026-01"}, [TALKS, BLOCKADE]),
        ({"source": "havana"}, [TALKS, BLOCKADE]),
        ({"source": "journal", "speaker": "smith"}, [TREATY]),
    ],
)
def test_filters_hold_together(filled: Archive, filters: dict[str, object], expected: list[str]) -> None:
    assert found(filled, **filters) == expected


def test_hits_say_where_they_stand_and_which_date_they_have(filled: Archive) -> None:
    said, published = filled.search("blockade").hits[0], filled.search("over").hits[0]
    assert (said.first_day, said.date_basis) == ("2026-01-12", "said")
    assert (published.first_day, published.date_basis) == ("2026-01-14", "published")
    assert (said.article.source, said.article.path, said.article.title) == ("The Havana Post", "havana.txt", "No talks")
    assert said.rank is not None


@pytest.mark.parametrize("text", [None, "a OR the OR trade", "one", "n*"])
def test_pages_join_to_the_whole(filled: Archive, text: str | None) -> None:
    whole = filled.search(text, limit=100)
    pages, cursor = [], None
    for _ in range(10):
        page = filled.search(text, limit=1, cursor=cursor)
        assert page.total == whole.total
        pages.extend(page)
        cursor = page.cursor
        if cursor is None:
            break
    assert tuple(pages) == whole.hits


@pytest.mark.parametrize(
    "wrong",
    [{"cursor": "??"}, {"cursor": "WzFd"}, {"limit": 0}, {"since": "yesterday"}, {"until": "2026-02-30"},
     {"since": "2026-13"}, {"country": "Cuba"}, {"pair": ("CUB", "")}],
)  # fmt: skip
def test_a_wrong_call_is_an_input_error(filled: Archive, wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        filled.search(**wrong)


@pytest.fixture(scope="module")
def one_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("any") / "a.onrecord") as archive:
        archive.add(cuba_record())
        yield archive


@given(text=st.text(max_size=40) | st.text(alphabet="\"'“”*^:()-+{}[]ab AND OR NOT NEAR\x00_ßİ", max_size=40))
def test_no_text_is_a_syntax_error(one_record: Archive, text: str) -> None:
    page = one_record.search(text)
    assert page.total == len(page.hits)


@given(text=st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z", "M"]), min_size=1, max_size=20))
def test_every_part_of_the_query_is_quoted(text: str) -> None:
    query = match_query(text)
    assert query is None or (query.startswith('"') and query.replace(" *", "").count('"') % 2 == 0)
