from __future__ import annotations

import pytest

import onrecord

PUBLIC = {
    "Actor", "Archive", "Article", "Event", "EventCode", "Mention", "OnRecordError", "Reader", "Record", "Skipped",
    "Span", "Statement", "__version__", "ingest", "resolve",
}  # fmt: skip


def test_public_names_are_the_promised_ones() -> None:
    assert set(onrecord.__all__) == PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_loads(name: str) -> None:
    assert getattr(onrecord, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Readr'"):
        _ = onrecord.Readr  # type: ignore[attr-defined]
