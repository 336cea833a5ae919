"""What kind of statement a cue tells: speech act, addressee, channel, time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.attribution.cues import cues, lemma_of
from onrecord.attribution.spans import TEXTS, Range, can_speak, noun_phrase, ranges_of
from onrecord.model import Channel, SpeechAct, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token

_REFUSED = re.compile(
    r"\b(?:requests?|calls?|emails?|e-mails?|messages?|inquir(?:y|ies)|questions?|comments?)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"\b(?:comment|discuss|say|elaborate|answer|respond|reply|speculate|weigh in)\b", re.IGNORECASE)
_TAKES_ADDRESSEE = frozenset(
    {"tell", "ask", "inform", "remind", "assure", "reassure", "warn", "urge", "advise", "caution", "notify", "brief",
     "order", "instruct", "beg", "implore", "thank", "convince", "persuade", "promise", "invite", "press", "alert",
     "lecture", "counsel", "encourage", "exhort", "command", "direct", "email", "text", "plead", "message"}
)  # fmt: skip
_TO_ADDRESSEE = frozenset(
    {"speak", "talk", "say", "write", "complain", "explain", "respond", "reply", "appeal", "announce", "confirm",
     "admit",
     "apologize", "apologise", "confess", "reveal", "boast", "suggest", "repeat", "whisper", "shout", "read", "plead",
     "mention", "send", "report", "declare", "recount", "relay", "describe", "comment"}
)  # fmt: skip
_MAX_TIME_DISTANCE = 60
# Words of an ultimatum: what they announce happens unless the other side gives way.
_ULTIMATUM = re.compile(
    r"\bbefore it(?:['’]?s| is) too late\b|\bor else\b"
    r"|\b(?:will|shall|going to) (?:pay|face)\b[^.]{0,30}\b(?:price|consequences)\b"
    r"|\bthere will be (?:\w+ )?consequences\b|\bsuffer the consequences\b",
    re.IGNORECASE,
)


def head_of(cue: Sequence[Token]) -> Token | None:
    """Return the token of a cue that the others depend on; the first noun, verb or preposition of several."""
    if not cue:
        return None
    inside = {t.i for t in cue}
    roots = [t for t in cue if t.head.i not in inside or t.head.i == t.i]
    verbs = [t for t in cue if t.pos_ == "VERB"]
    if len(verbs) > 1 and any(t.lower_ == "by" for t in cue) and verbs[-1].tag_ == "VBG":
        return verbs[-1]
    if verbs and roots and roots[0].pos_ in ("VERB", "AUX") and any(t.dep_ == "xcomp" for t in verbs):
        return verbs[-1]
    return (roots or list(cue))[0]


def speech_act(cue: Sequence[Token], content: str) -> SpeechAct | None:
    """Return the speech act of a cue; None where the tables do not tell.

    Args:
        cue: Tokens of the cue.
        content: Text of the content.
    """
    head = head_of(cue)
    if head is None:
        return None
    table = cues()
    if head.lower_ in ("according", "per", ":"):
        return "assert"
    lemmas = [lemma_of(t) for t in cue]
    negated = any(t.dep_ == "neg" or t.lower_ in ("not", "n't", "n’t", "never") for t in cue)
    if _refuses(lemmas, content, negated=negated):
        return "refuse-comment"
    if len(lemmas) > 1 and any(lemma in ("decline", "refuse") for lemma in lemmas[:-1]):
        return "reject"
    for verb, after in zip(cue, (*cue[1:], None), strict=True):
        follower = after if after is not None else (verb.nbor() if verb.i + 1 < len(verb.doc) else None)
        if follower is not None and (lemma_of(verb), follower.lower_) in table.phrases:
            return table.phrases[lemma_of(verb), follower.lower_]
    act = table.nouns.get(lemma_of(head)) if head.pos_ in ("NOUN", "PROPN") else table.verbs.get(lemma_of(head))
    if act is None and head.pos_ not in ("NOUN", "PROPN"):
        nouns = [
            table.nouns[lemma]
            for t, lemma in zip(cue, lemmas, strict=True)
            if t.pos_ == "NOUN" and lemma in table.nouns
        ]
        act = nouns[0] if nouns else "believe" if head.pos_ == "ADJ" else None
    if act is None and head.pos_ == "ADP":
        act = "assert"
    if act == "assert" and content.rstrip("\"”'’» ").endswith("?"):
        return "ask"
    if act == "assert" and _ULTIMATUM.search(content):
        return "threaten"
    return act


def _refuses(lemmas: Sequence[str], content: str, *, negated: bool) -> bool:
    answers = any(lemma in ("respond", "reply", "answer", "return", "comment") for lemma in lemmas)
    if negated and answers and (not content or _REFUSED.search(content) or "comment" in lemmas):
        return True
    declined = any(lemma in ("decline", "refuse") for lemma in lemmas) or (negated and "would" in lemmas)
    return declined and (bool(_COMMENT.search(content)) or any(_COMMENT.fullmatch(lemma) for lemma in lemmas))


def addressee_of(head: Token, content: Iterable[Range]) -> tuple[Range, ...]:
    """Return the ranges of who a cue's verb speaks to; empty where the text does not say."""
    spans = tuple(content)
    lemma = lemma_of(head)

    def outside(token: Token) -> bool:
        return not any(start <= token.idx < end for start, end in spans)

    if lemma in _TAKES_ADDRESSEE:
        for child in head.children:
            if child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON") and outside(child):
                return ranges_of(t for t in noun_phrase(child) if outside(t))[:1]
        for child in head.children:
            if child.dep_ == "ccomp":
                for noun in child.children:
                    if noun.dep_ == "nsubj" and noun.i == head.i + 1 and outside(noun):
                        return ranges_of([noun])
    if lemma in _TO_ADDRESSEE or lemma in _TAKES_ADDRESSEE:
        for child in head.children:
            if child.lower_ in ("to", "with") and child.dep_ in ("prep", "dative"):
                for noun in child.children:
                    heard = can_speak(noun) and noun.lemma_.lower() not in TEXTS
                    if noun.dep_ == "pobj" and outside(noun) and heard and noun.ent_type_ not in ("DATE", "TIME"):
                        return ranges_of(t for t in noun_phrase(noun) if outside(t))[:1]
    return ()


def reporting_text(head: Token, text: str, content: Sequence[Range]) -> list[Range]:
    """Return the ranges of the cue's sentence that are not content."""
    start, end = head.sent.start_char, head.sent.end_char
    ranges: list[Range] = []
    at = start
    for left, right in sorted(content):
        if right <= start or left >= end:
            continue
        if left > at:
            ranges.append((at, left))
        at = max(at, right)
    if at < end:
        ranges.append((at, end))
    return [(left, right) for left, right in ranges if text[left:right].strip()]


def channel_of(text: str, ranges: Iterable[Range], cue: int) -> tuple[Channel, Range] | None:
    """Return where it was said, by the pattern nearest to the cue in the ranges, and its range."""
    best: tuple[int, Channel, Range] | None = None
    for start, end in ranges:
        for channel, pattern in cues().channels:
            for match in pattern.finditer(text, start, end):
                found = (abs(match.start() - cue), channel, match.span())
                if best is None or found[0] < best[0]:
                    best = found
    return (best[1], best[2]) if best is not None else None


def said_when(head: Token, ranges: Sequence[Range], times: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the time expression of the reporting clause: one that depends on the cue's verb, else the nearest."""
    near: list[tuple[int, int, TimeExpression]] = []
    for time in times:
        if time.type not in ("DATE", "TIME") or time.interval is None:
            continue
        if not any(start <= time.start and time.end <= end for start, end in ranges):
            continue
        distance = min(abs(time.start - head.idx - len(head)), abs(head.idx - time.end))
        depends = _depends(time, head)
        if depends or distance <= _MAX_TIME_DISTANCE // 4:
            near.append((not depends, distance, time))
    return min(near, key=lambda item: item[:2])[2] if near else None


def _depends(time: TimeExpression, head: Token) -> bool:
    span = head.doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return False
    node = span.root
    for _ in range(4):
        if node.i == head.i:
            return True
        if node.pos_ in ("VERB", "AUX") or node.head.i == node.i:
            return False
        node = node.head
    return bool(node.i == head.i)
