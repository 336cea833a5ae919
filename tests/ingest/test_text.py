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


@pytest.mark.parametrize(
    ("line", "role", "rule"),
    [
        ("You did not use the site, Click here to remain logged. Timeout: 60 second", "boilerplate", "session-prompt"),
        ("Please log in to continue", "boilerplate", "session-prompt"),
        ("We use cookies to improve your experience on our site.", "boilerplate", "cookie-prompt"),
        ("Sign up for our daily newsletter and get the news first", "boilerplate", "newsletter-prompt"),
        ("Get the stories you care about delivered to your inbox.", "boilerplate", "newsletter-prompt"),
        ("Subscribe now for full access.", "boilerplate", "subscribe-prompt"),
        ("Advertisement", "boilerplate", "advertisement"),
        ("Story continues below", "boilerplate", "advertisement"),
        ("Share on Facebook Twitter Email", "boilerplate", "share-bar"),
        ("Facebook | Twitter | WhatsApp", "boilerplate", "share-bar"),
        ("128 Comments", "boilerplate", "comment-count"),
        ("Follow us on Twitter and Facebook", "boilerplate", "follow-prompt"),
        ("Copyright © 2024 The Strelsau Courier. All rights reserved.", "boilerplate", "copyright"),
        ("Correction: an earlier version misspelled the name of the river.", "boilerplate", "correction"),
        ("This story has been updated with the ministry's answer.", "boilerplate", "correction"),
        ("(Reporting by Ann Lee in Strelsau; Editing by Bo Ray)", "boilerplate", "sign-off"),
        ("Ann Lee in Strelsau contributed to this report.", "boilerplate", "sign-off"),
        ("Editor's note: the author served in the ministry until 2019.", "boilerplate", "editor-note"),
        ("Tags: border, diplomacy, Ruritania", "boilerplate", "tags"),
        ("4 min read", "boilerplate", "reading-time"),
        ("\u200bAdver\u00adtisement\u00a0", "boilerplate", "advertisement"),
        ("We may earn a commission when you buy through our links.", "boilerplate", "affiliate-note"),
        ("Read our Privacy Policy", "boilerplate", "privacy-note"),
        ("Who owns the bridge at Zenda? Read more", "related", "related-label"),
        ("___", "boilerplate", "no-letters"),
        ("A second meeting in Zenda", "boilerplate", "subhead"),
        ("Read more: Five things to know about the border", "related", "related-label"),
        ("RELATED: Who owns the bridge at Zenda?", "related", "related-label"),
        ("(Also on THE COURIER: The minister's long week)", "related", "related-label"),
        ("Opinion: Time to reopen the bridge", "related", "related-kind"),
        ("WHY THE PRICE OF BREAD DOUBLED IN HENTZAU", "related", "caps-headline"),
        ("Hentzau Bakers Strike Over Price of Flour", "related", "title-case-headline"),
        ("https://courier.example/2024/05/bridge", "related", "related-label"),
        ("Soldiers at the bridge in May. (AP Photo/Ann Lee)", "caption", "photo-credit"),
        ("The bridge at Zenda in May. Ann Lee/AFP via Getty Images", "caption", "photo-credit"),
        ("The minister arrives at the palace on Monday. REUTERS/Bo Ray", "caption", "photo-credit"),
        ("Photo: Ann Lee/The Courier", "caption", "caption-label"),
        ("FILE PHOTO: The bridge at Zenda before it was closed.", "caption", "caption-label"),
        ("Hide caption Soldiers at the bridge in May.", "caption", "caption-label"),
        ("May 6, 2024 at 11:05", "byline", "time-stamp"),
        ("By Ann Lee and Bo Ray", "byline", "byline"),
    ],
)
def test_page_lines_between_paragraphs_are_not_read(line: str, role: str, rule: str) -> None:
    assert role_of(line) == (role, rule)


@pytest.mark.parametrize(
    "line",
    [
        "“THERE WILL BE NO MORE TALKS WITH THESE PEOPLE”",
        "THERE WILL BE NO MORE TALKS WITH THESE PEOPLE!",
        "“We will not wait”",
        "No one came.",
        "Q: Did you speak with the ambassador?",
        "A: We spoke twice",
        "What happens next?",
        "- the post at Zenda stays closed",
        "• Two diplomats must leave by Friday",
        "and that, she said, was all",
        "By Monday, both embassies had closed.",
        "In May 2024, the two sides met again at the bridge.",
        "More than 200 people have been turned away at the bridge since Monday, the ministry said.",
        "Share prices in Strelsau fell by a tenth on the news.",
        "Facebook, Twitter and Google declined to comment on the ministry's demand.",
        "The ministry told Reuters that the post would stay closed.",
        "This report was written by a commission that the government had named in March.",
        "Follow the money, the minister told the Courier, and you will find the bridge.",
        "Subscribers of the state railway will get their money back, the minister said.",
        "Sign here, the officer said, and pushed the paper over the table.",
        "Copyright law was not discussed, he said.",
        "Corrections officers at the prison in Hentzau said they had seen nothing.",
        "“Read more carefully,” she said.",
        "The bridge stays closed — Ada Brandt (@adabrandt) May 6, 2024",
        "Related charges against the two officers were dropped in March.",
        "Analysis of the bullets showed that they came from an army rifle.",
    ],
)
def test_story_lines_are_read(line: str) -> None:
    assert role_of(line)[0] == "body"


def test_a_quoted_post_in_capitals_after_a_colon_is_read() -> None:
    before = (
        "In a post that he deleted after an hour, the president of Graustark answered the ministry's demand like this:"
    )
    assert role_of("NO MORE FLOUR FOR RURITANIA", before=before)[0] == "body"


def test_a_line_inside_an_open_quotation_is_read() -> None:
    assert role_of("Never Again a Bridge for Them", before="“We have closed the bridge, said the mayor.")[0] == "body"


def test_verse_is_read() -> None:
    article = from_text(
        f"{STORY[0]}\n\nThe river runs to Zenda\nand Zenda lies asleep\nThe bridge is down at Zenda\n\n{STORY[1]}"
    )
    assert [block.role for block in article.blocks].count("body") == 5


def test_a_repeated_paragraph_is_read_once() -> None:
    article = from_text("\n\n".join([STORY[0], STORY[1], STORY[0], STORY[2]]))
    assert [(b.role, b.rule) for b in article.blocks][2] == ("boilerplate", "repeat")


def test_a_pull_quote_is_read_where_it_stands_in_its_paragraph() -> None:
    quote = "“We asked for an explanation and received none”"
    assert role_of(quote) == ("boilerplate", "pull-quote")


def test_what_follows_a_heading_of_links_goes_with_it() -> None:
    links = ["Most read", "Bakers of Hentzau strike over flour", "How to cook a river trout at home"]
    article = from_text("\n\n".join([*STORY, *links]))
    assert [block.role for block in article.blocks] == ["body"] * 3 + ["related"] * 3


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("By JANE DOE", ("Jane Doe",), None),
        ("By Jane Doe and John Q. Roe, The Star", ("Jane Doe", "John Q. Roe"), "The Star"),
        ("By Jane Doe | Strelsau Daily News", ("Jane Doe",), "Strelsau Daily News"),
        ("Author: Jane Doe Source: The Star", ("Jane Doe",), "The Star"),
        ("Source: The Star", (), "The Star"),
        ("Jane Doe, Reuters", ("Jane Doe",), "Reuters"),
        ("By Jane van der Doe, staff writer", ("Jane van der Doe",), None),
        ("Story by Jane Doe, BBC News", ("Jane Doe",), "BBC News"),
    ],
)
def test_bylines_give_authors_and_outlet(line: str, authors: tuple[str, ...], source: str | None) -> None:
    article = from_text("\n\n".join(["Ruritania expels two diplomats", line, *STORY]))
    assert article.blocks[1].role == "byline"
    assert (article.authors, article.source) == (authors, source)
    assert article.title == "Ruritania expels two diplomats"


@pytest.mark.parametrize(
    ("dateline", "place", "source", "published"),
    [
        ("STRELSAU (Reuters) - ", "STRELSAU", "Reuters", None),
        ("STRELSAU, Ruritania — ", "STRELSAU, Ruritania", None, None),
        ("STRELSAU, June 2 - ", "STRELSAU", None, None),
        ("STRELSAU, June 2, 2025 (AP) — ", "STRELSAU", "Associated Press", "2025-06-02"),
        ("Strelsau (CNN) -- ", "Strelsau", "CNN", None),
        ("(CNN) ", None, "CNN", None),
        ("STRELSAU (AP) _ ", "STRELSAU", "Associated Press", None),
    ],
)
def test_a_dateline_is_a_block_of_its_own(
    dateline: str, place: str | None, source: str | None, published: str | None
) -> None:
    article = from_text("\n\n".join([dateline + STORY[0], *STORY[1:]]))
    assert (article.dateline, article.source, article.published) == (place, source, published)
    assert roles(article)[:2] == [("byline", "dateline", dateline.strip()), ("body", "story", STORY[0])]


@pytest.mark.parametrize(
    "start", ["EXCLUSIVE - ", "The minister — a former general — ", "NATO said ", "U.S. President Ann Lee "]
)
def test_a_sentence_is_no_dateline(start: str) -> None:
    article = from_text("\n\n".join([start + STORY[0], *STORY[1:]]))
    assert article.dateline is None
    assert article.blocks[0].start == 0


def test_an_update_is_the_date_only_where_there_is_no_other() -> None:
    both = from_text("\n".join(["Updated: June 3, 2025", "Published: June 2, 2025", *STORY]))
    one = from_text("\n".join(["Updated: June 3, 2025", *STORY]))
    assert both.published == "2025-06-02"
    assert one.published == "2025-06-03"
    assert [f.basis for f in one.found if f.field == "published"] == ["inferred"]


def test_the_outlet_is_told_by_the_address_where_the_text_does_not_say() -> None:
    article = from_text("\n".join(STORY), url="https://www.bbc.co.uk/news/1")
    assert article.source == "BBC News"
    assert [f.basis for f in article.found if f.field == "source"] == ["inferred"]


def test_a_text_in_another_language_has_no_language() -> None:
    assert from_text("\n".join(STORY)).language == "en"
    german = (
        "Das Außenministerium erklärte am Dienstag, dass es den Botschafter wegen der Schließung einbestellt habe. " * 4
    )
    assert from_text(german).language is None


def test_unpaired_surrogates_are_an_error() -> None:
    with pytest.raises(InputError, match="surrogates"):
        from_text("abc \ud800 def")


@pytest.mark.parametrize(
    "text",
    [
        "Aa-" * 400 + " x",
        "AA-" * 400 + " x",
        "Ab/" * 200,
        "(" * 3000 + "a",
        "Author: " * 15,
        "By " + "Ann Lee and " * 9,
        "“" * 9000 + "a",
    ],
)
def test_hostile_lines_take_no_more_time_than_others(text: str) -> None:
    assert len(from_text(text).blocks) == 1


def test_a_caption_with_the_given_title_after_it_is_no_story() -> None:
    line = "The spokeswoman arrives at the ministry. Ruritania expels two diplomats"
    article = from_text("\n".join([line, *STORY]), title="Ruritania expels two diplomats")
    assert article.blocks[0].rule == "caption-and-title"


def test_tags_above_the_headline_do_not_swallow_it() -> None:
    article = from_text("\n".join(["Tags: border, diplomacy", "Ruritania expels two diplomats", *STORY]))
    assert article.title == "Ruritania expels two diplomats"


def test_tags_at_the_end_go_with_their_heading() -> None:
    article = from_text("\n".join([*STORY, "Keywords", "Ruritania", "Border disputes"]))
    assert [b.rule for b in article.blocks[3:]] == ["tags", "after-tags", "after-tags"]


def test_several_authors_above_their_outlet_are_found() -> None:
    article = from_text("\n".join(["Ann Lee and Bo Ray", "USA TODAY", *STORY]))
    assert (article.authors, article.source) == (("Ann Lee", "Bo Ray"), "USA TODAY")


LINKS = (
    "Bakers of Hentzau strike over the price of flour",
    "How to cook a river trout at home",
    "Why the bridge at Zenda was never painted red",
)


def test_a_run_of_lines_like_headlines_is_not_read() -> None:
    article = from_text("\n".join([*STORY, *LINKS]))
    assert [b.rule for b in article.blocks[3:]] == ["headline-run"] * 3


def test_a_text_without_full_stops_is_read() -> None:
    article = from_text(
        "\n".join(["He came. He saw.", *(line.rstrip(".") + " and said so at once" for line in STORY), *LINKS])
    )
    assert {b.role for b in article.blocks} == {"body"}


@pytest.mark.parametrize("line", ["# Talks fail in Zenda", "**Talks fail in Zenda**", "Title: Talks fail in Zenda"])
def test_marks_around_a_headline_are_no_part_of_the_title(line: str) -> None:
    article = from_text("\n".join([line, "URL: https://courier.example/1", "Date: 6 May 2024", *STORY]))
    assert (article.title, article.published) == ("Talks fail in Zenda", "2024-05-06")
    assert [b.role for b in article.blocks] == ["headline", "related", "byline", "body", "body", "body"]


def test_a_wrapped_line_that_begins_with_a_dash_is_no_list_item() -> None:
    text = (
        "Graustark denied on Monday that it had closed the border post at Zenda\n"
        "— a claim that three drivers who were turned away there on Sunday\n"
        "contradict in the strongest terms.\n"
    )
    assert len(from_text(text).blocks) == 1


def test_wrapped_paragraphs_without_blank_lines_end_at_short_lines() -> None:
    text = (
        "Graustark denied on Monday that it had closed the border post at Zenda\n"
        "and called the demand unfriendly.\n"
        "Three drivers who were turned away there on Sunday morning contradict\n"
        "its government in the strongest terms.\n"
    )
    assert len(from_text(text).blocks) == 2


def test_a_dated_picture_line_in_the_head_is_a_caption() -> None:
    line = "Ada Brandt speaks at the ministry in Strelsau, Ruritania, on Monday, May 6, 2024."
    assert from_text("\n".join([line, *STORY])).blocks[0].rule == "caption-picture"
    assert role_of(line) == ("body", "story")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Ann Lee in Strelsau and Bo Ray in Zenda contributed.", "contributors"),
        ("Lee reported from Strelsau.", "contributors"),
        ("Cy Doe is a professor of history at the University of Strelsau.", "author-bio"),
    ],
)
def test_lines_about_the_writers_at_the_end_are_not_read(line: str, rule: str) -> None:
    assert from_text("\n".join([*STORY, line])).blocks[-1].rule == rule


@pytest.mark.parametrize(
    "line",
    [
        "Two soldiers were hurt at the bridge, the Courier reported.",
        "The professor of history at Strelsau said that it was war.",
    ],
)
def test_story_lines_at_the_end_are_read(line: str) -> None:
    assert from_text("\n".join([*STORY, line])).blocks[-1].role == "body"
