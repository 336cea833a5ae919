"""The actor tables: what they must have, and rows of a user's own."""

from __future__ import annotations

import csv
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import SettingsError
from onrecord.evaluate.actors import evaluate
from onrecord.resolve.actors import actor, load_registry, office_holder
from onrecord.resolve.names import key_of, plurals, skeleton, words_of

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
TABLES = sorted((ROOT / "data/actors").glob("*.*"))
SECTORS = frozenset(
    ("AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "EUR", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL",
     "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK", "UNO")
)  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data/actors" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_table_names_source_licence_and_date(path: Path) -> None:
    head = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:8])
    assert all(word in head for word in ("source:", "licence:", "as_of:"))


def test_bodies_have_known_codes() -> None:
    countries = {row["iso3"] for row in _rows("countries.csv")}
    for row in _rows("bodies.csv"):
        assert set(row["sectors"].split("|")) <= SECTORS, row
        assert row["iso3"] in countries | {""}, row


def test_people_spells_are_in_order() -> None:
    wrong = [row for row in _rows("people.csv") if row["end"] and row["end"] < row["start"]]
    assert wrong == []


def test_own_csv_row_adds_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,names,iso3,sectors,kind,office,start,end\n"
        "Harbour Watch,HW,CUB,NGO|SOC,organisation,,,\n"
        "Ana Prieto,,CUB,,,foreign minister,2025-03-01,\n",
        encoding="utf-8",
    )
    registry = load_registry(extra=path)
    day = dt.date(2025, 6, 1)
    assert actor("a Harbour Watch spokesman", on=day, registry=registry).sectors[:2] == ("NGO", "SOC")
    assert actor("Foreign Minister Ana Prieto", on=day, registry=registry).office == "foreign minister"
    before, after = (
        office_holder("CUB", "foreign minister", on, registry=registry) for on in (dt.date(2024, 6, 1), day)
    )
    assert (before and before.name, after and after.name) == ("Bruno Rodríguez", "Ana Prieto")


def test_own_yaml_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("- {name: Coral Front, names: [Frente Coral], iso3: NIC, sectors: [REB], kind: group}\n")
    code = actor("Frente Coral", registry=load_registry(extra=path))
    assert (code.country, code.sector, code.kind, code.name) == ("NIC", "REB", "group", "Coral Front")


def test_own_row_without_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("- {iso3: NIC}\n")
    with pytest.raises(SettingsError, match="has no name"):
        load_registry(extra=path)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "data/actors").exists(), reason="the sources are not beside the project")
def test_people_table_is_what_its_script_writes(tmp_path: Path) -> None:
    out = tmp_path / "people.csv"
    script = ROOT / "scripts/build_actor_people.py"
    subprocess.run(
        [sys.executable, script, SHARED / "data/actors", out],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert out.read_text(encoding="utf-8") == (ROOT / "data/actors/people.csv").read_text(encoding="utf-8")


def test_cities_table_is_what_its_script_writes(tmp_path: Path) -> None:
    out = tmp_path / "cities.csv"
    script = ROOT / "scripts/build_actor_cities.py"
    subprocess.run([sys.executable, script, out], check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    assert out.read_text(encoding="utf-8") == (ROOT / "data/actors/cities.csv").read_text(encoding="utf-8")


def test_words_set_possessive_apart() -> None:
    words = words_of("Iran's U.N. envoy")
    assert [(word.key, word.possessive) for word in words] == [("iran", True), ("un", False), ("envoy", False)]
    assert [word.end for word in words] == [4, 11, 17]


def test_key_folds_diacritics_and_hyphens() -> None:
    assert key_of("Miguel Díaz-Canel") == "miguel diaz canel"


@pytest.mark.parametrize(("one", "other"), [("mohammed", "muhamad"), ("aleksandr", "alexander"), ("qaddafi", "kadafi")])
def test_skeleton_is_shared_by_spellings(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("gunman", "gunmen"), ("party", "parties"), ("chief of staff", "chiefs of staff"), ("German", "Germans")],
)
def test_plurals_are_regular(noun: str, plural: str) -> None:
    assert plural in plurals(noun)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "data/peers").exists(), reason="the gold cases are not beside the project")
def test_actor_cases_keep_their_floor() -> None:
    report = evaluate(SHARED / "data/peers/ngec_actor_cases_dev.jsonl", worst=3)
    scores = {score.name: score.value for score in report.scores}
    assert scores["country right"] >= 0.92
    assert scores["sector right"] >= 0.91
    assert len(report.worst) == 3
