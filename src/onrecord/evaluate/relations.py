"""Relation of two given spans (PLV): macro F1 of root, quad and binary.

Figures of the shipped model on sentences that it was trained on would say nothing: where the file holds such sentences
the model is trained anew in five folds, each row scored by a model that saw neither it nor its sentence. The frames are
not trained, so `rules alone` needs no folds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.errors import InputError
from onrecord.evaluate.report import Report, Score, Worst, macro_f1
from onrecord.events.codebook import Codebook, load_codebook
from onrecord.events.features import pair_features
from onrecord.events.linear import Features, digest, fit, read_seen
from onrecord.events.pair import MODEL, load_pair_model, with_bonus
from onrecord.events.pair_votes import Range, votes
from onrecord.language.parse import load_parser
from onrecord.resources import data_path

FOLDS = 5
SEED = 13
# Squared-norm weight of the model. PLV train, five folds, November 2026: root 79.8, 80.1, 80.2 at 3e-4, 1e-4, 3e-5.
PENALTY = 1e-4
QUADS: dict[int, tuple[str, ...]] = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("YIELD", "COOPERATE", "AID"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"),
}
# COPED counts reduced relations as verbal conflict.
COPED_QUADS = {**QUADS, 3: (*QUADS[3], "SANCTION"), 4: QUADS[4][1:]}
QUAD_OF = {root: quad for quad, roots in QUADS.items() for root in roots}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One marked pair with its gold labels.

    Attributes:
        id: Row.
        sentence: The sentence.
        source: Who acts.
        target: Who is acted upon; the sentence's last character where no span is given.
        roots: Gold root, or the roots of its quad where only that is known.
        quad: Gold quad class.
    """

    id: str
    sentence: str
    source: Range
    target: Range
    roots: tuple[str, ...]
    quad: int


def read_plv(path: Path) -> list[Pair]:
    """Return the rows of a PLV file.

    Raises:
        InputError: The file is not JSON Lines with `sentence`, `root`, `quad` and the spans.
    """
    return [
        Pair(
            id=str(row["id"]),
            sentence=str(row["sentence"]),
            source=_range(row.get("source_span"), 0),
            target=_range(row.get("target_span"), len(str(row["sentence"])) - 1),
            roots=(str(row["root"]),),
            quad=int(str(row["quad"])),
        )
        for row in _rows(path)
    ]


def read_coped(path: Path) -> list[Pair]:
    """Return the rows of a COPED file that have spans and an event; of their root only the quad class is known."""
    found = []
    for row in _rows(path):
        spans = row.get("spans")
        quad = row.get("quad")
        if not isinstance(spans, list) or not isinstance(quad, int):
            continue
        by_role = {str(s["role"]): s["span"] for s in reversed(spans)}
        found.append(
            Pair(
                id=str(row["id"]),
                sentence=str(row["sentence"]),
                source=_range(by_role.get("source"), 0),
                target=_range(by_role.get("target"), len(str(row["sentence"])) - 1),
                roots=COPED_QUADS[quad],
                quad=quad,
            )
        )
    return found


def _rows(path: Path) -> list[dict[str, object]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", hint="give a PLV JSON Lines file", where=str(path)) from error


def _range(span: object, fallback: int) -> Range:
    if isinstance(span, list) and len(span) == 2:
        return int(span[0]), int(span[1])
    return fallback, fallback + 1


def featurise(pairs: Sequence[Pair], codebook: Codebook) -> list[Features]:
    """Return the features of each pair."""
    docs = load_parser().pipe(pair.sentence for pair in pairs)
    return [pair_features(doc, p.source, p.target, codebook) for p, doc in zip(pairs, docs, strict=True)]


def fold_of(pairs: Sequence[Pair], *, folds: int = FOLDS, seed: int = SEED) -> list[int]:
    """Return a fold for each pair: even over the roots, the same for rows of one sentence."""
    random = np.random.default_rng(seed)
    by_sentence: dict[int, int] = {}
    found = [0] * len(pairs)
    for root in sorted({p.roots[0] for p in pairs}):
        rows = [i for i, p in enumerate(pairs) if p.roots[0] == root]
        random.shuffle(rows)
        for number, row in enumerate(rows):
            found[row] = by_sentence.setdefault(digest(pairs[row].sentence), number % folds)
    return found


def cross_validate(
    pairs: Sequence[Pair],
    features: Sequence[Features],
    more: Sequence[Pair] = (),
    more_features: Sequence[Features] = (),
) -> list[dict[str, float]]:
    """Return the shares of the roots for each pair, by a model trained on the other folds (and on `more`)."""
    folds = fold_of(pairs)
    shares: list[dict[str, float]] = [{} for _ in pairs]
    for fold in range(FOLDS):
        held = {digest(p.sentence) for p, f in zip(pairs, folds, strict=True) if f == fold}
        rows = [(x, p.roots) for x, p, f in zip(features, pairs, folds, strict=True) if f != fold]
        rows += [(x, p.roots) for x, p in zip(more_features, more, strict=True) if digest(p.sentence) not in held]
        model = fit([x for x, _ in rows], [y for _, y in rows], penalty=PENALTY)
        for i, f in enumerate(folds):
            if f == fold:
                shares[i] = model.probabilities(features[i])
    return shares


def best_root(shares: dict[str, float]) -> str:
    """Return the likeliest root."""
    return max(sorted(shares), key=lambda root: shares[root])


def best_quad(shares: dict[str, float]) -> int:
    """Return the quad class with the largest sum of shares."""
    sums = dict.fromkeys(QUADS, 0.0)
    for root, share in shares.items():
        sums[QUAD_OF[root]] += share
    return max(sums, key=lambda quad: sums[quad])


def _side(quad: int) -> str:
    return "cooperation" if quad <= 2 else "conflict"


def _scores(name: str, how: str, pairs: Sequence[Pair], shares: Sequence[dict[str, float]]) -> list[Score]:
    quads = [best_quad(s) if s else 0 for s in shares]
    sides = [_side(4 if _conflict(s) > 0.5 else 1) if s else "none" for s in shares]
    roots = [best_root(s) if s else "none" for s in shares]
    gold = list(pairs)
    values = (
        ("root", macro_f1([(p.roots[0], r) for p, r in zip(gold, roots, strict=True)])),
        ("quad", macro_f1([(str(p.quad), str(q)) for p, q in zip(gold, quads, strict=True)])),
        ("binary", macro_f1([(_side(p.quad), s) for p, s in zip(gold, sides, strict=True)])),
    )
    return [Score(set=name, name=f"macro F1, {level}, {how}", value=value, count=len(gold)) for level, value in values]


def _conflict(shares: dict[str, float]) -> float:
    return sum(share for root, share in shares.items() if QUAD_OF[root] >= 3)


def _rule_shares(pairs: Sequence[Pair], codebook: Codebook) -> list[dict[str, float]]:
    found = []
    docs = load_parser().pipe(pair.sentence for pair in pairs)
    for pair, doc in zip(pairs, docs, strict=True):
        ranked = votes(doc, pair.source, pair.target, codebook)
        found.append({ranked[0].root15(codebook): 1.0} if ranked else {})
    return found


def _raised(pairs: Sequence[Pair], shares: Sequence[dict[str, float]], book: Codebook) -> list[dict[str, float]]:
    docs = load_parser().pipe(pair.sentence for pair in pairs)
    return [
        dict(with_bonus(share, votes(doc, p.source, p.target, book), book))
        for p, share, doc in zip(pairs, shares, docs, strict=True)
    ]


def _only(features: Sequence[Features], groups: str) -> list[Features]:
    return [{name: value for name, value in each.items() if name[0] in groups} for each in features]


def evaluate(path: Path | str, *, worst: int = 0, limit: int | None = None) -> Report:
    """Score the relation of given pairs.

    Args:
        path: A PLV JSON Lines file, or the folder with `train.jsonl` in it.
        worst: How many of the worst cases to list.
        limit: Read only the first rows.

    Returns:
        Root (15), quad and binary macro F1: rules alone, words alone, both (what ships). On sentences that the shipped
        model was trained on, the last two are cross-validated (`5 folds` in the name).
    """
    began = time.perf_counter()
    file = Path(path)
    file = file / "train.jsonl" if file.is_dir() else file
    pairs = read_plv(file)[:limit]
    book = load_codebook()
    features = featurise(pairs, book)
    name = f"{file.parent.name}/{file.stem}"
    scores = _scores(name, "rules alone", pairs, _rule_shares(pairs, book))
    seen = read_seen(data_path(*MODEL))
    if any(digest(p.sentence) in seen for p in pairs):
        beside = file.parent.parent / "coped" / "train.jsonl"
        known = {digest(p.sentence) for p in pairs}
        more = [p for p in read_coped(beside) if digest(p.sentence) not in known] if beside.exists() else []
        scores += _scores(name, "words alone, 5 folds", pairs, cross_validate(pairs, _only(features, "wbn")))
        shares = _raised(pairs, cross_validate(pairs, features, more, featurise(more, book)), book)
        scores += _scores(name, "rules and words, 5 folds", pairs, shares)
    else:
        shares = _raised(pairs, [load_pair_model().probabilities(x) for x in features], book)
        scores += _scores(name, "rules and words, shipped model", pairs, shares)
    return Report(
        task="relations",
        scores=tuple(scores),
        worst=_worst(pairs, shares, worst),
        words=sum(len(p.sentence.split()) for p in pairs),
        seconds=time.perf_counter() - began,
    )


def _worst(pairs: Sequence[Pair], shares: Sequence[dict[str, float]], count: int) -> tuple[Worst, ...]:
    wrong = [
        Worst(
            where=p.id, loss=1 - s.get(p.roots[0], 0.0), text=f"gold {p.roots[0]}, found {best_root(s)}: {p.sentence}"
        )
        for p, s in zip(pairs, shares, strict=True)
        if best_root(s) != p.roots[0]
    ]
    return tuple(sorted(wrong, key=lambda w: -w.loss)[:count])
