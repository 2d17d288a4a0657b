"""The command line. What is slow to load is loaded by the command that needs it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from extract.errors import UnreadableError
from gouji.help import Command, Group, Lang, Words, language, load_words

if TYPE_CHECKING:
    from gouji.audit import Audit

#: Exit status of `gouji check`.
NO_MISMATCH, MISMATCH, UNREADABLE = 0, 1, 2


class Format(StrEnum):
    """The formats of `gouji check`."""

    TEXT = "text"
    JSON = "json"


class Kind(StrEnum):
    """The severities of findings, without loading reconcile to name them."""

    MISMATCH = "mismatch"
    DOUBT = "doubt"
    ROUNDING = "rounding"
    WORDING = "wording"


app = typer.Typer(
    name="gouji",
    cls=Group,
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


@app.command(cls=Command, no_args_is_help=True)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    format: Annotated[Format, typer.Option("--format", "-f", metavar="text|json")] = Format.TEXT,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH")] = None,
    full: Annotated[bool, typer.Option("--all", "-a")] = False,
    severity: Annotated[list[Kind] | None, typer.Option("--severity", "-s", metavar="KIND")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Check reports one after the other and exit with the worst of their statuses."""
    words = load_words(lang)
    worst = NO_MISMATCH
    with _output(files, out, words) as stream:
        for path in files:
            audit = _audit(path, lang, words)
            if audit is None:
                worst = UNREADABLE
                continue
            worst = max(worst, _status(audit))
            if format is Format.JSON:
                _write_json(audit, stream)
            else:
                _write_text(audit, stream, lang, full=full, only=severity or [], quiet=quiet)
    raise typer.Exit(worst)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, its help in the language that is asked for."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = load_words(language(given, os.environ))
    typer.main.get_command(app)(args=given, prog_name="gouji", obj=words)


def _version(wanted: bool) -> None:
    if wanted:
        from gouji import __version__

        typer.echo(f"gouji {__version__}")
        raise typer.Exit


def _audit(path: Path, lang: Lang, words: Words) -> Audit | None:
    """The audit of one file; None, and one line on standard error, where there is none.

    What a library prints meanwhile goes to standard error: standard output is the result's.
    """
    from rich.console import Console

    from gouji.audit import check

    console = Console(stderr=True, highlight=False)
    message = words["message"]
    try:
        with (
            console.status(message["working"].format(file=path.name)),
            contextlib.redirect_stdout(sys.stderr),
        ):
            return check(path)
    except UnreadableError as error:
        english = words["unreadable"].get(error.status)
        typer.echo(english.format(file=path) if english else error.message, err=True)
    except Exception as error:
        # The last stop for a fault in gouji itself: said as such, and the next file is checked.
        if os.environ.get("GOUJI_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        typer.echo(message["crashed"].format(file=path.name, error=reason), err=True)
    return None


def _status(audit: Audit) -> int:
    from reconcile.audit import Severity

    return MISMATCH if audit.count(Severity.MISMATCH) else NO_MISMATCH


@contextlib.contextmanager
def _output(inputs: Sequence[Path], out: Path | None, words: Words) -> Iterator[TextIO]:
    """Standard output, or the file to write; ends the program where that cannot be written."""
    if out is None:
        yield sys.stdout
        return
    message = words["message"]
    if out.resolve() in {path.resolve() for path in inputs}:
        typer.echo(message["same_file"].format(file=out), err=True)
        raise typer.Exit(UNREADABLE)
    try:
        stream = out.open("w", encoding="utf-8")
    except OSError as error:
        typer.echo(message["cannot_write"].format(file=out, reason=error.strerror), err=True)
        raise typer.Exit(UNREADABLE) from error
    with stream:
        yield stream


def _write_json(audit: Audit, stream: TextIO) -> None:
    """One JSON object on one line."""
    import json

    stream.write(json.dumps(audit.to_dict(), ensure_ascii=False) + "\n")
    stream.flush()


def _write_text(
    audit: Audit, stream: TextIO, lang: Lang, *, full: bool, only: Sequence[Kind], quiet: bool
) -> None:
    """The report for a person, a blank line after it; a single line where `quiet`."""
    from rich.console import Console

    from reconcile.audit import Severity
    from report import terminal
    from report.texts import load

    texts = load(lang)
    if quiet:
        stream.write(terminal.summary(audit, texts) + "\n")
    else:
        console = Console(file=stream, highlight=False, markup=False, emoji=False)
        terminal.write(audit, console, texts, full=full, only=[Severity(k) for k in only])
        stream.write("\n")
    stream.flush()
