"""Parsing and the text view every later stage reads."""

from onrecord.language.parse import MAX_CODE_POINTS, Paragraph, Parsed, load_parser, parse, parse_many, parser_version

__all__ = ["MAX_CODE_POINTS", "Paragraph", "Parsed", "load_parser", "parse", "parse_many", "parser_version"]
