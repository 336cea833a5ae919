"""Events from raw sentences: spans and class, over-coding, agreement with coders, country pairs."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.attribution import attribute
from onrecord.errors import InputError
from onrecord.evaluate.relations import COPED_QUADS
from onrecord.evaluate.report import Report, Score, Worst, macro_f1, precision_recall_f1
from onrecord.events import find_events, load_codebook
from onrecord.events.codebook import Codebook
from onrecord.language.parse import parse_many
from onrecord.language.quotations import find_quotations
from onrecord.model import Article, Event, Mention
from onrecord.resolve import times
from onrecord.resolve.referents import find_referents

Row = dict[str, object]
Pair = tuple[str, str]
_NOBODY = "---"
# CAMEO codes without a PLOVER type (public statements): such a pair counts for the pair, not for the root.
_NO_ROOT = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What one set gives."""

    scores: tuple[Score, ...]
    worst: tuple[Worst, ...]
    words: int


def events_of(rows: Sequence[Row], *, key: str = "sentence", dated: str | None = None) -> Iterator[list[Event]]:
    """Yield the events of each row's text, as `Reader.read` finds them (without places)."""
    texts = [str(row[key]) for row in rows]
    articles = [Article.of(text, published=_day(row, dated)) for text, row in zip(texts, rows, strict=True)]
    for parsed in parse_many(articles):
        article = parsed.article
        quotations = find_quotations(article.text, parsed.paragraphs)
        found_times = times(parsed.view, anchor=article.published_date)
        referents = find_referents(parsed, quotations, on=article.published_date)
        statements = attribute(parsed, quotations, referents, times=found_times)
        yield find_events(parsed, quotations, referents, statements, times=found_times)


def _day(row: Row, key: str | None) -> dt.date | None:
    value = str(row[key]) if key and row.get(key) else ""
    return dt.date(int(value[:4]), int(value[4:6]), int(value[6:8])) if len(value) == 8 and value.isdigit() else None


def evaluate(path: Path | str, *, worst: int = 0, limit: int | None = None) -> Report:
    """Score events found in raw sentences.

    Args:
        path: Folder with `coped`, `cameo_coders`, `plover_gsr` and `peers`, or one of these folders or their files.
        worst: How many of the worst cases to list.
        limit: Read only the first rows of each set.

    Raises:
        InputError: None of the sets is there.
    """
    began = time.perf_counter()
    found = [score(file, limit) for file, score in _sets(Path(path))]
    if not found:
        raise InputError("no known set", hint=f"give a folder with {', '.join(SETS)}", where=str(path))
    cases = sorted((w for each in found for w in each.worst), key=lambda w: -w.loss)
    return Report(
        task="events",
        scores=tuple(s for each in found for s in each.scores),
        worst=tuple(cases[:worst]),
        words=sum(each.words for each in found),
        seconds=time.perf_counter() - began,
    )


def _sets(path: Path) -> Iterator[tuple[Path, Callable[[Path, int | None], Scored]]]:
    if path.is_file():
        score = next((s for pattern, s in SETS.items() if path.match(pattern)), None)
        if score is not None:
            yield path, score
        return
    for pattern, score in SETS.items():
        folder, name = pattern.split("/")
        for root in (path / folder, path if path.name == folder else None):
            if root is not None:
                yield from ((file, score) for file in sorted(root.glob(name)))


def _rows(path: Path, limit: int | None) -> list[Row]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", hint="give JSON Lines", where=str(path)) from error


def _root15(event: Event, book: Codebook) -> str:
    return book.root15(event.type, is_planned=event.factuality == "planned")


def _quad_of(event: Event, book: Codebook) -> int:
    """Return the quad class as COPED counts it: reduced relations are verbal, a concession to come is an agreement."""
    root = _root15(event, book)
    return next(quad for quad, roots in COPED_QUADS.items() if root in roots)


def _surest(events: Sequence[Event]) -> Event | None:
    return max(events, key=lambda e: e.confidence or 0.0, default=None)


def _told(events: Sequence[Event]) -> str:
    if not events:
        return "nothing"
    return " | ".join(
        f"{e.type} {[m.exact for m in e.actors]} -> {[m.exact for m in e.recipients]} ({e.factuality}, {e.confidence})"
        for e in events
    )


def score_coped(path: Path, limit: int | None = None) -> Scored:
    """COPED: F1 of actor and recipient spans with the class, class of the sentence, neutral sentences coded.

    A found span counts when it overlaps a gold span of its role and the event's quad class is the gold one.
    """
    rows = _rows(path, limit)
    book = load_codebook()
    name = f"coped/{path.stem}"
    hits = found = gold = neutral = coded = 0
    classes: list[tuple[str, str]] = []
    cases: list[Worst] = []
    for row, events in zip(rows, events_of(rows), strict=True):
        quad = row["quad"] if isinstance(row["quad"], int) else 0
        best = _surest(events)
        classes.append((str(quad), str(_quad_of(best, book) if best else 0)))
        if quad == 0:
            neutral += 1
            coded += bool(events)
        spans = _gold_spans(row) if quad else set()
        ours = {s for e in events for s in _found_spans(e, _quad_of(e, book))} if row["spans"] else set()
        wanted = {(role, start, end, quad) for role, start, end in spans}
        right = {o for o in ours if any(_overlap(o, w) for w in wanted)}
        hits, found, gold = hits + len(right), found + len(ours), gold + len(wanted)
        if classes[-1][0] != classes[-1][1]:
            cases.append(
                Worst(where=f"{name} {row['id']}", loss=1.0, text=f"gold {quad}, {_told(events)}: {row['sentence']}")
            )
    precision, recall, f1 = precision_recall_f1(hits, found, gold)
    scores = (
        Score(set=name, name="span and quad F1", value=f1, count=gold, detail=f"P {precision:.3f} R {recall:.3f}"),
        Score(set=name, name="class of the sentence, macro F1 (5)", value=macro_f1(classes), count=len(rows)),
        Score(set=name, name="neutral sentences coded", value=coded / neutral if neutral else 0.0, count=neutral),
    )
    return Scored(scores=scores, worst=tuple(cases), words=_words(rows))


def _gold_spans(row: Row) -> set[tuple[str, int, int]]:
    spans = row["spans"]
    if not isinstance(spans, list):
        return set()
    return {("actor" if s["role"] == "source" else "recipient", *s["span"]) for s in spans}


def _found_spans(event: Event, quad: int) -> Iterator[tuple[str, int, int, int]]:
    for mention in event.actors:
        yield "actor", mention.start, mention.end, quad
    for mention in event.recipients:
        yield "recipient", mention.start, mention.end, quad


def _overlap(a: tuple[str, int, int, int], b: tuple[str, int, int, int]) -> bool:
    return a[0] == b[0] and a[3] == b[3] and a[1] < b[2] and b[1] < a[2]


def score_coders(path: Path, limit: int | None = None) -> Scored:
    """Coders' consensus on news leads: kappa of relevance, irrelevant leads coded, agreement on the root."""
    rows = [row for row in _rows(path, limit) if isinstance(row.get("relevant"), bool)]
    book = load_codebook()
    name = f"cameo_coders/{path.stem}"
    relevant: list[tuple[bool, bool]] = []
    roots: list[bool] = []
    any_root: list[bool] = []
    cases: list[Worst] = []
    for row, events in zip(rows, events_of(rows), strict=True):
        relevant.append((bool(row["relevant"]), bool(events)))
        gold = row.get("plover15")
        best = _surest(events)
        if gold and best is not None:
            roots.append(_root15(best, book) == gold)
            any_root.append(any(_root15(e, book) == gold for e in events))
        if relevant[-1][0] != relevant[-1][1] or (roots and gold and best is not None and not roots[-1]):
            text = f"relevant {row['relevant']}, gold {gold}, {_told(events)}: {row['sentence']}"
            cases.append(Worst(where=f"{name} {row['id']}", loss=1.0, text=text))
    irrelevant = [found for gold_, found in relevant if not gold_]
    scores = (
        Score(set=name, name="relevant or not, kappa", value=kappa(relevant), count=len(relevant)),
        Score(set=name, name="irrelevant leads coded", value=_share(irrelevant), count=len(irrelevant)),
        Score(set=name, name="root of the surest event", value=_share(roots), count=len(roots)),
        Score(set=name, name="root among the events", value=_share(any_root), count=len(any_root)),
    )
    return Scored(scores=scores, worst=tuple(cases), words=_words(rows))


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return Cohen's kappa of two yes-or-no judgements; 0 where it is undefined."""
    total = len(pairs)
    if not total:
        return 0.0
    same = sum(a == b for a, b in pairs) / total
    a_yes, b_yes = sum(a for a, _ in pairs) / total, sum(b for _, b in pairs) / total
    chance = a_yes * b_yes + (1 - a_yes) * (1 - b_yes)
    return (same - chance) / (1 - chance) if chance < 1 else 0.0


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def score_gsr(path: Path, limit: int | None = None) -> Scored:
    """PLOVER gold records: is the record's root among the events found in its text."""
    rows = _rows(path, limit)
    book = load_codebook()
    name = f"plover_gsr/{path.stem}"
    right: list[bool] = []
    cases: list[Worst] = []
    for row, events in zip(rows, events_of(rows, key="text"), strict=True):
        right.append(any(_root15(e, book) == row["root_plv15"] for e in events))
        if not right[-1]:
            cases.append(
                Worst(where=f"{name} {row['id']}", loss=1.0, text=f"gold {row['root_plv15']}, {_told(events)}")
            )
    score = Score(set=name, name="root among the events", value=_share(right), count=len(right))
    return Scored(scores=(score,), worst=tuple(cases), words=_words(rows, "text"))


def score_pairs(path: Path, limit: int | None = None) -> Scored:
    """Peers' sentences with (source, target, CAMEO code): country pairs, and pairs with the root.

    Countries are the first three letters of a code; who has none (rebels, the UN) is `---`. A meeting counts both ways,
    as in the gold; a type's root is that of its CAMEO code.
    """
    rows = _rows(path, limit)
    book = load_codebook()
    counts = {"country pair": [0, 0, 0], "country pair and root": [0, 0, 0]}
    cases: list[Worst] = []
    for row, events in zip(rows, events_of(rows, key="text", dated="date"), strict=True):
        gold = _gold_pairs(row, book)
        ours = {(*pair, _root15(e, book)) for e in events for pair in country_pairs(e)}
        unknown = {g[:2] for g in gold if g[2] == _NO_ROOT}
        for name, size in (("country pair", 2), ("country pair and root", 3)):
            a, b = {g[:size] for g in gold}, {o[:size] for o in ours}
            if name.endswith("root"):
                a, b = {g for g in a if g[2:] != (_NO_ROOT,)}, {o for o in b if o[:2] not in unknown}
            for place, value in enumerate((len(a & b), len(b), len(a))):
                counts[name][place] += value
        if gold != ours:
            text = f"gold {sorted(gold)}, found {sorted(ours)}; {_told(events)}: {row['text']}"
            cases.append(Worst(where=f"up_gsr {row['id']}", loss=float(len(gold ^ ours)), text=text))
    scores = []
    for name, (true, found, wanted) in counts.items():
        precision, recall, f1 = precision_recall_f1(true, found, wanted)
        detail = f"P {precision:.3f} R {recall:.3f}"
        scores.append(Score(set="peers/up_gsr", name=f"{name} F1", value=f1, count=wanted, detail=detail))
    return Scored(scores=tuple(scores), worst=tuple(cases), words=_words(rows, "text"))


def _gold_pairs(row: Row, book: Codebook) -> set[tuple[str, str, str]]:
    events = row["gold_events"]
    found = set()
    for event in events if isinstance(events, list) else ():
        type_ = book.of_cameo(str(event["code"]))
        root = book.types[type_].root15 if type_ else _NO_ROOT
        found.add((_country_of_code(str(event["source"])), _country_of_code(str(event["target"])), root))
    return found


def _country_of_code(code: str) -> str:
    return _NOBODY if code.startswith("IGO") else code[:3]


def country_pairs(event: Event) -> set[Pair]:
    """Return the (actor, recipient) countries of an event; a reciprocal one gives every ordered pair of its actors."""
    actors, recipients = _countries(event.actors), _countries(event.recipients)
    if recipients:
        pairs = {(a, r) for a in actors or [_NOBODY] for r in recipients}
        return pairs | {(r, a) for a, r in pairs} if event.type == "CONSULT" and event.mode is None else pairs
    if len(actors) > 1:
        return {(a, b) for a in actors for b in actors if a != b}
    return {(a, _NOBODY) for a in actors}


def _countries(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys((m.actor.country if m.actor else None) or _NOBODY for m in mentions))


def _words(rows: Sequence[Row], key: str = "sentence") -> int:
    return sum(len(str(row[key]).split()) for row in rows)


SETS: dict[str, Callable[[Path, int | None], Scored]] = {
    "coped/*.jsonl": score_coped,
    "cameo_coders/*.jsonl": score_coders,
    "plover_gsr/*.jsonl": score_gsr,
    "peers/up_gsr*.jsonl": score_pairs,
}
