"""Who said what: quotations and clauses → statements.

`find_relations` finds the spans (source, cue, content); `attribute` makes statements of them.
"""

from onrecord.attribution.relations import Relation, find_relations
from onrecord.attribution.statements import attribute

__all__ = ["Relation", "attribute", "find_relations"]
