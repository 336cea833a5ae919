"""What every value type shares: frozen, keyword-only, serialised by msgspec, absent means unknown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from onrecord.errors import InputError, SpanError

T = TypeVar("T")


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all value types: immutable and hashable; fields at their default are left out of the JSON."""


class Span(Value, frozen=True, kw_only=True, order=True):
    """Half-open range of code points in one article's text; `exact` is the text it covers."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span `start:end` of `text`.

        Raises:
            SpanError: The range is empty or outside the text.
        """
        if not 0 <= start < end <= len(text):
            raise SpanError(
                f"span {start}:{end} is empty or outside the text of {len(text)} code points",
                hint="offsets count code points of Article.text, half-open; compute them on this version of the text",
            )
        return cls(start=start, end=end, exact=text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end


def content_id(prefix: str, parts: Iterable[object]) -> str:
    """Return `prefix:` and 20 hexadecimal digits of a BLAKE2 hash over `parts` (str(), NUL-joined).

    The digit in the prefix (`d1`, `q1`, `e1`, `a1`) names the id scheme; the same parts give the same id anywhere.
    """
    joined = "\x00".join("" if part is None else str(part) for part in parts)
    return f"{prefix}:{hashlib.blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=10).hexdigest()}"


def encode(value: Value) -> bytes:
    """Return one value as compact UTF-8 JSON, keys in declared order, without a trailing newline."""
    return msgspec.json.encode(value)


def decode(data: bytes | str, type_: type[T]) -> T:
    """Read one value from JSON.

    Raises:
        InputError: The JSON does not fit the type; the message names the path of the first misfit.
    """
    try:
        return msgspec.json.decode(data, type=type_)
    except msgspec.DecodeError as error:
        raise InputError(
            f"this is not the JSON of {type_.__name__}: {error}", hint="compare it with the schema in schemas/"
        ) from error


def spans_of(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the spans of a text for half-open code-point ranges, in text order."""
    return tuple(Span.of(text, start, end) for start, end in sorted(ranges))
