from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from made import CUBA, PEREZ, SMITH, cuba_record, event, mention, record_of, statement
from onrecord.archive import Archive
from onrecord.cli.brief_model import Brief
from onrecord.cli.brief_page import build_brief
from onrecord.link.contradictions import Contradiction
from onrecord.model import Actor, Article, Skipped


def brief_of(*records: object, lines: int = 6, groups: int = 12, contradictions: tuple = ()) -> Brief:
    return build_brief(records, (), contradictions, lines=lines, groups=groups)


def said(text: str, *parts: tuple[str, Actor | None], **article: object) -> object:
    art = Article.of(text, **article)
    return record_of(art, statements=tuple(statement(art, words, speaker=who) for words, who in parts))


def test_the_page_has_all_parts(run: Callable, archive_file: Path) -> None:
    code, out, err = run("brief", "--archive", archive_file)
    assert (code, err) == (0, "")
    assert out.startswith("Brief of 1 article, 14 January 2026\n")
    assert "skipped: empty 1, no-recipient 1" in out
    for part in ("WHO SAID WHAT", "WHAT HAPPENED BETWEEN WHOM", "OPEN CONTRADICTIONS", "SOURCES"):
        assert f"\n{part}\n" in out
    assert "José Pérez-Soto, president, Cuba  (1)" in out
    assert "~14 Jan 2026  announced on air: “The talks with Cuba are over,” [1]" in out
    assert "in reply to José Pérez-Soto [2]" in out
    assert "Cuba and the United States  (2)" in out
    assert "Ann Smith (United States) → Cuba  THREATEN threatened, according to" in out
    assert "[1]  havana.txt:140-194  The Havana Post, 14 Jan 2026" in out
    assert max(map(len, out.splitlines())) <= 100


def test_every_number_has_its_sentence_and_its_offsets_are_right(run: Callable, archive_file: Path) -> None:
    out = run("brief", "--archive", archive_file).out
    body, sources = out.split("\nSOURCES\n")
    assert set(re.findall(r"\[(\d+)\]", body)) == set(re.findall(r"^\[(\d+)\]", sources, re.MULTILINE))
    record = cuba_record()
    page = brief_of(record)
    assert [source.number for source in page.sources] == [1, 2, 3, 4]
    for source in page.sources:
        assert record.article.text[source.sentence.start : source.sentence.end] == source.sentence.exact


def test_speakers_come_by_number_of_statements_newest_first_within(archive_file: Path) -> None:
    one = said("“First.” “Second.” “Third.”", ("“First.”", PEREZ), ("“Second.”", SMITH), published="2026-01-01")
    two = said("“Later one.”", ("“Later one.”", PEREZ), published="2026-03-01")
    groups = brief_of(one, two).speakers
    assert [(group.title, group.total) for group in groups] == [("José Pérez-Soto", 2), ("Ann Smith", 1)]
    assert [line.statement.content[0].exact for line in groups[0].said] == ["“Later one.”", "“First.”"]


def test_unnamed_speakers_of_two_articles_are_two_and_unknown_ones_come_last() -> None:
    official = Actor.of("a senior official", "unnamed", country="CUB")
    records = [
        said(f"“Yes {n}.” “No.” “Well.”", (f"“Yes {n}.”", official), ("“No.”", None), ("“Well.”", None), source=f"P{n}")
        for n in (1, 2)
    ]
    groups = brief_of(*records).speakers
    assert [(group.title, group.total) for group in groups] == [
        ("a senior official", 1), ("a senior official", 1), ("Speaker not identified", 4),
    ]  # fmt: skip
    assert {group.detail for group in groups[:2]} == {"not named, in P1", "not named, in P2"}


def test_a_statement_inside_another_of_the_same_speaker_is_told_once() -> None:
    art = Article.of("He said he would say yes.")
    outer = statement(art, "he would say yes", speaker=PEREZ)
    inner = statement(art, "yes", speaker=PEREZ, within=outer.id)
    other = statement(art, "yes.", speaker=SMITH, within=outer.id)
    page = brief_of(record_of(art, statements=(outer, inner, other)))
    assert page.statements == 3
    assert [[line.statement for line in group.said] for group in page.speakers] == [[other], [outer]]


def test_short_statements_are_cut_first() -> None:
    parts = tuple((f"“Part {n} has quite a few words.”", PEREZ) for n in range(3))
    record = said("“No.” " + " ".join(words for words, _ in parts), ("“No.”", PEREZ), *parts)
    (cut,) = brief_of(record, lines=2).speakers
    assert [line.statement.content[0].exact for line in cut.said] == [words for words, _ in parts[:2]]
    (whole,) = brief_of(record).speakers
    assert whole.said[0].statement.content[0].exact == "“No.”"


def test_what_is_cut_is_told(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "many.onrecord"
    with Archive(path) as archive:
        for number in range(5):
            archive.add(cuba_record(title=str(number)))
    out = run("brief", "-a", path, "--limit", 2, "--groups", 1).out
    assert f"and 3 more: onrecord search --archive {path} --speaker 'Ann Smith'" in " ".join(out.split())
    assert f"and 8 more: onrecord timeline CUB USA --archive {path}" in " ".join(out.split())
    assert f"and 1 more speaker with 5 statements: onrecord brief --archive {path} --groups 2" in " ".join(out.split())
    whole = run("brief", "-a", path, "--limit", 100).out
    assert " more" not in whole
    assert whole.count("The talks with Cuba are over,”") == 10


def test_pairs_of_countries_come_first() -> None:
    text = "Cuba arrested Cuba. Smith praised the Sea Institute. Smith threatened Cuba."
    art = Article.of(text)
    institute = Actor.of("Sea Institute", "organisation")
    smith, cuba = mention(text, "Smith", SMITH), mention(text, "Cuba", CUBA, nth=2)
    events = (
        event(
            art, "COERCE", "Cuba arrested Cuba.", (mention(text, "Cuba", CUBA),), (mention(text, "Cuba", CUBA, nth=1),)
        ),
        event(
            art, "SUPPORT", "Smith praised the Sea Institute.", (smith,), (mention(text, "Sea Institute", institute),)
        ),
        event(art, "THREATEN", "Smith threatened Cuba.", (mention(text, "Smith", SMITH, nth=1),), (cuba,)),
    )
    groups = brief_of(record_of(art, events=events)).pairs
    assert [group.title for group in groups] == [
        "Cuba and the United States",
        "Within Cuba",
        "Sea Institute and the United States",
    ]


def test_contradictions_show_both_sides_and_the_reason(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "c.onrecord"
    with Archive(path) as archive:
        archive.add(
            said(
                "“Talks with Warsaw are under way”",
                ("“Talks with Warsaw are under way”", SMITH),
                published="2026-01-12",
            )
        )
        archive.add(
            said(
                "“No talks with Warsaw are under way”",
                ("“No talks with Warsaw are under way”", PEREZ),
                published="2026-01-13",
            )
        )
    part = run("brief", "-a", path).out.split("OPEN CONTRADICTIONS")[1].split("SOURCES")[0]
    assert "Ann Smith against José Pérez-Soto" in part
    assert "“Talks with Warsaw are under way”" in part
    assert "“No talks with Warsaw are under way”" in part
    assert "one says it is so, the other that it is not" in part


def test_a_contradiction_of_unknown_reason_is_shown_by_its_name() -> None:
    record = cuba_record()
    first, second = record.statements
    item = Contradiction(
        first=first.id, second=second.id, first_article=record.article.id, second_article=record.article.id,
        reason="negated", score=0.5, shared=(),
    )  # fmt: skip
    (conflict,) = brief_of(record, contradictions=(item,)).conflicts
    assert (conflict.first.statement, conflict.second.statement) == (first, second)


def test_markdown_links_every_number_and_escapes_the_article(run: Callable, tmp_path: Path) -> None:
    path, page = tmp_path / "m.onrecord", tmp_path / "brief.md"
    with Archive(path) as archive:
        archive.add(said("“See <script> *now* [1] | `x`\x1b[31m.”", ("“See <script> *now* [1] | `x`\x1b[31m.”", PEREZ)))
    assert run("brief", "-a", path, "-o", page) == (0, "", "")
    text = page.read_text(encoding="utf-8")
    assert r"\<script\> \*now\* \[1\] \| \`x\`␛\[31m" in text
    assert "\x1b" not in text
    assert "[\\[1\\]](#s1)" in text
    assert '<a id="s1"></a>' in text


def test_brief_of_files_reads_them(run: Callable, reader: type, tmp_path: Path) -> None:
    article, empty = tmp_path / "plan.txt", tmp_path / "empty.txt"
    article.write_text("“There is no plan,” the president told reporters in Havana on Monday.", encoding="utf-8")
    empty.touch()
    code, out, err = run("brief", article, empty)
    assert code == 3
    assert "José Pérez-Soto" in out
    assert "skipped: empty 1" in out
    assert "1 skipped" in err


def test_names_from_articles_are_quoted_in_commands(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "q.onrecord"
    rogue = Actor.of("Rogue $(date) `x`", "person")
    with Archive(path) as archive:
        archive.add(said("“One.” “Two.”", ("“One.”", rogue), ("“Two.”", rogue)))
    assert "--speaker 'Rogue $(date) `x`'" in " ".join(run("brief", "-a", path, "--limit", 1).out.split())


def test_brief_needs_something_to_tell(run: Callable) -> None:
    assert run("brief").code == 2


def test_an_empty_archive_gives_a_page_that_says_so(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "e.onrecord"
    Archive(path).close()
    code, out, _ = run("brief", "-a", path)
    assert code == 0
    assert "Brief of 0 articles" in out
    assert out.count("Nothing found.") == 2


@pytest.mark.parametrize("reason", ["empty"])
def test_skips_of_an_archive_do_not_fail_the_brief(run: Callable, tmp_path: Path, reason: str) -> None:
    path = tmp_path / "s.onrecord"
    with Archive(path) as archive:
        archive.add(Skipped(stage="ingest", reason=reason, detail="no words"))
    code, out, _ = run("brief", "-a", path)
    assert code == 0
    assert "skipped: empty 1" in out


def test_json_is_every_line_of_the_page(run: Callable, archive_file: Path) -> None:
    lines = [json.loads(line) for line in run("brief", "-a", archive_file, "--json").out.splitlines()]
    assert [line["kind"] for line in lines] == [
        "brief", "speaker", "statement", "speaker", "statement", "pair", "event", "event", *["source"] * 4,
    ]  # fmt: skip
    assert lines[0]["skipped"] == {"empty": 1, "no-recipient": 1}
    text = cuba_record().article.text
    assert all(text[line["start"] : line["end"]] == line["exact"] for line in lines if line["kind"] == "source")
    numbers = {line["number"] for line in lines if line["kind"] == "source"}
    assert {line["source"] for line in lines if line["kind"] in ("statement", "event")} <= numbers
