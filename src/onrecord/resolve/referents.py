"""Parse → referents: who and what an article talks about, with every mention tied to its referent.

Names, short names, titles, demonym phrases, bodies, descriptions and pronouns are put into chains
(`referents_chains`); each chain gets one Actor with the fullest name of the article, and the country, sectors and
office that a table or the article's own words give. What is not known stays None.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from onrecord.language.parse import Parsed
from onrecord.language.quotations import Quotation
from onrecord.model import Actor, ActorCode, ActorKind, Mention
from onrecord.resolve.actors import actor
from onrecord.resolve.referents_chains import Chain, build_chains
from onrecord.resolve.referents_mentions import Candidate, find_candidates
from onrecord.resolve.referents_names import PersonName, fold, nouns, person_name

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSON_KINDS = frozenset({"person", "unnamed"})


@dataclass(frozen=True, slots=True)
class Referents:
    """All actor mentions of one article.

    Attributes:
        mentions: In text order; `chain` numbers are shared by the mentions of one referent.
    """

    mentions: tuple[Mention, ...]
    parsed: Parsed = field(repr=False)
    on: dt.date | None = None
    heads: Mapping[int, int] = field(default_factory=dict, repr=False)

    def actor_at(self, start: int, end: int) -> Mention | None:
        """Return the mention that a noun phrase is, by its head; else what the phrase itself says.

        Args:
            start: First code point of the phrase.
            end: One past its last code point.

        Returns:
            A mention of the article; or a new one (rule `phrase` or `group`) over the phrase; or None where the
            phrase names nobody that can be told.
        """
        span = self.parsed.span_at(start, end)
        if span is None:
            return None
        words = [token for token in span if not token.is_space]
        if not words:
            return None
        head = _head(span.root, start, end)
        if _is_group(head, end):
            return self._phrase(start, end, "group")
        index = self.heads.get(head.i)
        if index is not None and self.mentions[index].rule not in ("name", "surname", "pronoun", "relative"):
            index = self._apposed_name(head, words) or index
        if index is None:
            inside = [self.heads[t.i] for t in words if t.i in self.heads and t.pos_ != "PRON"]
            index = inside[0] if len(set(inside)) == 1 and words[0].i in self.heads else None
        if index is not None:
            return self.mentions[index]
        return None if head.pos_ == "PRON" else self._phrase(start, end, "phrase")

    def _apposed_name(self, head: Token, words: Sequence[Token]) -> int | None:
        """The person named at the end of a phrase (`the front-runner Mari Tamm`, `the minister, Mari Tamm`)."""
        last = words[-1]
        index = self.heads.get(last.i)
        if index is None or last.i == head.i or self.mentions[index].rule not in ("name", "surname"):
            return None
        actor_ = self.mentions[index].actor
        start = self.mentions[index].start
        between = [t for t in words if head.i < t.i and t.idx < start]
        plain = all(t.text == "," for t in between)
        return index if plain and actor_ is not None and actor_.kind == "person" else None

    def chain(self, number: int) -> tuple[Mention, ...]:
        """Return all mentions of one referent."""
        return tuple(mention for mention in self.mentions if mention.chain == number)

    def _phrase(self, start: int, end: int, rule: str) -> Mention | None:
        text = self.parsed.text[start:end]
        actor = _described(text, "group" if rule == "group" else "person", plural=rule == "group", on=self.on)
        if actor is None:
            return None
        if rule == "group":
            actor = self._common(actor, start, end)
        return Mention(start=start, end=end, exact=text, kind="actor", actor=actor, rule=rule)

    def _common(self, group: Actor, start: int, end: int) -> Actor:
        """A group's actor with the country and sectors that its members share."""
        span = self.parsed.span_at(start, end)
        if span is None:
            return group
        heads = [span.root, *[t for t in span if t.dep_ == "conj" and t.head.i in {s.i for s in span}]]
        members = [self.mentions[self.heads[t.i]].actor for t in heads if t.i in self.heads]
        known = [member for member in members if member is not None]
        countries = {member.country for member in known if member.country is not None}
        sectors = [set(member.sectors) for member in known]
        return Actor.of(
            group.name,
            group.kind,
            country=countries.pop() if len(countries) == 1 else None,
            sectors=tuple(s for s in group.sectors if all(s in own for own in sectors)),
        )


def find_referents(parsed: Parsed, quotations: Sequence[Quotation] = (), *, on: dt.date | None = None) -> Referents:
    """Return the referents of one article.

    Args:
        parsed: The article with its parse.
        quotations: Its quotations; pronouns in them are read from the speaker's side.
        on: Day the article is about, for offices; the published day where the caller knows it.

    Returns:
        Mentions in text order. A mention without an actor is not listed; a pronoun that fits no mention neither.
    """
    candidates = find_candidates(parsed, quotations)
    found: list[tuple[Candidate, Mention]] = []
    for chain in build_chains(candidates, parsed):
        actor = _actor(chain, parsed, on)
        if actor is None:
            continue
        for candidate, rule in chain.mentions:
            exact = parsed.text[candidate.start : candidate.end]
            mention = Mention(
                start=candidate.start, end=candidate.end, exact=exact, kind="actor", actor=actor,
                chain=chain.number, rule=rule,
            )  # fmt: skip
            found.append((candidate, mention))
    found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    heads: dict[int, int] = {}
    for index, (candidate, _) in enumerate(found):
        for head in candidate.heads:
            heads.setdefault(head, index)
    return Referents(tuple(mention for _, mention in found), parsed, on, heads)


def _head(root: Token, start: int, end: int) -> Token:
    """The head of a phrase; for `one of the officials` the noun after of."""
    if root.lower_ in ("one", "some", "many", "all", "most", "both", "two", "three", "several", "none", "others"):
        for child in root.rights:
            if child.lower_ == "of" and child.idx < end:
                for noun in child.rights:
                    if noun.dep_ == "pobj" and start <= noun.idx < end and noun.pos_ == "PRON":
                        return root
    return root


def _is_group(head: Token, end: int) -> bool:
    """Whether the phrase goes on with `and` and another noun."""
    conjuncts = [child for child in head.rights if child.dep_ == "conj" and child.idx < end]
    joined = any(child.dep_ == "cc" and child.lower_ in ("and", "&") for child in head.rights)
    return bool(conjuncts) and joined and head.pos_ in ("NOUN", "PROPN", "PRON")


def _actor(chain: Chain, parsed: Parsed, on: dt.date | None) -> Actor | None:
    if chain.nature == "person" and chain.names:
        return _person(chain, parsed, on)
    first = next((c for c, _ in chain.mentions if c.kind not in ("pronoun", "relative")), None)
    if first is None:
        return None
    text = parsed.text[first.start : first.end]
    if first.kind == "name":
        return _named_chain(chain, parsed, on)
    return _described(text, chain.nature, plural=chain.plural, on=on)


def _person(chain: Chain, parsed: Parsed, on: dt.date | None) -> Actor:
    name = chain.fullest
    assert name is not None
    codes = [_code(name.text, on)]
    own = next((code for code in codes if code.basis == "table:person" and _names(code, name)), None)
    if name.given is None and (own is None or own.office is None):
        own, codes = None, []
    elif own is None:
        codes = []
    codes.extend(_code(parsed.text[start:end], on) for start, end in chain.phrases)
    codes = [code for code in codes if code is own or code.basis != "table:person" or _names(code, name)]
    known = next((code for code in codes if code.country), None)
    office = _office(chain) or next((code.office for code in codes if code.office), None)
    return Actor.of(
        own.name if own is not None and own.name else name.text,
        "person",
        country=known.country if known else None,
        sectors=next((code.sectors for code in codes if code.sectors), ()),
        office=office,
        wikidata=own.wikidata if own else None,
    )


def _names(code: ActorCode, name: PersonName) -> bool:
    """Whether a table's person bears the family name of the text's person."""
    known = person_name(code.name or "")
    return known is not None and (known.family == name.family or known.parts[0] == name.parts[0])


def _office(chain: Chain) -> str | None:
    """The office that a title before the name tells, in lower case; None for a mere courtesy or a former office."""
    table = nouns()
    for candidate, _ in chain.mentions:
        words = list(re.findall(r"[\w'’.-]+", candidate.title)) if candidate.kind == "person" else []
        start = next((n for n, w in enumerate(words) if fold(w.strip(".")) in table.offices), None)
        if start is None or any(fold(w) in ("former", "ex", "late", "then") for w in words):
            continue
        kept = [w for w in words if fold(w.strip(".")) not in table.courtesy]
        return " ".join(fold(w) for w in _without_country(kept))
    return None


def _without_country(words: Sequence[str]) -> Sequence[str]:
    for size in (3, 2, 1):
        if len(words) > size and _code(" ".join(words[:size]), None).kind == "country":
            return words[size:]
        if len(words) > size and size == 1 and _code(words[0], None).country and words[0][:1].isupper():
            return words[1:]
    return words


def _named_chain(chain: Chain, parsed: Parsed, on: dt.date | None) -> Actor | None:
    """The actor of the name a table knows, the longest first; else of the longest name."""
    names = sorted((c for c, _ in chain.mentions if c.kind == "name"), key=lambda c: -len(c.key))
    found = [_named(parsed.text[c.start : c.end], c.label, on) for c in names]
    known = [_code(_bare(parsed.text[c.start : c.end]), on).kind for c in names]
    for actor_, kind in zip(found, known, strict=True):
        if actor_ is not None and kind not in (None, "person", "unnamed"):
            return actor_
    return next((actor_ for actor_ in found if actor_ is not None), None)


def _bare(text: str) -> str:
    return re.sub(r"['’]s?$", "", text)


def _named(text: str, label: str, on: dt.date | None) -> Actor | None:
    plain = _bare(text)
    code = _code(plain, on)
    kinds: dict[str, ActorKind] = {"ORG": "organisation", "NORP": "group"}
    kind = code.kind or kinds.get(label)
    if kind is None:
        return None
    if code.kind == "person" and label not in ("PERSON", ""):
        return None if label == "GPE" else Actor.of(plain, "organisation")
    name = code.name or re.sub(r"^[Tt]he ", "", plain)
    return Actor.of(name, kind, country=code.country, sectors=code.sectors, office=None, wikidata=code.wikidata)


def _described(text: str, nature: str, *, plural: bool, on: dt.date | None) -> Actor | None:
    """The actor of a phrase without a name (`a senior Cuban official`, `the ministry`)."""
    code = _code(text, on)
    if code.basis == "table:person" and nature != "body":
        # "a Bush administration official" is not Bush
        code = msgspec.structs.replace(code, kind=None, name=None, office=None)
    if code.kind == "person" and (plural or nature == "body"):
        # "the Trump administration": the holder's government
        return Actor.of(re.sub(r"^[Tt]he ", "", text), "government", country=code.country, sectors=code.sectors)
    if code.kind in ("country", "government", "body", "organisation", "person") and code.name and not plural:
        return Actor.of(
            code.name, code.kind, country=code.country, sectors=code.sectors, office=code.office, wikidata=code.wikidata
        )
    table = nouns()
    words = [fold(w) for w in re.findall(r"\w+", text)]
    known = any(w in table.persons or w in table.bodies or w.rstrip("s") in table.persons for w in words)
    if not known and code.kind is None and nature != "group":
        return None
    kind: ActorKind = "group" if plural else "unnamed" if nature in _PERSON_KINDS else "organisation"
    if kind == "organisation" and code.kind in ("country", "government", "body"):
        kind = code.kind
    if plural and any(w in ("official", "officials", "source", "sources", "aide", "aides") for w in words):
        kind = "unnamed"
    name = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", text) if kind == "organisation" else text
    return Actor.of(name, kind, country=code.country, sectors=code.sectors)


def _code(text: str, on: dt.date | None) -> ActorCode:
    """What the actor tables say of a phrase."""
    return actor(text, on=on)
