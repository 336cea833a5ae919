"""Every command and every Python example of the how-to pages on the command line runs."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "how-to"
NAMES = (
    "read-articles", "build-an-archive", "search-an-archive", "write-a-brief", "use-the-archive-from-python",
)  # fmt: skip
PAGES = [FOLDER / f"{name}.md" for name in NAMES]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
TEXT = "“There is no plan for talks between Cuba and the United States,” the president told reporters on Monday."


@pytest.fixture
def desk(tmp_path: Path, archive_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    shutil.copy(tmp_path / "article.txt", tmp_path / "articles")
    (tmp_path / "dump.jsonl").write_text('{"story": "' + TEXT + '", "day": "2026-01-14"}\n', encoding="utf-8")
    shutil.copy(archive_file, tmp_path / "relations.onrecord")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_of_the_page_run(
    run: Callable, reader: type, desk: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = [
        line[2:]
        for block in CONSOLE.findall(page.read_text(encoding="utf-8"))
        for line in block.splitlines()
        if line[:2] == "$ "
    ]
    for command in commands:
        words = shlex.split(command.split(" | ")[0])
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            monkeypatch.setenv(name, value)
            continue
        assert words[0] == "onrecord", command
        result = run(*words[1:])
        assert result.code == 0, (command, result.err)
        assert result.out or result.err or "-o" in words, command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_python_of_the_page_runs(desk: Path, page: Path) -> None:
    for code in PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(code, str(page), "exec"), {"__name__": page.stem, "print": lambda *_: None})


def test_every_verb_for_readers_has_a_page() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [verb for verb in ("read", "ingest", "search", "timeline", "brief") if f"onrecord {verb}" not in text] == []
