"""The errors a caller can meet, by what the caller can do about them.

OnRecordError
├── InputError      the article, file or argument cannot be read as what it claims to be: give another
├── SpanError       offsets do not fit the text: recompute them on this version of the text
├── SettingsError   a setting or a model is missing or wrong: change the settings
├── StoreError      the archive cannot be opened, read or written: see the hint, the file itself is left alone
└── MissingError    what was asked for is not there: ask for something else
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        code: Stable short name of the error, for programs.
        status: HTTP status a server answers with.
        hint: What to do next, in one sentence.
        where: File, line or id the error is about; None where it is about none.
    """

    code = "error"
    status = 500

    def __init__(self, message: str, *, hint: str, where: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}; {self.hint}"


class InputError(OnRecordError):
    """Input that cannot be read as what it claims to be."""

    code = "input"
    status = 422


class SpanError(OnRecordError):
    """Offsets that do not fit the text they point into."""

    code = "span"
    status = 422


class SettingsError(OnRecordError):
    """A setting, model or table that is missing or wrong."""

    code = "settings"
    status = 400


class StoreError(OnRecordError):
    """The archive cannot be opened, read or written."""

    code = "store"
    status = 503


class MissingError(OnRecordError):
    """Something asked for by name or id that is not there."""

    code = "missing"
    status = 404
