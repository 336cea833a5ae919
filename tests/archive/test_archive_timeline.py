from __future__ import annotations

import pytest

from made import cuba_record
from onrecord.archive import Archive, EventHit, StatementHit


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.add(cuba_record())
    return archive


def kinds(hits: object) -> list[str]:
    return [hit.event.type if isinstance(hit, EventHit) else str(hit.statement.act) for hit in hits]


def test_timeline_holds_statements_and_events_of_both_directions_oldest_first(filled: Archive) -> None:
    entries = filled.timeline("CUB", "USA")
    assert kinds(entries) == ["CONSULT", "reject", "THREATEN", "announce"]
    assert entries == filled.timeline("usa", "cub")
    assert [entry.date_basis for entry in entries] == ["event", "said", "published", "published"]
    assert filled.timeline("CUB", "FRA") == ()


def test_timeline_dates_are_intervals(filled: Archive) -> None:
    assert kinds(filled.timeline("CUB", "USA", since="2026-01-20")) == ["CONSULT"]
    assert kinds(filled.timeline("CUB", "USA", until="2026-01-05")) == ["CONSULT"]
    assert kinds(filled.timeline("CUB", "USA", since="2026-01-13", until="2026-01-14")) == [
        "CONSULT", "THREATEN", "announce",
    ]  # fmt: skip


def test_events_name_the_statements_that_tell_them(filled: Archive) -> None:
    threat, talks = filled.events(pair=("USA", "CUB"))
    assert threat.told_by == ()
    assert [statement.act for statement in talks.told_by] == ["announce"]
    assert isinstance(filled.search("over").hits[0], StatementHit)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"type": "THREATEN"}, ["THREATEN"]),
        ({"factuality": "actual"}, ["CONSULT"]),
        ({"country": "CUB"}, ["THREATEN", "CONSULT"]),
        ({"country": "FRA"}, []),
        ({"since": "2026-02"}, []),
        ({"source": "havana"}, ["THREATEN", "CONSULT"]),
    ],
)
def test_event_filters(filled: Archive, filters: dict[str, object], expected: list[str]) -> None:
    page = filled.events(**filters)
    assert kinds(page) == expected
    assert page.total == len(expected)


def test_event_pages_join_to_the_whole(filled: Archive) -> None:
    first = filled.events(limit=1)
    second = filled.events(limit=1, cursor=first.cursor)
    assert kinds([*first, *second]) == ["THREATEN", "CONSULT"]
    assert second.cursor is None
