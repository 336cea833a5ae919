"""Dumps (JSON Lines, JSON, CSV, Parquet) → rows, one at a time, and these → articles."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import IO, Protocol

import msgspec

from onrecord.errors import InputError
from onrecord.ingest.rows import ALIASES, ColumnMap, missing_column, no_text_column, read_row, resolve_columns
from onrecord.ingest.skips import MAX_ARTICLE_BYTES, MAX_JSON_BYTES, skip, too_long
from onrecord.model import Article, Skipped


class _CsvReader(Protocol):
    """What csv.reader returns."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


def read_jsonl(stream: IO[bytes], columns: ColumnMap | None, *, where: str) -> Iterator[Article | Skipped]:
    """Yield the article or skip of each line of a JSON Lines stream; lines are read one at a time."""
    number = 0
    while line := stream.readline(MAX_ARTICLE_BYTES + 1):
        number += 1
        place = f"{where}:{number}"
        if len(line) > MAX_ARTICLE_BYTES:
            yield too_long(f"a line of {len(line) + _drain(stream, line):,} bytes", place)
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip():
            yield _read_json(line, columns, place)


def read_json(stream: IO[bytes], columns: ColumnMap | None, *, where: str) -> Iterator[Article | Skipped]:
    """Yield the articles of a JSON file: one object, an array of objects, or an object that holds one such array."""
    data = stream.read(MAX_JSON_BYTES + 1)
    if len(data) > MAX_JSON_BYTES:
        yield too_long(f"a JSON file of more than {MAX_JSON_BYTES // 1024 // 1024} MB", where)
        return
    try:
        value: object = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if b"\n" in data.strip():
            yield from read_jsonl(io.BytesIO(data), columns, where=where)
            return
        yield _bad_json(error, where)
        return
    for number, item in enumerate(_items(value), start=1):
        yield _read_value(item, columns, f"{where}:{number}")


def read_csv(
    stream: IO[bytes], columns: ColumnMap | None, *, where: str, delimiter: str | None = None
) -> Iterator[Article | Skipped]:
    """Yield the article or skip of each row of a CSV stream with a header line; a row's position is its first line."""
    # the limit is the csv module's own global; it is raised, never lowered
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ARTICLE_BYTES))
    text = io.TextIOWrapper(stream, encoding=_csv_encoding(stream), errors="surrogateescape", newline="")
    try:
        first = next(text, "")
        reader = csv.reader(itertools.chain([first], text), delimiter=delimiter or max(",;\t|", key=first.count))
        yield from _csv_rows(reader, columns, where)
    finally:
        text.detach()  # the stream is the caller's to close


def _csv_rows(reader: _CsvReader, columns: ColumnMap | None, where: str) -> Iterator[Article | Skipped]:
    header: tuple[str, ...] | None = None
    while True:
        place = f"{where}:{reader.line_num + 1}"
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _csv_error(error, place)
            continue
        if header is None:
            header = tuple(name.strip() for name in values)
            if resolve_columns(None, header, where=where).text is None and (columns is None or columns.text is None):
                yield no_text_column(header, where)
                return
        elif any(values):
            yield _csv_row(header, values, columns, place)


def read_parquet(path: Path, columns: ColumnMap | None, *, where: str) -> Iterator[Article | Skipped]:
    """Yield the article or skip of each row of a Parquet file, a batch at a time; rows count from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = io.BytesIO(gzip.decompress(path.read_bytes())) if path.suffix == ".gz" else path
        file = pq.ParquetFile(source)
        names = tuple(file.schema_arrow.names)
        used = resolve_columns(columns, names, where=where)
        if used.text is None:
            yield no_text_column(names, where)
            return
        wanted = [name for item in fields(ColumnMap) if (name := getattr(used, item.name)) is not None]
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=wanted or None):
            for row in batch.to_pylist():
                number += 1
                yield read_row(row, columns, where=f"{where}:{number}")
    except (pa.ArrowException, gzip.BadGzipFile, EOFError) as error:
        yield skip(
            "bad-parquet",
            found=str(error).splitlines()[0],
            expected="a Parquet file",
            next_step="write the file again",
            where=where,
        )
    except InputError as error:
        yield missing_column(error, where)


def _csv_error(error: csv.Error, where: str) -> Skipped:
    if "field limit" in str(error):
        return too_long("a longer value", where)
    return skip("bad-csv", found=str(error), expected="CSV", next_step="check quotes and delimiters", where=where)


def _drain(stream: IO[bytes], line: bytes) -> int:
    """Read the rest of an over-long line; return its size in bytes."""
    size = 0
    while not line.endswith(b"\n"):
        line = stream.readline(1024 * 1024)
        if not line:
            break
        size += len(line)
    return size


def _read_json(line: bytes, columns: ColumnMap | None, where: str) -> Article | Skipped:
    try:
        value: object = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _bad_json(error, where)
    return _read_value(value, columns, where)


def _bad_json(error: Exception, where: str) -> Skipped:
    reason = "encoding" if isinstance(error, UnicodeDecodeError) else "bad-json"
    return skip(
        reason,
        found=str(error),
        expected="one JSON object in UTF-8",
        next_step="mend or leave out the line",
        where=where,
    )


def _read_value(value: object, columns: ColumnMap | None, where: str) -> Article | Skipped:
    if not isinstance(value, dict):
        kind = type(value).__name__
        return skip(
            "bad-json", found=f"a JSON {kind}", expected="an object", next_step="write one object a line", where=where
        )
    return read_row(value, columns, where=where)


def _items(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(alias in {str(k).casefold() for k in value} for alias in ALIASES["text"]):
        lists = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(i, dict) for i in v)]
        if len(lists) == 1:
            return lists[0]
    return [value]


def _csv_row(header: tuple[str, ...], values: list[str], columns: ColumnMap | None, where: str) -> Article | Skipped:
    if len(values) > len(header):
        return skip(
            "bad-csv",
            found=f"{len(values)} values",
            expected=f"{len(header)}, as in the header",
            next_step="quote values that hold the delimiter",
            where=where,
        )
    return read_row(dict(zip(header, values, strict=False)), columns, where=where)


def _csv_encoding(stream: IO[bytes]) -> str:
    """Return the encoding of a CSV stream by its byte order mark; UTF-8 without one."""
    head = stream.peek(4) if isinstance(stream, io.BufferedReader) else b""
    return "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
