from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.evaluate.coref import evaluate, read_gold

ROWS = [
    ("Ann", "Entity=(1-person-new-cf1-1-sgl"),
    ("Lee", "Entity=1)"),
    ("left", "_"),
    ("Riga", "Entity=(2-place-new-cf2-1-sgl)|SpaceAfter=No"),
    (".", "_"),
    ("She", "Entity=(1-person-giv-cf1-1-ana)"),
    ("smiled", "SpaceAfter=No"),
    (".", "_"),
]


def write(path: Path) -> Path:
    rows = [f"{n}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{misc}" for n, (word, misc) in enumerate(ROWS, 1)]
    path.write_text("# newpar\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_read_gold_rebuilds_text_and_mentions(tmp_path: Path) -> None:
    gold = read_gold(write(tmp_path / "a.conllu"))
    assert gold.text.strip() == "Ann Lee left Riga. She smiled."
    assert [(gold.text[m.start : m.end], m.entity) for m in gold.mentions] == [
        ("Ann Lee", "1"),
        ("Riga", "2"),
        ("She", "1"),
    ]


def test_file_without_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text("1\tword\t_\t_\t_\t_\t_\t_\t_\t_\n")
    with pytest.raises(InputError, match="no Entity"):
        read_gold(file)


@pytest.mark.model
def test_pronoun_is_scored_by_its_naming_mention(tmp_path: Path) -> None:
    found = {s.name: s.value for s in evaluate(write(tmp_path / "a.conllu")).scores}
    assert (found["he/she, precision"], found["he/she, coverage"]) == (1.0, 1.0)


@pytest.mark.model
@pytest.mark.shared
def test_he_and_she_in_news_are_mostly_right(shared: Path) -> None:
    found = {s.name: s.value for s in evaluate(shared / "data" / "coref" / "gum").scores}
    assert found["he/she, precision"] >= 0.8
    assert found["he/she, coverage"] >= 0.9
