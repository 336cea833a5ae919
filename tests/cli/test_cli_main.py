from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import onrecord
from onrecord.cli.main import VERBS
from onrecord.cli.reference import reference

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"spacy", "sqlalchemy", "pyarrow", "trafilatura", "numpy", "yaml", "onrecord.archive.store", "onrecord.reader"}
NAMES = [verb.__name__ for verb in VERBS]


def test_the_reference_page_is_that_of_the_command() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(), "run: python -m onrecord.cli.reference docs/reference/cli.md"


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in NAMES)], ids=" ".join)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom onrecord.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print('LOADED', sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_help_names_every_verb(run: Callable) -> None:
    out = run("--help").out
    assert [name for name in NAMES if name not in out] == []


def test_common_options_have_one_name_and_meaning() -> None:
    page = reference()
    for flags in ("--output, -o", "--limit, -n", "--quiet, -q", "--json"):
        for line in page.splitlines():
            if f"`{flags.split(',')[0]}" in line:
                assert line.startswith(f"| `{flags}"), line


def test_version(run: Callable) -> None:
    assert run("--version") == (0, f"{onrecord.__version__}\n", "")


def test_a_fault_in_a_verb_that_is_ours_is_one_line(run: Callable, tmp_path: Path) -> None:
    code, out, err = run("search", "-a", tmp_path)
    assert (code, out) == (1, "")
    assert err.startswith("onrecord: ")
    assert err.count("\n") == 1


def test_the_archive_may_be_named_by_the_environment(
    run: Callable, archive_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(archive_file))
    from onrecord.cli.main import main

    with pytest.raises(SystemExit) as end:
        main(["search", "blockade", "--quiet"])
    assert not end.value.code


def test_json_is_utf_8_whatever_the_terminal_takes(archive_file: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "search", "-a", str(archive_file), "--json", "-q", "blockade"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "José Pérez-Soto" in done.stdout.decode("utf-8")
    plain = subprocess.run([*command[:-3], "blockade"], capture_output=True, check=True, env=environment)
    assert b"Jos\\xe9" in plain.stdout
