"""Parse nodes → ranges of the text: sources, cues and contents as PolNeAR's annotators cut them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.resolve.referents_names import nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.language.parse import Parsed

Range = tuple[int, int]

# texts that say something themselves
TEXTS = frozenset(
    {"report", "statement", "letter", "poll", "survey", "study", "article", "story", "ad", "advertisement", "post",
     "tweet",
     "email", "e-mail", "memo", "document", "record", "filing", "lawsuit", "complaint", "book", "editorial", "column",
     "analysis", "release", "message", "sign", "banner", "video", "headline", "piece", "essay", "note", "petition",
     "resolution", "bill", "law", "ruling", "opinion", "decision", "data", "figure", "speech", "comment", "remark",
     "slogan", "text", "op-ed", "brief", "motion", "transcript", "spot", "commercial", "chant", "cable",
     "indictment", "affidavit", "communique", "website", "page", "account", "result", "research", "evidence", "caption"}
)  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_EDGE_PUNCT = frozenset(",;:—–-. ")
_TIME = frozenset({"DATE", "TIME"})
_CUE_PREPS = frozenset({"to", "for", "on", "about", "of", "against", "with", "at", "in", "over", "into", "as"})


def tokens_in(parsed: Parsed, ranges: Iterable[Range]) -> list[Token]:
    """Return the tokens that share a character with the ranges, without blanks."""
    return [t for start, end in ranges for t in parsed.span_at(start, end) or () if not t.is_space]


def overlap(one: Sequence[Range], other: Sequence[Range]) -> float:
    """Return the code points two sets of ranges share, as a share of all they cover (intersection over union)."""
    common = shared(one, other)
    return common / (sum(e - s for s, e in (*one, *other)) - common) if common else 0.0


def shared(one: Sequence[Range], other: Sequence[Range]) -> int:
    """Return how many code points two sets of ranges share."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in other)


def ranges_of(tokens: Iterable[Token]) -> tuple[Range, ...]:
    """Return the half-open ranges that tokens cover; neighbours (also over blanks) are one range."""
    found: list[list[int]] = []
    last = -2
    for token in sorted(tokens, key=lambda t: t.i):
        if token.is_space:
            continue
        end = token.idx + len(token)
        if found and (token.i == last + 1 or _only_space_between(token, last)):
            found[-1][1] = end
        else:
            found.append([token.idx, end])
        last = token.i
    return tuple((start, end) for start, end in found)


def _only_space_between(token: Token, last: int) -> bool:
    return last >= 0 and all(token.doc[i].is_space for i in range(last + 1, token.i))


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without commas, stops and dashes at either end."""
    first, last = 0, len(tokens)
    while first < last and (tokens[first].is_space or tokens[first].text in _EDGE_PUNCT):
        first += 1
    while last > first and (tokens[last - 1].is_space or tokens[last - 1].text in _EDGE_PUNCT):
        last -= 1
    if last - first > 2 and tokens[last - 1].lower_ in ("and", "but", "or"):
        return trimmed(tokens[first : last - 1])
    return list(tokens[first:last])


def subtree(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """Return a node's tokens in text order, without the subtrees of some of its descendants."""
    dropped = {t.i for node in without for t in node.subtree}
    return [t for t in token.subtree if t.i not in dropped]


def noun_phrase(head: Token, *, limit: int | None = None) -> list[Token]:
    """Return the tokens of a noun phrase as a source: with apposition, without a relative clause after a comma.

    Args:
        head: The head noun.
        limit: Token index before which the phrase ends (the cue, when it comes after).
    """
    if head.pos_ == "PRON" and head.dep_ != "conj":
        kept = [t for t in head.subtree if t.i <= head.i or not _after_comma(head, t)]
        return [t for t in kept if t.i == head.i] if head.tag_ in ("WP", "WDT") else trimmed(_run(kept, head))
    dropped: list[Token] = []
    for child in head.rights:
        loose = _comma_before(child)
        clause = child.dep_ in ("relcl", "acl") and loose
        when = child.dep_ in ("npadvmod", "prep") and any(t.ent_type_ in _TIME for t in child.subtree)
        apposed = child.dep_ == "appos" and _sentence_like(child)
        if clause or when or apposed or child.dep_ in ("parataxis", "ccomp", "advcl", "dep"):
            dropped.append(child)
    tokens = subtree(head, without=[*dropped, *_nested_clauses(head)])
    if limit is not None:
        tokens = [t for t in tokens if (t.i < limit) == (head.i < limit)]
    return trimmed(_run(tokens, head))


def _nested_clauses(head: Token) -> list[Token]:
    """Relative clauses after a comma further down (in an apposition)."""
    return [
        t
        for t in head.subtree
        if t.dep_ in ("relcl", "acl") and t.head.i != head.i and t.i > head.i and _comma_before(t)
    ]


def _sentence_like(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and any(c.dep_ in SUBJECTS for c in token.children)


def _comma_before(token: Token) -> bool:
    left = token.left_edge
    return left.i > 0 and left.nbor(-1).text in (",", "—", "–", "-", "(")


def _after_comma(head: Token, token: Token) -> bool:
    return any(t.text in (",", "—", "–") for t in head.doc[head.i + 1 : token.i])


def _run(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The run of tokens around the head that has no gap."""
    indices = {t.i for t in tokens}
    first = last = head.i
    while first - 1 in indices:
        first -= 1
    while last + 1 in indices:
        last += 1
    return [t for t in tokens if first <= t.i <= last]


# verbs whose object is the subject of their infinitive ("urged her to say")
_OBJECT_CONTROL = frozenset(
    {"ask", "tell", "urge", "want", "let", "make", "allow", "force", "lead", "leave", "prompt", "cause", "encourage",
     "get", "help", "order", "persuade", "press", "push", "need", "expect", "see", "hear", "watch", "have", "like",
     "invite", "permit", "enable", "require", "challenge", "remind", "convince", "advise", "warn", "instruct", "teach",
     "implore", "beg", "compel", "inspire", "show", "find", "quote", "feature", "send", "record", "drive"}
)  # fmt: skip
_ISSUING = frozenset(
    {"release", "issue", "put", "post", "send", "publish", "write", "make", "carry", "hold", "wave", "deliver", "file",
     "produce", "run", "air", "circulate", "share", "sign", "tweet", "read"}
)  # fmt: skip
_INHERITING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"})


def subject_of(verb: Token) -> tuple[list[Token], str] | None:
    """Return the tokens of a verb's logical subject, and how it was found; None where there is none.

    Subjects are looked for at the verb, its agent (passive), the verb it is joined to, the noun it modifies and the
    verb that governs it.
    """
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        for noun in agent.children:
            if noun.dep_ == "pobj":
                return noun_phrase(noun), "agent"
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if own is not None:
        return noun_phrase(own, limit=verb.i), "subject"
    if _passive(verb):
        return None
    node = verb
    for _ in range(4):
        if node.dep_ in ("acl", "relcl") and node.head.pos_ in ("NOUN", "PROPN", "PRON"):
            if node is not verb:
                return None
            issuer = _issuer(node.head) if node.tag_ == "VBG" or node.dep_ == "relcl" else None
            if issuer is not None:
                return noun_phrase(issuer, limit=issuer.head.i), "inherited"
            if can_speak(node.head) or node.tag_ != "VBG":
                return noun_phrase_before(node.head, node.i), "modified"
            node = _governor(node.head)
        elif node.dep_ in _INHERITING:
            if node.dep_ == "ccomp" and node.tag_ not in ("VBG", "VB"):
                break
            if node.dep_ == "xcomp" or (node.dep_ == "advcl" and node.tag_ == "VB"):
                controlled = _controlled(node)
                if controlled is not None:
                    return noun_phrase(controlled, limit=node.i), "object"
            node = node.head
        else:
            break
        found = next((c for c in node.children if c.dep_ in SUBJECTS), None)
        if found is not None:
            if verb.tag_ == "VBG" and not can_speak(found):
                found = _nearest_speaker(verb) or found
            return noun_phrase(found, limit=found.head.i), "inherited"
    beside = _beside(verb)
    return (trimmed(_run([*beside.lefts, beside], beside)), "beside") if beside is not None else None


def _nearest_speaker(verb: Token) -> Token | None:
    """The last subject before a participle that can speak (`..., as officials pushed for it, arguing that`)."""
    for index in range(verb.i - 1, verb.sent.start - 1, -1):
        token = verb.doc[index]
        if token.dep_ == "nsubj" and token.head.i < verb.i and can_speak(token):
            return token
    return None


def _issuer(text: Token) -> Token | None:
    """Who issues a text: the subject of `released` in `released a statement saying`."""
    verb = text.head
    if text.dep_ != "dobj" or text.lemma_.lower() not in TEXTS or verb.lemma_.lower() not in _ISSUING:
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT",)), None)


def _beside(verb: Token) -> Token | None:
    """The noun right before a finite verb (adverbs and auxiliaries between), where the parse gives it no subject."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    index = verb.i - 1
    while index > verb.sent.start and verb.doc[index].pos_ in ("ADV", "AUX", "PART"):
        index -= 1
    token = verb.doc[index]
    if index < verb.sent.start or token.pos_ not in ("PROPN", "PRON", "NOUN") or not can_speak(token):
        return None
    while token.dep_ in ("compound", "nmod") and token.head.i > token.i and token.head.i < verb.i:
        token = token.head
    return token


def _passive(verb: Token) -> bool:
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "relcl", "ROOT", "prep", "conj")
    if verb.dep_ == "conj" and participle:
        return _passive(verb.head)
    return participle and not any(c.dep_ == "aux" for c in verb.children)


def _controlled(verb: Token) -> Token | None:
    """The object that governs an infinitive, where its verb lends it (`urged her to say`)."""
    head = verb.head
    if head.pos_ != "VERB" or head.lemma_.lower() not in _OBJECT_CONTROL:
        return None
    for child in head.children:
        if child.dep_ == "dobj" and child.i < verb.i and child.pos_ in ("PRON", "PROPN", "NOUN"):
            return child
    return None


def _governor(noun: Token) -> Token:
    """The verb that a noun belongs to."""
    node = noun
    for _ in range(6):
        if node.pos_ in ("VERB", "AUX") or node.head.i == node.i:
            break
        node = node.head
    return node


def can_speak(noun: Token) -> bool:
    """Whether a noun may name a source: a name, a person, a body, or a text."""
    if noun.pos_ in ("PROPN", "PRON") or noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    table = nouns()
    lemma = noun.lemma_.lower()
    return lemma in table.persons or lemma in table.bodies or lemma in TEXTS


def noun_phrase_before(head: Token, limit: int) -> list[Token]:
    """Return a noun phrase up to the token index `limit`."""
    return trimmed(_run([t for t in head.subtree if t.i < limit], head)) or [head]


def cue_tokens(verb: Token, content: Sequence[Token]) -> list[Token]:
    """Return the verb with its auxiliaries, negation, particles and near adverbs, and the verbs that govern it."""
    inside = {t.i for t in content}
    chosen = {verb.i}
    for child in verb.children:
        if child.i in inside:
            continue
        if child.dep_ in ("aux", "auxpass", "neg", "prt") or _near_adverb(child, verb):
            chosen.add(child.i)
        if child.dep_ == "prep" and child.i > verb.i and child.i + 1 in inside and child.lower_ in _CUE_PREPS:
            chosen.add(child.i)
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ") and verb.i - verb.head.i <= 4:
        chosen.update(t.i for t in cue_tokens(verb.head, content) if t.i < verb.i)
    doc: Doc = verb.doc
    first, last = min(chosen), max(chosen)
    between = [doc[i] for i in range(first, last + 1)]
    if all(t.i in chosen or t.pos_ in ("ADV", "PART", "AUX") for t in between if t.i not in inside):
        return [t for t in between if t.i not in inside]
    return _run([doc[i] for i in chosen], verb)


def _near_adverb(child: Token, verb: Token) -> bool:
    if child.dep_ not in ("advmod", "acomp") or abs(child.i - verb.i) > 3 or child.tag_ == "WRB":
        return False
    return sum(1 for _ in child.subtree) == 1
