"""Title, source, authors, date and dateline: given by the caller, or found in the marked text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.ingest.bylines import Field, is_outlet, is_outlet_name, parse_byline, person_names
from onrecord.ingest.dates import find_stamps
from onrecord.ingest.paragraphs import Paragraph
from onrecord.ingest.tables import dateline_outlets, outlet_of, words
from onrecord.model import Basis, Block, Found, Span, iso_date

# A stamp is looked for in so many words: a longer line is no date line.
STAMP_WORDS = 40
# Bylines and dates count in the head of the page, before so many story paragraphs, and in so many blocks at its end.
EDGE = 3

# Markdown and labels around a headline: `# Talks fail`, `**Talks fail**`, `Title: Talks fail`.
_TITLE_MARKS = re.compile(r"^(?:#+\s+|\*\*|(?:title|headline)\s*:\s*)+|\*\*$|\s+#+$", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified|edited|reviewed)\b[^\d]{0,20}$", re.IGNORECASE)
_PLACE_WORD = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"{_MONTH} \d{{1,2}}"
_REGION = rf"(?!{_MONTH})[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){{0,3}}"
_PLACE = rf"{_PLACE_WORD}(?:[ /](?:{_PLACE_WORD}|de|la|el|al|of))*(?:, {_REGION})?"
_REST = (
    rf"(?:,?\s+(?P<day>{_DAY}(?:,? \d{{4}})?))?\s*(?:\((?P<outlet>[^()]{{2,40}})\))?\s*"
    r"(?P<dash>-{1,2}|–|—|_|:)?(?:\s|(?<=—))"
)
# HAVANA (Reuters) — / WASHINGTON, March 11 - / (CNN); and with an agency also Havana (CNN) --
_DATELINE = re.compile(rf"^\W{{0,2}}(?P<place>{_PLACE})?{_REST}")
_SMALL_DATELINE = re.compile(rf"^\W{{0,2}}(?P<place>{_REGION}(?:, {_REGION})?){_REST}")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W*(?:\d{4}(?:-\d{4})?)?\W*(?:by )?"
    r"(?P<name>[A-Z][\w&'’ ]{2,50}?)(?:,? (?:LLC|Inc|Ltd|LP|Corp)\b|[.,]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article, and where each field comes from.

    `dateline_span` holds the dateline with its agency, day and dash.
    """

    source: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    dateline: str | None = None
    found: tuple[Found, ...] = ()
    dateline_span: Span | None = None


def find_metadata(
    text: str,
    paragraphs: Sequence[Paragraph],
    blocks: Sequence[Block],
    *,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    published: dt.date | dt.datetime | str | None = None,
) -> Metadata:
    """Return the metadata of a marked text; a field the caller gives is taken as it is, with basis `given`.

    Args:
        text: The article's text.
        paragraphs: Its paragraphs.
        blocks: One block for each paragraph.
        source: Outlet, if given.
        url: Address; its domain tells the outlet where nothing else does (basis `inferred`).
        title: Headline, if given.
        authors: Names, if given.
        published: Date or date and time, if given.
    """
    page = _Page(text, paragraphs, blocks)
    hit = _dateline_match(page)
    dateline, agency = _dateline(page, hit)
    finds = [
        _given("source", source) or _source(page, agency, url),
        _given("title", title) or _title(page),
        *([found for name in authors if (found := _given("authors", name))] or _authors(page)),
        _given("published", iso_date(published) if published is not None else None) or _published(page, hit),
        dateline,
    ]
    kept = [find for find in finds if find is not None]

    def first(name: str) -> str | None:
        return next((find.value for find in kept if find.found.field == name), None)

    return Metadata(
        source=first("source"),
        title=first("title"),
        authors=tuple(find.value for find in kept if find.found.field == "authors"),
        published=first("published"),
        dateline=first("dateline"),
        found=tuple(find.found for find in kept),
        dateline_span=page.span(hit[0], hit[1].group().strip()) if hit else None,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    paragraphs: Sequence[Paragraph]
    blocks: Sequence[Block]

    def marked(self, *rules: str) -> Iterator[int]:
        """Yield the indices of the blocks that one of the rules decided."""
        return (index for index, block in enumerate(self.blocks) if block.rule in rules)

    def is_edge(self, index: int) -> bool:
        """Whether a block stands before the third story block or among the last three blocks."""
        above = sum(block.role == "body" for block in self.blocks[:index])
        return above < EDGE or index >= len(self.blocks) - EDGE

    def span(self, index: int, value: str) -> Span | None:
        """Return where a value stands in a block, its white space as in the text."""
        pattern = r"\s+".join(map(re.escape, value.split()))
        match = re.compile(pattern).search(self.text, self.blocks[index].start, self.blocks[index].end)
        return Span.of(self.text, match.start(), match.end()) if match else None


@dataclass(frozen=True, slots=True)
class _Find:
    value: str
    found: Found


def _given(field: str, value: str | None) -> _Find | None:
    return _Find(value, Found(field=field, basis="given", as_written=value)) if value else None


def _stated(page: _Page, field: str, index: int, value: str, written: str, basis: Basis = "stated") -> _Find:
    return _Find(value, Found(field=field, basis=basis, as_written=written, span=page.span(index, written)))


def _title(page: _Page) -> _Find | None:
    for index in page.marked("given-title", "headline"):
        written = _TITLE_MARKS.sub("", page.paragraphs[index].text)
        return _stated(page, "title", index, written, written) if written else None
    return None


def _bylines(page: _Page) -> Iterator[tuple[int, tuple[Field, ...], Field | None]]:
    for index in page.marked("byline"):
        if not page.is_edge(index):
            continue
        parsed = parse_byline(page.paragraphs[index].text)
        if parsed:
            yield index, parsed.authors, parsed.source


def _authors(page: _Page) -> list[_Find]:
    """Return the authors of the first byline that has any; else of lines that are names in the head."""
    for index, authors, _ in _bylines(page):
        if authors:
            return [_stated(page, "authors", index, _proper(f.value), f.value) for f in authors]
    return [
        _stated(page, "authors", index, name, name)
        for index in page.marked("author-line")
        for name in person_names(page.paragraphs[index].text)
    ]


def _proper(name: str) -> str:
    """Return a name in capitals as `Jane Doe`; other names as they are."""
    return name.title() if name.isupper() and len(name) > 4 and not is_outlet(name) else name


def _source(page: _Page, agency: _Find | None, url: str | None) -> _Find | None:
    for index, _, source in _bylines(page):
        if source:
            return _stated(page, "source", index, source.value, source.value)
    for index in page.marked("source-line"):
        written = re.sub(
            r"^(?:special (?:for|to)|for|from|source|via|by)\s+", "", page.paragraphs[index].text, flags=re.I
        )
        return _stated(page, "source", index, written.strip(" .|•-–—"), written.strip(" .|•-–—"))
    for index in page.marked("author-note"):
        written = page.paragraphs[index].text.split(",")[0].strip()
        if is_outlet_name(written):
            return _stated(page, "source", index, written, written)
    domain = outlet_of(url)
    if domain:
        return _Find(domain, Found(field="source", basis="inferred", as_written=url))
    return _copyright_holder(page) or agency


def _copyright_holder(page: _Page) -> _Find | None:
    for index in page.marked("copyright"):
        match = _COPYRIGHT.search(page.paragraphs[index].text)
        if match and is_outlet(match["name"]):
            return _stated(page, "source", index, match["name"], match["name"], "inferred")
    return None


def _published(page: _Page, hit: _Hit | None) -> _Find | None:
    """Return the first full date of the page's own lines; a date marked as an update only where there is no other."""
    updated: _Find | None = None
    for index in page.marked("byline", "time-stamp", "source-line", "reading-time"):
        line = page.paragraphs[index].text
        if page.paragraphs[index].words > STAMP_WORDS or not page.is_edge(index):
            continue
        for stamp in find_stamps(line):
            written = line[stamp.start : stamp.end].strip()
            if not _UPDATED.search(line[: stamp.start]):
                return _stated(page, "published", index, stamp.iso, written)
            updated = updated or _stated(page, "published", index, stamp.iso, written, "inferred")
    return updated or _dateline_date(page, hit)


_Hit = tuple[int, re.Match[str]]


def _dateline_match(page: _Page) -> _Hit | None:
    """Return the dateline of the first story paragraphs, where one of them starts with it."""
    body = [index for index, block in enumerate(page.blocks) if block.role == "body"][:3]
    for index in body:
        for pattern in (_DATELINE, _SMALL_DATELINE):
            match = pattern.match(page.paragraphs[index].text)
            if match is None or (match["place"] or "").casefold() in words("not_places"):
                continue
            if _is_agency(match["outlet"]) or (
                pattern is _DATELINE and match["place"] and match["dash"] not in (None, ":")
            ):
                return index, match
    return None


def _is_agency(name: str | None) -> bool:
    return bool(name) and (str(name).strip() in dateline_outlets() or is_outlet_name(str(name).strip()))


def _dateline(page: _Page, hit: _Hit | None) -> tuple[_Find | None, _Find | None]:
    """Return the place a report was filed from, and the agency in the dateline."""
    if hit is None:
        return None, None
    index, match = hit
    outlet = (match["outlet"] or "").strip()
    agency = dateline_outlets().get(outlet) or (outlet if is_outlet_name(outlet) else None)
    place = match["place"]
    return (
        _stated(page, "dateline", index, place, place) if place else None,
        _stated(page, "source", index, agency, outlet) if agency else None,
    )


def _dateline_date(page: _Page, hit: _Hit | None) -> _Find | None:
    if hit is None or not hit[1]["day"]:
        return None
    stamps = find_stamps(hit[1]["day"])
    return _stated(page, "published", hit[0], stamps[0].iso, hit[1]["day"]) if stamps else None
