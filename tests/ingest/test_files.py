"""Files and folders → articles; every kind of bad input is one typed skip, and the rest is read."""

import csv
import datetime as dt
import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest import ColumnMap, count_articles, read_path, read_paths
from onrecord.model import Article, Skipped

TEXT = (
    "The foreign ministry said on Tuesday that it had summoned the ambassador over the closure of a border post. " * 3
)
SPANISH = (
    "El presidente dijo el martes que su gobierno no negocia con los vecinos y que la isla no acepta amenazas. "
    "El ministro agrega que las conversaciones sobre la frontera siguen abiertas entre los dos países desde enero."
)


def only(path: Path, **kwargs: object) -> Article | Skipped:
    items = list(read_path(path, **kwargs))  # type: ignore[arg-type]
    assert len(items) == 1
    return items[0]


def reasons(path: Path) -> list[str]:
    return [i.reason if isinstance(i, Skipped) else "article" for i in read_path(path)]


@pytest.mark.parametrize(
    ("name", "data", "reason", "found"),
    [
        ("a.txt", b"", "empty", "0 bytes"),
        ("a.txt", b" \n\n\t", "empty", "4 bytes"),
        ("a.txt", b"12 34 --", "empty", "no words"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-text", "a PDF"),
        ("a.txt", b"PK\x03\x04\x14\x00word/document.xml", "not-text", "docx"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "not-text", "a PNG image"),
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "not-text", "a JPEG image"),
        ("a.txt", bytes(range(32)) * 40, "not-text", "binary data"),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d" * 50, "encoding", "0x81"),
        ("a.txt", ("The minister’s “offer” " * 20).encode() + b"\xff" + TEXT.encode(), "encoding", "0xff"),
        ("a.txt", SPANISH.encode(), "language", "function words"),
        ("a.html", b"<html><head><title>x</title></head><body><nav>Menu</nav></body></html>", "no-article", "words"),
        ("a.html", b"<html></html>", "no-article", "0 words"),
        ("a.jsonl", b"", "empty", "an empty file"),
        ("a.jsonl", b"%PDF-1.4\n", "not-text", "a PDF"),
        ("a.jsonl", b'{"headline": "x"}\n', "missing-text", "headline"),
        ("a.jsonl", b'{"text": ["x"]}\n', "bad-type", "list"),
        ("a.jsonl", b'{"text": "a\xffb"}\n', "encoding", "0xff"),
        ("a.jsonl", b'{"text": "a \\ud800 b"}\n', "bad-json", "expected one JSON object"),
        ("a.json", b'{"text": ', "bad-json", "truncated"),
        ("a.csv", b"a,b\n1,2\n3,4\n", "missing-text", "a, b"),
        ("a.parquet", b"PAR1xxxx", "bad-parquet", "Parquet"),
        ("a.txt.gz", b"hello", "unreadable", "gzip"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50)[:60], "unreadable", "ended"),
    ],
)
def test_bad_files_are_one_skip_that_says_what_and_where(
    tmp_path: Path, name: str, data: bytes, reason: str, found: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    skipped = only(path)
    assert isinstance(skipped, Skipped)
    assert (skipped.stage, skipped.reason) == ("ingest", reason)
    assert found in skipped.detail
    assert "expected" in skipped.detail
    assert skipped.where is not None
    assert skipped.where.startswith(str(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_common_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = "“We were never asked,” the minister’s spokesman said — twice. " + TEXT
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    article = only(tmp_path / "a.txt")
    assert isinstance(article, Article)
    assert article.text == text


def test_a_broken_line_is_named_and_the_other_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{json.dumps({"text": TEXT})}\n{{"text": "cut\n[1]\n\n{json.dumps({"body": TEXT, "id": 7})}\n')
    items = list(read_path(path))
    assert [i.reason if isinstance(i, Skipped) else "article" for i in items] == [
        "article",
        "bad-json",
        "bad-json",
        "article",
    ]
    assert [i.path if isinstance(i, Article) else i.where for i in items] == [f"{path}:{n}" for n in (1, 2, 3, 5)]


def test_a_50_mb_line_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"word " * 10_500_000 + b'"}\n')
        file.write(json.dumps({"text": TEXT}).encode())
    skipped, article = read_path(path)
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    assert skipped.reason == "too-long"
    assert "52,500,013 bytes" in skipped.detail
    assert article.path == f"{path}:2"


def test_an_endless_text_file_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 2_000_000)
    assert reasons(tmp_path / "a.txt") == ["too-long"]


def test_an_unreadable_file_is_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    monkeypatch.setattr(Path, "open", refuse)
    skipped, article = read_path(tmp_path)
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    assert skipped.reason == "unreadable"
    assert "Permission denied" in skipped.detail


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(InputError, match="no such file"):
        read_path(tmp_path / "b.txt")
    with pytest.raises(InputError, match="no such file"):
        read_paths([tmp_path / "a.txt", tmp_path / "b.txt"])


def test_a_folder_is_read_sorted_without_readmes_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "README.md", "a/readme.txt", ".c.txt", ".git/d.txt", "notes.xyz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    items = list(read_path(tmp_path))
    assert [i.path if isinstance(i, Article) else i.reason for i in items] == [
        str(tmp_path / "a" / "z.txt"),
        str(tmp_path / "b.txt"),
        "unknown-format",
    ]


def test_an_unknown_extension_is_told_by_content_when_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}))
    assert reasons(path) == ["article", "article"]
    path.write_text(TEXT)
    assert isinstance(only(path), Article)


def test_html_in_a_text_file_is_read_as_html(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"<!DOCTYPE html><html><body><article><p>{TEXT}</p></article></body></html>")
    article = only(tmp_path / "a.txt")
    assert isinstance(article, Article)
    assert "<" not in article.text


ROW = {
    "headline": "A title",
    "maintext": TEXT,
    "outlet": "The Star",
    "link": "https://x.example/1",
    "byline": "Ann Lee; Bo Ray",
}


def check_row(article: Article | Skipped, position: str) -> None:
    assert isinstance(article, Article)
    assert (article.title, article.source, article.url) == ("A title", "The Star", "https://x.example/1")
    assert (article.authors, article.published) == (("Ann Lee", "Bo Ray"), "2024-05-06")
    assert article.text == TEXT
    assert article.path is not None
    assert article.path.endswith(position)


def test_usual_column_names_are_found_in_every_format(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = {**ROW, "pubdate": "May 6, 2024"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    (tmp_path / "a.json").write_text(json.dumps({"total": 1, "items": [row]}))
    for name, delimiter in (("a.csv", ","), ("b.csv", ";"), ("a.tsv", "\t")):
        with (tmp_path / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, row, delimiter=delimiter)
            writer.writeheader()
            writer.writerow(row)
    pq.write_table(pa.Table.from_pylist([{**ROW, "date": dt.date(2024, 5, 6)}]), tmp_path / "a.parquet")
    for name, position in (
        ("a.jsonl", ":1"),
        ("a.json", ":1"),
        ("a.csv", ":2"),
        ("b.csv", ":2"),
        ("a.tsv", ":2"),
        ("a.parquet", ":1"),
    ):
        check_row(only(tmp_path / name), position)


def test_a_column_map_wins_and_a_wrong_one_says_which_columns_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "no", "story": TEXT, "when": "2024-05-06"}))
    article = only(path, columns=ColumnMap(text="story", published="when"))
    assert isinstance(article, Article)
    assert (article.text, article.published) == (TEXT, "2024-05-06")
    skipped = only(path, columns=ColumnMap(text="nope"))
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "missing-column"
    assert "story" in skipped.detail


def test_csv_positions_are_lines_also_after_values_with_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text,title\n"{TEXT}\n\nMore.",one\na,b,c\n{TEXT},two\n')
    items = list(read_path(path))
    assert [i.path if isinstance(i, Article) else f"{i.reason} {i.where}" for i in items] == [
        f"{path}:2",
        f"bad-csv {path}:5",
        f"{path}:6",
    ]


def test_a_date_with_two_readings_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "date": "05/06/2024"}))
    article = only(tmp_path / "a.jsonl")
    assert isinstance(article, Article)
    assert article.published is None


@pytest.mark.parametrize(("data", "paths"), [(TEXT, ["stdin"]), (json.dumps({"text": TEXT}) + "\n", ["stdin:1"])])
def test_stdin_is_told_by_content(monkeypatch: pytest.MonkeyPatch, data: str, paths: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert [i.path for i in read_path("-") if isinstance(i, Article)] == paths


def test_counts_are_cheap_and_honest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"{}\n{}\n{}"))
    assert count_articles(tmp_path) == 4
    assert count_articles("-") is None
    (tmp_path / "c.csv").write_text("text\nx\n")
    assert count_articles(tmp_path) is None


def test_the_samples_are_all_read() -> None:
    items = list(read_path(Path(__file__).parents[2] / "samples"))
    assert len(items) == 5
    for item in items:
        assert isinstance(item, Article)
        assert None not in (item.title, item.source, item.published, item.dateline)
        assert item.authors


HOSTILE = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [b'{"text": "', b'"}', b"\n", b"[", b"]", b",", b'"', TEXT.encode(), b"<p>", b"</html>", b"\x00"]
        )
    ).map(b"".join),
)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.txt.gz", "a.xyz"]
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=HOSTILE)
def test_no_bytes_raise(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for item in read_path(path):
        assert isinstance(item, Article | Skipped)
