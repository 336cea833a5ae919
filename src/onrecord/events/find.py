"""Parsed article → events: frames, roles, factuality, gates, and one Event for what is told several times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.events.cast import ActorSource, MentionCast, country_of
from onrecord.events.codebook import Codebook, load_codebook
from onrecord.events.draft import Draft, contexts_of, date_of, place_of, sentence_span, tellers, told_by
from onrecord.events.factuality import Standing, noun_standing, refuses, standing
from onrecord.events.frames import Hit, word_in
from onrecord.events.gates import GATES
from onrecord.events.grammar import lemma
from onrecord.events.hits import find_hits
from onrecord.events.merge import merge_drafts
from onrecord.language.parse import Parsed
from onrecord.model import Event, Factuality, Mention, Place, Span, Statement, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

# Acts whose matter is another act: what they ask for, refuse, promise or threaten is not an event of its own.
_ABOUT_ACTS = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN"})
_WEIGHT: dict[Factuality, float] = {
    "actual": 1.0, "planned": 0.95, "threatened": 0.9, "alleged": 0.95, "denied": 0.9, "hypothetical": 0.6,
}  # fmt: skip
_NEEDS_PARTNER = frozenset({"COOPERATE"})
# Weight of an event whose other side is only the other country that the sentence names.
_IMPLIED = 0.8
# "both countries" names the sides again, not another one.
_BOTH = re.compile(
    r"(?:both|(?:the )?two) (?:countries|sides|nations|governments|neighbou?rs|leaders|parties|men)$", re.I
)
# "trains its fighters", "met his aides": one's own people are no other side.
_FOR_OTHERS = frozenset({"AID", "CONSULT", "COOPERATE", "SUPPORT"})
_OWN = re.compile(r"(?:its|his|her|their|our|my|own) ", re.I)
_POLITICIANS = frozenset({"GOV", "LEG", "PTY", "ELI", "OPP"})
# Two words of sport in one sentence: nothing political is told.
_SPORT_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    parsed: Parsed
    cast: MentionCast
    statements: Sequence[Statement]
    times: Sequence[TimeExpression]
    places: Sequence[Place]
    codebook: Codebook


def find_events(
    parsed: Parsed,
    quotations: Sequence[object],  # noqa: ARG001 - part of every stage's call; statements say what is quoted
    referents: ActorSource,
    statements: Sequence[Statement],
    *,
    times: Sequence[TimeExpression] = (),
    places: Sequence[Place] = (),
    codebook: Codebook | None = None,
) -> list[Event]:
    """Return the events of one article, by first telling.

    Args:
        parsed: The article with its parse.
        quotations: Its quotations.
        referents: Its actors; anything with `actor_at(start, end) -> Mention | None`.
        statements: Its statements; an event inside a statement's content is told on that statement's word.
        times: Its time expressions.
        places: Its places.
        codebook: Types and frames; PLOVER by default.

    Returns:
        Events with at least one political actor; offsets count code points of `parsed.text`, half-open.
    """
    book = codebook or load_codebook()
    article = _Article(
        parsed=parsed, cast=MentionCast(parsed, referents, book), statements=statements, times=times, places=places,
        codebook=book,
    )  # fmt: skip
    drafts = [draft for sentence in parsed.doc.sents for draft in _sentence_drafts(sentence, article)]
    return merge_drafts(drafts, article_id=parsed.article.id, codebook=book)


def _sentence_drafts(sentence: Tokens, article: _Article) -> Iterator[Draft]:
    if sum(word_in(t, article.codebook.lists["sports"]) for t in sentence) >= _SPORT_WORDS:
        return
    hits = find_hits(sentence, article.cast, article.codebook)
    covered = _covered(hits, article.codebook.lists["denied"])
    for hit in hits:
        if hit.trigger.i in covered:
            continue
        draft = _draft(hit, sentence, article)
        if draft is not None:
            yield draft


def _covered(hits: Sequence[Hit], denials: frozenset[str]) -> set[int]:
    """Return the tokens inside the matter of speech acts: acts asked for, refused, promised or threatened.

    What is denied is told all the same, as denied.
    """
    covered: set[int] = set()
    for hit in hits:
        if hit.type not in _ABOUT_ACTS or hit.frame.is_noun or lemma(hit.trigger) in denials:
            continue
        roots = [hit.complement, *hit.words[1:]]
        roots += [
            s for c in hit.trigger.children if c.dep_ == "prep" for s in c.children if s.dep_ in ("pobj", "pcomp")
        ]
        for root in roots:
            if root is not None and root != hit.trigger:
                covered |= {t.i for t in root.subtree if not _in_relative(t, root)}
        if not hit.frame.obj:
            covered |= {c.i for c in hit.trigger.children if c.dep_ == "dobj" and c.pos_ == "NOUN"}
    return covered


def _in_relative(token: Token, root: Token) -> bool:
    while token != root:
        if token.dep_ in ("relcl", "appos"):
            return True
        token = token.head
    return False


def _draft(hit: Hit, sentence: Tokens, article: _Article) -> Draft | None:
    book = article.codebook
    state = standing(hit.carrier, book)
    noun = hit.trigger if hit.frame.is_noun else hit.words[-1] if hit.frame.obj and hit.words else None
    if noun is not None and state.factuality == "actual" and not state.is_negated:
        state = noun_standing(noun, book) or state
    if refuses(hit, state, book):
        hit = replace(hit, type="REJECT", mode=book.inner_modes.get("REJECT", {}).get(hit.type))
        state = Standing(factuality="actual", cue="will not")
    if state.is_negated or state.is_asked:
        return None
    actors = _mentions(hit.actors, article.cast)
    told = tellers(hit.trigger, article.statements)
    speech = told_by(hit.trigger, article.statements)
    if speech is not None and not told:
        # attribution knows who speaks here, and that nobody else's words hold it
        state = Standing(factuality="actual") if state.factuality == "denied" else state
        actors = article.cast.sources(speech) or actors
    recipients = tuple(m for m in _mentions(hit.recipients, article.cast) if not _same(m, actors))
    if hit.frame.raw.verbal and lemma(hit.carrier) == "face":
        return None  # "faces a threat from rebels": nobody has threatened anything
    if hit.type in _FOR_OTHERS:
        home = {None, *(country_of(m) for m in actors)}
        recipients = tuple(m for m in recipients if not _OWN.match(m.exact) or country_of(m) not in home)
    hit = _verbal_attack(hit, actors, recipients)
    type_, mode = _future_type(hit, state, book)
    named = tuple(m for m in recipients if not _BOTH.match(m.exact))
    implied = _other_side(type_, actors, named, sentence, article)
    recipients = named or implied or recipients
    factuality: Factuality = "alleged" if told and state.factuality == "actual" else state.factuality
    text = article.parsed.text
    words = hit.words or (hit.trigger,)
    draft = Draft(
        type=type_,
        mode=mode,
        contexts=contexts_of(sentence, book),
        actors=actors,
        recipients=recipients,
        date=date_of(hit.carrier, hit.trigger, sentence, article.times),
        place=place_of(hit.carrier, hit.trigger, sentence, article.places),
        trigger=Span.of(text, min(t.idx for t in words), max(t.idx + len(t) for t in words)),
        word=lemma(hit.trigger),
        thing=lemma(hit.words[-1]) if len(hit.words) > 1 else None,
        evidence=sentence_span(article.parsed, sentence),
        factuality=factuality,
        according_to=told,
        confidence=round(_confidence(hit, actors, recipients, factuality) * (_IMPLIED if implied else 1), 3),
        is_reciprocal=hit.frame.raw.both,
        about=hit.about or (hit.type if type_ != hit.type else None),
        has_light_verb=hit.carrier != hit.trigger,
        has_political_actor=any(article.cast.is_political(m) for m in actors),
        politics=_politics(type_, actors, recipients, article.cast),
        is_public=any(word_in(t, book.lists["politics_words"]) for t in sentence),
        is_near_country=_near_country(sentence, article.cast),
        why=_why(hit, state, book) + ("; other side by the sentence" if implied else ""),
    )
    return next((None for gate in GATES if not gate(draft, hit.frame)), draft)


def _verbal_attack(hit: Hit, actors: Sequence[Mention], recipients: Sequence[Mention]) -> Hit:
    """Return ACCUSE for a politician who "attacks" someone of his own country without a weapon in sight."""
    if hit.type != "ASSAULT" or lemma(hit.trigger) not in ("attack", "assail") or hit.mode or hit.frame.is_noun:
        return hit
    people = [m.actor for m in actors if m.actor is not None and m.actor.kind == "person"]
    home = {a.country for a in people}
    if len(people) != len(actors) or not people or not all(_POLITICIANS & set(a.sectors) for a in people):
        return hit
    at_home = all(country_of(m) in (None, *home) for m in recipients)
    return replace(hit, type="ACCUSE", mode="disapprove") if recipients and at_home else hit


def _other_side(
    type_: str, actors: Sequence[Mention], recipients: Sequence[Mention], sentence: Tokens, article: _Article
) -> tuple[Mention, ...]:
    """Return the one other country's actor in the sentence, for an act that needs a partner and names none."""
    home = {country_of(m) for m in actors} - {None}
    if type_ not in _NEEDS_PARTNER or recipients or len(home) != 1:
        return ()
    others = [m for t in sentence if (m := article.cast.mention(t)) is not None and article.cast.is_political(m)]
    abroad = {country_of(m): m for m in reversed(others) if country_of(m) not in (None, *home)}
    return tuple(abroad.values()) if len(abroad) == 1 else ()


def _mentions(tokens: Sequence[Token], cast: MentionCast) -> tuple[Mention, ...]:
    found = (cast.mention(token) for token in tokens)
    return tuple({(m.start, m.end): m for m in found if m is not None}.values())


def _same(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(m.actor is not None and mention.actor is not None and m.actor.id == mention.actor.id for m in others)


def _future_type(hit: Hit, state: Standing, book: Codebook) -> tuple[str, str | None]:
    future = book.types[hit.type].future
    if state.factuality == "planned" and future is not None and state.cue not in book.lists["tried"]:
        return future, hit.mode if hit.mode in book.types[future].modes else None
    return hit.type, hit.mode if hit.mode in book.types[hit.type].modes else None


def _confidence(hit: Hit, actors: Sequence[Mention], recipients: Sequence[Mention], factuality: Factuality) -> float:
    """Return 0..1: the frame's weight, less for a side that is missing or has no country, and for mere possibility."""
    sides = [
        (0.6 if not side else 0.85 if all(country_of(m) is None for m in side) else 1.0)
        for side in (actors, recipients)
    ]
    if hit.frame.raw.both and len(actors) > 1 and not recipients:
        sides[1] = 1.0
    return round(hit.frame.raw.w * sides[0] * max(sides[1], 0.7) * _WEIGHT[factuality] / 0.95 * 0.95, 3)


def _why(hit: Hit, state: Standing, book: Codebook) -> str:
    index = book.nouns if hit.frame.is_noun else book.verbs
    others = [f.type for f in index.get(lemma(hit.trigger), ()) if f.type != hit.type]
    parts = [f"{'noun' if hit.frame.is_noun else 'verb'} frame `{hit.frame.name}` of {hit.frame.type}"]
    if hit.type != hit.frame.type:
        parts.append(f"{hit.type} by its complement")
    if state.cue is not None:
        parts.append(f"{state.factuality} by `{state.cue}`")
    if others:
        parts.append(f"runner-up {others[0]}")
    return "; ".join(parts)


def _politics(type_: str, actors: Sequence[Mention], recipients: Sequence[Mention], cast: MentionCast) -> int:
    """Return how many sides are political; two countries, or a crowd that protests, make an act political too."""
    count = sum(any(cast.is_political(m) for m in side) for side in (actors, recipients))
    if count == 0:
        ours, theirs = ({country_of(m) for m in side} - {None} for side in (actors, recipients))
        return int(bool(ours and theirs and ours != theirs) or (type_ == "PROTEST" and bool(actors)))
    return count


def _near_country(sentence: Tokens, cast: MentionCast) -> bool:
    return any(t.ent_type_ in ("GPE", "NORP") and cast.has_country(t) for t in sentence)
