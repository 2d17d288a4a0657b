"""The command line. What is slow to load is loaded by the command that needs it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Annotated, cast

import typer

from gouji.commands import NAMES, Commands
from gouji.config import language_of
from gouji.help import Words, language, load_words
from gouji.inputs import completed
from gouji.reasons import spoken
from gouji.usage import STATUS, UsageError, said
from gouji.written import UNHEARD, UnwritableError, unwritable

app = typer.Typer(
    name="gouji",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def gouji(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda on: _version(on))
    ] = False,
) -> None:
    """The group of all commands; what its help says is in help.LANG.toml."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, its help in the language that is asked for."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    settings = language_of(given)
    words = load_words(language(given, os.environ, settings))
    group = cast(Commands, typer.main.get_command(app))
    chosen = {name: {"lang": settings} for name in NAMES} if settings else {}
    given = completed(given, NAMES, words)
    try:
        with unwritable():
            status = group.main(
                args=given, prog_name="gouji", standalone_mode=False, obj=words, default_map=chosen
            )
    except UnwritableError as error:
        status = _unwritten(error, words)
    except UsageError as error:
        for line in said(error, NAMES, words):
            typer.echo(line, err=True)
        status = STATUS
    except Exception as error:
        # The last stop for what no command expected: said in a line, and not as a mismatch is.
        if os.environ.get("GOUJI_DEBUG"):
            raise
        typer.echo(_failed(error, words), err=True)
        status = STATUS
    sys.exit(status or 0)


def _unwritten(error: UnwritableError, words: Words) -> int:
    """Say that nothing can be written to standard output, and the status to end with. Where nobody
    reads on (as with head) nothing is said, and it is that of a program which the signal ends."""
    if error.reason.errno == errno.EPIPE:
        return UNHEARD
    typer.echo(words["message"]["not_written"].format(reason=spoken(error.reason, words)), err=True)
    return STATUS


def _failed(error: Exception, words: Words) -> str:
    """What is said of an exception nobody expected."""
    from extract.faults import is_memory, where
    from report.wrap import printable

    if isinstance(error, MemoryError) or is_memory(error):
        return str(words["message"]["no_memory"])
    return str(words["message"]["failed"].format(error=printable(where(error))))


def _version(wanted: bool) -> None:
    if wanted:
        from gouji import __version__

        typer.echo(f"gouji {__version__}")
        raise typer.Exit
