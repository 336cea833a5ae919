"""What a brief is written with: a terminal's sheet, or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from onrecord.cli.sheet import Sheet


class Layout(Protocol):
    """What a page is written with."""

    def title(self, text: str) -> None:
        """Write the page's title."""

    def section(self, text: str) -> None:
        """Write the title of a part."""

    def heading(self, name: str, detail: str, total: int) -> None:
        """Write the heading of a group."""

    def text(self, text: str) -> None:
        """Write a paragraph."""

    def item(self, date: str, lead: str, body: str, refs: str, note: str | None = None, note_refs: str = "") -> None:
        """Write a line of a group: date, what it is, its words, references, and a note with its own below it."""

    def more(self, text: str, command: str) -> None:
        """Write what was left out, and the command that shows it."""

    def source(self, number: int, place: str, detail: str, sentence: str) -> None:
        """Write a numbered sentence."""


class SheetLayout:
    """The page on a terminal or in a pipe."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def title(self, text: str) -> None:
        """Write the page's title."""
        self._sheet.line((text, "bold"))

    def section(self, text: str) -> None:
        """Write the title of a part."""
        self._sheet.rule(text.upper())

    def heading(self, name: str, detail: str, total: int) -> None:
        """Write the heading of a group."""
        self._sheet.blank()
        number = f"  ({total})" if total else ""
        self._sheet.line((name, "bold cyan"), f", {detail}" if detail else "", (number, "dim"))

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self._sheet.line(text)

    def item(self, date: str, lead: str, body: str, refs: str, note: str | None = None, note_refs: str = "") -> None:
        """Write a line of a group."""
        self._sheet.line((f"{date:<13} ", "green"), (lead, "yellow"), f" {body} ", (refs, "dim"), indent=2, hang=16)
        if note:
            self._sheet.line((f"{note} {note_refs}", "dim"), indent=16)

    def more(self, text: str, command: str) -> None:
        """Write what was left out, and the command that shows it."""
        self._sheet.line((f"{text}: {command}", "dim italic"), indent=2, hang=4)

    def source(self, number: int, place: str, detail: str, sentence: str) -> None:
        """Write a numbered sentence."""
        self._sheet.line((f"[{number}]".ljust(5), "dim"), (place, "bold"), f"  {detail}", indent=0, hang=5)
        self._sheet.line(sentence, indent=5)


# What Markdown would take for a mark.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~!&])")


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", text)


class MarkdownLayout:
    """The page as Markdown; `[n]` links to the sentence."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def title(self, text: str) -> None:
        """Write the page's title."""
        self._lines += [f"# {escape_markdown(text)}", ""]

    def section(self, text: str) -> None:
        """Write the title of a part."""
        self._close()
        self._lines += [f"## {text}", ""]

    def heading(self, name: str, detail: str, total: int) -> None:
        """Write the heading of a group."""
        self._close()
        number = f" ({total})" if total else ""
        self._lines += [f"### {escape_markdown(name)}{number}", ""]
        if detail:
            self._lines += [escape_markdown(detail), ""]

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self._lines += [escape_markdown(text), ""]

    def item(self, date: str, lead: str, body: str, refs: str, note: str | None = None, note_refs: str = "") -> None:
        """Write a line of a group."""
        end = f"  \n  {escape_markdown(note)} {_links(note_refs)}" if note else ""
        self._lines.append(
            f"- **{escape_markdown(date)}** *{escape_markdown(lead)}* {escape_markdown(body)} {_links(refs)}{end}"
        )

    def more(self, text: str, command: str) -> None:
        """Write what was left out, and the command that shows it."""
        self._lines.append(f"- {text}: `{command.replace('`', '')}`")

    def source(self, number: int, place: str, detail: str, sentence: str) -> None:
        """Write a numbered sentence."""
        named = f" ({escape_markdown(detail)})" if detail else ""
        self._lines += [
            f'<a id="s{number}"></a>**[{number}]** `{place.replace("`", "")}`{named}  ',
            escape_markdown(sentence),
            "",
        ]

    def lines(self) -> Iterator[str]:
        """Yield the lines of the page."""
        yield from self._lines

    def _close(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _links(refs: str) -> str:
    return re.sub(r"\[(\d+)\]", r"[\[\1\]](#s\1)", refs)
