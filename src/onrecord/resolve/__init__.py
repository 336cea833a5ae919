"""Actors, places and times: what a phrase refers to.

`actor`, `times` and `places` are loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.resolve.actors import actor
    from onrecord.resolve.temporal import times
    from onrecord.resolve.toponyms import places, places_at

__all__ = ["actor", "places", "places_at", "times"]


def __getattr__(name: str) -> object:
    import importlib

    home = {
        "actor": "onrecord.resolve.actors",
        "places": "onrecord.resolve.toponyms",
        "places_at": "onrecord.resolve.toponyms",
        "times": "onrecord.resolve.temporal",
    }
    if name not in home:
        raise AttributeError(f"module 'onrecord.resolve' has no attribute {name!r}")
    return getattr(importlib.import_module(home[name]), name)
