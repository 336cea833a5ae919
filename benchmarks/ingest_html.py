r"""Measure HTML extraction: body word F1, and exact title, authors and date, on pages with gold.

Usage: python benchmarks/ingest_html.py PATH [--worst 10]

PATH holds `aeb/` (scrapinghub/article-extraction-benchmark: `ground-truth.json`, `html/*.html.gz`) and `fundus/`
(flairNLP/fundus tests: `COUNTRY/*.html.gz` with `COUNTRY/PUBLISHER.json`).

Body F1 is the mean over pages of the F1 of word multisets (`\w+`, case kept). Titles and authors are compared with
white space and case folded, authors as sets; a date counts when the day is the same.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.ingest import from_html
from onrecord.model import READ_ROLES, Article


def _words_f1(found: str, gold: str) -> float:
    a, b = (collections.Counter(re.findall(r"\w+", t)) for t in (found, gold))
    hits = sum((a & b).values())
    return 2 * hits / (sum(a.values()) + sum(b.values())) if hits else 0.0


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _read(data: bytes, url: str | None = None) -> Article | None:
    try:
        return from_html(data, url=url)
    except InputError:
        return None


def _body(article: Article, *, roles: frozenset[str] | None = None) -> str:
    return "\n".join(article.text[b.start : b.end] for b in article.blocks if roles is None or b.role in roles)


def _aeb(root: Path) -> Iterator[tuple[str, float, float]]:
    gold = json.loads((root / "ground-truth.json").read_text())
    for name in sorted(gold):
        article = _read(gzip.decompress((root / "html" / f"{name}.html.gz").read_bytes()))
        text = gold[name]["articleBody"]
        yield (
            name,
            _words_f1(article.text, text) if article else 0.0,
            _words_f1(_body(article, roles=READ_ROLES), text) if article else 0.0,
        )


def _fundus_pages(root: Path) -> Iterator[tuple[str, bytes, dict[str, object]]]:
    for page in sorted(root.glob("*/*.html.gz")):
        publisher = re.sub(r"_\d{4}_\d\d_\d\d\.html$", "", page.stem)
        versions = json.loads((page.parent / f"{publisher}.json").read_text())
        pages = sorted(page.parent.glob(f"{publisher}_*.html.gz"))
        version = sorted(versions)[pages.index(page)]  # V1, V1_1, V2 in the order of the pages' dates
        yield page.name, gzip.decompress(page.read_bytes()), versions[version]


def _gold_body(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    parts = list(value.get("summary", []))
    for section in value.get("sections", []):
        parts += section.get("headline", []) + section.get("paragraphs", [])
    return "\n".join(parts)


def _main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("path", type=Path)
    options.add_argument("--worst", type=int, default=0)
    args = options.parse_args()
    started = time.monotonic()
    rows = list(_aeb(args.path / "aeb"))
    print(
        f"aeb     pages {len(rows)}  body word F1: extracted {_mean(r[1] for r in rows):.3f}, "
        f"read {_mean(r[2] for r in rows):.3f}"
    )
    for name, extracted, kept in sorted(rows, key=lambda r: r[2])[: args.worst]:
        print(f"  {name[:16]} {extracted:.3f} {kept:.3f}")
    _fundus(args.path / "fundus", args.worst)
    print(f"seconds {time.monotonic() - started:.0f}")


def _fundus(root: Path, worst: int) -> None:
    scores: dict[str, list[float]] = collections.defaultdict(list)
    lines = []
    for name, data, gold in _fundus_pages(root):
        article = _read(data)
        text = _gold_body(gold.get("body"))
        if text:
            scores["body extracted"].append(_words_f1(article.text, text) if article else 0.0)
            scores["body read"].append(_words_f1(_body(article, roles=READ_ROLES), text) if article else 0.0)
        facts = _compare(article, gold)
        for key, (right, *_) in facts.items():
            scores[key].append(right)
        lines += [f"  {name} {key}: gold {g!r} found {f!r}" for key, (right, g, f) in facts.items() if not right]
        if text and scores["body read"][-1] < 0.9:
            lines.append(f"  {name} body {scores['body extracted'][-1]:.3f} {scores['body read'][-1]:.3f}")
    for key, values in scores.items():
        print(f"fundus  {key:15} {_mean(values):.3f}  of {len(values)}")
    if worst:
        print("\n".join(lines))


def _compare(article: Article | None, gold: dict[str, object]) -> dict[str, tuple[bool, object, object]]:
    found = (article.title, article.authors, article.published) if article else (None, (), None)
    facts: dict[str, tuple[bool, object, object]] = {}
    if gold.get("title"):
        facts["title"] = (_fold(str(gold["title"])) == _fold(found[0] or ""), gold["title"], found[0])
    if "authors" in gold:
        names = gold["authors"] if isinstance(gold["authors"], list) else []
        facts["authors"] = ({_fold(str(n)) for n in names} == {_fold(n) for n in found[1]}, names, found[1])
    if gold.get("publishing_date"):
        facts["date"] = (str(gold["publishing_date"])[:10] == (found[2] or "")[:10], gold["publishing_date"], found[2])
    return facts


def _mean(values: object) -> float:
    listed = list(values)  # type: ignore[call-overload]
    return sum(listed) / len(listed) if listed else 0.0


if __name__ == "__main__":
    _main()
