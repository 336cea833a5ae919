"""Files and folders → articles. What cannot be read is a Skipped, and the rest is read."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from onrecord.errors import InputError
from onrecord.ingest.decode import decode_text, looks_binary
from onrecord.ingest.dumps import read_csv, read_json, read_jsonl, read_parquet
from onrecord.ingest.html import from_html
from onrecord.ingest.rows import ColumnMap, not_english
from onrecord.ingest.skips import MAX_ARTICLE_BYTES, skip, too_long
from onrecord.ingest.text import from_text
from onrecord.model import Article, Skipped

Format = Literal["text", "html", "jsonl", "json", "csv", "tsv", "parquet"]
EXTENSIONS: dict[str, Format] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
STDIN = "-"
_README = re.compile(r"readme(\.|$)", re.IGNORECASE)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)


def read_path(
    path: Path | str,
    *,
    columns: ColumnMap | None = None,
    format: Format | None = None,  # noqa: A002 (the name the command line has)
) -> Iterator[Article | Skipped]:
    """Yield the articles of a file, of a folder, or of stdin (`-`), and a Skipped for each thing that is none.

    A folder is read with its subfolders, sorted by name. Files and folders whose name starts with a dot, and files
    called README (with any extension), are not articles. Any file may be compressed with gzip (`.gz`). An unknown
    extension is told by the file's first bytes when the file is named itself; in a folder it is a Skipped.

    Args:
        path: File, folder, or `-`.
        columns: Columns of JSON Lines, JSON, CSV and Parquet files; see `ColumnMap`.
        format: Format of all files, whatever their names say.

    Raises:
        InputError: There is nothing at `path`.
    """
    if str(path) == STDIN:
        return _read_stdin(columns, format)
    path = Path(path)
    if not path.exists():
        raise InputError("there is no such file or folder", hint="check the path", where=str(path))
    return _read_folder(path, columns, format) if path.is_dir() else _read_file(path, columns, format)


def read_paths(
    paths: Iterable[Path | str],
    *,
    columns: ColumnMap | None = None,
    format: Format | None = None,  # noqa: A002
) -> Iterator[Article | Skipped]:
    """Yield the articles and skips of several files and folders, in the order given; see `read_path`.

    Raises:
        InputError: There is nothing at one of the paths; raised before anything is read.
    """
    readers = [read_path(path, columns=columns, format=format) for path in paths]
    return (item for reader in readers for item in reader)


def count_articles(path: Path | str) -> int | None:
    """Return about how many articles `read_path` will yield, for a progress bar; None where that is dear to tell."""
    if str(path) == STDIN or not Path(path).exists():
        return None
    path = Path(path)
    if path.is_dir():
        counts = [count_articles(file) for file in _files(path)]
        return sum(c for c in counts if c is not None) if None not in counts else None
    kind = _by_name(path)
    if kind in ("text", "html"):
        return 1
    try:
        if kind == "parquet" and path.suffix != ".gz":
            import pyarrow.parquet as pq

            return int(pq.ParquetFile(path).metadata.num_rows)
        if kind == "jsonl" and path.stat().st_size <= (64 if path.suffix == ".gz" else 1024) * 1024 * 1024:
            return _count_lines(path)
    except (OSError, ValueError, EOFError, zlib.error):
        return None
    return None


def _read_folder(folder: Path, columns: ColumnMap | None, fmt: Format | None) -> Iterator[Article | Skipped]:
    for file in _files(folder):
        if fmt is None and _by_name(file) is None:
            yield skip(
                "unknown-format",
                found=f"the extension {file.suffix or '(none)'}",
                expected=", ".join(EXTENSIONS),
                next_step="name the file itself to have it read by its content",
                where=str(file),
            )
        else:
            yield from _read_file(file, columns, fmt)


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder and its subfolders, sorted, without hidden files and READMEs."""
    files = (file for file in folder.rglob("*") if file.is_file())
    kept = [
        f
        for f in files
        if not any(p.startswith(".") for p in f.relative_to(folder).parts) and not _README.match(f.name)
    ]
    return sorted(kept, key=lambda file: file.relative_to(folder).parts)


def _read_file(path: Path, columns: ColumnMap | None, fmt: Format | None) -> Iterator[Article | Skipped]:
    where = str(path)
    try:
        kind = fmt or _by_name(path) or _by_content(path)
        if kind == "parquet":
            yield from read_parquet(path, columns, where=where)
            return
        with _open(path) as stream:
            yield from _read_stream(stream, kind, columns, where)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield skip(
            "unreadable",
            found=reason,
            expected="a file that can be read",
            next_step="check its permissions and that it is whole",
            where=where,
        )


def _read_stdin(columns: ColumnMap | None, fmt: Format | None) -> Iterator[Article | Skipped]:
    stream = io.BufferedReader(sys.stdin.buffer)  # type: ignore[type-var]
    kind = fmt or _sniff(stream.peek(64 * 1024))
    if kind == "parquet":
        yield skip(
            "unreadable", found="Parquet on stdin", expected="a file", next_step="give the file's path", where="stdin"
        )
        return
    yield from _read_stream(stream, kind, columns, "stdin")


def _read_stream(stream: IO[bytes], kind: Format, columns: ColumnMap | None, where: str) -> Iterator[Article | Skipped]:
    if kind in ("jsonl", "json", "csv", "tsv"):
        yield from _read_rows(stream, kind, columns, where)
    else:
        yield _read_one(stream.read(MAX_ARTICLE_BYTES + 1), kind, where)


def _read_rows(stream: IO[bytes], kind: Format, columns: ColumnMap | None, where: str) -> Iterator[Article | Skipped]:
    head = stream.peek(4096) if isinstance(stream, io.BufferedReader) else b""
    binary = looks_binary(head[:4096])
    if binary or not head.strip(b"\xef\xbb\xbf \t\r\n"):
        step = "give a file with articles"
        yield skip(
            "not-text" if binary else "empty",
            found=binary or "an empty file",
            expected=kind,
            next_step=step,
            where=where,
        )
    elif kind == "jsonl":
        yield from read_jsonl(stream, columns, where=where)
    elif kind == "json":
        yield from read_json(stream, columns, where=where)
    else:
        yield from read_csv(stream, columns, where=where, delimiter="\t" if kind == "tsv" else None)


def _read_one(data: bytes, kind: Format, where: str) -> Article | Skipped:
    """Return the one article of a text or HTML file."""
    if len(data) > MAX_ARTICLE_BYTES:
        return too_long(f"a file of more than {MAX_ARTICLE_BYTES // 1024 // 1024} MB", where)
    is_html = kind == "html" or bool(_HTML.match(data[:4096]))
    text = decode_text(data, where=where)
    if isinstance(text, Skipped) and not (is_html and text.reason == "encoding"):
        return text
    try:
        if is_html:
            article = from_html(data, path=where)
        else:
            assert isinstance(text, str)
            article = from_text(text, path=where)
    except InputError as error:
        reason = "no-article" if is_html else "empty"
        return skip(reason, found=error.message, expected="an article", next_step=error.hint, where=where)
    return article if article.language == "en" else not_english(article.text, where)


def _open(path: Path) -> io.BufferedReader:
    if path.suffix.casefold() == ".gz":
        return io.BufferedReader(gzip.open(path))
    return path.open("rb")


def _by_name(path: Path) -> Format | None:
    suffixes = [suffix.casefold() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return EXTENSIONS.get(suffixes[-1]) if suffixes else None


def _by_content(path: Path) -> Format:
    with _open(path) as stream:
        return _sniff(stream.peek(64 * 1024))


def _sniff(head: bytes) -> Format:
    """Return the format that the first bytes of a file or stream look like; text where nothing else fits."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if _HTML.match(head):
        return "html"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"[{"):
        return "json"
    if re.match(rb"\{\s*\"", start):
        return "jsonl" if start.partition(b"\n")[0].rstrip().endswith(b"}") or b"\n" not in start else "json"
    return "text"


def _count_lines(path: Path) -> int:
    with _open(path) as stream:
        count, last = 0, b"\n"
        while chunk := stream.read(1024 * 1024):
            count += chunk.count(b"\n")
            last = chunk
        return count + (not last.endswith(b"\n"))
