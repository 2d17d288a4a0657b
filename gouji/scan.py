"""`gouji scan`: many reports into a store, with progress for a person or lines for a program."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji.help import Lang, Words, load_words
from gouji.stores import STORE, store_or_exit

if TYPE_CHECKING:
    from corpus.scanning.scan import Event, Summary

#: Exit status: done; the store cannot be used or the folder is not there; stopped by Ctrl-C.
DONE, UNUSABLE, STOPPED = 0, 2, 130


def scan(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...")],
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    workers: Annotated[int, typer.Option("--workers", "-j", metavar="N", min=0)] = 0,
    time_limit: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=1)] = 120,
    memory_limit: Annotated[int, typer.Option("--memory-limit", metavar="MB", min=100)] = 2000,
    retry: Annotated[bool, typer.Option("--retry")] = False,
    again: Annotated[bool, typer.Option("--again")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl")] = False,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Read the reports of folders, files and archives into a store."""
    words = load_words(lang)
    for folder in folders:
        if not folder.exists():
            typer.echo(words["scanning"]["no_folder"].format(folder=folder), err=True)
            raise typer.Exit(UNUSABLE)
    with store_or_exit(store, words, create=True) as engine:
        from corpus.scanning.pool import Options, cores
        from corpus.scanning.scan import scan as run

        options = Options(
            workers=workers or cores(),
            time_limit=time_limit,
            memory_limit=memory_limit,
            retry=retry,
            again=again,
        )
        with _ended_by_term(), _shown(words, lang, quiet=quiet, jsonl=jsonl) as show:
            summary = run(folders, engine, options, show.done, counted=show.counted)
    if jsonl:
        _write_line({"summary": _counts(summary)})
    else:
        typer.echo(_last_line(summary, words, lang))
    raise typer.Exit(STOPPED if summary.stopped else DONE)


class _Silent:
    """Shows nothing of the files."""

    def counted(self, total: int) -> None: ...

    def done(self, event: Event, summary: Summary) -> None: ...


class _Lines(_Silent):
    """One JSON object a file on standard output, as it is done."""

    def done(self, event: Event, summary: Summary) -> None:
        line: dict[str, Any] = {
            "file": event.name,
            "status": event.status,
            "message": event.message,
            "known": not event.fresh,
        }
        if event.fresh:
            usage = event.usage
            line |= {"seconds": usage.seconds, "peak_mb": usage.peak_mb}
        if event.findings:
            line |= {"unit": event.unit, "year": event.year, "kind": event.kind}
            line["findings"] = dict(event.findings)
        _write_line(line)


class _Bar(_Silent):
    """A progress bar on standard error: files, rate, time left, findings and failures so far.

    Files that gave no report are named above it as they come.
    """

    def __init__(self, words: Words, lang: Lang) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self.words, self.lang = words, lang
        self.progress = Progress(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[tally]}"),
            console=Console(stderr=True, highlight=False, markup=False, emoji=False),
        )
        self.task = self.progress.add_task("", total=None, rate="", tally="")
        self.fresh = 0

    def counted(self, total: int) -> None:
        self.progress.update(self.task, total=total)

    def done(self, event: Event, summary: Summary) -> None:
        from corpus.scanning.statuses import READ

        self.fresh += event.fresh
        elapsed = self.progress.tasks[0].elapsed or 0
        hourly = round(self.fresh / elapsed * 3600) if elapsed > 1 else 0
        say = self.words["scanning"]
        if event.fresh and event.status not in READ:
            name = _status_name(event.status, self.lang)
            detail = event.message if self.lang is Lang.ZH else event.name
            self.progress.console.print(f"{name}  {detail}", style="yellow", soft_wrap=True)
        self.progress.update(
            self.task,
            advance=1,
            rate=say["rate"].format(rate=hourly) if hourly else "",
            tally=say["tally"].format(
                mismatch=summary.findings["mismatch"],
                failed=sum(n for s, n in summary.statuses.items() if s not in READ),
            ),
        )


@contextlib.contextmanager
def _shown(words: Words, lang: Lang, *, quiet: bool, jsonl: bool) -> Iterator[_Silent]:
    if jsonl:
        yield _Lines()
    elif quiet:
        yield _Silent()
    else:
        bar = _Bar(words, lang)
        with bar.progress:
            yield bar


@contextlib.contextmanager
def _ended_by_term() -> Iterator[None]:
    """Let SIGTERM stop a scan as Ctrl-C does: what is done is kept, the workers end."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _counts(summary: Summary) -> dict[str, Any]:
    return {
        "files": summary.total,
        "known": summary.known,
        "stopped": summary.stopped,
        "statuses": dict(sorted(summary.statuses.items())),
        "findings": dict(summary.findings),
    }


def _last_line(summary: Summary, words: Words, lang: Lang) -> str:
    """What became of the files, in one line; the second one says how to go on where stopped."""
    say = words["scanning"]
    parts = [f"{_status_name(s, lang)} {n}" for s, n in summary.statuses.most_common()]
    line: str = say["summary"].format(
        files=summary.done,
        total=summary.total,
        known=summary.known,
        statuses=say["comma"].join(parts) or "—",
        mismatch=summary.findings["mismatch"],
    )
    return line + ("\n" + say["stopped"] if summary.stopped else "")


def _status_name(status: str, lang: Lang) -> str:
    from corpus.scanning.statuses import statuses

    known = statuses().get(status)
    if known is None:
        return status
    return known.words if lang is Lang.ZH else known.english


def _write_line(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
