"""The reference page of the command line, made from the verbs' signatures: `python -m onrecord.cli.reference FILE`."""

from __future__ import annotations

import inspect
import sys
import types
import typing
from collections.abc import Callable
from pathlib import Path

from typer.models import ArgumentInfo, OptionInfo

from onrecord.cli.main import VERBS

_HEAD = """# Command line

Made from the command by `python -m onrecord.cli.reference docs/reference/cli.md`; a test compares the two.

Data goes to stdout (or to the file named with `-o`), messages to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage,
3 done with skips (1 with `--strict`). Where a file is asked for, `-` is stdin.
"""


def reference() -> str:
    """Return the page: one heading a verb, with its arguments and options."""
    return "\n".join([_HEAD, *(_verb(verb) for verb in VERBS)])


def _verb(verb: Callable[..., None]) -> str:
    parameters = inspect.signature(verb).parameters
    hints = typing.get_type_hints(verb, include_extras=True)
    usage, rows = ["onrecord", verb.__name__, "[OPTIONS]"], []
    for name, parameter in parameters.items():
        type_, *extras = typing.get_args(hints[name])
        info = next(extra for extra in extras if isinstance(extra, ArgumentInfo | OptionInfo))
        if isinstance(info, ArgumentInfo):
            shown = str(info.metavar or name.upper())
            usage.append(shown)
        else:
            shown = _flags(name, info, type_)
        rows.append(f"| `{shown}` | {_cell(info, type_, parameter.default)} |")
    paragraphs = [" ".join(part.split()) for part in (inspect.getdoc(verb) or "").split("\n\n")]
    return "\n".join(
        [f"## onrecord {verb.__name__}", "", "\n\n".join(paragraphs), "", f"    {' '.join(usage)}", "",
         "| | |", "|---|---|", *rows, ""]
    )  # fmt: skip


def _flags(name: str, info: OptionInfo, type_: object) -> str:
    # typer takes the first flag in an Annotated option for its default, until it builds the command
    first = info.default if isinstance(info.default, str) else f"--{name.replace('_', '-')}"
    flags = [first, *(info.param_decls or ())]
    value = "" if type_ is bool else f" {info.metavar or ('N' if type_ is int else 'TEXT')}"
    return f"{', '.join(flags)}{value}"


def _cell(info: ArgumentInfo | OptionInfo, type_: object, default: object) -> str:
    parts = [str(info.help or "")]
    choices = _choices(type_)
    if choices:
        parts.append("One of " + ", ".join(f"`{choice}`" for choice in choices) + ".")
    if default is inspect.Parameter.empty:
        parts.append("Required.")
    elif default is not None and default is not False:
        parts.append(f"Default: {default}.")
    if info.envvar:
        parts.append(f"Environment: `{info.envvar}`.")
    return " ".join(parts).replace("|", "\\|")


def _choices(type_: object) -> tuple[str, ...]:
    if typing.get_origin(type_) in (types.UnionType, typing.Union):
        return next((found for part in typing.get_args(type_) if (found := _choices(part))), ())
    return typing.get_args(type_) if typing.get_origin(type_) is typing.Literal else ()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
