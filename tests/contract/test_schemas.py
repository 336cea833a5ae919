from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from onrecord.model.schemas import TYPES, schema_json, write_schemas

COMMITTED = Path(__file__).resolve().parents[2] / "schemas"


@pytest.mark.parametrize("type_", TYPES, ids=lambda t: t.__name__)
def test_committed_schema_is_the_generated_one(type_: type[msgspec.Struct]) -> None:
    path = COMMITTED / f"{type_.__name__.lower()}.schema.json"
    assert path.read_text("utf-8") == schema_json(type_), "run `make schemas` and say in the change log what changed"


def test_one_schema_a_type_and_no_other(tmp_path: Path) -> None:
    assert {p.name for p in COMMITTED.iterdir()} == {p.name for p in write_schemas(tmp_path)}
