"""Names in a phrase that no table knows: runs of capitalised words."""

from __future__ import annotations

from onrecord.resolve.phrases import Hit, Reading

ARTICLES = frozenset(("the", "a", "an"))
_NOT_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "sen", "rep", "gov", "gen", "lt", "col", "maj", "adm",
     "capt", "sgt", "the", "rev", "hon")
)  # fmt: skip
_PARTICLES = frozenset(
    ("de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "van", "von", "der", "den", "bin", "ibn", "al",
     "el",
     "ben", "ter", "ten", "y", "e", "le", "du")
)  # fmt: skip


def capital_runs(reading: Reading) -> list[tuple[int, ...]]:
    """Runs of capitalised words no table knows, particles between them too (`Carlos de Céspedes`): likely names."""
    runs: list[list[int]] = []
    for index in reading.unknown:
        word = reading.words[index]
        if not word.is_title or word.key in _NOT_NAMES or word.key in ARTICLES:
            continue
        last = runs[-1][-1] if runs else index
        between = range(last + 1, index)
        if runs and all(reading.words[i].key in _PARTICLES for i in between) and _is_joined(reading, last, index):
            runs[-1].extend((*between, index))
        else:
            runs.append([index])
    return [tuple(run) for run in runs]


def _is_joined(reading: Reading, first: int, last: int) -> bool:
    """Whether no comma and no possessive stands between two words at most four apart."""
    if last - first > 4 or reading.words[first].possessive:
        return False
    return "," not in reading.text[reading.words[first].end : reading.words[last].start]


def name_run(reading: Reading, hit: Hit) -> tuple[int, ...]:
    """Indices of the capitalised words around a hit that no other hit covers."""
    unknown = set(reading.unknown)
    first, last = hit.first, hit.last
    while (
        first - 1 in unknown
        and reading.words[first - 1].is_title
        and reading.words[first - 1].key not in _NOT_NAMES | ARTICLES
    ):
        first -= 1
    while last in unknown and reading.words[last].is_title:
        last += 1
    return tuple(range(first, last))


def without(reading: Reading, gone: set[int]) -> str:
    """Return the phrase without some words and a leading article."""
    kept: list[str] = []
    for index, word in enumerate(reading.words):
        if index in gone or (not kept and word.key in ARTICLES):
            continue
        kept.append(word.raw)
    return " ".join(kept)
