from __future__ import annotations

import datetime as dt

import pytest

from onrecord.errors import InputError, SettingsError, SpanError
from onrecord.model import Article, Record, Skipped, Span
from onrecord.reader import Reader, Settings

pytestmark = pytest.mark.model

TEXT = (
    "Norwegian Foreign Minister Olav Brekke denied on Monday that Norway had sold missiles to Georgia.\n\n"
    "“We have sold nothing,” he said. Georgia accused Norway of lying.\n"
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def spans_in(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple | list):
        return [span for item in value for span in spans_in(item)]
    fields = getattr(value, "__struct_fields__", ())
    return [span for name in fields for span in spans_in(getattr(value, name))]


def test_every_span_of_a_record_is_its_slice_of_the_text(reader: Reader) -> None:
    record = reader.read(TEXT, published="2026-01-14")
    spans = spans_in((record.statements, record.events))
    assert len(spans) > 10
    assert all(record.article.text[s.start : s.end] == s.exact for s in spans)
    assert all(record.article.text[m.start : m.end] == m.exact for m in record.mentions)


def test_read_gives_speaker_act_and_day(reader: Reader) -> None:
    first, second = reader.read(TEXT, published=dt.date(2026, 1, 14)).statements[:2]
    assert (first.act, first.said and first.said.value) == ("deny", "2026-01-12")
    assert [s.speaker and (s.speaker.name, s.speaker.country) for s in (first, second)] == [("Olav Brekke", "NOR")] * 2


def test_read_many_keeps_order_and_passes_skips_on(reader: Reader) -> None:
    skip = Skipped(stage="ingest", reason="empty", detail="nothing")
    results = list(reader.read_many([Article.of(TEXT), skip, "", "x " * 120_000, TEXT]))
    kinds = [type(r).__name__ if isinstance(r, Record) else r.reason for r in results]
    assert kinds == ["Record", "empty", "empty", "too-long", "Record"]


def test_read_of_nothing_says_what_to_give(reader: Reader) -> None:
    with pytest.raises(InputError, match=r"no words|without"):
        reader.read("")


def test_code_pair_has_a_direction(reader: Reader) -> None:
    text = "Norway accused Georgia of lying."
    assert reader.code_pair(text, source=(0, 6), target=(15, 22)).type == "ACCUSE"
    with pytest.raises(SpanError):
        reader.code_pair(text, source=(0, 6), target=(15, 99))


def test_models_to_choose_and_the_producer_that_names_them(reader: Reader) -> None:
    rules = Reader(models="rules")
    assert rules.producer.models[0] == "attribution-rules"
    assert reader.producer.models[0] == "attribution-tagger==1"
    assert rules.read(TEXT).statements
    with pytest.raises(SettingsError, match="'tagger' or 'rules'"):
        Reader(models="large")  # type: ignore[arg-type]


def test_settings_change_the_digest_and_leave_out_what_is_unsure(reader: Reader) -> None:
    sure = Reader(settings=Settings(min_confidence=0.99))
    assert sure.producer.settings != reader.producer.settings
    assert len(sure.read(TEXT).statements) < len(reader.read(TEXT).statements)
