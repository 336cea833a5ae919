"""Who speaks where the words beside the cue do not tell, and what he answers with.

- `with_inherited_source`: "Kenya expelled the envoy, accusing soldiers of a raid": the participle's source is Kenya.
- `with_answer_cue`: "replied to a post about him by saying 'Good'": the cue goes on to `by saying`, the content begins
  after it.
- `with_narrated_speakers`: "The minister said the envoy had left. 'Nobody wrote to us,' he said." The second cue's `he`
  is the first cue's speaker, not somebody whom the reported words mention.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import msgspec

from onrecord.attribution.acts import head_of
from onrecord.attribution.cues import cues, lemma_of
from onrecord.attribution.relations import Relation
from onrecord.attribution.spans import ranges_of, shared, subject_of, tokens_in
from onrecord.language.parse import Parsed
from onrecord.model import Actor, Statement
from onrecord.resolve.referents import Referents

_ANSWERING = frozenset({"respond", "reply", "answer", "react", "retort", "counter", "retaliate"})
_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


def with_inherited_source(relation: Relation, parsed: Parsed) -> Relation:
    """Return the relation with the subject that its cue's verb inherits, where it has no source of its own.

    Only a participle or a verb joined to another inherits; what lies in the content is no source.
    """
    if relation.source or not relation.cue:
        return relation
    cue = tokens_in(parsed, relation.cue)
    head = head_of(cue)
    if head is None or head.pos_ != "VERB" or head.dep_ not in ("advcl", "conj"):
        return relation
    found = subject_of(head)
    if found is None or found[1] != "inherited":
        return relation
    ranges = ranges_of(found[0])
    inside = shared(ranges, (*relation.content, *relation.cue))
    return relation if inside or not ranges else dataclasses.replace(relation, source=ranges)


def with_answer_cue(relation: Relation, parsed: Parsed) -> Relation:
    """Return the relation of an answering cue with its content cut to what follows `by saying` or the like.

    What stands between the answering verb and `by` names what is answered; it is no part of the answer.
    """
    cue = tokens_in(parsed, relation.cue)
    if not any(lemma_of(t) in _ANSWERING for t in cue) or len(relation.content) != 1:
        return relation
    end = relation.content[0][1]
    tokens = tokens_in(parsed, relation.content)
    for by, verb, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if by.lower_ == "by" and verb.tag_ == "VBG" and lemma_of(verb) in cues().verbs and by.sent == cue[-1].sent:
            first = after.nbor() if after.text in (",", ":") and after.idx + 1 < end else after
            said = (by.idx, verb.idx + len(verb))
            return dataclasses.replace(relation, cue=(*relation.cue, said), content=((first.idx, end),))
    return relation


def with_narrated_speakers(statements: Sequence[Statement], referents: Referents, parsed: Parsed) -> list[Statement]:
    """Return the statements, with `he` and `she` beside a cue read as the last speaker where that is who is meant.

    It is meant where the last speaker is a person of no other gender who spoke in the same paragraph or the one before,
    and the narrator has not since named the one whom the pronoun was taken for.
    """
    done: list[Statement] = []
    for statement in statements:
        last = next((s for s in reversed(done) if s.within is None and s.content[0].start < _at(statement)), None)
        done.append(_narrated(statement, last, referents, parsed) if last is not None else statement)
    return done


def _at(statement: Statement) -> int:
    return (statement.source or statement.cue or statement.content)[0].start


def _narrated(statement: Statement, last: Statement, referents: Referents, parsed: Parsed) -> Statement:
    word = statement.source[0].exact.casefold() if len(statement.source) == 1 else ""
    meant = last.speaker
    if word not in ("he", "she") or statement.within is not None or meant is None or meant == statement.speaker:
        return statement
    if not _is_one_person(meant) or len(last.source) != 1:
        return statement
    if parsed.paragraph_at(_at(statement)) - parsed.paragraph_at(_at(last)) > 1:
        return statement
    if statement.speaker is not None and _named_since(statement.speaker, last, referents, _at(statement)):
        return statement
    if _gender(meant, referents) not in (None, _GENDERS[word]):
        return statement
    return msgspec.structs.replace(statement, speaker=meant, speaker_spans=last.speaker_spans or last.source)


def _is_one_person(actor: Actor) -> bool:
    first = actor.name.split(maxsplit=1)[0].casefold()
    return actor.kind == "person" or (actor.kind == "unnamed" and first in ("a", "an", "one", "another"))


def _named_since(actor: Actor, last: Statement, referents: Referents, before: int) -> bool:
    """Whether the narrator names the actor between the last speaker and `before`; reported words do not count."""
    since = last.source[-1].end
    return any(
        m.actor == actor
        and since <= m.start < before
        and m.rule != "pronoun"
        and not any(s.start <= m.start < s.end for s in last.content)
        for m in referents.mentions
    )


def _gender(actor: Actor, referents: Referents) -> str | None:
    """The gender that the text's own pronouns give the actor; None where they give none or both."""
    found = {
        _GENDERS[word] for m in referents.mentions if m.actor == actor and (word := m.exact.casefold()) in _GENDERS
    }
    return found.pop() if len(found) == 1 else None
