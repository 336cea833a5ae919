"""The archive: articles and records in one file, with search."""

from onrecord.archive.filters import Filters
from onrecord.archive.results import AddResult, ArticleHead, Counts, EventHit, Page, StatementHit
from onrecord.archive.store import Archive

__all__ = ["AddResult", "Archive", "ArticleHead", "Counts", "EventHit", "Filters", "Page", "StatementHit"]
