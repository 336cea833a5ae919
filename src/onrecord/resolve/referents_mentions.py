"""Parse → candidate mentions: every noun phrase and pronoun that may name someone who speaks or acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation
from onrecord.resolve.referents_names import Gender, PersonName, fold, given_names, nouns, person_name, split_title

if TYPE_CHECKING:
    from spacy.tokens import Token

CandidateKind = Literal["person", "name", "common", "pronoun", "relative"]

_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "punct"})
_NOT_HEAD = frozenset({"compound", "amod", "nmod"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OBJECT = frozenset({"dobj", "dative", "attr", "oprd"})
_ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT"})
_TIME_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_PLACING = frozenset({"of", "in", "from", "at", "with", "for", "to", "on", "inside", "within", "near", "familiar"})
# "Secretary of State Marco Rubio": the parse makes the office the head and the name its object
_OFFICE_OF = re.compile(
    r"(?:(?:[A-Z][\w.]*|former|acting|deputy|vice|assistant|then|ex)[ -]){0,4}"
    r"(?:[Ss]ecretar(?:y|ies)|[Mm]inisters?|[Ss]peaker|[Cc]hairm[ae]n|[Cc]hair|[Dd]irector|[Pp]resident|[Gg]overnor|"
    r"[Cc]hief|[Hh]ead|[Aa]ttorney|[Uu]ndersecretary|[Cc]ommissioner|[Aa]mbassador)"
    r" (?:of|for|to) (?:the )?(?:[A-Z][\w.&-]*(?:,? (?:and |of |the )*(?=[A-Z]))?){1,4}? $"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One noun phrase or pronoun.

    Attributes:
        start: First code point of the phrase (title included, relative clause and apposition not).
        end: One past the last code point.
        head: Index of its head token.
        heads: Indices of all tokens that may be taken for its head.
        kind: `person` and `name` for proper names, `common`, `pronoun`, `relative` for who/which/that.
        lemma: Lower-case lemma of the head (pronoun: the pronoun).
        name: Name in parts, for `person`.
        title: Words before the name.
        key: Normalised name, for `name`.
        label: Entity label of the parser's model, if any.
        plural: Whether it names several.
        definite: Whether it begins with the, this, a possessive.
        gender: What title or head tells.
        role: Grammatical role.
        sentence: Number of its sentence.
        told: Number of its sentence, those wholly inside quotation marks not counted.
        quoted: Number of the outer quotation it is in; None outside.
    """

    start: int
    end: int
    head: int
    heads: tuple[int, ...]
    kind: CandidateKind
    lemma: str
    name: PersonName | None = None
    title: str = ""
    key: str = ""
    label: str = ""
    plural: bool = False
    definite: bool = False
    gender: Gender | None = None
    role: Literal["subject", "object", "possessive", "other"] = "other"
    sentence: int = 0
    told: int = 0
    quoted: int | None = None


def find_candidates(parsed: Parsed, quotations: Sequence[Quotation]) -> list[Candidate]:
    """Return all candidate mentions of an article in text order; one head token belongs to one candidate."""
    outer = [(q, n) for n, q in enumerate(quotations) if q.depth == 0]
    sentence_of: dict[int, int] = {}
    told_of: dict[int, int] = {}
    told = 0
    for number, sentence in enumerate(parsed.doc.sents):
        told += any(t.is_alpha and not any(q.holds(t.idx) for q, _ in outer) for t in sentence)
        for token in sentence:
            sentence_of[token.i] = number
            told_of[token.i] = told
    found: list[Candidate] = []
    for token in parsed.doc:
        candidate = _candidate(token, parsed, sentence_of[token.i])
        if candidate is not None:
            quoted = next((n for q, n in outer if q.holds(candidate.start)), None)
            found.append(replace(candidate, quoted=quoted, told=told_of[token.i]))
    titles = {head for c in found if c.kind == "person" for head in c.heads[1:]}
    return [c for c in found if c.head not in titles]


def role_of(token: Token) -> Literal["subject", "object", "possessive", "other"]:
    """Return the grammatical role of a noun phrase's head; a conjunct has the role of the first of its group."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    if token.dep_ in _SUBJECT or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        return "subject"
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return "subject"
    if token.dep_ in _OBJECT:
        return "object"
    return "possessive" if token.dep_ == "poss" else "other"


def _candidate(token: Token, parsed: Parsed, sentence: int) -> Candidate | None:
    role = role_of(token)
    if token.tag_ in ("PRP", "PRP$") or (token.tag_ in ("WP", "WDT", "WP$") and token.head.dep_ != "ROOT"):
        return _pronoun(token, role, sentence)
    if token.pos_ not in ("NOUN", "PROPN") or not any(c.isalpha() for c in token.text):
        return None
    if token.ent_type_ in _TIME_LABELS and token.lemma_.lower() not in nouns().persons:
        return None
    if token.dep_ in _NOT_HEAD and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
        return None
    if token.pos_ == "PROPN" or (token.ent_type_ == "PERSON" and token.text[:1].isupper()):
        return _named(token, parsed, role, sentence)
    return _common(token, parsed, role, sentence)


def _pronoun(token: Token, role: Literal["subject", "object", "possessive", "other"], sentence: int) -> Candidate:
    low = token.lower_
    if token.tag_ in ("WP", "WDT", "WP$"):
        return Candidate(
            start=token.idx, end=token.idx + len(token), head=token.i, heads=(token.i,), kind="relative", lemma=low,
            role=role, sentence=sentence,
        )  # fmt: skip
    gender: Gender | None = (
        "m" if low in ("he", "him", "his", "himself") else "f" if low in ("she", "her", "hers", "herself") else None
    )
    plural = low in ("they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "ourselves")
    return Candidate(
        start=token.idx, end=token.idx + len(token), head=token.i, heads=(token.i,), kind="pronoun", lemma=low,
        gender=gender, plural=plural, role=role, sentence=sentence,
    )  # fmt: skip


def _left_edge(token: Token) -> Token:
    """The first token of the base noun phrase of a head."""
    edge = token
    for child in reversed(list(token.lefts)):
        if child.dep_ not in _LEFT or child.right_edge.i != edge.i - 1:
            break
        if child.dep_ == "punct" and child.text not in "-–&":
            break
        edge = child.left_edge
    while edge.i < token.i and (edge.is_space or edge.is_punct):
        edge = edge.nbor()
    return edge


def _tail(token: Token, left: Token) -> Token:
    """The first token of the run of proper nouns that ends at the head."""
    first = token
    while first.i > left.i:
        before = first.nbor(-1)
        joined = before.text in ("-", "–", "'", "’", ".", "de", "al", "bin", "van", "von", "del", "da", "el")
        if before.pos_ == "PROPN" or before.ent_type_ == "PERSON" or (joined and before.i > left.i):
            if before.tag_ == "POS":
                break
            first = before
        else:
            break
    while first.i < token.i and first.pos_ not in ("PROPN", "NOUN") and not first.text[:1].isupper():
        first = first.nbor()
    return first


def _named(
    token: Token, parsed: Parsed, role: Literal["subject", "object", "possessive", "other"], sentence: int
) -> Candidate | None:
    left = _left_edge(token)
    if token.ent_type_ == "PERSON" and token.ent_iob_ == "I":
        start = token
        while start.ent_iob_ == "I" and start.i > 0:
            start = start.nbor(-1)
        left = start if start.i < left.i else left
    first = _tail(token, left)
    while first.i > left.i and first.nbor(-1).pos_ in ("NOUN", "PROPN", "ADJ"):
        first = first.nbor(-1)
    words_at = [t for t in parsed.doc[first.i : token.i + 1] if not t.is_space]
    words = [t.text for t in words_at]
    title_words = split_title(words)
    text = parsed.text
    end = token.idx + len(token)
    office = _office_before(text, words_at[title_words:])
    if office is not None:
        start_at, name_at = office
    else:
        start_at, name_at = words_at[0].idx, words_at[title_words:]
    title = text[start_at : name_at[0].idx].strip() if name_at else text[left.idx : end]
    if not name_at:
        return _titled(token, left, parsed, role, sentence)
    heads: tuple[int, ...] = ()
    if office is not None:
        inside = parsed.doc.char_span(start_at, end, alignment_mode="expand")
        heads = tuple(t.i for t in inside if t.i != token.i and t.dep_ not in _NOT_HEAD)
    name_text = text[name_at[0].idx : end]
    while len(name_at) > 1 and name_at[0].ent_type_ == "NORP" and name_at[0].ent_iob_ == "B" and not title:
        name_at = name_at[1:]
    name_text = text[name_at[0].idx : end]
    is_person = token.ent_type_ == "PERSON" or _looks_like_person(token, name_text, title)
    if token.ent_type_ != "PERSON" and name_text.isupper() and len(name_text) > 4:
        is_person = False
    if token.tag_ == "NNPS" or (name_text.isupper() and len(name_text) <= 5 and not title):
        is_person = False
    courtesy = [nouns().courtesy.get(fold(w.strip("."))) for w in title.split()]
    gender = next((g for g in courtesy if g), None) or next(
        (nouns().genders[w] for w in fold(title).split() if w in nouns().genders), None
    )
    if not is_person and left.dep_ == "det":
        start_at = left.idx
    return Candidate(
        start=start_at, end=end, head=token.i, heads=(token.i, *heads), kind="person" if is_person else "name",
        lemma=token.lower_, name=person_name(name_text), title=title, key=name_key(text[first.idx : end]),
        label=token.ent_type_,
        plural=token.tag_ == "NNPS" or (token.ent_type_ == "NORP" and token.text.endswith("s")),
        definite=left.lower_ == "the", gender=gender, role=role, sentence=sentence,
    )  # fmt: skip


def _looks_like_person(token: Token, name: str, title: str) -> bool:
    """A name the model took for something else: after a title, with a known given name, or described as a person."""
    table = nouns()
    parsed = person_name(name)
    last = fold(name.split()[-1]) if name.split() else ""
    if parsed is None or last in table.bodies or any(c.isdigit() for c in name):
        return False
    if title and (token.ent_type_ not in ("ORG", "GPE", "NORP") or title.split()[-1].islower() or title.endswith(".")):
        return True
    if len(parsed.parts) not in (2, 3) or name.split()[0].lower() == "the":
        return False
    described = any(c.dep_ == "appos" and c.lemma_.lower() in table.persons for c in token.rights)
    return parsed.gender is not None or described


def _titled(
    token: Token, left: Token, parsed: Parsed, role: Literal["subject", "object", "possessive", "other"], sentence: int
) -> Candidate:
    """`President`, `Prime Minister`: a title in capitals without a name."""
    end = token.idx + len(token)
    lemma = fold(token.lemma_.strip("."))
    return Candidate(
        start=left.idx, end=end, head=token.i, heads=(token.i,), kind="common", lemma=lemma,
        title=parsed.text[left.idx : end], plural=token.tag_ == "NNPS", definite=True,
        gender=nouns().genders.get(lemma), role=role, sentence=sentence, label=token.ent_type_,
    )  # fmt: skip


def _office_before(text: str, words: list[Token]) -> tuple[int, list[Token]] | None:
    """Where `Secretary of State ` or the like ends inside or right before the words: its beginning, and the name."""
    starts = [n for n, t in enumerate(words) if fold(t.text) in given_names() and n + 1 < len(words)]
    starts.extend(n for n, t in enumerate(words) if t.ent_type_ == "PERSON" and t.ent_iob_ == "B")
    starts.extend(n for n in (len(words) - 2, len(words) - 1) if n >= 0)
    for number in starts:
        place = words[number].idx
        window = text[max(0, place - 90) : place]
        match = _OFFICE_OF.search(window)
        if match is not None:
            return place - len(window) + match.start(), words[number:]
    return None


def _common(
    token: Token, parsed: Parsed, role: Literal["subject", "object", "possessive", "other"], sentence: int
) -> Candidate | None:
    table = nouns()
    lemma = fold(token.lemma_)
    word = lemma.rpartition("-")[2]
    if not (lemma in table.persons or word in table.persons or lemma in table.bodies or token.ent_type_ == "NORP"):
        return None
    left = _left_edge(token)
    end = _phrase_end(token)
    determiners = [child for child in token.lefts if child.dep_ in ("det", "poss")]
    definite = any(d.lower_ in ("the", "this", "that", "these", "those") or d.dep_ == "poss" for d in determiners)
    return Candidate(
        start=left.idx, end=end, head=token.i, heads=(token.i,), kind="common", lemma=lemma,
        title=parsed.text[left.idx : end], label=token.ent_type_,
        plural=token.tag_ == "NNS" or lemma in table.collectives, definite=definite,
        gender=table.genders.get(lemma), role=role, sentence=sentence,
    )  # fmt: skip


def _phrase_end(token: Token) -> int:
    """End of a common noun phrase with the phrases that say whose or where (`officials in the ministry`)."""
    last = token
    for child in token.rights:
        near = child.left_edge.i == last.i + 1
        if not near or not ((child.dep_ == "prep" and child.lower_ in _PLACING) or child.dep_ == "amod"):
            break
        if any(t.pos_ in ("VERB", "AUX", "PUNCT") and t.text not in "-–’'&." for t in child.subtree):
            break
        if any(t.ent_type_ in ("DATE", "TIME") or t.lower_ in ("years", "months", "days") for t in child.subtree):
            break
        last = child.right_edge
    while last.i > token.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return int(last.idx) + len(last)


def name_key(text: str) -> str:
    """Return a name folded for comparison: no leading article, no possessive, single spaces."""
    plain = re.sub(r"\s+", " ", fold(text).strip(" \"'.,")).removeprefix("the ")
    return re.sub(r"'s?$", "", plain)
