"""Attributions without a verb: `according to X`, `per X`, `X: ...` in headlines and transcripts, `reportedly`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.attribution.cues import cues
from onrecord.attribution.quoted import Draft
from onrecord.attribution.spans import SUBJECTS, noun_phrase, ranges_of, subtree, trimmed
from onrecord.language.parse import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOT_PER = frozenset({"cent", "capita", "diem", "annum", "se", "day", "week", "month", "year", "hour", "person", "head",
                      "gallon", "barrel", "mile", "night", "game"})  # fmt: skip
_NO_SPEAKER = frozenset(
    {"update", "updated", "note", "watch", "read", "related", "breaking", "more", "photos", "photo", "video",
     "exclusive", "analysis", "opinion", "correction", "editor", "editors", "live", "location", "where", "when", "what",
     "who", "how", "why", "sources", "source", "contact", "date"}
)  # fmt: skip
_SURVEYS = frozenset({"poll", "survey", "study"})
_WORD = re.compile(r"\w")
# words of a speaker label before a colon
_MAX_LABEL = 6


def phrase_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Yield the relations that a prepositional phrase or a label attributes."""
    for sentence in parsed.doc.sents:
        for token in sentence:
            found = _according(token) or _per(token) or _in_survey(token)
            if found is not None:
                phrase, cue, source, rule, score = found
                content = _rest(sentence, phrase)
                if content:
                    yield Draft(
                        rule=rule, score=score, cue=cue, source=source, content=list(ranges_of(content)), quoted=False,
                        verb=cue[0].i, end=content[-1].idx,
                    )  # fmt: skip
            elif token.lower_ in cues().hearsay and token.dep_ == "advmod" and token.head.pos_ in ("VERB", "AUX"):
                clause = trimmed([t for t in subtree(token.head) if t.i != token.i])
                yield Draft(
                    rule="adverb-hearsay", score=0.2, cue=[token], content=list(ranges_of(clause)), quoted=False,
                    verb=token.i,
                )  # fmt: skip
    yield from _labels(parsed)


_Found = tuple[list["Token"], list["Token"], list["Token"], str, float]


def _according(token: Token) -> _Found | None:
    if token.lower_ != "according":
        return None
    for to in token.children:
        if to.lower_ == "to":
            for noun in to.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    source = noun_phrase(noun)
                    return [token, to, *source], [token, to], source, "according-to", 0.82
    return None


def _per(token: Token) -> _Found | None:
    if token.lower_ != "per" or token.pos_ not in ("ADP", "ADV", "PROPN"):
        return None
    for noun in token.children:
        if noun.dep_ == "pobj" and noun.lower_ not in _NOT_PER and (noun.pos_ == "PROPN" or noun.ent_type_):
            loose = token.is_sent_start or (token.i > 0 and token.nbor(-1).is_punct)
            if loose and noun.ent_type_ not in ("QUANTITY", "MONEY", "PERCENT", "DATE", "TIME", "CARDINAL"):
                source = noun_phrase(noun)
                return [token, *source], [token], source, "per", 0.9
    return None


def _in_survey(token: Token) -> _Found | None:
    if token.lower_ != "in" or token.dep_ != "prep":
        return None
    for noun in token.children:
        if noun.dep_ == "pobj" and noun.lemma_.lower() in _SURVEYS and token.head.pos_ in ("VERB", "AUX"):
            source = noun_phrase(noun)
            after = source[-1].i + 1
            loose = token.is_sent_start and after < len(token.doc) and token.doc[after].text == ","
            if loose:
                return [token, *source], [token], source, "in-survey", 0.7
    return None


def _rest(sentence: Span, phrase: Sequence[Token]) -> list[Token]:
    """The clause a phrase is set into: its sentence without the phrase.

    A part after the phrase that starts a clause of its own (`; but ...`, `, while ...`) is not taken.
    """
    first, last = phrase[0].i, phrase[-1].i
    before = trimmed([t for t in sentence if t.i < first])
    after = trimmed([t for t in sentence if t.i > last])
    if not any(_WORD.search(t.text) for t in before):
        return after
    if not any(_WORD.search(t.text) for t in after) or not _goes_on(after, before):
        return _own_clause(before, phrase[0])
    return [*before, *after]


def _goes_on(after: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether the words after an inserted phrase finish the clause begun before it."""
    has_verb = any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("acl", "relcl", "advcl") for t in before)
    joined = any(t.dep_ in ("relcl", "advcl") for t in after[:4]) or after[0].lower_ in (
        "who",
        "which",
        "and",
        "but",
        "while",
    )
    return not (has_verb and joined)


def _own_clause(before: Sequence[Token], phrase: Token) -> list[Token]:
    """The clause that the phrase hangs on where `;` or `and` joins it to an earlier one with its own subject."""
    for number in range(len(before) - 1, 0, -1):
        token = before[number]
        if token.text == ";":
            return trimmed(before[number + 1 :])
        if token.dep_ == "cc" and token.head.pos_ in ("VERB", "AUX") and before[number - 1].text == ",":
            later = [t for t in before[number + 1 :] if t.dep_ in SUBJECTS]
            if later and phrase.head.i > token.i:
                return trimmed(before[number + 1 :])
    return list(before)


def _labels(parsed: Parsed) -> Iterator[Draft]:
    """`Name: words` at the start of a headline or of a transcript's paragraph."""
    text = parsed.text
    for number, paragraph in enumerate(parsed.paragraphs):
        colon = text.find(":", paragraph.start, min(paragraph.end, paragraph.start + 60))
        if colon < 0 or not text[colon + 1 : colon + 2].isspace():
            continue
        span = parsed.span_at(paragraph.start, colon)
        label = [t for t in span or () if not t.is_space]
        if not 0 < len(label) <= _MAX_LABEL or any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in label[:-1]):
            continue
        shout = text[paragraph.start : colon].isupper() and label[0].lower_ not in _NO_SPEAKER
        named = any(
            t.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or t.lower_ in ("report", "poll", "study") for t in label
        )
        headline = number == 0 or paragraph.role == "headline"
        transcript = shout or (named and label[-1].ent_type_ == "PERSON" and len(label) <= 3)
        if not ((headline and named) or (not headline and transcript)):
            continue
        rest = parsed.span_at(colon + 1, paragraph.end)
        content = trimmed([t for t in rest or () if not t.is_space])
        mark = parsed.span_at(colon, colon + 1)
        if len(content) >= 2 and mark is not None:
            yield Draft(
                rule="headline-label" if headline else "transcript-label", score=0.86, cue=[mark[0]], source=label,
                content=[(content[0].idx, content[-1].idx + len(content[-1]))], quoted=False, verb=mark[0].i,
            )  # fmt: skip
