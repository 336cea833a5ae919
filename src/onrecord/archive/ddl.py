"""The archive's tables as SQL, for readers: `python -m onrecord.archive.ddl FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from onrecord.archive import fulltext
from onrecord.archive.schema import APPLICATION_ID, SCHEMA_VERSION, metadata


def schema_sql() -> str:
    """Return all statements that make an empty archive, in order."""
    dialect = sqlite.dialect()
    parts = [
        f"-- Schema of the archive, version {SCHEMA_VERSION}; made by `python -m onrecord.archive.ddl`.",
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {SCHEMA_VERSION}",
    ]
    for table in metadata.sorted_tables:
        parts.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            parts.append(str(CreateIndex(index).compile(dialect=dialect)).strip())
    parts += fulltext.DDL
    lines = (part if part.startswith("--") else f"{part};" for part in parts)
    return "\n\n".join("\n".join(line.rstrip() for line in part.splitlines()) for part in lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_sql(), encoding="utf-8")
