"""Actors, places and times: what a phrase refers to.

`actor`, `times` and `places` are loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.resolve.actors import actor
    from onrecord.resolve.places import places
    from onrecord.resolve.times import times

__all__ = ["actor", "places", "times"]


def __getattr__(name: str) -> object:
    import importlib

    home = {"actor": "onrecord.resolve.actors", "places": "onrecord.resolve.places", "times": "onrecord.resolve.times"}
    if name not in home:
        raise AttributeError(f"module 'onrecord.resolve' has no attribute {name!r}")
    return getattr(importlib.import_module(home[name]), name)
