"""OnRecord: who said what, who did what to whom, when, where, and on whose word.

Every name below is loaded on first use, so that `import onrecord` stays fast and loads no model.
"""

from __future__ import annotations

import importlib
from importlib.metadata import version as _version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord import ingest, resolve
    from onrecord.archive import Archive
    from onrecord.errors import OnRecordError
    from onrecord.model import Actor, Article, Event, EventCode, Mention, Record, Skipped, Span, Statement
    from onrecord.reader import Reader

__all__ = [
    "Actor",
    "Archive",
    "Article",
    "Event",
    "EventCode",
    "Mention",
    "OnRecordError",
    "Reader",
    "Record",
    "Skipped",
    "Span",
    "Statement",
    "__version__",
    "ingest",
    "resolve",
]
__version__ = _version("onrecord")

_MODEL = ("Actor", "Article", "Event", "EventCode", "Mention", "Record", "Skipped", "Span", "Statement")
_HOME = {
    "Archive": "onrecord.archive",
    "OnRecordError": "onrecord.errors",
    "Reader": "onrecord.reader",
    **dict.fromkeys(_MODEL, "onrecord.model"),
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name in ("ingest", "resolve"):
        return importlib.import_module(f"onrecord.{name}")
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
