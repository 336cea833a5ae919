"""Bytes → Article: text, HTML and dumps are read; page residue is marked, the text itself never changes."""

from onrecord.ingest.files import count_articles, read_path, read_paths
from onrecord.ingest.html import from_html
from onrecord.ingest.rows import ColumnMap
from onrecord.ingest.text import from_text

__all__ = ["ColumnMap", "count_articles", "from_html", "from_text", "read_path", "read_paths"]
