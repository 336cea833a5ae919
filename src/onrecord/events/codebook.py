"""The codebook: event types, contexts and the frames that trigger them, read from YAML.

A codebook is one YAML file with `types` and, in it or in the files that it names under `include`, `verbs`, `nouns`,
`classes`, `contexts` and `lists`. The keys of a frame are the fields of `RawFrame`; docs/reference/codebook.md
says what each means. Adding a type, a mode or a trigger needs no code.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.errors import SettingsError
from onrecord.model import Quad
from onrecord.resources import data_path

Role = Literal["actor", "recipient", "none"]


class Mode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mode of a type: its intensity (-10 to 10) and definition."""

    intensity: float
    definition: str


class TypeInfo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event type.

    Attributes:
        quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        root15: The type in the 15 roots of the PLV data set.
        quad15: Quad class of `root15` where it differs from `quad`.
        intensity: -10 to 10.
        definition: What counts.
        example: A sentence of ours.
        cameo: CAMEO codes that map to the type; several codes map to one type.
        future: The type that an act of this type becomes when it is planned; None keeps the type.
        modes: The modes by name.
    """

    quad: Quad
    root15: str
    quad15: Quad | None = None
    intensity: float
    definition: str
    example: str
    cameo: tuple[str, ...] = ()
    future: str | None = None
    modes: Mapping[str, Mode] = {}


class RawFrame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One frame as the YAML has it: lemmas joined by `|`; `$name` stands for a class, `@TYPE` for a type's verbs.

    Attributes:
        v: Verbs (in `verbs`).
        n: Nouns (in `nouns`).
        obj: The direct object's head must be one of these; `any` for whatever object.
        comp: There must be a clause whose verb is one of these; `any` for whatever clause, `ccomp` for a finite one,
            `xcomp` for an infinitive, `compsubj` for one with a subject of its own.
        prep: There must be one of these prepositions.
        pobj: The object of a preposition must be one of these.
        prt: There must be one of these particles.
        to: Where the recipient is, in order: `obj`, `iobj`, `subj`, `comp`, `compsubj` or a preposition.
        by: Where the actor is: `subj`, `obj`, `pobj` or a preposition.
        mode: Mode of the type.
        type: Another type than the section's.
        both: Reciprocal: both sides are actors when they are joined, and the relation holds both ways.
        joint: Only with "joint", "together", or two sides.
        crowd: Only when the subject is a crowd or a civil group.
        armed: Only when the subject is troops or fighters.
        person: Only when the recipient is a person.
        country: Only when the recipient has a country.
        light: Only when a light verb governs the noun.
        verbal: A noun for a speech act.
        poss: Role of the possessor of the noun.
        of: Role of the object of "of".
        from: Role of the object of "from".
        w: How sure the frame is, 0 to 1.
    """

    v: str | None = None
    n: str | None = None
    obj: str | None = None
    comp: str | None = None
    prep: str | None = None
    pobj: str | None = None
    prt: str | None = None
    to: str = "obj"
    by: str = "subj"
    mode: str | None = None
    type: str | None = None
    both: bool = False
    joint: bool = False
    crowd: bool = False
    armed: bool = False
    person: bool = False
    country: bool = False
    light: bool = False
    verbal: bool = False
    poss: Role = "actor"
    of: Role = "none"
    from_: Role = msgspec.field(name="from", default="none")
    w: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A compiled frame: `RawFrame` with its words expanded and a name that ends up in an event's `why`."""

    name: str
    type: str
    words: frozenset[str]
    is_noun: bool
    obj: frozenset[str] | None
    comp: frozenset[str] | None
    prep: frozenset[str] | None
    pobj: frozenset[str] | None
    prt: frozenset[str] | None
    to: tuple[str, ...]
    raw: RawFrame

    @property
    def demands(self) -> int:
        """How many conditions the frame sets, a specific one counting twice as much as `any`."""
        raw = self.raw
        conditions = (self.obj, self.comp, self.prep, self.pobj, self.prt)
        flags = (raw.joint, raw.crowd, raw.armed, raw.light)
        return sum(0 if c is None else 1 if "any" in c else 2 for c in conditions) + 2 * sum(flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Types, frames by trigger word, contexts by word, and the word lists of the rules."""

    name: str
    version: str
    types: Mapping[str, TypeInfo]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    contexts: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]
    inner_modes: Mapping[str, Mapping[str, str]]
    inner_types: Mapping[str, Mapping[str, str]]

    def intensity(self, type_: str, mode: str | None) -> float:
        """Return the intensity of a type in a mode, -10 to 10."""
        info = self.types[type_]
        return info.modes[mode].intensity if mode is not None and mode in info.modes else info.intensity

    def root15(self, type_: str, *, is_planned: bool = False) -> str:
        """Return the root of a type in the PLV data set, for which a concession to come is an agreement."""
        root = self.types[type_].root15
        return "AGREE" if is_planned and root == "YIELD" and "AGREE" in self.types else root

    def of_cameo(self, code: str) -> str | None:
        """Return the type of a CAMEO code, or of its longest known prefix; None where nothing fits."""
        for length in range(len(code), 1, -1):
            for name, info in self.types.items():
                if code[:length] in info.cameo:
                    return name
        roots = [name for name, info in self.types.items() for c in info.cameo if c.startswith(code[:2])]
        return roots[0] if roots else None


class _Raw(msgspec.Struct, forbid_unknown_fields=True):
    """One codebook file."""

    name: str = ""
    version: str = ""
    include: list[str] = []
    types: dict[str, TypeInfo] = {}
    verbs: dict[str, list[RawFrame]] = {}
    nouns: dict[str, list[RawFrame]] = {}
    classes: dict[str, str] = {}
    contexts: dict[str, str] = {}
    inner_modes: dict[str, dict[str, str]] = {}
    inner_types: dict[str, dict[str, str]] = {}
    lists: dict[str, str] = {}


def load_codebook(path: Path | str | None = None) -> Codebook:
    """Return the codebook of a YAML file; without a path the project's PLOVER codebook.

    A codebook of one's own may leave out the word lists and classes: PLOVER's then hold.

    Args:
        path: YAML file; files under its `include` are read beside it.

    Raises:
        SettingsError: The file cannot be read, has an unknown key, or names a class or type that is not there.
    """
    main = Path(path) if path is not None else data_path("codebook", "plover.yaml")
    return _load(main.resolve())


@functools.lru_cache(maxsize=8)
def _load(main: Path) -> Codebook:
    raws = _read_all(main)
    default = data_path("codebook", "classes.yaml").resolve()
    if main.parent != default.parent:
        raws.append(_read(default))
    classes = {name: words for raw in reversed(raws) for name, words in raw.classes.items()}
    types = {name: info for raw in raws for name, info in raw.types.items()}
    sections = [(type_, frame) for raw in raws for type_, frames in raw.verbs.items() for frame in frames]
    verb_words: dict[str, set[str]] = {}
    for type_, frame in sections:
        bare = frame.obj is None and frame.prep is None and frame.pobj is None and frame.prt is None
        if frame.w >= _SURE and frame.v and bare:
            verb_words.setdefault(type_, set()).update(frame.v.split("|"))
    expand = _Expander(classes=classes, verb_words=verb_words, where=main)
    nouns = [(type_, frame) for raw in raws for type_, frames in raw.nouns.items() for frame in frames]
    for type_, _ in sections + nouns:
        if type_ not in types:
            raise SettingsError(f"triggers for the unknown type {type_}", hint="define it under types", where=str(main))
    head = raws[0]
    return Codebook(
        name=head.name or main.stem,
        version=head.version,
        types=types,
        verbs=_index(_compile(sections, expand, is_noun=False)),
        nouns=_index(_compile(nouns, expand, is_noun=True)),
        contexts={name: frozenset(words.split("|")) for raw in raws for name, words in raw.contexts.items()},
        lists={n: frozenset(words.split("|")) for raw in reversed(raws) for n, words in raw.lists.items()},
        inner_modes={k: v for raw in raws for k, v in raw.inner_modes.items()},
        inner_types={k: v for raw in raws for k, v in raw.inner_types.items()},
    )


# A verb stands for its type behind `@TYPE` where a frame without further conditions is at least as sure as this.
_SURE = 0.7


def _read_all(main: Path) -> list[_Raw]:
    head = _read(main)
    return [head, *(_read(main.parent / name) for name in head.include)]


def _read(path: Path) -> _Raw:
    import yaml

    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_word_loader())
        return msgspec.convert(data, _Raw)
    except OSError as error:
        raise SettingsError(f"the codebook cannot be read: {error}", hint="give the path of a YAML file") from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        hint = "compare it with data/codebook/plover.yaml and docs/reference/codebook.md"
        raise SettingsError(f"the codebook is not right: {error}", hint=hint, where=str(path)) from error


@functools.lru_cache(maxsize=1)
def _word_loader() -> type:
    """Return a safe YAML loader for which `on`, `off`, `no` are words (they are prepositions here, not booleans)."""
    import yaml

    fast: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is built
    loader = type("WordLoader", (fast,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [(tag, regex) for tag, regex in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return loader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expander:
    """Turns `a|$class|@TYPE` into a set of words."""

    classes: Mapping[str, str]
    verb_words: Mapping[str, set[str]]
    where: Path

    def __call__(self, words: str | None) -> frozenset[str] | None:
        return frozenset(self._each(words)) if words is not None else None

    def _each(self, words: str) -> Iterator[str]:
        for word in words.split("|"):
            if word.startswith("$"):
                if word[1:] not in self.classes:
                    raise SettingsError(
                        f"the class {word} is not defined", hint="add it under classes", where=str(self.where)
                    )
                yield from self._each(self.classes[word[1:]])
            elif word.startswith("@"):
                yield from self.verb_words.get(word[1:], set())
            else:
                yield word


def _compile(sections: Iterable[tuple[str, RawFrame]], expand: _Expander, *, is_noun: bool) -> Iterator[Frame]:
    for type_, raw in sections:
        words = raw.n if is_noun else raw.v
        if not words:
            raise SettingsError(
                f"a frame of {type_} has no trigger", hint="give it `v` or `n`", where=str(expand.where)
            )
        parts = (("obj", raw.obj), ("comp", raw.comp), ("prep", raw.prep), ("prt", raw.prt), ("pobj", raw.pobj))
        name = " ".join([words.split("|")[0], *(f"{key}={value.split('|')[0]}" for key, value in parts if value)])
        yield Frame(
            name=name,
            type=raw.type or type_,
            words=frozenset(words.split("|")),
            is_noun=is_noun,
            obj=expand(raw.obj),
            comp=expand(raw.comp),
            prep=expand(raw.prep),
            pobj=expand(raw.pobj),
            prt=expand(raw.prt),
            to=tuple(raw.to.split("|")),
            raw=raw,
        )


def _index(frames: Iterable[Frame]) -> dict[str, tuple[Frame, ...]]:
    """Return frames by the last part of each trigger word, the most demanding first; stable."""
    by_word: dict[str, list[Frame]] = {}
    for frame in frames:
        for word in sorted(frame.words):
            by_word.setdefault(word.rsplit("_", 1)[-1], []).append(frame)
    return {word: tuple(sorted(found, key=lambda f: (-f.demands, -f.raw.w))) for word, found in by_word.items()}
