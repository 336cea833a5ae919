"""Lines of styled text on a terminal, in a pipe or in a file."""

from __future__ import annotations

import os
import shutil
from typing import TextIO

from rich.console import Console
from rich.text import Text

Part = str | tuple[str, str]
MAX_WIDTH = 120  # longer lines are hard to read
PIPE_WIDTH = 100
_LEAST_WIDTH = 20


class Sheet:
    """Writes lines with a hanging indent; colours only on a terminal.

    Args:
        file: Where to.
        wrap_in_pipes: Wrap at `PIPE_WIDTH` where the file is no terminal; else lines stay whole there, for `grep`.
    """

    def __init__(self, file: TextIO, *, wrap_in_pipes: bool = False) -> None:
        self._is_terminal = file.isatty()
        columns = min(shutil.get_terminal_size().columns, MAX_WIDTH)
        self.width: int | None = columns if self._is_terminal else PIPE_WIDTH if wrap_in_pipes else None
        if wrap_in_pipes and not self._is_terminal and os.environ.get("COLUMNS", "").isdigit():
            self.width = columns
        self._console = Console(
            file=file,
            width=self.width or 1_000_000,
            markup=False,
            highlight=False,
            emoji=False,
            soft_wrap=True,
            force_terminal=self._is_terminal,
        )

    def line(self, *parts: Part, indent: int = 0, hang: int | None = None) -> None:
        """Write one line; each part is text or (text, style). Texts must be safe (`words.safe`).

        Args:
            *parts: Joined as they are.
            indent: Columns before the first line.
            hang: Columns before the lines it wraps to; `indent` by default.
        """
        text = Text(no_wrap=False, end="")
        for part in parts:
            text.append(*(part if isinstance(part, tuple) else (part,)))
        hang = indent if hang is None else hang
        if self.width is None:
            self._console.print(Text(" " * indent) + text)
            return
        first, *others = text.wrap(self._console, max(self.width - indent, _LEAST_WIDTH)) or [Text()]
        if others and hang != indent:
            rest = text[len(first.plain) :]
            rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
            others = list(rest.wrap(self._console, max(self.width - hang, _LEAST_WIDTH)))
        for number, row in enumerate((first, *others)):
            row.rstrip()
            self._console.print(Text(" " * (hang if number else indent)) + row)

    def blank(self) -> None:
        """Write an empty line."""
        self._console.print()

    def rule(self, title: str) -> None:
        """Write a section's title with a line under it."""
        self.blank()
        self.line((title, "bold"))
        self.line(("─" * min(self.width or 72, 72), "dim"))
