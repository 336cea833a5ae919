"""House rules that a linter does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src" / "onrecord").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_no_module_over_600_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 600


@pytest.mark.parametrize("table", sorted((ROOT / "data").rglob("*.yaml")), ids=lambda p: p.name)
def test_every_table_names_source_licence_and_date_at_its_top(table: Path) -> None:
    head = table.read_text("utf-8")[:1500].casefold()
    missing = [word for word in ("source", "licen", "20") if word not in head]
    assert missing == []
