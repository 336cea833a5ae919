"""How fast the whole of `Reader.read` is: articles, words, share of time per stage, memory, start-up."""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Article, Record, Skipped, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Figures of one run.

    Attributes:
        articles: Articles read.
        skipped: Articles skipped.
        words: White-space separated words of the articles read.
        statements: Statements found.
        events: Events found.
        seconds: Wall time of ingest and reading, without start-up.
        load_s: Seconds to load the models.
        import_s: Wall time of `python -c "import onrecord"`.
        help_s: Wall time of `onrecord --help`.
        peak_mib: Peak resident memory of this process.
        shares: Share of the wall time per stage, 0 to 1; `ingest` is all between two records.
        machine: Processor and Python.
    """

    articles: int
    skipped: int
    words: int
    statements: int
    events: int
    seconds: float
    load_s: float
    import_s: float
    help_s: float
    peak_mib: float
    shares: tuple[tuple[Stage, float], ...]
    machine: str

    @property
    def words_per_s(self) -> float:
        """Words read a second."""
        return self.words / self.seconds if self.seconds else 0.0


def run(articles: Iterable[Article | Skipped]) -> Bench:
    """Read the articles once in this process and return the figures.

    Args:
        articles: What to read; taken lazily, so its cost counts as ingest.
    """
    import_s = _time_python("-c", "import onrecord")
    help_s = _time_python("-m", "onrecord", "--help")
    started = time.perf_counter()
    from onrecord.reader import Reader, StageClock

    clock = StageClock()
    reader = Reader(clock=clock)
    load_s = time.perf_counter() - started
    count = skipped = words = statements = events = 0
    clock.enter("ingest")
    clock.seconds.clear()
    started = time.perf_counter()
    for result in reader.read_many(articles):
        if isinstance(result, Record):
            count += 1
            words += len(result.article.text.split())
            statements += len(result.statements)
            events += len(result.events)
        else:
            skipped += 1
    seconds = time.perf_counter() - started
    total = sum(clock.seconds.values()) or 1.0
    return Bench(
        articles=count,
        skipped=skipped,
        words=words,
        statements=statements,
        events=events,
        seconds=seconds,
        load_s=load_s,
        import_s=import_s,
        help_s=help_s,
        peak_mib=_peak_mib(),
        shares=tuple((stage, spent / total) for stage, spent in clock.seconds.items()),
        machine=f"{platform.machine()}, Python {platform.python_version()}",
    )


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)  # macOS counts bytes, Linux KiB


def _time_python(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - started
