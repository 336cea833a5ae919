"""All frames that hold in a sentence, verbs before nouns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.events.codebook import Codebook
from onrecord.events.frames import Cast, Hit, verb_hit
from onrecord.events.noun_frames import noun_hit

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_hits(tokens: Iterable[Token], cast: Cast, codebook: Codebook) -> list[Hit]:
    """Return the frames that hold in a sentence, in text order; at most one for each trigger word.

    What a matched frame governs is not told twice: "imposed sanctions" is one hit, not two.
    """
    found: list[Hit] = []
    taken: set[int] = set()
    candidates = [t for t in tokens if not t.is_punct and not t.is_space]
    for token in candidates:
        is_verb = token.pos_ == "VERB" or (token.pos_ in ("AUX", "ADJ") and token.tag_.startswith("VB"))
        if is_verb and token.dep_ != "amod":
            hit = verb_hit(token, cast, codebook)
            if hit is not None:
                found.append(hit)
                taken.update(t.i for t in hit.words)
    for token in candidates:
        if token.pos_ in ("NOUN", "PROPN") and token.i not in taken:
            hit = noun_hit(token, cast, codebook)
            if hit is not None:
                found.append(hit)
    return sorted(found, key=lambda h: h.trigger.i)
