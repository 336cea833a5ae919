from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from made import cuba_record
from onrecord.model import Record, decode

ARTICLE = "“There is no plan,” the president told reporters in Havana on Monday after the talks."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_read_shows_speaker_act_words_and_offsets(run: Callable, reader: type, article: Path) -> None:
    code, out, err = run("read", article, "--published", "2026-01-14", "--source", "The Havana Post")
    assert (code, err) == (0, "")
    assert "José Pérez-Soto (president, Cuba)" in out
    assert "denied · direct" in out
    assert "“There is no plan,” 0-19" in out
    assert "14 January 2026" in out
    assert "The Havana Post" in out
    assert "\x1b" not in out


def test_read_json_is_one_record_a_line(run: Callable, reader: type, article: Path) -> None:
    code, out, _ = run("read", "--json", article, article)
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == 2
    record = decode(lines[0], Record)
    assert record.article.text == ARTICLE
    assert list(json.loads(lines[0])) == ["article", "statements", "events", "mentions", "skipped", "producer"]


def test_what_was_skipped_is_told_and_sets_the_exit_code(
    run: Callable, reader: type, article: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    code, out, err = run("read", "--json", empty, article)
    assert code == 3
    assert len(out.splitlines()) == 1
    assert "1 skipped" in err
    assert "empty" in err
    assert run("read", "--strict", empty, article).code == 1
    assert run("read", "--quiet", empty, article).err == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("read",), 2), (("read", "--no-such-option", "x"), 2), (("nosuchverb",), 2), (("read", "absent.txt"), 1),
     (("read", "plan.txt", "--published", "soon"), 1), (("read", "plan.txt", "-o", "no/such/folder"), 1)],
)  # fmt: skip
def test_wrong_usage_is_2_and_failure_is_1(
    run: Callable, reader: type, article: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple, code: int
) -> None:
    monkeypatch.chdir(article.parent)
    result = run(*arguments)
    assert result.code == code
    assert result.out == ""
    assert result.err
    assert "Traceback" not in result.err


def test_output_goes_to_the_file(run: Callable, reader: type, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run("read", "--json", article, "-o", target) == (0, "", "")
    assert decode(target.read_bytes().strip(), Record).article.text == ARTICLE


def test_article_text_cannot_command_the_terminal(run: Callable, reader: type, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    text = "“I say [bold]no[/bold] \x1b[31mred\x9b2J \u202eevil :smile:,” said the president of the island."
    path.write_text(text, encoding="utf-8")
    out = run("read", path, "--title", "T\x1b]0;x\x07").out
    assert "[bold]no[/bold]" in out
    assert ":smile:" in out
    assert "␛[31mred" in out
    assert not set("\x1b\x9b\x07\u202e") & set(out)
    as_json = run("read", "--json", path).out
    assert not set("\x1b\x9b\x07\u202e") & set(as_json)
    assert decode(as_json, Record).statements[0].content[0].exact == text[: text.index("”") + 1]


def test_limit_counts_articles(run: Callable, reader: type, article: Path) -> None:
    assert len(run("read", "--json", "--limit", 1, article, article).out.splitlines()) == 1


def test_hand_made_record_shows_who_told_what(run: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    from onrecord.cli.record_view import show_record
    from onrecord.cli.sheet import Sheet

    show_record(Sheet(sys.stdout), cuba_record())
    out = capsys.readouterr().out
    assert "Ann Smith (secretary of state, United States)  as written “she”" in out
    assert "in reply to statement 1 (José Pérez-Soto)" in out
    assert "announced · direct · on air" in out
    assert "THREATEN  Ann Smith (United States) → Cuba" in out
    assert "threatened, according to The Havana Post" in out
    assert "happened, according to Ann Smith · January 2026" in out
    assert "events: no-recipient" in out
