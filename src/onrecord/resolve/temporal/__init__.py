"""Time expressions (TIMEX3): find them, say what days they mean."""

from onrecord.resolve.temporal.read import times

__all__ = ["times"]
