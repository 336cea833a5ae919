"""Scores an exported model on annotated articles: quality, calibration and speed."""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from train import Article, evaluate, load_scorer, paragraphs_of, read, read_articles, show

from onrecord.language.tagger import SpanTagger
from onrecord.language.tagger_words import Splitter


def speed(tagger: SpanTagger, articles: Sequence[Article], rounds: int = 3) -> float:
    """Measure words (between spaces) a second, the best of some rounds."""
    words = sum(len(a.text.split()) for a in articles)
    tagger.relations(articles[0].text, paragraphs_of(articles[0].text))
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for article in articles:
            tagger.relations(article.text, paragraphs_of(article.text))
        times.append(time.perf_counter() - begun)
    return words / min(times)


def reliability(tagger: SpanTagger, articles: Sequence[Article], scorer: Any) -> list[tuple[float, float, int]]:
    """Compare scores with how often the relation is right (partial content and source).

    Args:
        tagger: What to check.
        articles: Annotated articles.
        scorer: The scoring module.

    Returns:
        Mean score, share right and count for each tenth of the score.
    """
    rows = [pair for article in articles for pair in judged(tagger, article, scorer)]
    out = []
    for low in np.arange(0, 1, 0.1):
        part = [(s, ok) for s, ok in rows if low <= s < low + 0.1]
        if part:
            out.append((float(np.mean([s for s, _ in part])), float(np.mean([ok for _, ok in part])), len(part)))
    return out


def judged(tagger: SpanTagger, article: Article, scorer: Any) -> list[tuple[float, bool]]:
    """Return score and rightness of each relation found in an article."""
    found = read(tagger, article)
    made = [{"source": r.source, "cue": r.cue, "content": r.content} for r in found]
    tokens, gold = scorer.prep(article.text, article.gold, False)
    _, guess = scorer.prep(article.text, made, True)
    pairs, _ = scorer.match(gold, guess, tokens)
    right = {p for g, p in pairs if scorer.source_ok(gold[g], guess[p], tokens)}
    return [(r.score, i in right) for i, r in enumerate(found)]


def main() -> None:
    """Read the options and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="exported folder")
    parser.add_argument("--data", type=Path, required=True, help="gzipped JSON Lines")
    parser.add_argument("--scorer", type=Path, required=True, help="the scoring script")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--set", nargs="*", default=[], help="settings to change, name=value")
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    tagger = SpanTagger.load(args.model, threads=args.threads)
    changes = {k: json.loads(v) for k, v in (item.split("=") for item in args.set)}
    tagger.settings = dataclasses.replace(tagger.settings, **changes)
    articles = read_articles(args.data, Splitter(args.model / "tokenizer.json"))
    if args.speed:
        print(f"{speed(tagger, articles):.0f} words/s on {args.threads} threads")
        return
    scorer = load_scorer(args.scorer)
    print(show(evaluate(tagger, articles, scorer)))
    for mean, share, count in reliability(tagger, articles, scorer):
        print(f"score {mean:.2f} right {share:.2f} n {count}")


if __name__ == "__main__":
    main()
