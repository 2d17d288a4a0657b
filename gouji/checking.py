"""`gouji check`: one report after the other, to the screen and to files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from corpus.store.filenames import short_names
from gouji.apart import Limits, checker
from gouji.checked import NO_MISMATCH, UNREADABLE, Checked, Look, Wish
from gouji.choices import named
from gouji.choosing import chosen_or_exit
from gouji.forms import form_or_exit
from gouji.guarded import plain_stem
from gouji.help import Lang, Words, load_words
from gouji.inputs import expanded, unmarked
from gouji.outputs import FOLDER, Files, OutputError
from gouji.reasons import spoken
from gouji.written import result_file
from report.wrap import printable


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
    MISSING = "missing"


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
    checklist: Annotated[bool, typer.Option("--checklist")] = False,
    form: Annotated[Path | None, typer.Option("--form", metavar="FILE")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="PATH")] = None,
    full: Annotated[bool, typer.Option("--all", "-a")] = False,
    severity: Annotated[
        list[Kind] | None, typer.Option("--severity", "-s", metavar="KIND", parser=named(Kind))
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="CODES")] = None,
    skip: Annotated[list[str] | None, typer.Option("--skip", metavar="CODES")] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE")] = None,
    no_ocr: Annotated[bool, typer.Option("--no-ocr")] = False,
    time_limit: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=0)] = 300,
    memory_limit: Annotated[int, typer.Option("--memory-limit", metavar="MB", min=0)] = 2000,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Check reports one after the other and exit with the worst of their statuses."""
    words = load_words(lang)
    given, files = files, files[:1] if together else _files(files, words)
    rules = chosen_or_exit(config, only or (), skip or (), words, lang)
    wanted = {"html": html, "xlsx": xlsx, "pdf": pdf, "csv": csv, "jsonl": jsonl}
    kinds = [name for name, on in wanted.items() if on]
    filled = form_or_exit(checklist, form, words)
    wanting = bool(kinds) or filled is not None
    written = Files(out or FOLDER, kinds, words, lang=lang, form=filled) if wanting else None
    limits = Limits(time_limit, memory_limit)
    with result_file(given, None if written else out, words) as stream:
        wish = Wish(
            rules=dict(rules),
            lang=lang,
            json=format is Format.JSON,
            full=full,
            quiet=quiet,
            severities=tuple(severity or ()),
            look=Look.of(stream),
            kinds=tuple(kinds),
            folder=out or FOLDER,
            front=not bare,
            checklist=filled is not None,
            together=tuple(given) if together else (),
            ocr=not no_ocr,
        )
        worst = _check_all(files, wish, limits, stream, written, words)
    raise typer.Exit(worst)


def _check_all(
    files: Sequence[Path],
    wish: Wish,
    limits: Limits,
    stream: TextIO,
    written: Files | None,
    words: Words,
) -> int:
    """Check files one after the other and show what came of each; the worst of their statuses."""
    from corpus.scanning.crew import CrewError

    worst = NO_MISMATCH
    names = short_names(path.as_posix() for path in files)
    progress = _Progress(words, len(files))
    try:
        with checker(limits, words, progress.pictures) as check:
            for number, path in enumerate(files, 1):
                with progress.working(path, number):
                    called = written.name(plain_stem(path)) if written else ""
                    shown = names.get(path.as_posix(), path.name)
                    alone = "" if shown == path.name else shown
                    done = check(path, replace(wish, name=called, shown=alone))
                _show(path, done, stream, written, words)
                worst = max(worst, done.status)
        if written:
            written.finish()
    except OutputError as error:
        typer.echo(str(error), err=True)
        return UNREADABLE
    except CrewError as error:
        text = words["scanning"]["crew"][error.status]
        typer.echo(text.format(reason=spoken(str(error), words)), err=True)
        return UNREADABLE
    return worst


def _show(path: Path, done: Checked, stream: TextIO, written: Files | None, words: Words) -> None:
    """Show what came of a file. Raises OutputError where its files could not be written."""
    for name in done.left:
        text = words["message"]["left_out"].format(file=name)
        typer.echo(printable(text), err=True)
    if done.failed:
        typer.echo(printable(done.failed), err=True)
        if written:
            written.failed(Path(printable(str(path))), printable(done.failed))
        return
    stream.write(done.text)
    stream.flush()
    if done.unwritten:
        raise OutputError(done.unwritten)
    if written:
        written.add(done.entry, done.written, done.bodies)


class _Progress:
    """Shows on standard error which file is being checked, and which page of a scan is read; a
    line a page where nobody looks at it."""

    def __init__(self, words: Words, total: int) -> None:
        from rich.console import Console

        self.words, self.total = words, total
        self.console = Console(stderr=True, highlight=False, markup=False)
        self.status: Any = None
        self.text = self.name = ""

    @contextlib.contextmanager
    def working(self, path: Path, number: int) -> Iterator[None]:
        """Show that a file is being checked; `number` counts the files."""
        working = self.words["message"]["working" if self.total == 1 else "working_of"]
        self.name = printable(path.name)
        self.text = working.format(file=self.name, number=number, total=self.total)
        with self.console.status(self.text) as self.status:
            yield

    def pictures(self, pages: tuple[int, int]) -> None:
        """Show that so many pictures of pages are read, of how many."""
        number, total = pages
        text = self.words["message"]["picture"]
        line = text.format(file=self.name, number=number, total=total)
        if self.console.is_terminal and self.status is not None:
            self.status.update(line)
        else:
            typer.echo(line, err=True)


def _files(given: Sequence[Path], words: Words) -> list[Path]:
    """The files to check; standard error says how many are left out."""
    found = expanded(given)
    kept = unmarked(found)
    if len(kept) < len(found):
        text = words["hints"]["marked_left"].format(count=len(found) - len(kept))
        typer.echo(text, err=True)
    return kept
