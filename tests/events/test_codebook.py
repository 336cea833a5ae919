from pathlib import Path

import pytest

from onrecord.errors import SettingsError
from onrecord.events.codebook import load_codebook
from onrecord.events.page import render_page

ROOTS15 = (
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
)


def test_load_codebook_has_plovers_types():
    book = load_codebook()
    assert len(book.types) == 16
    assert {info.root15 for info in book.types.values()} == set(ROOTS15.split())
    assert book.types["CONCEDE"].quad == 1
    assert book.types["CONCEDE"].quad15 == 2


def test_load_codebook_every_frame_names_a_mode_of_its_type():
    book = load_codebook()
    frames = {frame for index in (book.verbs, book.nouns) for found in index.values() for frame in found}
    wrong = [
        f"{f.type} {f.name} {f.raw.mode}" for f in frames if f.raw.mode and f.raw.mode not in book.types[f.type].modes
    ]
    assert not wrong


def test_load_codebook_every_cameo_code_maps_to_one_type():
    book = load_codebook()
    codes = [code for info in book.types.values() for code in info.cameo]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "type_"), [("112", "ACCUSE"), ("0871", "RETREAT"), ("081", "CONCEDE"), ("190", "ASSAULT")]
)
def test_of_cameo_gives_the_type(code, type_):
    assert load_codebook().of_cameo(code) == type_


def test_of_cameo_unknown_code_is_none():
    assert load_codebook().of_cameo("99") is None


def test_intensity_is_the_modes_where_it_has_one():
    book = load_codebook()
    assert book.intensity("CONSULT", "phone") == 1.5
    assert book.intensity("CONSULT", None) == 2.5


def test_load_codebook_reads_on_as_a_word(tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text(
        "name: own\ntypes:\n  FINE: {quad: 4, root15: FINE, intensity: -3, definition: d, example: e}\n"
        "verbs:\n  FINE:\n    - {v: slap, obj: fine, to: on}\n"
    )
    book = load_codebook(path)
    assert book.verbs["slap"][0].to == ("on",)
    assert book.lists["light_active"], "word lists come from the project's own codebook"


@pytest.mark.parametrize(
    "body",
    [
        "types: {}\nverbs:\n  NONE:\n    - {v: go}\n",
        "typos: {}\n",
        "types:\n  A: {quad: 9, root15: A, intensity: 0, definition: d, example: e}\n",
        "types:\n  A: {quad: 1, root15: A, intensity: 0, definition: d, example: e}\n"
        "verbs:\n  A:\n    - {v: go, obj: $nothing}\n",
    ],
)
def test_load_codebook_refuses_a_wrong_file(tmp_path: Path, body: str):
    path = tmp_path / "wrong.yaml"
    path.write_text(body)
    with pytest.raises(SettingsError):
        load_codebook(path)


def test_the_reference_page_is_fresh():
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "codebook.md"
    assert page.read_text(encoding="utf-8") == render_page(load_codebook()), "run python -m onrecord.events.page"
