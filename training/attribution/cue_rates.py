"""Count, over PolNeAR train, how often each verb in each frame attributes; write data/attribution/cue_rates.csv.

usage: python training/attribution/cue_rates.py POLNEAR_TRAIN.jsonl.gz [OUT.csv]

Only counts leave the corpus. A frame of a verb attributes when some gold attribution's cue holds the verb and its
content's tokens and the frame's overlap with IoU >= 0.5.
"""

from __future__ import annotations

import collections
import sys
from pathlib import Path

from onrecord.attribution.frames import verb_frames
from onrecord.attribution.nominal import noun_frames
from onrecord.attribution.states import quote_state
from onrecord.evaluate.attribution import read_gold
from onrecord.ingest import from_text
from onrecord.language import Parsed, parse_many
from onrecord.language.quotations import find_quotations

RARE = 3
HEADER = """\
# How often a verb in a grammatical frame attributes what the frame holds: counts over PolNeAR v1.0 train (840 articles
# of US political news, 2015-16). lemma * is the rate of rare lemmas (seen at most 3 times) in the frame.
# quotation: out = no quotation marks, in = the verb is inside a quotation, has = the frame's content has a quotation.
# Source: counted by training/attribution/cue_rates.py; annotations of github.com/networkdynamics/PolNeAR. 2026-11-22.
"""


def main(source: str, target: str) -> None:
    """Count and write."""
    lines = read_gold(Path(source))
    seen: collections.Counter[tuple[str, str, str]] = collections.Counter()
    hits: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for line, parsed in zip(lines, parse_many(from_text(line.text) for line in lines), strict=True):
        quotations = find_quotations(parsed.text, parsed.paragraphs)
        by_cue = collections.defaultdict(list)
        for gold in line.attributions:
            content = _indices(parsed, gold.content)
            for index in _indices(parsed, gold.cue):
                by_cue[index].append(content)
        for frames in (*verb_frames(parsed.doc), *noun_frames(parsed.doc)):
            for frame in frames:
                key = (frame.lemma, frame.name, quote_state(frame, quotations))
                own = {t.i for t in frame.content if not t.is_punct and not t.is_space}
                seen[key] += 1
                hits[key] += any(2 * len(own & c) >= len(own | c) for c in by_cue.get(frame.verb.i, ()))
    write(Path(target), seen, hits)


def _indices(parsed: Parsed, spans: list[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        found.update(t.i for t in parsed.span_at(start, end) or () if not t.is_punct and not t.is_space)
    return found


Counts = collections.Counter[tuple[str, str, str]]


def write(path: Path, seen: Counts, hits: Counts) -> None:
    """Write the table: rates of rare lemmas first, then lemmas that attribute or are common."""
    rare_seen: collections.Counter[tuple[str, str]] = collections.Counter()
    rare_hits: collections.Counter[tuple[str, str]] = collections.Counter()
    for key, count in seen.items():
        if count <= RARE:
            rare_seen[key[1:]] += count
            rare_hits[key[1:]] += hits[key]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.write("lemma,frame,quotation,seen,attributed\n")
        for frame, state in sorted(rare_seen):
            file.write(f"*,{frame},{state},{rare_seen[frame, state]},{rare_hits[frame, state]}\n")
        for key in sorted(seen):
            if (hits[key] or seen[key] > 10) and key[0].isascii() and key[0].replace(" ", "").isalpha():
                file.write(f"{','.join(key)},{seen[key]},{hits[key]}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "data/attribution/cue_rates.csv")
