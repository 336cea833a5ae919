"""Speed of the archive on made-up records: `python benchmarks/archive.py RECORDS [COMMIT_EVERY]`.

Every record has 25 statements of 20 words, drawn from 20,000 words with a long tail, and about 8 events.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.archive import Archive
from onrecord.model import (
    Actor,
    Article,
    Event,
    Mention,
    Producer,
    Record,
    Span,
    Statement,
    event_id,
    statement_id,
)

COUNTRIES = ("CUB", "USA", "FRA", "DEU", "CHN", "RUS")
PRODUCER = Producer(name="benchmark", version="1", models=(), settings="")
STATEMENTS, WORDS, PEOPLE, TURNS = 25, 20, 3000, 20


class Maker:
    """Makes records from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = [f"w{min(int(self.chance.paretovariate(0.9)), 20_000)}" for _ in range(50_000)]
        self.people = [
            Actor.of(f"Person{i} Name{i}", "person", country=self.chance.choice(COUNTRIES)) for i in range(PEOPLE)
        ]
        self.countries = [Actor.of(code, "country", country=code) for code in COUNTRIES]

    def record(self, number: int) -> Record:
        """Return one record."""
        sentences = [" ".join(self.chance.choices(self.words, k=WORDS)) for _ in range(STATEMENTS)]
        published = f"20{12 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        text = f"A{number} " + ". ".join(sentences)
        article = Article.of(text, source=f"Paper {number % 40}", published=published, path=f"{number}.txt")
        statements, events, mentions, start = [], [], [], len(f"A{number} ")
        for sentence in sentences:
            span = (Span.of(text, start, start + len(sentence)),)
            sides = tuple(self._mention(text, start + 3 * n) for n in range(2))
            cue = (Span.of(text, start, start + 2),)
            statements.append(
                Statement(
                    id=statement_id(article.id, span, cue, ()), kind="direct", content=span, cue=cue, source=(),
                    speaker=self.chance.choice(self.people), act=self.chance.choice(("assert", "deny", "threaten")),
                )
            )  # fmt: skip
            mentions.extend(sides)
            if self.chance.random() < 0.3:
                events.append(
                    Event(
                        id=event_id(article.id, "THREATEN", span, sides[:1], sides[1:]), type="THREATEN", contexts=(),
                        actors=sides[:1], recipients=sides[1:], evidence=span, factuality="actual", quad=3,
                        according_to=(statements[-1].id,),
                    )
                )  # fmt: skip
            start += len(sentence) + 2
        return Record(
            article=article, statements=tuple(statements), events=tuple(events), mentions=tuple(mentions), skipped=(),
            producer=PRODUCER,
        )  # fmt: skip

    def _mention(self, text: str, start: int) -> Mention:
        actor = self.chance.choice(self.countries)
        return Mention(start=start, end=start + 2, exact=text[start : start + 2], kind="actor", actor=actor)

    def searches(self, archive: Archive) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield named searches; each call may ask for something else."""
        words, choose = self.words, self.chance.choice
        yield "one word in most statements", lambda: archive.search("w1")
        yield "two words", lambda: archive.search(f"{choose(words)} {choose(words)}")
        yield "phrase of two", lambda: archive.search(f'"{choose(words)} {choose(words)}"')
        yield "one speaker", lambda: archive.search(speaker=f"Name{self.chance.randrange(PEOPLE)}")
        yield "pair of countries", lambda: archive.search(pair=("CUB", "USA"))
        yield "events of a pair", lambda: archive.events(pair=("CUB", "USA"))
        yield "newest", lambda: archive.search()
        yield "half a year", lambda: archive.search(since="2015", until="2015-06")


def main(records: int, commit_every: int) -> None:
    """Fill an archive, search it, and print the figures."""
    maker = Maker(1)
    made = [maker.record(number) for number in range(records)]
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "a.onrecord") as archive:
        began = time.perf_counter()
        archive.add(made, commit_every=commit_every)
        seconds = time.perf_counter() - began
        size = archive.path.stat().st_size / 2**20
        print(f"{records * STATEMENTS} statements: {records * STATEMENTS / seconds:,.0f} a second, {size:.0f} MiB")
        for name, search in maker.searches(archive):
            times = []
            for _ in range(TURNS):
                began = time.perf_counter()
                search()
                times.append(1000 * (time.perf_counter() - began))
            p95 = sorted(times)[int(0.95 * TURNS) - 1]
            print(f"{name:<30} p50 {statistics.median(times):8.1f} ms   p95 {p95:8.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
