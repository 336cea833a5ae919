"""The attribution network: a small BERT encoder, a cue head and a cue-conditioned pair head.

Written out in plain torch so that training needs no model library and the exported graph
stays small and easy to fuse.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as fn

from onrecord.language.tagger_words import FEATURES, OFFSETS, PARAGRAPHS, QUOTES, SENTENCES

HIDDEN, HEADS, LAYERS, INNER, VOCAB, POSITIONS = 384, 12, 6, 1536, 30522, 512
PAIR = 128
NEVER = -1e4


class FusedAttention(torch.autograd.Function):
    """Attention without a mask that is exported as one fused operator of onnxruntime."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """Attend; all three are (batch, length, hidden)."""
        mixed: Tensor = fn.scaled_dot_product_attention(_split(q), _split(k), _split(v))
        return mixed.transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        """Name the operator in the exported graph."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


class Layer(nn.Module):
    """One post-norm transformer layer with fused query, key and value."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Attend and transform.

        Args:
            x: Hidden states (batch, length, hidden).
            bias: Added to the attention scores (batch, 1, 1, length); without it all is read.

        Returns:
            New hidden states of the same shape.
        """
        q, k, v = self.qkv(x).split(HIDDEN, dim=-1)
        mixed: Tensor = (
            FusedAttention.apply(q, k, v) if bias is None else _attend(q, k, v, bias)  # type: ignore[no-untyped-call]
        )
        x = self.norm1(x + self.dropout(self.out(mixed)))
        out: Tensor = self.norm2(x + self.dropout(self.down(fn.gelu(self.up(x)))))
        return out


def _split(x: Tensor) -> Tensor:
    """Give each head its part: (batch, length, hidden) to (batch, heads, length, size)."""
    return x.view(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)


def _attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Attend under a mask; plain products, which are the fastest way to train in bfloat16."""
    q, k, v = _split(q), _split(k), _split(v)
    scores = q @ k.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + bias
    weights = scores.softmax(-1, dtype=torch.float32).to(v.dtype)
    return (weights @ v).transpose(1, 2).flatten(2)


class Encoder(nn.Module):
    """Word pieces and surface features to hidden states and cue logits (O, B, I)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCAB, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.feature = nn.Embedding(FEATURES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(HIDDEN, 3)
        nn.init.zeros_(self.feature.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Encode a batch of windows.

        Args:
            ids: Word-piece ids (batch, length).
            features: Surface feature ids (batch, length).
            mask: 1.0 for real pieces, 0.0 for padding (batch, length); none where nothing is padded.

        Returns:
            Hidden states (batch, length, hidden) and cue logits (batch, length, 3).
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.feature(features)
        x = self.dropout(self.norm(x))
        bias = None if mask is None else ((1.0 - mask) * NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x, self.cue(self.dropout(x))

    def load_base(self, folder: Path) -> None:
        """Copy the weights of a packaged MiniLM-L6 into this encoder.

        Args:
            folder: Holds ``model.safetensors`` in the usual BERT naming.
        """
        w = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
        own: dict[str, Tensor] = {
            "word.weight": w["embeddings.word_embeddings.weight"],
            "position.weight": w["embeddings.position_embeddings.weight"]
            + w["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            base = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [w[f"{base}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                own[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                for mine, theirs in names.items():
                    own[f"layers.{i}.{mine}.{kind}"] = w[f"{base}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or any(not m.startswith(("cue", "feature")) for m in missing):
            raise ValueError(f"base weights do not fit: {missing} {unexpected}")


class PairHead(nn.Module):
    """Scores every word of a window as source or content of one cue.

    For each role it gives three logits: entering the role at this word, staying in it, and
    leaving it here; being outside twice scores zero. Together they are a two-state chain.
    """

    def __init__(self, dropout: float = 0.1, rank: int = 32) -> None:
        super().__init__()
        self.rank = rank
        self.of_cue = nn.Linear(2 * HIDDEN, PAIR)
        self.of_word = nn.Linear(HIDDEN, PAIR)
        tables = [nn.Embedding(n, PAIR) for n in (OFFSETS, PARAGRAPHS, SENTENCES, QUOTES)]
        for table in tables:
            nn.init.normal_(table.weight, std=0.1)
        self.tables = nn.ModuleList(tables)
        self.middle = nn.Linear(PAIR, PAIR // 2)
        self.last = nn.Linear(PAIR // 2, 6)
        self.left = nn.Linear(2 * HIDDEN, 6 * rank)
        self.right = nn.Linear(HIDDEN, 6 * rank)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, first: Tensor, last: Tensor, near: Tensor) -> Tensor:
        """Score all words of a window for each of its cues.

        Args:
            hidden: Hidden states of the first piece of each word (windows, words, hidden).
            first: First word of each cue (windows, cues).
            last: Last word of each cue (windows, cues).
            near: Position of each word seen from the cue, four bucket ids (4, windows, cues, words).

        Returns:
            Logits (windows, cues, words, 6): enter, stay, leave of the source, then of the content.
        """
        hidden = self.dropout(hidden)
        width = hidden.shape[-1]
        cue = torch.cat([hidden.gather(1, i[..., None].expand(-1, -1, width)) for i in (first, last)], -1)
        mixed = self.of_word(hidden)[:, None] + self.of_cue(cue)[:, :, None]
        for i, table in enumerate(self.tables):
            mixed = mixed + table(near[i])
        deep = self.last(fn.relu(self.middle(self.dropout(fn.relu(mixed)))))
        left = fn.relu(self.left(cue)).view(*first.shape, 6, self.rank).transpose(1, 2)
        right = self.right(hidden).view(*hidden.shape[:2], 6, self.rank).permute(0, 2, 3, 1)
        cross: Tensor = (left @ right).permute(0, 2, 3, 1)
        logits: Tensor = deep + cross / math.sqrt(self.rank)
        return logits


class Network(nn.Module):
    """Encoder, pair head and the auxiliary token heads that only training uses."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.pair = PairHead(dropout)
        self.extra = nn.Linear(HIDDEN, 6)


def chain_loss(logits: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
    """Negative log likelihood of in/out label sequences under the two-state chain.

    Args:
        logits: Enter, stay and leave logits (sequences, words, 3).
        labels: 1 inside the role, 0 outside (sequences, words).
        mask: 1 for real words (sequences, words).

    Returns:
        One value per sequence.
    """
    enter, stay, leave = logits.float().unbind(-1)
    before = fn.pad(labels[:, :-1], (1, 0))
    inside, was = labels.bool(), before.bool()
    zero = torch.zeros_like(enter)
    gold = torch.where(inside, torch.where(was, stay, enter), torch.where(was, leave, zero))
    gold = (gold * mask).sum(-1)
    steps = torch.stack((torch.stack((zero, enter), -1), torch.stack((leave, stay), -1)), -2)
    identity = torch.tensor([[0.0, NEVER], [NEVER, 0.0]])
    steps = torch.where(mask.bool()[..., None, None], steps, identity)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat((steps, identity.expand(len(steps), 1, 2, 2)), 1)
        a, b = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(a[..., :, :, None] + b[..., None, :, :], dim=-2)
    total = torch.logsumexp(steps[:, 0, 0, :], -1)
    return total - gold
