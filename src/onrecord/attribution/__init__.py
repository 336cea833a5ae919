"""Who said what: quotations and clauses → statements.

`tagged_relations` finds the spans (source, cue, content) with the trained tagger and the surest rules, `find_relations`
with rules alone; `attribute` makes statements of them.
"""

from onrecord.attribution.relations import Relation, find_relations
from onrecord.attribution.statements import attribute
from onrecord.attribution.tagged import load_tagger, tagged_relations

__all__ = ["Relation", "attribute", "find_relations", "load_tagger", "tagged_relations"]
