"""The `onrecord` command: one verb a module; nothing heavy is loaded before a verb runs."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from onrecord.cli.bench import bench
from onrecord.cli.brief import brief
from onrecord.cli.common import FAILED
from onrecord.cli.evaluate import evaluate
from onrecord.cli.ingest import ingest
from onrecord.cli.read import read
from onrecord.cli.search import search
from onrecord.cli.timeline import timeline
from onrecord.errors import OnRecordError

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who said what, who did what to whom, when, where, and on whose word: news as records anyone can check.",
    epilog="Data goes to stdout, messages to stderr. Exit: 0 done, 1 failed, 2 wrong usage, 3 done with skips.",
)
VERBS = (read, ingest, search, timeline, brief, evaluate, bench)
for verb in VERBS:
    app.command()(verb)


def _version(asked: bool) -> None:
    if asked:
        from onrecord import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options before the verb."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and exit; `arguments` are those of the process by default."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=arguments, prog_name="onrecord")
    except OnRecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        sys.exit(FAILED)
    sys.exit(0)
