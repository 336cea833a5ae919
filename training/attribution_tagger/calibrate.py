"""Fits the score of a relation on development data and writes the decoding settings.

The score is a logistic function of a few figures of the decoder. Its quality is shown by
cross-validation over articles; the weights that are written come from all of them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from train import Article, evaluate, load_scorer, read_articles, show

from onrecord.language.tagger import Found, SpanTagger, evidence
from onrecord.language.tagger_words import Splitter, Words

Table = NDArray[np.float64]
FOLDS = 6


class Cached(SpanTagger):
    """A tagger that runs the network once for each text and then only decodes."""

    def __init__(self, tagger: SpanTagger) -> None:
        self._tagger = tagger
        self._known: dict[int, list[Found]] = {}
        self.settings = tagger.settings

    def find(self, words: Words) -> list[Found]:
        """Return the relations of the first call for these words."""
        if id(words) not in self._known:
            self._known[id(words)] = self._tagger.find(words)
        return [f for f in self._known[id(words)] if f.figures[0] >= self.settings.cue]


def collect(tagger: SpanTagger, articles: list[Article], scorer: Any) -> tuple[Table, Table, Table]:
    """Judge every relation the decoder finds.

    Args:
        tagger: Finds the relations; its ``keep`` should be zero.
        articles: Annotated articles.
        scorer: The scoring module.

    Returns:
        Inputs of the score, 1 where content and source are right, and the article's number.
    """
    inputs: list[NDArray[np.float32]] = []
    right: list[float] = []
    numbers: list[float] = []
    for number, article in enumerate(articles):
        made = [(f, r) for f in tagger.find(article.words) for r in tagger.decode("", [], article.words, [f])]
        spans = [{"source": r.source, "cue": r.cue, "content": r.content} for _, r in made]
        tokens, gold = scorer.prep(article.text, article.gold, False)
        _, guess = scorer.prep(article.text, spans, True)
        pairs, _ = scorer.match(gold, guess, tokens)
        good = {p for g, p in pairs if scorer.source_ok(gold[g], guess[p], tokens)}
        inputs.extend(evidence(f.figures) for f, _ in made)
        right.extend(float(i in good) for i in range(len(made)))
        numbers.extend([float(number)] * len(made))
    return np.array(inputs, np.float64), np.array(right), np.array(numbers)


def fit(inputs: Table, right: Table, ridge: float = 1.0, rounds: int = 30) -> Table:
    """Fit a logistic regression by Newton's method; the last input is constant and not shrunk."""
    weights = np.zeros(inputs.shape[1])
    shrink = np.diag([ridge] * (inputs.shape[1] - 1) + [1e-6])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - p) - shrink @ weights
        curve = (inputs * (p * (1 - p))[:, None]).T @ inputs + shrink
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Read the options, fit, and print what the settings give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="exported folder")
    parser.add_argument("--data", type=Path, required=True, help="gzipped JSON Lines")
    parser.add_argument("--scorer", type=Path, required=True, help="the scoring script")
    parser.add_argument("--out", type=Path, required=True, help="settings to write")
    parser.add_argument("--cue", type=float, default=0.2)
    parser.add_argument("--keep", type=float, default=0.4)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    base = SpanTagger.load(args.model, threads=args.threads)
    base.settings = dataclasses.replace(base.settings, cue=args.cue, keep=0.0)
    tagger = Cached(base)
    articles = read_articles(args.data, Splitter(args.model / "tokenizer.json"))
    scorer = load_scorer(args.scorer)
    inputs, right, numbers = collect(tagger, articles, scorer)
    guess = np.zeros(len(right))
    for fold in range(FOLDS):
        test = numbers % FOLDS == fold
        guess[test] = 1 / (1 + np.exp(-inputs[test] @ fit(inputs[~test], right[~test])))
    for low in np.arange(0, 1, 0.1):
        part = (guess >= low) & (guess < low + 0.1)
        if part.any():
            print(f"cross-validated score {guess[part].mean():.2f} right {right[part].mean():.2f} n {part.sum()}")
    gold = sum(len(a.gold) for a in articles)
    for keep in (0.3, 0.35, 0.4, 0.45, 0.5):
        part = guess >= keep
        print(f"cross-validated partial+source at {keep}: {200 * right[part].sum() / (part.sum() + gold):.1f}")
    weights = tuple(round(float(w), 3) for w in fit(inputs, right))
    settings = {
        "cue": args.cue,
        "keep": args.keep,
        "left": base.settings.left,
        "right": base.settings.right,
        "scale": weights,
    }
    args.out.write_text(json.dumps(settings) + "\n", encoding="utf-8")
    for keep in (0.35, args.keep, 0.45):
        tagger.settings = dataclasses.replace(base.settings, keep=keep, scale=weights)
        print(f"keep {keep}: {show(evaluate(tagger, articles, scorer))}")


if __name__ == "__main__":
    main()
