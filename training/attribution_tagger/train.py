"""Trains the attribution network on annotated articles and scores it on development data.

Each line of the data is an article: ``{"id", "text", "attributions": [{"source", "cue",
"content"}]}`` with spans as code-point offsets.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import logging
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import Network, chain_loss
from torch import Tensor, nn
from torch.nn import functional as fn

from onrecord.language.tagger import Relation, Settings, SpanTagger
from onrecord.language.tagger_words import Ints, Span, Splitter, Words, nearness, pack

log = logging.getLogger("train")
ROLES = ("source", "cue", "content")


@dataclass
class Article:
    """An annotated article with the words of each role, by attribution."""

    id: str
    text: str
    words: Words
    gold: list[dict[str, list[Span]]]
    roles: list[dict[str, list[int]]]


@dataclass
class Batch:
    """Windows of a batch as tensors; cues and words are padded."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    heads: Tensor
    word_mask: Tensor
    cue_tags: Tensor
    extra_tags: Tensor
    first: Tensor
    last: Tensor
    near: Tensor
    labels: Tensor
    cue_mask: Tensor


def paragraphs_of(text: str) -> list[Span]:
    """Return the ranges between blank lines or line ends."""
    out, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            out.append((start, start + len(line.rstrip())))
        start += len(line)
    return out


def read_articles(path: Path, splitter: Splitter) -> list[Article]:
    """Read articles and find the words that each annotated span covers.

    Args:
        path: Gzipped JSON Lines.
        splitter: Cuts the text into words.

    Returns:
        The articles in file order.
    """
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = splitter.split(row["text"], paragraphs_of(row["text"]))
            gold = [{r: [(s, e) for s, e in a.get(r) or []] for r in ROLES} for a in row["attributions"]]
            roles = [{r: _covered(words, a[r]) for r in ROLES} for a in gold]
            out.append(Article(row["id"], row["text"], words, gold, roles))
    return out


def _covered(words: Words, spans: Sequence[Span]) -> list[int]:
    found: set[int] = set()
    for start, end in spans:
        a = int(np.searchsorted(words.ends, start, side="right"))
        b = int(np.searchsorted(words.starts, end, side="left"))
        found.update(range(a, b))
    return sorted(found)


def cut(article: Article, rng: random.Random, limit: int = 510) -> list[tuple[int, int]]:
    """Cut an article into windows at paragraph ends, with a random first cut.

    Args:
        article: What to cut.
        rng: Chooses the first cut.
        limit: Most pieces in a window.

    Returns:
        First and one past the last word of each window.
    """
    words = article.words
    sums = np.concatenate(([0], np.cumsum([len(p) for p in words.pieces])))
    out, start, room = [], 0, int(limit * rng.uniform(0.3, 1.0))
    while start < len(words):
        stop = int(np.searchsorted(sums, sums[start] + room, side="right")) - 1
        if stop < len(words):
            back = int(np.searchsorted(words.paragraph, words.paragraph[stop]))
            stop = back if back - start > (stop - start) // 2 else max(stop, start + 1)
        out.append((start, stop))
        start, room = stop, limit
    return out


def make_batch(items: Sequence[tuple[Article, int, int]], rng: random.Random) -> Batch:
    """Build the tensors of a batch.

    Args:
        items: Articles with first and one past the last word of the window.
        rng: Chooses which cues are shortened.

    Returns:
        Inputs and labels.
    """
    parts = [pack(article.words, a, b) for article, a, b in items]
    length = _round_up(max(len(p[0]) for p in parts), 64)
    size = _round_up(max(b - a for _, a, b in items), 64)
    kept = [[r for r in art.roles if r["cue"] and a <= r["cue"][0] < b and r["content"]] for art, a, b in items]
    most, n = _round_up(max(1, max(map(len, kept))), 4), len(items)
    ids, features, heads = (np.zeros((n, k), np.int64) for k in (length, length, size))
    mask, word_mask = np.zeros((n, length), np.float32), np.zeros((n, size), np.float32)
    cue_tags, extra_tags = np.full((n, size), -100), np.full((n, size, 2), -100)
    first, last = np.zeros((n, most), np.int64), np.zeros((n, most), np.int64)
    near = np.zeros((4, n, most, size), np.int64)
    labels, cue_mask = np.zeros((n, most, size, 2), np.int64), np.zeros((n, most), np.float32)
    for i, ((article, a, b), part, roles) in enumerate(zip(items, parts, kept, strict=True)):
        for target, source in zip((ids, features, heads), part, strict=True):
            target[i, : len(source)] = source
        mask[i, : len(part[0])] = 1
        word_mask[i, : b - a] = 1
        cue_tags[i, : b - a], extra_tags[i, : b - a] = _tags(article, a, b)
        for c, role in enumerate(roles):
            inside = [w - a for w in role["cue"] if w < b]
            low, high = inside[0], inside[-1]
            if high > low and rng.random() < 0.1:
                low, high = rng.choice([(low, low), (high, high), (low, high - 1)])
            first[i, c], last[i, c], cue_mask[i, c] = low, high, 1
            for k, name in enumerate(("source", "content")):
                labels[i, c, [w - a for w in role[name] if a <= w < b], k] = 1
        if roles:
            near[:, i, : len(roles), : b - a] = nearness(article.words, first[i, : len(roles)] + a, a, b)
    arrays = (ids, features, mask, heads, word_mask, cue_tags, extra_tags, first, last, near, labels, cue_mask)
    return Batch(*(torch.from_numpy(x) for x in arrays))


def _round_up(n: int, step: int) -> int:
    """Round up, so that few shapes occur and kernels are reused."""
    return -(-n // step) * step


def _tags(article: Article, a: int, b: int) -> tuple[Ints, Ints]:
    """Return cue tags (words) and source and content tags (words, 2): O, B, I as 0, 1, 2."""
    cue, extra = np.zeros(b - a, np.int64), np.zeros((b - a, 2), np.int64)
    for role in sorted(article.roles, key=lambda r: -len(r["content"])):
        for target, name in ((cue, "cue"), (extra[:, 0], "source"), (extra[:, 1], "content")):
            before = -2
            for w in role[name]:
                if a <= w < b:
                    target[w - a] = 2 if w == before + 1 else 1
                before = w
    return cue, extra


def epoch_batches(articles: Sequence[Article], rng: random.Random, size: int) -> Iterator[Batch]:
    """Yield shuffled batches of windows of similar length, all articles once."""
    items = [(art, a, b) for art in articles for a, b in cut(art, rng)]
    rng.shuffle(items)
    for i in range(0, len(items), size * 16):
        block = sorted(items[i : i + size * 16], key=lambda t: t[2] - t[1])
        batches = [block[j : j + size] for j in range(0, len(block), size)]
        rng.shuffle(batches)
        for batch in batches:
            yield make_batch(batch, rng)


def losses(net: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Compute the cue, source, content and auxiliary losses of a batch, per cue."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, tags = net.encoder(batch.ids, batch.features, batch.mask)
        index = batch.heads[..., None]
        by_word = hidden.gather(1, index.expand(-1, -1, hidden.shape[-1]))
        tags = tags.gather(1, index.expand(-1, -1, 3))
        pairs = net.pair(by_word, batch.first, batch.last, batch.near)
        extra = net.extra(by_word)
    cues = batch.cue_mask.sum().clamp(min=1)
    cue = fn.cross_entropy(tags.float().flatten(0, 1), batch.cue_tags.flatten(), reduction="sum") / cues
    aux = fn.cross_entropy(extra.float().reshape(-1, 3), batch.extra_tags.flatten())
    keep = batch.cue_mask.bool()
    mask = batch.word_mask[:, None].expand(-1, keep.shape[1], -1)[keep]
    roles = [
        chain_loss(pairs[..., 3 * k : 3 * k + 3][keep], batch.labels[..., k][keep], mask).sum() / cues for k in (0, 1)
    ]
    return cue, roles[0], roles[1], aux


class TorchBackend:
    """Runs the network in torch, for scoring while training."""

    def __init__(self, net: Network) -> None:
        self._net = net

    @torch.no_grad()
    def encode(self, ids: Any, features: Any) -> tuple[Any, Any]:
        """Return hidden states and cue logits of windows of one length."""
        hidden, cue = self._net.encoder(torch.from_numpy(ids), torch.from_numpy(features))
        return hidden.numpy(), cue.numpy()

    @torch.no_grad()
    def pair(self, hidden: Any, first: Any, last: Any, near: Any) -> Any:
        """Return the role logits of one window."""
        return self._net.pair(*(torch.from_numpy(np.ascontiguousarray(x)) for x in (hidden, first, last, near))).numpy()


def load_scorer(path: Path) -> Any:
    """Import the scoring script, which is no package."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no module at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(tagger: SpanTagger, article: Article) -> list[Relation]:
    """Find the relations of an article whose words are known."""
    found = tagger.find(article.words) if len(article.words) else []
    return tagger.decode(article.text, paragraphs_of(article.text), article.words, found)


def evaluate(tagger: SpanTagger, articles: Sequence[Article], scorer: Any) -> dict[str, float]:
    """Score a tagger with the official scorer and by exact span.

    Args:
        tagger: What to score.
        articles: Annotated articles.
        scorer: The scoring module.

    Returns:
        F1 values in percent, by name.
    """
    total: Counter[Any] = Counter()
    exact: Counter[Any] = Counter()
    for article in articles:
        found = read(tagger, article)
        made = [{r: getattr(x, r) for r in ROLES} for x in found]
        total.update(scorer.score_doc(article.text, article.gold, made))
        tokens = scorer.tokens(article.text)
        starts = [t[0] for t in tokens]
        for role in ROLES:
            gold, guess = (
                {frozenset(scorer.cover(tokens, starts, [s], len(article.text))) for x in rows for s in x[role]}
                for rows in (article.gold, made)
            )
            exact.update({(role, "tp"): len(gold & guess), (role, "p"): len(guess), (role, "g"): len(gold)})
    out = {k: 100 * v[2] for k, v in scorer.summarise(total).items()}
    for role in ROLES:
        out[f"span {role}"] = 200 * exact[role, "tp"] / max(1, exact[role, "p"] + exact[role, "g"])
    out["P"], out["R"] = (100 * v for v in scorer.summarise(total)["all partial+source"][:2])
    return out


SHOWN = ("token source", "token cue", "token content", "all partial+source", "quoted partial+source",
         "all content-exact", "span source", "span cue", "span content", "P", "R")  # fmt: skip


def show(scores: dict[str, float]) -> str:
    """Format the figures that are followed from epoch to epoch."""
    return " | ".join(f"{k.replace('partial+source', 'p+s')} {scores[k]:.1f}" for k in SHOWN)


def make_optimizer(net: Network, lr: float, head_lr: float) -> torch.optim.AdamW:
    """Give heads and feature tables their own rate; no decay on biases and norms."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, value in net.named_parameters():
        own = name.startswith("encoder.") and not name.startswith(("encoder.cue", "encoder.feature"))
        key = (lr if own else head_lr, 0.01 if value.ndim > 1 else 0.0)
        groups.setdefault(key, []).append(value)
    return torch.optim.AdamW(
        [{"params": v, "lr": k[0], "weight_decay": k[1]} for k, v in groups.items()], betas=(0.9, 0.98), fused=True
    )


@torch.no_grad()
def update_average(average: Network, net: Network, rate: float) -> None:
    """Move the running average of the weights towards the current ones."""
    torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - rate)


def train(args: argparse.Namespace) -> None:
    """Train, keep a checkpoint and print development scores after each epoch."""
    torch.set_num_threads(args.threads)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    splitter = Splitter(args.base / "tokenizer.json")
    articles, dev = (read_articles(args.data / f"{p}.jsonl.gz", splitter) for p in ("train", "dev"))
    articles = articles[: args.limit or None]
    scorer = load_scorer(args.scorer)
    net, average = Network(), Network()
    net.encoder.load_base(args.base)
    if args.init:
        net.load_state_dict(torch.load(args.init, weights_only=True))
    average.load_state_dict(net.state_dict())
    optimizer = make_optimizer(net, args.lr, args.head_lr)
    per_epoch = sum(1 for _ in _count(articles, args))
    steps = int(per_epoch * args.epochs)
    warm = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    log.info("%d articles, about %d steps", len(articles), steps)
    begun, step, sums = time.time(), 0, np.zeros(4)
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(math.ceil(args.epochs)):
        net.train()
        for batch in epoch_batches(articles, rng, args.batch):
            parts = losses(net, batch)
            loss = parts[0] + parts[1] + parts[2] + args.aux * parts[3]
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), args.clip)
            optimizer.step()
            schedule.step()
            step += 1
            update_average(average, net, min(args.average, (1 + step) / (10 + step)))
            sums += [float(p.detach()) for p in parts]
            if step >= steps:
                break
            if step % 50 == 0:
                rate = step / (time.time() - begun)
                log.info("step %d/%d loss %s %.2f steps/s", step, steps, np.round(sums / 50, 3), rate)
                sums[:] = 0
        average.eval()
        torch.save(average.state_dict(), args.out / f"epoch{epoch + 1}.pt")
        scores = evaluate(SpanTagger(TorchBackend(average), splitter, Settings()), dev, scorer)
        (args.out / f"epoch{epoch + 1}.json").write_text(json.dumps(scores, indent=1))
        log.info("epoch %d after %.0f s: %s", epoch + 1, time.time() - begun, show(scores))


def _count(articles: Sequence[Article], args: argparse.Namespace) -> Iterator[int]:
    """Count the steps of an epoch with a cut like that of training."""
    items = sum(len(cut(article, random.Random(args.seed))) for article in articles)
    yield from range(-(-items // args.batch))


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--base", type=Path, required=True, help="folder with the base's model.safetensors")
    parser.add_argument("--scorer", type=Path, required=True, help="the scoring script")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--init", type=Path, help="checkpoint to go on from, instead of the base")
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--batch", type=int, default=4, help="windows a step")
    parser.add_argument("--lr", type=float, default=1.5e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--aux", type=float, default=2.0, help="weight of the auxiliary tags")
    parser.add_argument("--clip", type=float, default=5.0)
    parser.add_argument("--average", type=float, default=0.998, help="rate of the weight average")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="articles to use, for a trial; 0 is all")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    train(args)


if __name__ == "__main__":
    main()
