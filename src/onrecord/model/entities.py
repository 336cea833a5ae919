"""Actors, times, places, and the mentions that point at them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from onrecord.model.article import Basis
from onrecord.model.base import Value, content_id

ActorKind = Literal["person", "country", "government", "body", "organisation", "group", "unnamed"]
MentionKind = Literal["actor", "place", "time"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


class Actor(Value, frozen=True, kw_only=True):
    """Someone or something that speaks or acts.

    Attributes:
        id: `a1:` and a hash of kind, canonical name and country.
        name: Canonical name (`Marco Rubio`), or the phrase of an unnamed actor (`a senior Cuban official`).
        kind: What it is. `country` is the state as such, `government` its government, `body` a ministry, court,
            parliament, army or international body, `unnamed` a source described but not named.
        country: ISO 3166-1 alpha-3; None where unknown or none (the UN).
        sectors: PLOVER sector codes, most specific first (`GOV`, `MIL`, `OPP`, `IGO`, ...).
        office: Office held at the article's date (`president`, `secretary of state`); None where unknown.
        wikidata: Wikidata id, where a table gives it.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None

    @classmethod
    def of(
        cls,
        name: str,
        kind: ActorKind,
        *,
        country: str | None = None,
        sectors: tuple[str, ...] = (),
        office: str | None = None,
        wikidata: str | None = None,
    ) -> Actor:
        """Return an actor with its id."""
        ident = content_id("a1", (kind, name.casefold(), country))
        return cls(id=ident, name=name, kind=kind, country=country, sectors=sectors, office=office, wikidata=wikidata)


class ActorCode(Value, frozen=True, kw_only=True):
    """What an actor phrase means on a date.

    Attributes:
        country: ISO 3166-1 alpha-3, or None.
        sector: Most specific PLOVER sector code, or None.
        sectors: All sector codes that hold.
        kind: Kind of actor, or None where nothing was recognised.
        name: Canonical name of the person or body, where a table has it.
        office: Office held on the date, where a table has it.
        rest: The phrase without what gave the country.
        basis: Name of the rule or table that decided.
        as_of: Last date the table answers for; a later `on` gives office None.
        wikidata: Wikidata id, where a table gives it.
    """

    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    kind: ActorKind | None = None
    name: str | None = None
    office: str | None = None
    rest: str = ""
    basis: str | None = None
    as_of: str | None = None
    wikidata: str | None = None


class TimeExpression(Value, frozen=True, kw_only=True):
    """One time expression (TIMEX3).

    Attributes:
        start: First code point.
        end: One past the last code point.
        type: TIMEX3 type.
        value: TIMEX3 value (`2025-06-02`, `2025-W23`, `P3D`, `PRESENT_REF`); None where it cannot be told.
        interval: First and last day it covers, ISO 8601, both inclusive; None for durations and where unknown.
        basis: `stated` where the text has the full date, `inferred` where the anchor was needed.
    """

    start: int
    end: int
    type: TimeType
    value: str | None = None
    interval: tuple[str, str] | None = None
    basis: Basis = "stated"

    @property
    def first_day(self) -> dt.date | None:
        """First day covered, or None."""
        return dt.date.fromisoformat(self.interval[0]) if self.interval else None


class Place(Value, frozen=True, kw_only=True):
    """One place name, resolved.

    Attributes:
        start: First code point.
        end: One past the last code point.
        name: Canonical name.
        country: ISO 3166-1 alpha-3; None for seas, continents and where unknown.
        admin1: First-order division (state, province), name.
        lat: Degrees north.
        lon: Degrees east.
        geonames_id: GeoNames id; None where the gazetteer has none.
    """

    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None


class Mention(Value, frozen=True, kw_only=True):
    """A span of text and what it refers to.

    Attributes:
        start: First code point.
        end: One past the last code point.
        exact: The text it covers.
        kind: Whether it names an actor, a place or a time.
        actor: The actor, when known.
        place: The place, when known.
        time: The time, when known.
        chain: Number of the article's referent: mentions with one number refer to one thing; None outside chains.
        rule: How the mention was resolved (`name`, `surname`, `pronoun`, `title`, `demonym`, ...).
    """

    start: int
    end: int
    exact: str
    kind: MentionKind
    actor: Actor | None = None
    place: Place | None = None
    time: TimeExpression | None = None
    chain: int | None = None
    rule: str | None = None
