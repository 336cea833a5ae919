"""What an HTML page says about itself: JSON-LD first, then OpenGraph and meta tags, then the page's text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ingest.dates import parse_iso
from onrecord.ingest.tables import outlet_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"article|posting|report|review|liveblog", re.IGNORECASE)
_SPLIT_AUTHORS = re.compile(r"\s*(?:,|;|\band\b|&|\|)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """Metadata of a page; None or empty where the page does not say."""

    title: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None


def read_page_data(data: bytes | str) -> PageData:
    """Return title, outlet, authors, date and address of a page, as far as it states them."""
    import trafilatura

    tree = trafilatura.load_html(data)
    if tree is None:
        return PageData()
    linked = next(_linked_articles(tree), {})
    url = _meta(tree, "og:url") or _canonical(tree)
    source = outlet_of(url) or _meta(tree, "og:site_name") or _name(linked.get("publisher"))
    title = _text(linked.get("headline")) or _meta(tree, "og:title", "twitter:title") or _heading(tree)
    return PageData(
        title=_without_site(title, source) if title else None,
        source=source,
        authors=_authors(linked.get("author")) or _meta_authors(tree),
        published=_published(tree, linked, data, url),
        url=url,
    )


Linked = dict[str, object]


def _linked_articles(tree: HtmlElement) -> Iterator[Linked]:
    """Yield the JSON-LD objects of the page that are articles, those with a headline first."""
    found = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            value: object = json.loads(_clean_json(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue  # a broken script is the page's own fault; meta tags are next
        found += [item for item in _objects(value) if _ARTICLE_TYPES.search(str(item.get("@type")))]
    yield from sorted(found, key=lambda item: "headline" not in item)


def _clean_json(text: str) -> str:
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", text.strip())
    return text.strip().rstrip(";")


def _objects(value: object, depth: int = 0) -> Iterator[Linked]:
    """Yield all objects in a JSON value, outer ones first."""
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    cleaned = " ".join(html.unescape(html.unescape(re.sub(r"<[^<>]*>", "", value))).split())
    return cleaned or None


def _name(value: object) -> str | None:
    return _text(value)


def _authors(value: object) -> tuple[str, ...]:
    """Return the names of a JSON-LD author, in order, each once."""
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in items:
        inner = item.get("name") if isinstance(item, dict) else item
        for part in inner if isinstance(inner, list) else [inner]:
            name = _text(part)
            if name and not name.startswith(("http:", "https:", "@")):
                names += [n for n in _split(name) if n not in names]
    return tuple(names)


def _split(name: str) -> list[str]:
    """Return the persons of `By Ann Lee, Bo Ray and Cy Doe`; a comma before a job is no separator."""
    name = re.sub(r"^\s*by:?\s+", "", name, flags=re.IGNORECASE)
    parts = [part.strip() for part in _SPLIT_AUTHORS.split(name) if part.strip()]
    return parts if all(1 < len(part.split()) <= 5 for part in parts) else [name.strip()]


def _meta(tree: HtmlElement, *names: str) -> str | None:
    for name in names:
        for value in tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name):
            text = _text(str(value))
            if text:
                return text
    return None


def _meta_authors(tree: HtmlElement) -> tuple[str, ...]:
    names: list[str] = []
    for name in ("author", "article:author", "byl", "dc.creator", "DC.Creator", "parsely-author", "sailthru.author"):
        for value in tree.xpath("//meta[@property=$n or @name=$n]/@content", n=name):
            names += [n for n in _authors(str(value)) if n not in names]
        if names:
            return tuple(names)
    return ()


def _canonical(tree: HtmlElement) -> str | None:
    for value in tree.xpath('//link[@rel="canonical"]/@href'):
        if str(value).startswith("http"):
            return str(value)
    return None


def _heading(tree: HtmlElement) -> str | None:
    for element in tree.xpath("//h1"):
        text = " ".join(element.text_content().split())
        if text:
            return text
    return _text(tree.findtext(".//title"))


def _without_site(title: str, source: str | None) -> str:
    """Return a title without the outlet's name after a bar or dash."""
    match = re.match(r"^(?P<title>.{10,}?)\s+[|–—-]\s+(?P<site>[^|–—]{2,40})$", title)
    if match is None:
        return title
    site, name = match["site"].casefold(), (source or "").casefold()
    return match["title"] if name and (site in name or name in site) else title


def _published(tree: HtmlElement, linked: Linked, data: bytes | str, url: str | None) -> str | None:
    stated = (
        _text(linked.get("datePublished")),
        _meta(
            tree,
            "article:published_time",
            "datePublished",
            "parsely-pub-date",
            "pubdate",
            "publish-date",
            "DC.date.issued",
            "og:pubdate",
        ),
    )
    for value in stated:
        iso = parse_iso(value) if value else None
        if iso:
            return iso
    import htmldate

    # extensive_search guesses from any number on the page; only stated dates are taken
    guess = htmldate.find_date(
        data if isinstance(data, str) else tree, extensive_search=False, original_date=True, url=url
    )
    return parse_iso(guess) if guess else None
