"""The codebook as a page: `python -m onrecord.events.page docs/reference/codebook.md`; a test keeps the page fresh."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from onrecord.events.codebook import Codebook, Frame, load_codebook

QUAD_NAMES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

FRAME_KEYS = """## Reading and writing frames

A codebook is YAML; `load_codebook(path)` (or `Reader(codebook=...)`) takes one of your own. It needs `types`; its `verbs` and
`nouns` hold the frames of each type. Words are lemmas joined by `|`; `$name` is a word class of `classes`, `@TYPE` the plain
verbs of a type; `a_b` is two words in a row. What a codebook leaves out (classes, word lists) is taken from PLOVER's.

| key | meaning |
|---|---|
| `v`, `n` | the trigger: verbs in `verbs`, nouns in `nouns` |
| `obj` | the object must be one of these; `any`; `none` for no object at all |
| `comp` | there must be a clause with one of these acts; `any`; `xcomp` infinitive, `ccomp` finite, `that`, `compsubj` with a subject |
| `prep`, `pobj`, `prt` | there must be one of these prepositions, objects of a preposition, particles |
| `to` | where the recipient stands, in order: `obj`, `iobj`, `subj`, `comp`, `compsubj`, or a preposition |
| `by` | where the actor stands: `subj` (default, whatever the voice), `obj`, `pobj`, or a preposition |
| `poss`, `of`, `from` | role of the possessor, of the object of "of" or "from" (nouns): `actor`, `recipient`, `none` |
| `mode`, `type` | mode of the type; another type than the section's |
| `both` | reciprocal: two joined subjects are both actors |
| `joint`, `crowd`, `armed`, `person`, `country`, `light`, `verbal` | only with two sides; a crowd as subject; troops as subject; a person or a country as recipient; under a light verb; a noun for a speech act |
| `w` | how sure the frame is, 0 to 1 (0.8) |

Example: `{v: impose|slap, obj: $sanctions, to: "on|against"}` finds "Chile imposed new tariffs on Peru" and "tariffs were slapped on
Peru by Chile". The frame that sets the most conditions wins; what it governs is not told twice.
"""  # noqa: E501 - a table


def render_page(book: Codebook) -> str:
    """Return the reference page of a codebook as Markdown, with a trailing newline."""
    return "\n".join([*_head(book), *(line for name in book.types for line in _type(name, book)), FRAME_KEYS])


def _head(book: Codebook) -> Iterator[str]:
    yield f"# Codebook {book.name} ({book.version})"
    yield ""
    yield "Made from `data/codebook/*.yaml` by `python -m onrecord.events.page`; do not edit."
    yield ""
    yield "Quad classes follow the sections of the PLOVER manual; where PLV's map of 15 roots differs it is given too"
    yield "(YIELD = CONCEDE + RETREAT, material cooperation). Intensities are the manual's expert scores, -10 to 10."
    yield "Several CAMEO codes map to one type, so the way back from a type to a code is not unique."
    yield ""
    yield "| type | quad | root of 15 | intensity | planned becomes | verbs | nouns |"
    yield "|---|---|---|---|---|---|---|"
    for name, info in book.types.items():
        verbs, nouns = _frames(book, name, is_noun=False), _frames(book, name, is_noun=True)
        quad = f"{info.quad} {QUAD_NAMES[info.quad]}" + (f" (PLV {info.quad15})" if info.quad15 else "")
        counts = f"{len(verbs)} | {len(nouns)}"
        yield f"| {name} | {quad} | {info.root15} | {info.intensity:g} | {info.future or ''} | {counts} |"
    yield ""


def _type(name: str, book: Codebook) -> Iterator[str]:
    info = book.types[name]
    yield f"## {name}"
    yield ""
    yield f"{info.definition} Example: *{info.example}*"
    yield ""
    yield f"CAMEO: {', '.join(info.cameo)}."
    yield ""
    if info.modes:
        yield "| mode | intensity | |"
        yield "|---|---|---|"
        yield from (f"| {mode} | {each.intensity:g} | {each.definition} |" for mode, each in info.modes.items())
        yield ""
    for is_noun in (False, True):
        words = sorted({word for frame in _frames(book, name, is_noun=is_noun) for word in frame.words})
        if words:
            yield f"{'Nouns' if is_noun else 'Verbs'}: {', '.join(w.replace('_', ' ') for w in words)}."
            yield ""


def _frames(book: Codebook, type_: str, *, is_noun: bool) -> set[Frame]:
    index = book.nouns if is_noun else book.verbs
    return {frame for frames in index.values() for frame in frames if frame.type == type_}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_page(load_codebook()), encoding="utf-8")
