"""Scores of the referent chains on coreference gold in CoNLL-U (GUM's `Entity=` annotation).

A pronoun is right when the nearest naming mention of its chain (not a pronoun itself; before it, else after it) lines
up with a gold mention of the pronoun's entity. Two mentions line up when their head words, by one parse, are the same;
of several gold mentions with that head the one nearest in length counts. Precision is over the pronouns that were
resolved, coverage over the gold pronouns that have a naming mention. The chains are scored with B³ over the mentions
that line up with gold ones.
"""

from __future__ import annotations

import collections
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.evaluate.report import Report, Score, Worst, precision_recall_f1
from onrecord.language import Parsed, parse_many
from onrecord.language.quotations import find_quotations
from onrecord.model import Article, Block, Mention
from onrecord.resolve.pronouns import FIRST, FIRST_PLURAL, HE_SHE, IT, THEY
from onrecord.resolve.referents import find_referents

_GROUPS: Mapping[str, frozenset[str]] = {"he/she": HE_SHE, "they": THEY, "it": IT}
_PRONOUNS = HE_SHE | THEY | IT | FIRST | FIRST_PLURAL | {"who", "which", "that", "you", "your", "whose", "whom"}
_EVENT = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()]*|(\d+)(?:\[\d+/\d+\])?\)|\)")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Half-open range of the text and the entity it refers to."""

    start: int
    end: int
    entity: str
    kind: str


@dataclass(frozen=True, slots=True)
class GoldText:
    """One document: its text with a blank line between paragraphs, and its mentions."""

    name: str
    text: str
    paragraphs: tuple[tuple[int, int], ...]
    mentions: tuple[GoldMention, ...]


def read_gold(path: Path) -> GoldText:
    """Read one CoNLL-U file.

    Raises:
        InputError: The file has no annotated token.
    """
    text: list[str] = []
    length = 0
    paragraphs: list[int] = [0]
    mentions: list[GoldMention] = []
    stack: list[tuple[str, str, int]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block") and length:
            length = _add(text, length, "\n\n")
            paragraphs.append(length)
        fields = line.split("\t")
        if len(fields) != 10 or not fields[0].isdigit():
            continue
        start = length
        length = _add(text, length, fields[1])
        mentions.extend(_mentions(fields[9], stack, start, length))
        if "SpaceAfter=No" not in fields[9].split("|"):
            length = _add(text, length, " ")
    if not mentions:
        raise InputError(f"{path} has no Entity annotation", hint="give the folder coref/gum")
    whole = "".join(text)
    ends = [*paragraphs[1:], len(whole)]
    ranges = tuple(
        (s, s + len(whole[s:e].rstrip())) for s, e in zip(paragraphs, ends, strict=True) if whole[s:e].strip()
    )
    return GoldText(path.stem, whole, ranges, tuple(mentions))


def _add(pieces: list[str], length: int, piece: str) -> int:
    pieces.append(piece)
    return length + len(piece)


def _mentions(field: str, stack: list[tuple[str, str, int]], start: int, end: int) -> Iterator[GoldMention]:
    entity = next((part[7:] for part in field.split("|") if part.startswith("Entity=")), "")
    for match in _EVENT.finditer(entity):
        opened, kind, closed = match.groups()
        if opened is not None:
            stack.append((opened, kind, start))
            continue
        index = len(stack) - 1
        # a bare bracket closes the mention opened on this token
        while closed is not None and index >= 0 and stack[index][0] != closed:
            index -= 1
        if index >= 0:
            name, kind, begin = stack.pop(index)
            yield GoldMention(begin, end, name, kind)


def evaluate(path: Path, *, worst: int = 0, limit: int | None = None) -> Report:
    """Score pronouns and chains.

    Args:
        path: Folder of `.conllu` files, or one file.
        worst: Number of wrong pronouns to list.
        limit: Read only the first so many documents.
    """
    files = sorted(path.glob("*.conllu")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path} holds no .conllu file", hint="give a folder of CoNLL-U files, or one file")
    gold = [read_gold(file) for file in files][:limit]
    articles = [
        Article.of(g.text, blocks=tuple(Block(start=s, end=e, role="body") for s, e in g.paragraphs)) for g in gold
    ]
    started = time.perf_counter()
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    clusters: list[tuple[float, float]] = []
    cases: list[Worst] = []
    for document, parsed in zip(gold, parse_many(articles), strict=True):
        mentions = find_referents(parsed, find_quotations(parsed.text, parsed.paragraphs)).mentions
        heads = _heads(document, parsed)
        entities = [_entity(mention, parsed, heads) for mention in mentions]
        cases.extend(_pronouns(document, mentions, entities, counts))
        clusters.extend(_b_cubed(mentions, entities))
    name = "gum/news" if len(gold) > 1 else gold[0].name
    return Report(
        task="coref",
        scores=tuple(_scores(counts, clusters, name)),
        worst=tuple(cases[:worst]),
        words=sum(len(g.text.split()) for g in gold),
        seconds=time.perf_counter() - started,
    )


def _pronouns(
    gold: GoldText,
    mentions: Sequence[Mention],
    entities: Sequence[str | None],
    counts: collections.Counter[tuple[str, str]],
) -> Iterator[Worst]:
    named = {m.entity for m in gold.mentions if gold.text[m.start : m.end].casefold() not in _PRONOUNS}
    found = {(m.start, m.end): m for m in mentions if m.rule == "pronoun"}
    for item in gold.mentions:
        word = gold.text[item.start : item.end].casefold()
        group = next((name for name, words in _GROUPS.items() if word in words), None)
        if group is None or item.entity not in named:
            continue
        counts[group, "gold"] += 1
        pronoun = found.get((item.start, item.end))
        if pronoun is None:
            continue
        counts[group, "resolved"] += 1
        namer = _namer(pronoun, mentions)
        if namer is not None and entities[mentions.index(namer)] == item.entity:
            counts[group, "right"] += 1
        else:
            around = gold.text[max(0, item.start - 150) : item.end + 40].replace("\n", " ")
            yield Worst(where=gold.name, loss=1.0, text=f"{word} → {namer.exact if namer else None}: {around}")


def _namer(pronoun: Mention, mentions: Sequence[Mention]) -> Mention | None:
    chain = [m for m in mentions if m.chain == pronoun.chain and m.rule not in ("pronoun", "relative")]
    before = [m for m in chain if m.start < pronoun.start]
    return before[-1] if before else (chain[0] if chain else None)


def _heads(gold: GoldText, parsed: Parsed) -> dict[int, list[GoldMention]]:
    """Head token index → the gold mentions with that head."""
    heads: dict[int, list[GoldMention]] = {}
    for item in gold.mentions:
        span = parsed.span_at(item.start, item.end)
        if span is not None:
            heads.setdefault(span.root.i, []).append(item)
    return heads


def _entity(mention: Mention, parsed: Parsed, heads: Mapping[int, Sequence[GoldMention]]) -> str | None:
    span = parsed.span_at(mention.start, mention.end)
    if span is None or span.root.i not in heads:
        return None
    size = mention.end - mention.start
    return min(heads[span.root.i], key=lambda item: abs(item.end - item.start - size)).entity


def _b_cubed(mentions: Sequence[Mention], entities: Sequence[str | None]) -> Iterator[tuple[float, float]]:
    """Yield precision and recall of each mention that lines up with a gold one."""
    aligned = [(m.chain, entity) for m, entity in zip(mentions, entities, strict=True) if entity is not None]
    for chain, entity in aligned:
        same_chain = [e for c, e in aligned if c == chain]
        same_entity = [c for c, e in aligned if e == entity]
        right = sum(e == entity for e in same_chain)
        yield right / len(same_chain), right / len(same_entity)


def _scores(
    counts: collections.Counter[tuple[str, str]], clusters: Sequence[tuple[float, float]], name: str
) -> Iterator[Score]:
    for group in _GROUPS:
        gold, resolved, right = (counts[group, part] for part in ("gold", "resolved", "right"))
        precision, recall, _ = precision_recall_f1(right, resolved, gold)
        detail = f"{right} right of {resolved} resolved, {gold} gold"
        yield Score(set=name, name=f"{group}, precision", value=precision, count=resolved, detail=detail)
        yield Score(set=name, name=f"{group}, coverage", value=resolved / gold if gold else 0.0, count=gold)
        yield Score(set=name, name=f"{group}, recall", value=recall, count=gold)
    if clusters:
        precision = sum(p for p, _ in clusters) / len(clusters)
        recall = sum(r for _, r in clusters) / len(clusters)
        value = 2 * precision * recall / (precision + recall)
        detail = f"P {precision:.3f} R {recall:.3f}"
        yield Score(set=name, name="B³ F1 of aligned mentions", value=value, count=len(clusters), detail=detail)
