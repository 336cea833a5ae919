"""Scores of attribution on PolNeAR.

A word is a run of letters and digits; punctuation never counts. A role of one attribution is the set of positions of
the words its spans touch. Gold and found attributions are paired one to one by the overlap of their contents
(intersection over union, at least 0.5), best first; a pair is right in a stricter sense where also the source (they
share a position that is no function word), the cue or the whole content agree. The quoted figures look at gold
attributions whose content has a double quotation mark; a found one without a partner counts against them only where
it is quoted too.

Source: the definitions are those of the project's reference scorer; the function words and marks below are part of
them.
"""

from __future__ import annotations

import bisect
import collections
import gzip
import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.attribution.relations import Relation, find_relations
from onrecord.attribution.tagged import join_relations, tagger_relations
from onrecord.errors import InputError
from onrecord.evaluate.report import Report, Score, Worst, precision_recall_f1
from onrecord.ingest import from_text
from onrecord.language import parse_many
from onrecord.language.quotations import find_quotations

ROLES = ("source", "cue", "content")
CRITERIA = (
    "content-partial", "content-exact", "partial+source", "partial+source(str)", "partial+source+cue", "exact+source",
)  # fmt: skip
_WORD = re.compile(r"\w+")
_MARK = re.compile("[\"“”„‟«»]|''|``")
_OPENING_BEFORE = re.compile("(?:[\"“„«]|''|``)$")
_CLOSING_AFTER = re.compile("[,.?!;:]?(?:[\"”‟»]|'')")
_FUNCTION_WORDS = (
    "a an the of in on at by for from with to and or but nor as 's s that than into over under about between among per "
    "via mr mrs ms dr sen rep gov both all some any many most more several other is was are were be been being has "
    "have had do does did"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_MIN_IOU = 0.5

Span = tuple[int, int]
PART_MEASURES = ("partial+source F1, all", "partial+source F1, quoted")
Counts = collections.Counter[tuple[str, str]]


class _Gold(msgspec.Struct):
    source: list[Span]
    cue: list[Span]
    content: list[Span]


class GoldArticle(msgspec.Struct):
    """One line of a PolNeAR file; other keys are ignored."""

    id: str
    text: str
    attributions: list[_Gold]
    publisher: str | None = None
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    quoted: bool


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a `.jsonl` or `.jsonl.gz` file of gold articles.

    Raises:
        InputError: The file cannot be read as such.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            return [msgspec.json.decode(line, type=GoldArticle) for line in file if line.strip()]
    except (OSError, msgspec.DecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{path} is not attribution gold: {error}", hint="give polnear/dev.jsonl.gz") from error


def evaluate(path: Path, *, worst: int = 0, limit: int | None = None) -> Report:
    """Score attribution as users run it (text → article → parse → relations), and its two parts alone.

    Args:
        path: The folder with `dev.jsonl.gz`, or one gold file.
        worst: Number of worst articles' misses to list.
        limit: Read only the first so many articles.

    Returns:
        All measures of what users get; words a second are those of that way alone. Then the two figures that tell
        most (`PART_MEASURES`) for the tagger alone and for the rules alone.
    """
    file = path / "dev.jsonl.gz" if path.is_dir() else path
    gold = read_gold(file)[:limit]
    name = f"polnear/{file.name.removesuffix('.gz').removesuffix('.jsonl')}"
    started = time.perf_counter()
    found, tagged, ruled = [], [], []
    for parsed in parse_many(from_text(line.text, published=line.date) for line in gold):
        tagged.append(tagger_relations(parsed))
        ruled.append(find_relations(parsed, find_quotations(parsed.text, parsed.paragraphs)))
        found.append(join_relations(parsed, tagged[-1], ruled[-1]))
    seconds = time.perf_counter() - started
    total: Counts = collections.Counter()
    cases: list[Worst] = []
    for line, relations in zip(gold, found, strict=True):
        counts, misses = score_article(line, relations)
        total.update(counts)
        cases.extend(misses)
    cases.sort(key=lambda case: (-case.loss, case.where))
    return Report(
        task="attribution",
        scores=(
            *_scores(total, name),
            *_part_scores(gold, tagged, f"{name}, tagger alone"),
            *_part_scores(gold, ruled, f"{name}, rules alone"),
        ),
        worst=tuple(cases[:worst]),
        words=sum(len(line.text.split()) for line in gold),
        seconds=seconds,
    )


def _part_scores(gold: Sequence[GoldArticle], found: Sequence[Sequence[Relation]], name: str) -> Iterator[Score]:
    """Yield the two figures that tell most of one part alone."""
    counts: Counts = collections.Counter()
    for line, relations in zip(gold, found, strict=True):
        counts.update(score_article(line, relations)[0])
    yield from (score for score in _scores(counts, name) if score.name in PART_MEASURES)


def score_article(gold: GoldArticle, relations: Sequence[Relation]) -> tuple[Counts, list[Worst]]:
    """Return the raw counts of one article, and its misses for reading."""
    matches = list(_WORD.finditer(gold.text))
    words = [m.group().lower() for m in matches]
    starts, ends = [m.start() for m in matches], [m.end() for m in matches]

    def positions(spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(
            n for s, e in spans for n in range(bisect.bisect_right(ends, s), bisect.bisect_left(starts, e))
        )

    wanted = [
        _Item(positions(g.source), positions(g.cue), positions(g.content), _quoted(gold.text, g.content, near=False))
        for g in gold.attributions
    ]
    given = [
        _Item(positions(r.source), positions(r.cue), positions(r.content), _quoted(gold.text, r.content, near=True))
        for r in relations
    ]
    pairs = _pairs(wanted, given, words)
    counts = _counts(wanted, given, pairs, words)
    exact: Counts = collections.Counter()
    for role in ROLES:
        want = [getattr(i, role) for i in wanted if getattr(i, role)]
        have = [getattr(i, role) for i in given if getattr(i, role)]
        exact["span", f"{role} gold"] = len(set(want))
        exact["span", f"{role} found"] = len(set(have))
        exact["span", f"{role} hit"] = len(set(want) & set(have))
    counts.update(exact)
    return counts, list(_misses(gold, relations, wanted, given, pairs, words))


def _quoted(text: str, spans: Iterable[Span], *, near: bool) -> bool:
    for start, end in spans:
        if _MARK.search(text, start, end):
            return True
        if near and (
            _OPENING_BEFORE.search(text[max(0, start - 2) : start]) or _CLOSING_AFTER.match(text[end : end + 3])
        ):
            return True
    return False


def _source_right(gold: _Item, found: _Item, words: Sequence[str], *, as_text: bool = False) -> bool:
    if not gold.source:
        return not found.source
    heads = {n for n in gold.source if words[n] not in _FUNCTION} or set(gold.source)
    if as_text:
        return bool({words[n] for n in heads} & {words[n] for n in found.source})
    return bool(heads & found.source)


def _pairs(wanted: Sequence[_Item], given: Sequence[_Item], words: Sequence[str]) -> list[tuple[int, int]]:
    ranked = []
    for g, want in enumerate(wanted):
        for f, have in enumerate(given):
            shared = len(want.content & have.content)
            if not shared:
                continue
            overlap = shared / len(want.content | have.content)
            if overlap >= _MIN_IOU:
                ranked.append((-overlap, not _source_right(want, have, words), not want.cue & have.cue, g, f))
    gold_used: set[int] = set()
    found_used: set[int] = set()
    pairs = []
    for *_, g, f in sorted(ranked):
        if g not in gold_used and f not in found_used:
            gold_used.add(g)
            found_used.add(f)
            pairs.append((g, f))
    return pairs


def _agreements(want: _Item, have: _Item, words: Sequence[str]) -> Mapping[str, bool]:
    exact = want.content == have.content
    source = _source_right(want, have, words)
    return {
        "content-partial": True,
        "content-exact": exact,
        "partial+source": source,
        "partial+source(str)": source or _source_right(want, have, words, as_text=True),
        "partial+source+cue": source and (not want.cue or bool(want.cue & have.cue)),
        "exact+source": exact and source,
    }


def _counts(
    wanted: Sequence[_Item], given: Sequence[_Item], pairs: Sequence[tuple[int, int]], words: Sequence[str]
) -> Counts:
    counts: Counts = collections.Counter()
    for role in ROLES:
        gold: set[int] = set().union(*(getattr(i, role) for i in wanted))
        found: set[int] = set().union(*(getattr(i, role) for i in given))
        counts["token", f"{role} gold"] = len(gold)
        counts["token", f"{role} found"] = len(found)
        counts["token", f"{role} hit"] = len(gold & found)
    paired = {f for _, f in pairs}
    counts["all", "gold"] = len(wanted)
    counts["all", "found"] = len(given)
    counts["quoted", "gold"] = sum(i.quoted for i in wanted)
    counts["quoted", "found"] = sum(i.quoted for n, i in enumerate(given) if n not in paired)
    for g, f in pairs:
        quoted = wanted[g].quoted
        counts["quoted", "found"] += quoted
        for criterion, right in _agreements(wanted[g], given[f], words).items():
            counts["all", criterion] += right
            counts["quoted", criterion] += right and quoted
    return counts


def _scores(counts: Counts, name: str) -> Iterator[Score]:
    for kind in ("token", "span"):
        for role in ROLES:
            hit, found, gold = (counts[kind, f"{role} {part}"] for part in ("hit", "found", "gold"))
            label = "token F1" if kind == "token" else "exact span F1"
            yield _score(name, f"{label}, {role}", hit, found, gold)
    for subset in ("all", "quoted"):
        for criterion in CRITERIA:
            hit = counts[subset, criterion]
            yield _score(name, f"{criterion} F1, {subset}", hit, counts[subset, "found"], counts[subset, "gold"])


def _score(name: str, measure: str, hit: int, found: int, gold: int) -> Score:
    precision, recall, f1 = precision_recall_f1(hit, found, gold)
    return Score(
        set=name, name=measure, value=f1, count=gold, detail=f"P {precision:.3f} R {recall:.3f}, {found} found"
    )


def _misses(
    gold: GoldArticle,
    relations: Sequence[Relation],
    wanted: Sequence[_Item],
    given: Sequence[_Item],
    pairs: Sequence[tuple[int, int]],
    words: Sequence[str],
) -> Iterator[Worst]:
    def show(item: _Gold | Relation) -> str:
        return " | ".join(" … ".join(gold.text[s:e] for s, e in getattr(item, role)) for role in ROLES)

    partner = dict(pairs)
    for g, want in enumerate(wanted):
        loss = len(want.content) / 10
        if g not in partner:
            yield Worst(where=gold.id, loss=2 + loss, text=f"MISSED {show(gold.attributions[g])}")
        elif not _source_right(want, given[partner[g]], words):
            text = f"SOURCE {show(gold.attributions[g])} || FOUND {show(relations[partner[g]])}"
            yield Worst(where=gold.id, loss=1 + loss, text=text)
    used = set(partner.values())
    for f, have in enumerate(given):
        if f not in used:
            text = f"EXTRA [{relations[f].rule}] {show(relations[f])}"
            yield Worst(where=gold.id, loss=1.5 + len(have.content) / 10, text=text)
