"""Parsed article → events: who did what to whom, in the types of a codebook."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.events.codebook import Codebook, load_codebook
    from onrecord.events.find import find_events
    from onrecord.events.pair import code_pair

__all__ = ["Codebook", "code_pair", "find_events", "load_codebook"]
_HOME = {
    "Codebook": "onrecord.events.codebook",
    "code_pair": "onrecord.events.pair",
    "find_events": "onrecord.events.find",
    "load_codebook": "onrecord.events.codebook",
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'onrecord.events' has no attribute {name!r}")
