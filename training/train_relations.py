"""Train the pair model and write data/models/plover_pair.npz.

Run: python training/train_relations.py PLV/train.jsonl COPED/train.jsonl [OUT]

PLV (snowood1/Zero-Shot-PLOVER) gives roots; COPED (eventdata/ConfliBERT) rows that are not in PLV only quad classes.
Deterministic: full-batch gradient steps from zero, no random numbers. Scores: `onrecord evaluate relations`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.evaluate.relations import PENALTY, featurise, read_coped, read_plv
from onrecord.events.codebook import load_codebook
from onrecord.events.linear import digest, fit, write_linear

OUT = Path(__file__).resolve().parents[1] / "data" / "models" / "plover_pair.npz"


def main(plv: Path, coped: Path, out: Path = OUT) -> None:
    """Fit on both sets and write the weights."""
    pairs = read_plv(plv)
    known = {digest(p.sentence) for p in pairs}
    pairs += [p for p in read_coped(coped) if digest(p.sentence) not in known]
    model = fit(featurise(pairs, load_codebook()), [p.roots for p in pairs], penalty=PENALTY)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_linear(model, out, seen=sorted({digest(p.sentence) for p in pairs}))
    print(
        f"{len(pairs)} pairs, {len(model.index)} features, {len(model.labels)} roots, {out.stat().st_size} bytes: {out}"
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
