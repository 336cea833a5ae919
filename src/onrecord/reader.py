"""Reader: the way of an article through all stages, as one object that holds the loaded models."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from typing import Literal

from onrecord.attribution import attribute, find_relations, load_tagger, tagged_relations
from onrecord.errors import InputError, OnRecordError, SettingsError
from onrecord.events import code_pair, find_events
from onrecord.events.codebook import Codebook, load_codebook
from onrecord.ingest import from_text
from onrecord.language import MAX_CODE_POINTS, Parsed, load_parser, parse_many, parser_version
from onrecord.language.quotations import find_quotations
from onrecord.link.replies import link_replies
from onrecord.model import (
    Article,
    EventCode,
    Mention,
    Place,
    Producer,
    Record,
    Skipped,
    Span,
    Stage,
    Statement,
    TimeExpression,
)
from onrecord.resolve import places, times
from onrecord.resolve.referents import find_referents

Models = Literal["tagger", "rules"]
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG", "NORP"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may choose; the digest is part of every record's producer.

    Attributes:
        batch_size: Articles the parser takes at a time; does not change results.
        min_confidence: Statements and events below it are left out (0 keeps all).
    """

    batch_size: int = 8
    min_confidence: float = 0.0

    def digest(self) -> str:
        """Return a short hash of the settings that change results."""
        return hashlib.blake2b(f"min_confidence={self.min_confidence}".encode(), digest_size=6).hexdigest()


class StageClock:
    """Adds up the seconds each stage takes; the benchmark passes one in.

    Attributes:
        stage: The stage that runs now.
        seconds: Seconds per stage so far.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._since = clock()
        self.stage: Stage = "ingest"
        self.seconds: dict[Stage, float] = {}

    def enter(self, stage: Stage) -> None:
        """Book the time so far on the stage that ran, and go on with `stage`."""
        now = self._clock()
        self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self._since
        self.stage, self._since = stage, now


class Reader:
    """Reads articles into records. Loading takes a second or two; one reader serves many articles, in one thread.

    Args:
        models: `tagger` finds statements with the trained model joined with the surest rules; `rules` with rules alone,
            faster and less often right (docs/explanation/attribution.md).
        settings: See `Settings`.
        codebook: Event codebook; PLOVER by default (`onrecord.events.codebook.load_codebook` reads another).
        clock: Adds up seconds per stage, for benchmarks.

    Raises:
        SettingsError: `models` is neither, or a model is missing from the installation.
    """

    def __init__(
        self,
        *,
        models: Models = "tagger",
        settings: Settings | None = None,
        codebook: Codebook | None = None,
        clock: StageClock | None = None,
    ) -> None:
        if models not in ("tagger", "rules"):
            raise SettingsError(f"models is {models!r}", hint="give 'tagger' or 'rules'")
        self.models: Models = models
        self.settings = settings or Settings()
        self.codebook = codebook or load_codebook()
        self._clock = clock or StageClock()
        load_parser()
        self.producer = Producer(
            name="onrecord",
            version=version("onrecord"),
            models=(
                f"attribution-{models}" + (f"=={load_tagger().version}" if models == "tagger" else ""),
                f"codebook-{self.codebook.name}=={self.codebook.version}",
                *parser_version().split(),
            ),
            settings=self.settings.digest(),
        )

    def read(self, article: Article | str, *, published: dt.date | dt.datetime | str | None = None) -> Record:
        """Read one article.

        Args:
            article: An article, or a text, which is ingested as plain text first.
            published: Date of publication; overrides nothing that the article already has.

        Raises:
            InputError: The text is empty, not readable, or longer than `MAX_CODE_POINTS`.
        """
        if isinstance(article, str):
            article = from_text(article, published=published)
        elif published is not None and article.published is None:
            article = article.dated(published)
        for result in self.read_many([article]):
            if isinstance(result, Skipped):
                raise InputError(result.detail, hint=f"reason: {result.reason}", where=result.where)
            return result
        raise AssertionError("read_many yields one result an article")

    def read_many(self, articles: Iterable[Article | Skipped | str]) -> Iterator[Record | Skipped]:
        """Yield one Record or Skipped for each article, in order; a skip that comes in goes out as it is.

        A failure inside one article is a Skipped with reason `failed`; nothing else is lost.
        """
        batch: list[Article | Skipped] = []
        for item in articles:
            batch.append(_admit(item))
            if len(batch) >= self.settings.batch_size:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def attribute(self, text: str, *, published: dt.date | dt.datetime | str | None = None) -> list[Statement]:
        """Return the statements of a text: the attribution stage alone (with the parse it needs)."""
        return list(self.read(text, published=published).statements)

    def code_pair(self, text: str, *, source: tuple[int, int], target: tuple[int, int]) -> EventCode:
        """Return the relation of two given spans of one sentence; direction is source → target.

        Args:
            text: One sentence.
            source: Half-open code-point range of who acts.
            target: Half-open code-point range of who is acted upon.

        Raises:
            SpanError: A range is empty or outside the text.
        """
        for start, end in (source, target):
            Span.of(text, start, end)
        return code_pair(text, source=source, target=target, codebook=self.codebook)

    def _read_batch(self, batch: list[Article | Skipped]) -> Iterator[Record | Skipped]:
        self._clock.enter("language")
        parses = parse_many([item for item in batch if isinstance(item, Article)], batch_size=self.settings.batch_size)
        for item in batch:
            if isinstance(item, Skipped):
                yield item
                continue
            try:
                record: Record | Skipped = self._record(next(parses))
            except (OnRecordError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                # One article must never end a batch (worker loop): the fault is named, counted and shown.
                record = Skipped(
                    stage=self._clock.stage,
                    reason="failed",
                    detail=f"{type(error).__name__}: {error}; expected every stage to read this text; please report it",
                    where=item.path or item.id,
                )
            self._clock.enter("ingest")  # what the caller does between records is getting the next article
            yield record
            self._clock.enter("language")
        self._clock.enter("ingest")

    def _record(self, parsed: Parsed) -> Record:
        article = parsed.article
        on = article.published_date
        self._clock.enter("resolve")
        quotations = find_quotations(article.text, parsed.paragraphs)
        found_times = times(parsed.view, anchor=on)
        entities = [(e.start_char, e.end_char, e.label_) for e in parsed.doc.ents if e.label_ in PLACE_LABELS]
        found_places = places(parsed.view, source=article.source, entities=entities, people=False)
        referents = find_referents(parsed, quotations, on=on)
        self._clock.enter("attribution")
        find = tagged_relations if self.models == "tagger" else find_relations
        relations = find(parsed, quotations)
        statements = attribute(parsed, quotations, referents, times=found_times, relations=relations)
        self._clock.enter("events")
        events = find_events(
            parsed, quotations, referents, statements, times=found_times, places=found_places, codebook=self.codebook
        )
        statements = link_replies(parsed, statements, events)
        mentions = (*referents.mentions, *_time_mentions(article, found_times), *_place_mentions(article, found_places))
        floor = self.settings.min_confidence
        return Record(
            article=article,
            statements=tuple(s for s in statements if s.confidence is None or s.confidence >= floor),
            events=tuple(e for e in events if e.confidence is None or e.confidence >= floor),
            mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.kind))),
            skipped=(),
            producer=self.producer,
        )


def _admit(item: Article | Skipped | str) -> Article | Skipped:
    """Return what may be parsed: an article of bearable length, or the skip that says why not."""
    if isinstance(item, Skipped):
        return item
    try:
        article = from_text(item) if isinstance(item, str) else item
    except InputError as error:
        return Skipped(stage="ingest", reason="empty", detail=str(error))
    if len(article.text) <= MAX_CODE_POINTS:
        return article
    return Skipped(
        stage="language",
        reason="too-long",
        detail=f"{len(article.text):,} code points, of which {MAX_CODE_POINTS:,} can be read; split it into articles",
        where=article.path or article.id,
    )


def _time_mentions(article: Article, times: Iterable[TimeExpression]) -> Iterator[Mention]:
    for time_ in times:
        exact = article.text[time_.start : time_.end]
        yield Mention(start=time_.start, end=time_.end, exact=exact, kind="time", time=time_)


def _place_mentions(article: Article, places: Iterable[Place]) -> Iterator[Mention]:
    for place in places:
        exact = article.text[place.start : place.end]
        yield Mention(start=place.start, end=place.end, exact=exact, kind="place", place=place)
