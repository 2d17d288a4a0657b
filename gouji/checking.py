"""`gouji check`: one report after the other, to the screen and to files."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from extract.errors import UnreadableError
from gouji.choices import named
from gouji.choosing import Rules, chosen_or_exit
from gouji.guarded import OverTimeError, plainly_named, within
from gouji.help import Lang, Words, load_words
from gouji.inputs import expanded, hint, is_marked, unmarked
from gouji.outputs import FOLDER, Files, OutputError
from gouji.reasons import spoken
from report.wrap import printable

if TYPE_CHECKING:
    from gouji.audit import Audit
    from gouji.pieces import Gathered

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


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    format: Annotated[Format, typer.Option("--format", "-f", metavar="text|json")] = Format.TEXT,
    html: Annotated[bool, typer.Option("--html")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx")] = False,
    pdf: Annotated[bool, typer.Option("--pdf")] = False,
    bare: Annotated[bool, typer.Option("--bare")] = False,
    together: Annotated[bool, typer.Option("--together/--separate")] = False,
    csv: Annotated[bool, typer.Option("--csv")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH")] = None,
    full: Annotated[bool, typer.Option("--all", "-a")] = False,
    severity: Annotated[
        list[Kind] | None, typer.Option("--severity", "-s", metavar="KIND", parser=named(Kind))
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="CODES")] = None,
    skip: Annotated[list[str] | None, typer.Option("--skip", metavar="CODES")] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE")] = None,
    time_limit: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=0)] = 300,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Check reports one after the other and exit with the worst of their statuses."""
    words = load_words(lang)
    files = files if together else _files(files, words)
    rules = chosen_or_exit(config, only or (), skip or (), words, lang)
    wanted = {"html": html, "xlsx": xlsx, "pdf": pdf, "csv": csv, "jsonl": jsonl}
    kinds = [name for name, on in wanted.items() if on]
    written = Files(out or FOLDER, kinds, words, lang=lang, front=not bare) if kinds else None
    with _output(files, None if kinds else out, words) as stream:

        def show(audit: Audit) -> None:
            if format is Format.JSON:
                _write_json(audit, stream, lang)
            else:
                _write_text(audit, stream, lang, full=full, severities=severity or [], quiet=quiet)
            if written:
                written.add(audit)

        try:
            if together:
                worst = _check_together(files, rules, words, show, written, time_limit)
            else:
                worst = max(
                    NO_MISMATCH,
                    *(
                        _check(path, rules, words, show, written, (number, len(files)), time_limit)
                        for number, path in enumerate(files, 1)
                    ),
                )
            if written:
                written.finish()
        except OutputError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(UNREADABLE) from error
    raise typer.Exit(worst)


def _files(given: Sequence[Path], words: Words) -> list[Path]:
    """The files to check; standard error says how many are left out."""
    found = expanded(given)
    kept = unmarked(found)
    if len(kept) < len(found):
        text = words["hints"]["marked_left"].format(count=len(found) - len(kept))
        typer.echo(text, err=True)
    return kept


def _check(
    path: Path,
    rules: Rules,
    words: Words,
    show: Callable[[Audit], None],
    written: Files | None,
    place: tuple[int, int],
    seconds: float,
) -> int:
    """Check one file, in so many seconds at most, and show what came of it; its status. Where it
    gives no audit, one line on standard error says why. `place` is its number among how many."""
    try:
        with _named(path) as plain:
            with _timed(plain, words, seconds):
                audit = _audit(plain, rules, words, place)
            show(audit)
            return _status(audit)
    except _NoAuditError as error:
        typer.echo(printable(str(error)), err=True)
        if written:
            written.failed(Path(printable(str(path))), printable(str(error)))
        return UNREADABLE


def _check_together(
    given: Sequence[Path],
    rules: Rules,
    words: Words,
    show: Callable[[Audit], None],
    written: Files | None,
    seconds: float,
) -> int:
    """Check several files as one report; the same as _check."""
    from gouji.pieces import gathered

    first = given[0]
    with tempfile.TemporaryDirectory(prefix="gouji-pieces-") as folder:
        try:
            found = _gathered(gathered, given, Path(folder), words)
            with _timed(first, words, seconds):
                audit = _audit(first, rules, words, (1, 1), found)
            show(audit)
            return _status(audit)
        except _NoAuditError as error:
            typer.echo(printable(str(error)), err=True)
            if written:
                written.failed(Path(printable(str(first))), printable(str(error)))
            return UNREADABLE


def _gathered(
    gather: Callable[[Sequence[Path], Path], Gathered],
    given: Sequence[Path],
    scratch: Path,
    words: Words,
) -> Sequence[Path]:
    """The pieces; standard error says which files beside them are left out."""
    try:
        found = gather(given, scratch)
    except UnreadableError as error:
        raise _NoAuditError(error.message) from error
    for path in found.left:
        typer.echo(printable(words["message"]["left_out"].format(file=path.name)), err=True)
    if not found.pieces:
        raise _NoAuditError(words["message"]["no_pieces"].format(file=given[0]))
    return found.pieces


@contextlib.contextmanager
def _named(path: Path) -> Iterator[Path]:
    """The file under a plain name."""
    try:
        with plainly_named(path) as plain:
            yield plain
    except UnreadableError as error:
        raise _NoAuditError(error.message) from error


@contextlib.contextmanager
def _timed(path: Path, words: Words, seconds: float) -> Iterator[None]:
    try:
        with within(seconds):
            yield
    except OverTimeError as error:
        text = words["message"]["over_time"].format(file=path.name, seconds=f"{seconds:g}")
        raise _NoAuditError(text) from error


class _NoAuditError(Exception):
    """A file that gave no audit; its text is for the user."""


def _audit(
    path: Path,
    rules: Rules,
    words: Words,
    place: tuple[int, int],
    pieces: Sequence[Path] = (),
) -> Audit:
    """The audit of one file, the first of `place` of so many, or of the pieces of one report.

    What a library prints meanwhile goes to standard error: standard output is the result's.
    """
    from rich.console import Console

    from gouji.audit import check

    console = Console(stderr=True, highlight=False)
    message = words["message"]
    number, total = place
    working = message["working" if total == 1 else "working_of"]
    if is_marked(path):
        raise _NoAuditError(words["hints"]["marked"].format(file=path))
    try:
        with (
            console.status(working.format(file=path.name, number=number, total=total)),
            contextlib.redirect_stdout(sys.stderr),
        ):
            return check(pieces or path, **rules)
    except UnreadableError as error:
        raise _NoAuditError(_why(error, path, words)) from error
    except Exception as error:
        # The last stop for a fault in gouji itself: said as such, and the next file is checked.
        if os.environ.get("GOUJI_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise _NoAuditError(message["crashed"].format(file=path.name, error=reason)) from error


def _why(error: UnreadableError, path: Path, words: Words) -> str:
    """Why a file cannot be read, and what to do instead."""
    english = words["unreadable"].get(error.status)
    reason = english.format(file=path) if english else spoken(error.message, words)
    more = hint(path, words)
    return words["message"]["hint"].format(reason=reason, hint=more) if more else reason


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
        typer.echo(message["cannot_write"].format(file=out, reason=spoken(error, words)), err=True)
        raise typer.Exit(UNREADABLE) from error
    with stream:
        yield stream


def _write_json(audit: Audit, stream: TextIO, lang: Lang) -> None:
    """One JSON object on one line."""
    import json

    stream.write(json.dumps(audit.to_dict(lang), ensure_ascii=False) + "\n")
    stream.flush()


def _write_text(
    audit: Audit, stream: TextIO, lang: Lang, *, full: bool, severities: Sequence[Kind], quiet: bool
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
        shown = [Severity(k) for k in severities]
        terminal.write(audit, console, texts, full=full, only=shown)
        stream.write("\n")
    stream.flush()
