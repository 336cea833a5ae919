"""Quotations → relations: the reporting clause after, before or inside a quotation, and what carries on.

Newspapers set quotations off from the clause that reports them with a comma or a colon, so the neighbourhood of the
marks is surer than the parse, which long quotations mislead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.attribution.cues import cues, lemma_of
from onrecord.attribution.spans import Range, cue_tokens, noun_phrase, subject_of, trimmed
from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token

# Share of each rule's relations with a right source on PolNeAR train (360 articles, 2026-11-22).
SCORES = {"quotation-signed": 0.9, "quotation-cue-after": 0.96, "quotation-cue-before": 0.72, "clause-cue-after": 0.71}
# words; a shorter quotation inside a sentence may be a term, a title or scare quotes
MIN_SPEECH_WORDS = 4
_CONJUNCTIONS = frozenset({"but", "and", "so", "or", "still", "yet", "indeed", ",", "“", '"'})
# verbs whose object a short quotation may be: a title, a term, a slogan
_NOT_DIRECTLY = frozenset(
    {"speak", "talk", "allow", "back", "support", "begin", "start", "open", "close", "call", "finish", "see", "know",
     "release", "publish", "address", "discuss", "oppose", "show", "name"}
)  # fmt: skip
_NEVER_CUE = frozenset({"be", "have", "do", "get", "take", "become", "make", "will", "can"})
_DASHES = frozenset({"―", "—", "–", "--", "-", "~"})
_MAX_SIGNATURE = 10
# tokens after a quotation within which its reporting verb begins
_MAX_TO_VERB = 14
_FINAL = frozenset(".?!")
_STOPS = frozenset({":", ";", ".", "?", "!"})


@dataclass(slots=True)
class Draft:
    """A relation in the making.

    Attributes:
        rule: Rule that found it.
        score: 0 to 1.
        cue: Cue tokens.
        source: Source tokens.
        content: Ranges of the content.
        verb: Index of the cue's head token; None where there is no cue.
        quoted: Whether the content is quotations only.
        paragraph: Number of the paragraph it ends in.
        ends_open: Whether the reporting sentence ended, so that a further quotation carries on.
    """

    rule: str
    score: float
    cue: list[Token] = field(default_factory=list)
    source: list[Token] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    verb: int | None = None
    quoted: bool = True
    paragraph: int = 0
    end: int = 0


class QuoteReader:
    """Finds the relations of an article's quotations, in text order."""

    def __init__(self, parsed: Parsed, quotations: Sequence[Quotation]) -> None:
        self.parsed = parsed
        self.quotes = [q for q in quotations if q.depth == 0]
        self.by_verb: dict[int, Draft] = {}
        self.drafts: list[Draft] = []
        self.embedded: list[Quotation] = []
        self.loose: list[Quotation] = []

    def read(self) -> list[Draft]:
        """Return the drafts; quotations that belong to a clause of their sentence are left in `embedded`."""
        for number, quotation in enumerate(self.quotes):
            before = self._gap_before(number)
            after = self._gap_after(number)
            self._one(quotation, before, after, number)
        return self.drafts

    # -- gaps

    def _gap_before(self, number: int) -> list[Token]:
        quotation = self.quotes[number]
        start = self.parsed.paragraphs[self.parsed.paragraph_at(quotation.start)].start
        if number:
            start = max(start, self.quotes[number - 1].end)
        return self._tokens(start, quotation.start)

    def _gap_after(self, number: int) -> list[Token]:
        quotation = self.quotes[number]
        end = self.parsed.paragraphs[self.parsed.paragraph_at(max(quotation.start, quotation.end - 1))].end
        if number + 1 < len(self.quotes):
            end = min(end, self.quotes[number + 1].start)
        return self._tokens(quotation.end, end)

    def _tokens(self, start: int, end: int) -> list[Token]:
        span = self.parsed.span_at(start, end)
        return [t for t in span or () if not t.is_space and t.idx >= start and t.idx + len(t) <= end]

    # -- one quotation

    def _one(self, quotation: Quotation, before: list[Token], after: list[Token], number: int) -> None:
        text = self.parsed.text
        inner = text[quotation.inner[-1][0] : quotation.inner[-1][1]].strip()
        words = len([w for w in inner.split() if any(c.isalnum() for c in w)])
        if words == 0:
            return
        lead = _last_sentence(before)
        complete = words >= MIN_SPEECH_WORDS and _opens_sentence(text, quotation)
        if complete and lead and (lead[-1].text.endswith(".") or all(t.lower_ in _CONJUNCTIONS for t in lead)):
            lead = []
        if not lead:
            self._standing(quotation, inner, words, before, after, number)
            return
        led = self._before(lead, inner, words, after)
        follow = self._after(inner, after, short=words < MIN_SPEECH_WORDS, strict=not complete)
        if led is not None and (follow is None or self._led(lead, inner, words)):
            self._attach(quotation, led, "quotation-cue-before", *self._clause_between(led, lead))
        elif follow is not None and not complete and not self._subject_after(follow, quotation):
            self.embedded.append(quotation)
        elif follow is not None and follow.i not in self.by_verb and not complete:
            # the words before the mark belong to what is said
            start = next(t for t in lead if any(c.isalnum() for c in t.text))
            self._attach(quotation, follow, "clause-cue-after", (start.idx, quotation.start))
        elif follow is not None:
            self._attach(quotation, follow, "quotation-cue-after")
        else:
            self.embedded.append(quotation)

    def _standing(
        self, quotation: Quotation, inner: str, words: int, before: list[Token], after: list[Token], number: int
    ) -> None:
        """A quotation that begins its sentence."""
        follow = self._after(inner, after, short=words < MIN_SPEECH_WORDS, strict=words < MIN_SPEECH_WORDS)
        if follow is not None and number and len(quotation.ranges) > 1:
            quotation = self._split(quotation, follow, before)
        signed = self._signed(quotation, after) if follow is None and words >= MIN_SPEECH_WORDS else None
        if follow is not None:
            self._attach(quotation, follow, "quotation-cue-after")
        elif signed is not None:
            self.drafts.append(signed)
        elif words < 2 and inner[-1:] not in ",.?!":
            self.embedded.append(quotation)
        else:
            self._carry(quotation, before, number, words)

    def _signed(self, quotation: Quotation, after: list[Token]) -> Draft | None:
        """A quotation that is a paragraph with its speaker after a dash (`“...” ― Mari Tamm`)."""
        name = trimmed(after[1:]) if after and after[0].text in _DASHES else []
        number = self.parsed.paragraph_at(quotation.end - 1)
        ends = bool(after) and not self._tokens(after[-1].idx + len(after[-1]), self.parsed.paragraphs[number].end)
        if not ends or not 0 < len(name) <= _MAX_SIGNATURE or any(t.pos_ in ("VERB", "AUX") for t in name):
            return None
        if not name[0].text[:1].isupper():
            return None
        return Draft(
            rule="quotation-signed", score=SCORES["quotation-signed"], cue=[after[0]], source=name,
            content=list(quotation.ranges), verb=after[0].i, paragraph=number, end=name[-1].idx + len(name[-1]),
        )  # fmt: skip

    def _split(self, quotation: Quotation, follow: Token, before: list[Token]) -> Quotation:
        """Give the first paragraph to the statement it carries on, where the last has a reporting clause of its own."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or follow.i == last.verb or last.paragraph != self.parsed.paragraph_at(quotation.start):
            return quotation
        if not self._joined(last, before):
            return quotation
        last.content.append(quotation.ranges[0])
        return replace(quotation, ranges=quotation.ranges[1:], inner=quotation.inner[1:])

    def _subject_after(self, verb: Token, quotation: Quotation) -> bool:
        found = subject_of(verb)
        return found is not None and bool(found[0]) and found[0][0].idx >= quotation.end

    def _clause_between(self, verb: Token, lead: list[Token]) -> list[Range]:
        """The clause between a reporting verb and the colon before the quotation (`said it was late: "..."`)."""
        if lead[-1].text != ":":
            return []
        inside = {t.i for t in lead}
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i > verb.i and child.i in inside:
                tokens = trimmed([t for t in lead if t.i >= child.left_edge.i and t.i > verb.i])
                return [(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))] if tokens else []
        return []

    def _attach(self, quotation: Quotation, verb: Token, rule: str, *more: Range) -> None:
        draft = self.by_verb.get(verb.i)
        if draft is None:
            source, how = self._source(verb, quotation)
            draft = Draft(rule=rule, score=SCORES[rule] if source else 0.3, verb=verb.i, source=source)
            draft.cue = [t for t in cue_tokens(verb, source) if not quotation.holds(t.idx)] or [verb]
            if how == "inherited" and rule == "quotation-cue-after":
                draft.score = 0.7
            self.by_verb[verb.i] = draft
            self.drafts.append(draft)
        draft.content.extend((*more, *quotation.ranges))
        draft.end = max(draft.end, quotation.end, verb.idx + len(verb))
        draft.paragraph = self.parsed.paragraph_at(draft.end - 1)

    def _source(self, verb: Token, quotation: Quotation) -> tuple[list[Token], str]:
        """The subject of a reporting verb; by neighbourhood where the parse puts it into a quotation."""
        found = subject_of(verb)
        if found is not None:
            tokens = [t for t in found[0] if not any(q.holds(t.idx) for q in self.quotes)]
            if tokens and len(tokens) == len(found[0]):
                return tokens, found[1]
        if verb.tag_ == "VBG" and found is None:
            main = _main_verb([t for t in verb.sent if t.i < verb.i and not any(q.holds(t.idx) for q in self.quotes)])
            inherited = subject_of(main) if main is not None else None
            if inherited is not None:
                return inherited[0], "inherited"
        return self._neighbour_subject(verb, quotation), "neighbour"

    def _neighbour_subject(self, verb: Token, quotation: Quotation) -> list[Token]:
        doc = self.parsed.doc
        for chunk_head in (*_heads(doc, verb.i - 1, -1, quotation), *_heads(doc, verb.i + 1, 1, quotation)):
            return trimmed([t for t in noun_phrase(chunk_head, limit=verb.i) if not quotation.holds(t.idx)])
        return []

    # -- reporting clause after

    def _after(self, inner: str, after: list[Token], *, short: bool, strict: bool) -> Token | None:
        tokens = after
        ending = inner[-1:]
        comma = ending == "," or bool(tokens and tokens[0].text == ",")
        if ending == "." and not comma:
            return None
        while tokens and tokens[0].text in (",", "—", "–", "--", "-"):
            tokens = tokens[1:]
        if not tokens or (short and not comma and ending not in ("?", "!", "—", "–", "-")):
            return None
        clause: list[Token] = []
        for token in tokens[:_MAX_TO_VERB]:
            if token.text in _STOPS or (clause and token.is_sent_start and token.text[:1].isupper() and not comma):
                break
            clause.append(token)
        return _reporting_verb(clause, sure=comma, strict=strict)

    # -- reporting clause before

    def _led(self, lead: Sequence[Token], inner: str, words: int) -> bool:
        """Whether the words before lead into the quotation more surely than those after it."""
        end = lead[-1].text
        if end == ":":
            return True
        return end == "," and inner[:1].isupper() and words >= MIN_SPEECH_WORDS and _last_cue(lead) is not None

    def _before(self, lead: list[Token], inner: str, words: int, after: list[Token]) -> Token | None:
        end = lead[-1].text
        verb = _last_cue(lead)
        if end == ":":
            return verb or _main_verb(lead)
        if verb is None:
            return None
        if end == ",":
            if not inner[:1].isupper() and words < MIN_SPEECH_WORDS:
                return None
            clause_between = any(c.dep_ == "ccomp" and c.i > verb.i and c in lead for c in verb.children)
            return None if clause_between and words < MIN_SPEECH_WORDS else (None if clause_between else verb)
        near = len(lead) - 1 - [t.i for t in lead].index(verb.i)
        complete = inner[:1].isupper() and words >= MIN_SPEECH_WORDS
        ended = inner[-1:] in ",.?!" or not after or after[0].text in (".", ",", ";", "?", "!")
        if near == 0 and words >= 2 and lemma_of(verb) not in _NOT_DIRECTLY:
            return verb if complete or ended else None
        return verb if complete and near <= 6 and lead[-1].lower_ not in ("that", "as", "a", "the", "an") else None

    # -- no reporting clause

    def _carry(self, quotation: Quotation, before: list[Token], number: int, words: int) -> None:
        """A quotation without a reporting clause carries on the one before it."""
        last = self.drafts[-1] if self.drafts else None
        paragraph = self.parsed.paragraph_at(quotation.start)
        if words < MIN_SPEECH_WORDS:
            self.embedded.append(quotation)
            return
        if last is None:
            self.loose.append(quotation)
            return
        if last.paragraph == paragraph and number and self._joined(last, before):
            last.content.extend(quotation.ranges)
            last.end = max(last.end, quotation.end)
            last.paragraph = self.parsed.paragraph_at(quotation.end - 1)
            return
        if paragraph - last.paragraph == 1 and not before and self._quoted_to_end(last):
            last.content.extend(quotation.ranges)
            last.end = max(last.end, quotation.end)
            last.paragraph = self.parsed.paragraph_at(quotation.end - 1)
            return
        self.loose.append(quotation)

    def _joined(self, last: Draft, before: list[Token]) -> bool:
        """Whether nothing but the reporting clause stands between this quotation and the one it carries on."""
        finals = sum(1 for t in before if t.text in _FINAL)
        return finals <= 1 and (not before or any(t.i == last.verb for t in before) or not last.cue)

    def _quoted_to_end(self, last: Draft) -> bool:
        end = self.parsed.paragraphs[last.paragraph].end
        tail = self._tokens(last.end, end)
        return sum(1 for t in tail if t.text in _FINAL) <= 1


def _last_sentence(tokens: Sequence[Token]) -> list[Token]:
    """The tokens after the last full stop (a stop right before the quotation leaves nothing)."""
    start = 0
    for number, token in enumerate(tokens):
        if token.text in _FINAL and not _abbreviation(tokens, number):
            start = number + 1
    kept = list(tokens[start:])
    return kept if any(any(c.isalnum() for c in t.text) for t in kept) else []


def _abbreviation(tokens: Sequence[Token], number: int) -> bool:
    return number > 0 and len(tokens[number - 1].text) == 1 and tokens[number - 1].text.isupper()


def _is_cue(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and lemma_of(token) in cues().quotation_verbs


def _last_cue(lead: Sequence[Token]) -> Token | None:
    for token in reversed(lead):
        if _is_cue(token):
            return token
    return None


def _main_verb(lead: Sequence[Token]) -> Token | None:
    inside = {t.i for t in lead}
    verbs = [t for t in lead if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")]
    roots = [t for t in verbs if t.head.i == t.i or t.head.i not in inside]
    return roots[0] if roots else verbs[0] if verbs else None


def _reporting_verb(clause: Sequence[Token], *, sure: bool, strict: bool) -> Token | None:
    """The first verb of the clause that can carry a quotation, with its subject beside it.

    Args:
        clause: Tokens after the quotation.
        sure: Whether a comma sets the clause off.
        strict: Whether only a plain `X said` or `said X` counts (the quotation may belong to the clause before it).
    """
    inside = {t.i for t in clause}
    for number, token in enumerate(clause):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            if _is_cue(token):
                if strict and not _plain(clause, number):
                    return None
                return token if sure or _shape_fits(clause, number, inside) else None
            if token.dep_ in ("relcl", "acl", "amod", "compound"):
                continue
            if not sure or strict or number > 8 or lemma_of(token) in _NEVER_CUE:
                return None
            if any(_is_cue(later) for later in clause[number + 1 :]):
                continue
            return token if token.tag_ in ("VBD", "VBZ", "VBP") and number > 0 else None
    return None


def _plain(clause: Sequence[Token], number: int) -> bool:
    """Whether a finite cue verb has its subject right before it, or after it as the first word of the clause."""
    verb = clause[number]
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    if number == 0:
        return len(clause) > 1 and clause[1].pos_ in ("PROPN", "DET", "NOUN", "PRON", "ADJ")
    if clause[0].lower_ in ("and", "but", "or", "which", "that", "who", "while", "as", "when", "because", "if", "to"):
        return False
    subject = any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in clause[:number])
    inside = {t.i for t in clause}
    later = [c for c in verb.children if c.i > verb.i and c.i in inside]
    told = lemma_of(verb) in ("tell", "ask", "remind", "inform")
    return subject and not any(c.dep_ in ("ccomp", "xcomp") or (c.dep_ == "dobj" and not told) for c in later)


def _opens_sentence(text: str, quotation: Quotation) -> bool:
    start = text[quotation.inner[0][0] : quotation.inner[0][1]].lstrip("[(…. ‘'")
    return start[:1].isupper() or start[:1].isdigit()


def _shape_fits(clause: Sequence[Token], number: int, inside: Iterable[int]) -> bool:
    """Without a comma: `said X`, or `X said` at the end of its clause."""
    verb = clause[number]
    if number == 0:
        return True
    before_ok = all(t.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "ADP", "PART", "PUNCT", "ADV", "CCONJ", "AUX")
                    for t in clause[:number])  # fmt: skip
    if not any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in clause[:number]) or verb.tag_ in ("VBG", "VB"):
        return False
    opens_clause = any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i and c.i in set(inside) for c in verb.children)
    return before_ok and not opens_clause


def _heads(doc: object, start: int, step: int, quotation: Quotation) -> Iterable[Token]:
    index = start
    for _ in range(8):
        if not 0 <= index < len(doc):  # type: ignore[arg-type]
            return
        token = doc[index]  # type: ignore[index]
        if token.is_space or quotation.holds(token.idx) or token.text in _STOPS:
            return
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            while (
                token.dep_ in ("compound", "amod", "nmod", "appos", "pobj", "prep", "poss")
                and abs(token.head.i - start) <= 12
                and token.head.pos_ in ("NOUN", "PROPN", "PRON", "ADP")
                and not quotation.holds(token.head.idx)
            ):
                token = token.head
            if token.pos_ in ("NOUN", "PROPN", "PRON"):
                yield token
            return
        index += step
