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
    source = outlet_of(url) or _meta(tree, "og:site_name") or _text(linked.get("publisher"))
    return PageData(
        title=_title(tree, linked, source),
        source=source,
        authors=_authors(linked.get("author")) or _meta_authors(tree),
        published=_published(tree, linked, data, url),
        url=url,
    )


def _title(tree: HtmlElement, linked: Linked, source: str | None) -> str | None:
    """Return the title that two of JSON-LD, OpenGraph and the page's first-level headings agree on, else the first.

    Sites write search-engine titles into one of them; the headline that readers saw is in at least two on most
    pages (benchmarks/ingest_html.py: .89 of titles; JSON-LD alone .74, OpenGraph alone .84).
    """
    named = (_text(linked.get("headline")), _meta(tree, "og:title", "twitter:title"), *_headings(tree))
    titles = [_without_site(title, source) for title in named if title]
    keys = [title.casefold() for title in titles]
    agreed = next((title for title, key in zip(titles, keys, strict=True) if keys.count(key) > 1), None)
    return agreed or next(iter(titles), None) or _text(tree.findtext(".//title"))


Linked = dict[str, object]


def _linked_articles(tree: HtmlElement) -> Iterator[Linked]:
    """Yield the JSON-LD objects of the page that are articles, those with a headline first."""
    everything: list[Linked] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            value: object = json.loads(_clean_json(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue  # a broken script is the page's own fault; meta tags are next
        everything += _objects(value)
    found = [item for item in everything if _ARTICLE_TYPES.search(str(item.get("@type")))]
    by_id = {str(item.get("@id")): item for item in everything if len(item) > 1}
    found = [item | {"author": _resolve(item.get("author"), by_id)} for item in found]
    yield from sorted(found, key=lambda item: "headline" not in item)


def _resolve(value: object, by_id: dict[str, Linked]) -> object:
    """Return an author with references to other objects of the page (`{"@id": ...}`) replaced by these."""
    if isinstance(value, list):
        return [_resolve(item, by_id) for item in value]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value


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
    for element in tree.xpath("//meta[@content]"):
        name = str(element.get("name") or element.get("property") or "").casefold()
        if re.search(r"(?:^|[.:_-])(?:author|byl|creator|byline)$", name) and not name.startswith("twitter"):
            names += [n for n in _authors(str(element.get("content"))) if n not in names]
    return tuple(names)


def _canonical(tree: HtmlElement) -> str | None:
    for value in tree.xpath('//link[@rel="canonical"]/@href'):
        if str(value).startswith("http"):
            return str(value)
    return None


def _headings(tree: HtmlElement) -> list[str]:
    texts = (" ".join(element.text_content().split()) for element in tree.xpath("//h1"))
    return list(dict.fromkeys(text for text in texts if text))


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
    for value in tree.xpath("//*[@itemprop='datePublished']/@*[name()='datetime' or name()='content']"):
        iso = parse_iso(str(value))
        if iso:
            return iso
    import htmldate

    # extensive_search guesses from any number on the page; only stated dates are taken
    guess = htmldate.find_date(
        data if isinstance(data, str) else tree, extensive_search=False, original_date=True, url=url
    )
    return parse_iso(guess) if guess else None
