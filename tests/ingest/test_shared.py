"""Ingest on real articles; skipped where they are absent."""

import gzip
import json
import os
from pathlib import Path

import pytest

from onrecord.ingest import from_text, read_path
from onrecord.model import READ_ROLES, Article

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="the gold data are not here")]


def test_less_than_half_a_percent_of_gold_attribution_content_is_unread() -> None:
    content = unread = 0
    data = (SHARED / "data" / "polnear" / "dev.jsonl.gz").read_bytes()
    for row in map(json.loads, gzip.decompress(data).splitlines()):
        blocks = [b for b in from_text(row["text"]).blocks if b.role not in READ_ROLES]
        for start, end in (span for a in row["attributions"] for span in a["content"]):
            content += end - start
            unread += sum(max(0, min(end, b.end) - max(start, b.start)) for b in blocks)
    assert content > 100_000
    assert unread < 0.005 * content


def test_the_first_two_samples_are_taken_apart() -> None:
    second, first = read_path(SHARED / "samples")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert [b.rule for b in first.blocks if b.role not in READ_ROLES] == ["caps-headline"]
    assert (second.source, second.authors, second.published) == ("Politico", ("Editors Desk",), "2025-06-02T20:55:00")
    assert [b.rule for b in second.blocks if b.role != "body"] == [
        "section",
        "headline",
        "byline",
        "time-stamp",
        "photo-credit",
        "photo-credit",
        "tags",
        "session-prompt",
    ]


def test_no_article_of_the_corpus_is_refused() -> None:
    items = []
    for number, item in enumerate(read_path(SHARED / "data" / "corpus" / "world_news.jsonl.gz")):
        if number == 300:
            break
        items.append(item)
    assert all(isinstance(item, Article) for item in items)
