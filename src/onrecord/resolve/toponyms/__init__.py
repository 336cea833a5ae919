"""Place names: find them, say which place they mean."""

from onrecord.resolve.toponyms.find import places
from onrecord.resolve.toponyms.read import places_at

__all__ = ["places", "places_at"]
