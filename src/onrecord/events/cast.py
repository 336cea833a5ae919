"""Who in a text can act: tokens → actor mentions, and whether an actor is a political one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from onrecord.events.codebook import Codebook
from onrecord.events.frames import word_in
from onrecord.events.grammar import lemma, phrase
from onrecord.language.parse import Parsed
from onrecord.model import Actor, ActorKind, Mention, Statement
from onrecord.resolve.referents_names import nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

# Sectors of PLOVER that make an actor political whatever its country.
POLITICAL_SECTORS = frozenset(
    {
        "GOV",
        "MIL",
        "REB",
        "OPP",
        "PTY",
        "IGO",
        "SPY",
        "COP",
        "LEG",
        "JUD",
        "UAF",
        "INS",
        "SEP",
        "PRM",
        "IMG",
        "ELI",
        "COU",
    }
)
CROWD_SECTORS = frozenset({"CVL", "OPP", "LAB", "EDU", "REL", "SOC", "NGO", "MED", "REF", "AGR"})
_NOT_ACTORS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
# Rules of mentions that only say what a phrase contains, not that it is someone.
_LOOSE_RULES = frozenset({"phrase", "group", None})
_NAMES = frozenset({"PERSON", "GPE", "ORG", "NORP"})
_POS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"})
_LISTS: tuple[tuple[str, ActorKind, str], ...] = (
    ("state_nouns", "unnamed", "GOV"),
    ("armed_nouns", "group", "MIL"),
    ("bloc_nouns", "group", "IGO"),
    ("crowd_nouns", "group", "CVL"),
)


class ActorSource(Protocol):
    """What the events need of an article's referents (`onrecord.resolve.referents.Referents` is one)."""

    def actor_at(self, start: int, end: int) -> Mention | None:
        """Return the actor mention that a phrase is, or None."""
        ...


class MentionCast:
    """The actors of one article, looked up once a token."""

    def __init__(self, parsed: Parsed, referents: ActorSource, codebook: Codebook) -> None:
        self._parsed = parsed
        self._referents = referents
        self._lists = codebook.lists
        self._seen: dict[int, Mention | None] = {}
        self._political: set[tuple[int, int]] = set()
        self._datelines = _datelines(parsed)

    def mention(self, token: Token) -> Mention | None:
        """Return the actor mention that a token heads, or None."""
        if token.i not in self._seen:
            found = self._look_up(token)
            self._seen[token.i] = found
            if found is not None and (is_political(found) or self._is_political_word(token)):
                self._political.add((found.start, found.end))
        return self._seen[token.i]

    def sources(self, statement: Statement) -> tuple[Mention, ...]:
        """Return the actor mention of a statement's source, where one noun phrase is all of it; else nothing."""
        if len(statement.source) != 1 or statement.source[0].exact.casefold() in ("who", "which", "that"):
            return ()
        span = self._parsed.span_at(statement.source[0].start, statement.source[0].end)
        found = self.mention(span.root) if span is not None else None
        return (found,) if found is not None else ()

    def is_political(self, mention: Mention) -> bool:
        """Whether a mention got from this cast is a political actor, by its actor or its head noun."""
        return (mention.start, mention.end) in self._political

    def _is_political_word(self, token: Token) -> bool:
        if any(word_in(token, self._lists[name]) for name in ("state_nouns", "armed_nouns", "bloc_nouns")):
            return True
        return word_in(token, self._lists["dissent_nouns"])

    def plays(self, token: Token) -> bool:
        """Whether the phrase headed by the token is an actor."""
        return self.mention(token) is not None

    def is_person(self, token: Token) -> bool:
        """Whether it is a person, or people."""
        mention = self.mention(token)
        return (
            mention is not None and mention.actor is not None and mention.actor.kind in ("person", "unnamed", "group")
        )

    def has_country(self, token: Token) -> bool:
        """Whether it has a country."""
        mention = self.mention(token)
        return mention is not None and mention.actor is not None and mention.actor.country is not None

    def is_crowd(self, token: Token) -> bool:
        """Whether it is a crowd or a civil group."""
        mention = self.mention(token)
        if word_in(token, self._lists["crowd_nouns"]):
            return True
        return mention is not None and mention.actor is not None and bool(CROWD_SECTORS & set(mention.actor.sectors))

    def is_place(self, token: Token) -> bool:
        """Whether it names a town or region, not a country or nation."""
        mention = self.mention(token)
        return token.ent_type_ in ("GPE", "LOC", "FAC") and (
            mention is None or mention.actor is None or mention.actor.kind != "country"
        )

    def is_rival(self, token: Token, others: Sequence[Token]) -> bool:
        """Whether it is not of the others' country."""
        mention = self.mention(token)
        country = country_of(mention) if mention is not None else None
        theirs = {country_of(m) for m in map(self.mention, others) if m is not None}
        return country is None or country not in theirs

    def _look_up(self, token: Token) -> Mention | None:
        if token.pos_ not in _POS or token.ent_type_ in _NOT_ACTORS:
            return None
        if any(start <= token.idx < end for start, end in self._datelines):
            return None
        doc = self._parsed.doc
        if token.pos_ == "ADJ" or token.dep_ in ("amod", "compound", "nmod"):
            if not token.ent_type_ and token.pos_ != "PROPN" and not token.text[:1].isupper():
                return None
            first = token.i
            while first > 0 and (
                (doc[first - 1].dep_ == "compound" and doc[first - 1].head == token)
                or (token.ent_type_ and doc[first].ent_iob_ == "I")  # "North" in "North Korean"
            ):
                first -= 1
            start, end = doc[first].idx, token.idx + len(token)
        else:
            low, high = phrase(token)
            start, end = doc[low].idx, doc[high - 1].idx + len(doc[high - 1])
        found = self._referents.actor_at(start, end)
        if found is None or found.actor is None or not self._can_act(token, found):
            found = self._unnamed(token, start, end)
        return self._with_country(token, found) if found is not None else None

    def _with_country(self, token: Token, mention: Mention) -> Mention:
        """Give "the president of war-torn Peru", "police in Lima" the country that the phrase names."""
        actor = mention.actor
        if actor is None or actor.country is not None or actor.kind not in ("unnamed", "group", "organisation"):
            return mention
        near = [
            sub for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "from") for sub in c.children
        ]
        near += [c for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss")]
        for other in near:
            if other.ent_type_ not in ("GPE", "NORP"):
                continue
            place = self._referents.actor_at(other.idx, other.idx + len(other))
            country = country_of(place) if place is not None else None
            if country is not None:
                known = Actor.of(actor.name, actor.kind, country=country, sectors=actor.sectors, office=actor.office)
                return msgspec.structs.replace(mention, actor=known)
        return mention

    def _can_act(self, token: Token, mention: Mention) -> bool:
        """Whether the head may act: a name or pronoun, or a noun for people and bodies ("Peruvian control" may not)."""
        if token.pos_ != "NOUN" or token.ent_type_ in _NAMES or token.text[:1].isupper():
            return True
        if mention.rule not in _LOOSE_RULES:
            return True
        known = nouns()
        word = lemma(token)
        if word in known.persons or word in known.collectives or word in known.bodies or word in known.country_words:
            return True
        return any(word_in(token, self._lists[name]) for name, _, _ in _LISTS)

    def _unnamed(self, token: Token, start: int, end: int) -> Mention | None:
        if token.pos_ != "NOUN" or token.dep_ in ("compound", "amod", "nmod"):
            return None
        for name, kind, sector in _LISTS:
            if word_in(token, self._lists[name]):
                text = self._parsed.text[start:end]
                actor = Actor.of(text.casefold(), kind, sectors=(sector,))
                return Mention(start=start, end=end, exact=text, kind="actor", actor=actor, rule=f"noun:{name}")
        return None


# "GAZA CITY, April 9 (Agency) --", "LAGOS: ": where a report was filed is nobody who acts.
_DATELINE = re.compile(r"\s*[A-Z][A-Z.'’ -]{2,}(?:, [\w .]{2,30})?(?: ?\([\w .]+\))? ?(?:--|—|–|- |:)")


def _datelines(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    found = (_DATELINE.match(parsed.view, p.start, p.end) for p in parsed.paragraphs)
    return tuple((match.start(), match.end()) for match in found if match is not None)


def is_political(mention: Mention) -> bool:
    """Whether an actor is a state, its organs or people in office, an armed or political group, or a body of states."""
    actor = mention.actor
    if actor is None:
        return False
    if actor.kind in ("country", "government", "body"):
        return True
    if actor.office is not None or POLITICAL_SECTORS & set(actor.sectors):
        return True
    return actor.kind == "group" and actor.country is not None


def country_of(mention: Mention) -> str | None:
    """Return the country of a mention's actor, or None."""
    return mention.actor.country if mention.actor is not None else None
