"""One JSON Schema for each record type, generated from the types: `python -m onrecord.model.schemas FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from onrecord.model import Actor, Article, Event, Mention, Producer, Record, Skipped, Span, Statement

VERSION = "1"
TYPES: tuple[type[msgspec.Struct], ...] = (
    Article, Span, Statement, Event, Actor, Mention, Record, Skipped, Producer,
)  # fmt: skip


def schema_json(type_: type[msgspec.Struct]) -> str:
    """Return the JSON Schema (draft 2020-12) of one type as indented JSON with a trailing newline."""
    name = type_.__name__.lower()
    schema: dict[str, object] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:onrecord:schema:{name}:{VERSION}",
        **msgspec.json.schema(type_),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write one `TYPE.schema.json` for each type into `folder`; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for type_ in TYPES:
        path = folder / f"{type_.__name__.lower()}.schema.json"
        path.write_text(schema_json(type_), encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas"))
