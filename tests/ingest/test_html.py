"""HTML page → Article."""

import pytest

from onrecord.errors import InputError
from onrecord.ingest import from_html

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "STRELSAU — The foreign ministry of Ruritania said on Tuesday that it had summoned an ambassador.",
        "“We asked for an explanation and received none,” said the spokeswoman, Ada Brandt.",
        "Sign up for our newsletter",
        "Graustark's government denied that the border post had been closed and called the demand unfriendly.",
    )
)
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "The Courier"},
 {"@type": "NewsArticle",
  "headline": "Ruritania summons ambassador &amp; protests", "datePublished": "2024-05-06T10:00:00Z",
  "author": [{"@id": "#ann"}, {"@type": "Person", "name": "Bo Ray"}]},
 {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}</script>"""


def page(head: str = "", body: str = BODY, h1: str = "Ruritania summons ambassador") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>{h1}</h1>{body}</article></body></html>"


def test_linked_data_gives_title_authors_and_date() -> None:
    article = from_html(page(LINKED, h1="Ruritania summons ambassador & protests"))
    assert article.title == "Ruritania summons ambassador & protests"
    assert article.authors == ("Ann Lee", "Bo Ray")
    assert article.published == "2024-05-06T10:00:00+00:00"
    assert article.dateline == "STRELSAU"


def test_the_title_that_two_places_agree_on_wins_and_the_outlet_is_cut_off() -> None:
    head = (
        '<meta property="og:site_name" content="The Courier">'
        '<meta property="og:title" content="Ruritania summons ambassador | The Courier">'
    )
    assert from_html(page(head + LINKED)).title == "Ruritania summons ambassador"


def test_meta_tags_are_next() -> None:
    head = (
        '<meta name="author" content="By Ann Lee and Bo Ray"><meta property="og:site_name" content="The Courier">'
        '<meta property="article:published_time" content="2024-05-06T10:00:00+02:00">'
    )
    article = from_html(page(head))
    assert (article.authors, article.source) == (("Ann Lee", "Bo Ray"), "The Courier")
    assert article.published == "2024-05-06T10:00:00+02:00"


def test_broken_linked_data_is_passed_over() -> None:
    article = from_html(page('<script type="application/ld+json">{"@type": "NewsArticle", </script>'))
    assert article.title == "Ruritania summons ambassador"
    assert article.published is None


def test_residue_that_extraction_leaves_is_marked() -> None:
    article = from_html(page())
    marked = {article.text[b.start : b.end]: b.role for b in article.blocks}
    assert marked["Sign up for our newsletter"] == "boilerplate"
    assert "Ruritania" in article.text


def test_what_the_caller_gives_wins() -> None:
    article = from_html(
        page(LINKED), title="T", authors=("X",), published="2020-01-01", source="S", url="https://a.example/"
    )
    assert (article.title, article.authors, article.published) == ("T", ("X",), "2020-01-01")
    assert (article.source, article.url) == ("S", "https://a.example/")


def test_bytes_are_decoded_by_the_pages_declaration() -> None:
    body = BODY.replace("Ada Brandt", "Adèle Brandt")
    data = page('<meta charset="iso-8859-1">', body=body.replace("“", '"').replace("”", '"').replace("—", "-")).encode(
        "iso-8859-1"
    )
    assert "Adèle Brandt" in from_html(data).text


@pytest.mark.parametrize(
    "data", ["", "<html></html>", b"", "<p>Too short.</p>", "<html><body><script>1</script></body></html>"]
)
def test_a_page_without_an_article_is_an_error(data: str | bytes) -> None:
    with pytest.raises(InputError, match="words of article text"):
        from_html(data)
