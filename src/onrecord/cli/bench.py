"""`onrecord bench`: how fast reading is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from onrecord.cli.common import Files, Json, Output, Quiet, limit_option, note, writing_to

if TYPE_CHECKING:
    from onrecord.bench import Bench


def bench(
    files: Files,
    limit: Annotated[int | None, limit_option("Read at most N articles.")] = None,
    json: Json = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Read articles once and tell articles/s, words/s, share of time per stage, peak memory and start-up time."""
    import dataclasses
    import itertools
    import json as json_

    from onrecord.bench import run
    from onrecord.ingest import read_paths

    note("reading ...", quiet=quiet)
    figures = run(itertools.islice(read_paths(files), limit))
    with writing_to(output, json=json) as out:
        if json:
            fields = dataclasses.asdict(figures) | {"shares": dict(figures.shares), "words_per_s": figures.words_per_s}
            out.write(json_.dumps(fields) + "\n")
        else:
            out.writelines(f"{name:<16}{value}\n" for name, value in _lines(figures))


def _lines(figures: Bench) -> list[tuple[str, str]]:
    per_s = figures.articles / figures.seconds if figures.seconds else 0.0
    lines = [
        ("articles", f"{figures.articles} ({figures.skipped} skipped), {per_s:.1f} a second"),
        ("words", f"{figures.words:,}, {figures.words_per_s:,.0f} a second"),
        ("found", f"{figures.statements:,} statements, {figures.events:,} events"),
        ("time", f"{figures.seconds:.1f} s, and {figures.load_s:.1f} s to load the models"),
    ]
    shares = sorted(figures.shares, key=lambda item: -item[1])
    lines += [(f"  {stage}", f"{share:.0%}") for stage, share in shares]
    return [
        *lines,
        ("peak memory", f"{figures.peak_mib:,.0f} MiB"),
        ("start-up", f"import onrecord {figures.import_s:.2f} s, onrecord --help {figures.help_s:.2f} s"),
        ("machine", figures.machine),
    ]
