"""Candidate mentions → chains: which mentions of one article name the same person, body or country."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.language.parse import Parsed
from onrecord.resolve.pronouns import Nature, Seen, antecedent
from onrecord.resolve.referents_mentions import Candidate
from onrecord.resolve.referents_names import Gender, PersonName, fold, nouns, same_person

if TYPE_CHECKING:
    from spacy.tokens import Token

# sentences back that "the official" or "the group" may point at
_MAX_BACK_SAME_NOUN = 12
_GENERIC_OFFICE = frozenset(
    {"head", "first", "crown", "chief", "deputy", "vice", "major", "general", "member", "majority", "lady", "state",
     "author", "host", "executive", "independent"}
)  # fmt: skip
_TOP_OFFICES = frozenset({"president", "prime", "premier", "chancellor", "king", "emir", "sultan", "ayatollah"})
_POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "your"})
_EMPTY_WORDS = frozenset({"the", "this", "that", "these", "those", "a", "an", "its", "his", "her", "their", "our"})


@dataclass(slots=True)
class Chain:
    """The mentions of one referent; grows while the article is read.

    Attributes:
        number: Its number in the article.
        nature: What it is.
        names: Names as written, for people.
        keys: Normalised names, for what is not a person.
        offices: Folded words of titles, appositions and predicates.
        phrases: Ranges that describe it (title with name, apposition), in text order.
        mentions: Candidates with the rule that put them here.
        gender: None where unknown.
        plural: Whether it is several.
    """

    number: int
    nature: Nature
    names: list[PersonName] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    phrases: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[tuple[Candidate, str]] = field(default_factory=list)
    gender: Gender | None = None
    plural: bool = False

    @property
    def fullest(self) -> PersonName | None:
        """The name with most parts; the first of equals."""
        return max(self.names, key=lambda n: len(n.parts), default=None)

    @property
    def last(self) -> Candidate:
        """The latest mention."""
        return self.mentions[-1][0]


def build_chains(candidates: Sequence[Candidate], parsed: Parsed) -> list[Chain]:
    """Return the chains of an article, in the order of their first mention."""
    builder = _Builder(parsed, candidates)
    for candidate in candidates:
        builder.add(candidate)
    return [chain for chain in builder.chains if chain.mentions]


class _Builder:
    """Left-to-right reading of the candidates. Full names of the whole article are known from the start."""

    def __init__(self, parsed: Parsed, candidates: Sequence[Candidate]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.chains: list[Chain] = []
        self.seen: list[Seen] = []
        self.of_head: dict[int, Chain] = {}
        self.by_family: dict[str, list[PersonName]] = {}
        self.family_votes: dict[str, int] = {}
        self.full: list[PersonName] = []
        for candidate in candidates:
            if candidate.kind == "person" and candidate.name is not None:
                family = candidate.name.family
                self.family_votes[family] = self.family_votes.get(family, 0) + 1
                if candidate.name.given is not None and candidate.name not in self.full:
                    self.full.append(candidate.name)
                    self.by_family.setdefault(family, []).append(candidate.name)

    def add(self, candidate: Candidate) -> None:
        """Put one candidate into its chain, or start one."""
        if candidate.kind == "relative":
            self._relative(candidate)
        elif candidate.kind == "pronoun":
            number = antecedent(candidate, self.seen[-60:], self.doc)
            if number is not None:
                self._join(self.chains[number], candidate, "pronoun")
        elif self._is_person(candidate):
            self._person(candidate)
        elif candidate.kind == "name" or candidate.kind == "person":
            self._other_name(candidate)
        else:
            self._common(candidate)

    # -- people

    def _is_person(self, candidate: Candidate) -> bool:
        if candidate.kind == "common" or candidate.name is None:
            return False
        if candidate.kind == "person":
            return True
        single = len(candidate.name.parts) == 1 and not candidate.plural and not candidate.definite
        return single and candidate.name.family in self.by_family

    def _person(self, candidate: Candidate) -> None:
        name = candidate.name
        assert name is not None
        chain = self._find_person(name, candidate)
        rule = "name" if name.given is not None else "surname"
        if chain is None:
            chain = self._new("person")
            chain.names.append(name)
            known = [full for full in self.by_family.get(name.family, ()) if name.given is None]
            if len(known) == 1:
                chain.names.append(known[0])
        elif name not in chain.names:
            chain.names.append(name)
        chain.gender = chain.gender or candidate.gender or next((n.gender for n in chain.names if n.gender), None)
        if candidate.title:
            chain.offices.update(_office_words(candidate.title))
            chain.phrases.append((candidate.start, candidate.end))
        self._join(chain, candidate, rule)
        self._describe(chain, candidate)
        self._absorb(chain, self.doc[candidate.head])

    def _absorb(self, chain: Chain, head: Token) -> None:
        """Take in the description that a name stands in apposition to (`city resident Ali Novak`)."""
        other = self.of_head.get(head.head.i) if head.dep_ == "appos" and head.head.i < head.i else None
        if other is None or other is chain or other.nature != "person" or other.names or len(other.mentions) != 1:
            return
        described = other.mentions.pop()[0]
        chain.offices.update(_office_words(described.title))
        self.seen = [item for item in self.seen if item.referent != other.number]
        self._join(chain, described, "apposition")

    def _find_person(self, name: PersonName, candidate: Candidate) -> Chain | None:
        matches = [
            chain
            for chain in self.chains
            if chain.nature == "person"
            and chain.names
            and any(same_person(name, own) for own in chain.names)
            and all(_not_other(name, own) for own in chain.names)
            and (chain.gender is None or candidate.gender is None or chain.gender == candidate.gender)
        ]
        return max(matches, key=lambda chain: chain.last.start, default=None)

    def _describe(self, chain: Chain, candidate: Candidate) -> None:
        """Take offices from appositions (`X, the minister`) and predicates (`X is the minister`)."""
        head = self.doc[candidate.head]
        described: list[Token] = [child for child in head.rights if child.dep_ == "appos"]
        if head.dep_ == "appos":
            described.append(head.head)
        elif head.dep_ == "nsubj" and head.head.lemma_ == "be":
            described.extend(c for c in head.head.rights if c.dep_ == "attr")
        for token in described:
            if token.pos_ not in ("NOUN", "PROPN", "NUM") or token.ent_type_ in ("DATE", "PERSON"):
                continue
            start, end = _descriptor(token, candidate)
            if end - start > 2 and token.lemma_.lower() != candidate.lemma:
                chain.phrases.append((start, end))
                chain.offices.update(_office_words(self.parsed.text[start : token.idx + len(token)]))

    # -- others

    def _other_name(self, candidate: Candidate) -> None:
        chain = self._find_key(candidate)
        if chain is None:
            nature: Nature = {"GPE": "country", "NORP": "group"}.get(candidate.label, "body")  # type: ignore[assignment]
            if candidate.label in ("LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"):
                nature = "thing"
            chain = self._new(nature)
            chain.plural = candidate.plural
        if candidate.key not in chain.keys:
            chain.keys.append(candidate.key)
        short = _acronym(self.parsed.text, candidate.end)
        if short and short not in chain.keys:
            chain.keys.append(short)
        self._join(chain, candidate, "name")

    def _find_key(self, candidate: Candidate) -> Chain | None:
        key = candidate.key
        others = [chain for chain in self.chains if chain.keys]
        for chain in others:
            if key in chain.keys:
                return chain
        for chain in others:
            for own in chain.keys:
                if (len(key) >= 2 and _initials(own) == key) or (_initials(key) == own and len(own) >= 2):
                    return chain
                if " " in key and (own.endswith(" " + key) or (key.endswith(" " + own) and " " in own)):
                    return chain
        return None

    def _common(self, candidate: Candidate) -> None:
        head = self.doc[candidate.head]
        chain = self._apposed(head)
        if chain is not None:
            chain.offices.update(_office_words(candidate.title))
            self._join(chain, candidate, "apposition")
            return
        if candidate.definite and not self._possessed_by_other(head):
            found = self._title_of(candidate) or self._same_noun(candidate)
            if found is not None:
                chain, rule = found
                self._join(chain, candidate, rule)
                return
        chain = self._new(_nature(candidate))
        chain.plural = candidate.plural
        chain.gender = candidate.gender
        self._join(chain, candidate, "description")

    def _apposed(self, head: Token) -> Chain | None:
        if head.dep_ == "appos" and head.head.i in self.of_head:
            chain = self.of_head[head.head.i]
            return chain if chain.nature == "person" and not chain.plural else None
        return None

    def _possessed_by_other(self, head: Token) -> bool:
        return any(child.dep_ == "poss" and child.pos_ != "PRON" for child in head.lefts)

    def _title_of(self, candidate: Candidate) -> tuple[Chain, str] | None:
        """The holder of the office that a definite singular phrase names (`the president`)."""
        if candidate.plural or candidate.lemma not in nouns().offices or candidate.lemma in _GENERIC_OFFICE:
            return None
        asked = _office_words(candidate.title) - _EMPTY_WORDS
        holders = [
            chain
            for chain in self.chains
            if chain.nature == "person" and candidate.lemma in chain.offices and asked <= chain.offices | {"former"}
        ]
        if not holders and candidate.lemma == "leader" and len(asked) > 1:
            # "the Israeli leader" is the Israeli prime minister
            holders = [c for c in self.chains if c.offices & _TOP_OFFICES and asked - {"leader"} <= c.offices]
        # the main one, unless another was named much later
        chain = max(holders, key=lambda c: math.log(len(c.mentions)) + 0.1 * c.last.sentence, default=None)
        return (chain, "title") if chain is not None else None

    def _same_noun(self, candidate: Candidate) -> tuple[Chain, str] | None:
        if candidate.title.split(" ", 1)[0].lower() in _POSSESSIVES:
            return None
        asked = _office_words(candidate.title) - _EMPTY_WORDS
        for item in reversed(self.seen):
            if candidate.sentence - item.candidate.sentence > _MAX_BACK_SAME_NOUN:
                return None
            chain = self.chains[item.referent]
            if item.candidate.kind == "common" and item.candidate.lemma == candidate.lemma:
                if item.plural == candidate.plural and asked <= _office_words(item.candidate.title):
                    return chain, "same-noun"
            elif item.candidate.kind == "name" and not candidate.plural and self._named_so(chain, candidate):
                return chain, "head-noun"
        return None

    def _named_so(self, chain: Chain, candidate: Candidate) -> bool:
        if candidate.lemma in nouns().bodies and any(key.split()[-1:] == [candidate.lemma] for key in chain.keys):
            return True
        return candidate.lemma in nouns().country_words and chain.nature == "country" and candidate.lemma != "state"

    def _relative(self, candidate: Candidate) -> None:
        node = self.doc[candidate.head].head
        for _ in range(4):
            if node.dep_ == "relcl" or node.head.i == node.i:
                break
            node = node.head
        chain = self.of_head.get(node.head.i) if node.dep_ == "relcl" else None
        if chain is not None:
            self._join(chain, candidate, "relative")

    # -- common

    def _new(self, nature: Nature) -> Chain:
        chain = Chain(number=len(self.chains), nature=nature)
        self.chains.append(chain)
        return chain

    def _join(self, chain: Chain, candidate: Candidate, rule: str) -> None:
        chain.mentions.append((candidate, rule))
        if candidate.gender is not None and chain.nature == "person":
            chain.gender = chain.gender or candidate.gender
        for head in candidate.heads:
            self.of_head[head] = chain
        self.seen.append(Seen(candidate, chain.number, chain.nature, chain.gender, chain.plural, len(chain.mentions)))


def _not_other(name: PersonName, own: PersonName) -> bool:
    """False where two names share a family name but have given names that cannot be one person's."""
    return name.given is None or own.given is None or same_person(name, own)


def _nature(candidate: Candidate) -> Nature:
    table = nouns()
    if candidate.lemma in table.bodies and not candidate.plural and candidate.lemma not in table.persons:
        return "body"
    if candidate.lemma == "source" and " of " in candidate.title:
        return "group" if candidate.plural else "thing"
    return "group" if candidate.plural else ("person" if candidate.lemma in table.persons else "body")


def _office_words(text: str) -> set[str]:
    words = {fold(word) for word in re.findall(r"\w[\w'’-]*", text)}
    return words | {word.rpartition("-")[2] for word in words} | {re.sub(r"'s?$", "", word) for word in words}


def _descriptor(token: Token, candidate: Candidate) -> tuple[int, int]:
    """The apposition's own words: its subtree up to a relative clause or a finite verb, without the name itself."""
    tokens = list(token.subtree)
    first, last = token.left_edge, token
    for t in tokens:
        if t.i <= token.i:
            continue
        if t.dep_ in ("relcl", "acl") or t.i == candidate.head or t.text in (",", "(", "—", "–"):
            break
        last = t
    if first.i <= candidate.head <= last.i:
        return token.idx, token.idx + len(token)
    return first.idx, last.idx + len(last)


def _initials(key: str) -> str:
    words = [word for word in re.split(r"[\s-]+", key) if word not in ("of", "the", "and", "for", "on", "in")]
    return "".join(word[0] for word in words if word) if len(words) > 1 else ""


def _acronym(text: str, end: int) -> str | None:
    match = re.match(r" \(([A-Z][A-Za-z.]{1,7})\)", text[end : end + 14])
    return fold(match.group(1)) if match else None
