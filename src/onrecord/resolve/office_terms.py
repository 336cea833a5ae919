"""Times in office: which of them hold on a day, and how high an office is."""

from __future__ import annotations

import datetime as dt

from onrecord.resolve.registry import Person, Spell

# Offices of which a bare surname means the holder on the day, and, for the first, a past holder too.
TOP = frozenset(
    ("president", "prime minister", "monarch", "supreme leader", "emir", "pope",
     "secretary-general of the United Nations")
)  # fmt: skip
PROMINENT = frozenset(
    ("president", "prime minister", "monarch", "supreme leader", "foreign minister", "crown prince", "vice president",
     "secretary-general of the United Nations", "pope", "emir", "defence minister", "secretary general of NATO",
     "opposition leader", "party leader", "presidential spokesman", "national security adviser", "CIA director",
     "FBI director", "attorney general", "speaker of parliament", "senate majority leader", "state counsellor",
     "chief executive", "EU foreign policy chief", "president of the European Commission", "military commander",
     "Hezbollah leader", "president of the European Council", "presidential candidate",
     "chairman of the Joint Chiefs of Staff")
)  # fmt: skip


def spell_on(person: Person, on: dt.date, *, office: str | None = None) -> Spell | None:
    """Return the spell that covers a day; of several, the highest office, then the one begun last."""
    covering = [s for s in person.spells if office in (None, s.office) and covers(s, on)]
    return max(covering, key=lambda s: (seniority(s.office), s.start or dt.date.min), default=None)


def seniority(office: str) -> int:
    """Return 3 for heads of states and of the UN, 2 for foreign ministers, 1 for other high offices, 0 for the rest."""
    return 3 if office in TOP else 2 if office == "foreign minister" else int(office in PROMINENT)


def covers(spell: Spell, on: dt.date) -> bool:
    """Return whether the spell holds on a day, as far as the table answers."""
    return (spell.start is None or spell.start <= on) and on <= (spell.end or spell.seen)


def is_open(spell: Spell, on: dt.date) -> bool:
    """Whether the spell had no end when the table was made, less than two years before that day."""
    return spell.end is None and 0 < (on - spell.seen).days < 730


def current_spells(person: Person, on: dt.date) -> list[Spell]:
    """Return the spells that hold on a day, or were open when the table was made not long before."""
    return [spell for spell in person.spells if covers(spell, on) or is_open(spell, on)]


def has_left(person: Person, office: str | None, on: dt.date) -> bool:
    """Return whether an office (any, for None) of the person was over by a day."""
    return any(spell.end is not None and spell.end <= on and office in (None, spell.office) for spell in person.spells)


def just_left(spell: Spell, on: dt.date | None) -> bool:
    """Whether a high office ended less than a year before the day: the surname alone is still understood."""
    return on is not None and spell.end is not None and spell.office in PROMINENT and (on - spell.end).days < 365
