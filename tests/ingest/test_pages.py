"""Whole pages copied as text, in the layouts of several kinds of outlet: every line has its role."""

from pathlib import Path

import pytest

from onrecord.ingest import from_text

PAGES = Path(__file__).parent / "pages"


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_of_a_page_has_its_role(path: Path) -> None:
    head, _, body = path.read_text(encoding="utf-8").partition("\n=====\n")
    wanted = [line.partition("|")[::2] for line in body.splitlines() if line.strip()]
    article = from_text("\n".join(text for _, text in wanted))
    found = [(block.role, article.text[block.start : block.end].strip()) for block in article.blocks]
    assert found == [(role.strip(), text.strip()) for role, text in wanted]
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    assert {key: getattr(article, key) for key in facts if key != "authors"} == {
        key: value for key, value in facts.items() if key != "authors"
    }
    assert "; ".join(article.authors) == facts.get("authors", "")
