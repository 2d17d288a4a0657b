"""What `gouji scan` shows while it runs: a bar for a person, lines for a program, or nothing."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gouji.help import Lang, Words
from gouji.reasons import spoken
from report.wrap import json_line, printable

if TYPE_CHECKING:
    from corpus.scanning.events import Event, Summary
    from corpus.scanning.outputs import Unwritten


class Silent:
    """Shows nothing of the files."""

    def counted(self, total: int) -> None: ...

    def done(self, event: Event, summary: Summary) -> None: ...


class _Lines(Silent):
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
        if event.unwritten is not None:
            line["unwritten"] = {"cause": event.unwritten.cause, "detail": event.unwritten.detail}
        if event.findings:
            line |= {"unit": event.unit, "year": event.year, "kind": event.kind}
            line["findings"] = dict(event.findings)
        write_line(line)


class _Bar(Silent):
    """A progress bar on standard error: files, rate, time left, findings and failures so far.

    Files that gave no report, or whose own files could not be written, are named above it.
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
        self.read = 0

    def counted(self, total: int) -> None:
        self.progress.update(self.task, total=total)

    def done(self, event: Event, summary: Summary) -> None:
        from corpus.scanning.statuses import FAULTY, READ

        self.read += event.fresh or event.written
        elapsed = self.progress.tasks[0].elapsed or 0
        hourly = round(self.read / elapsed * 3600) if elapsed > 1 else 0
        say = self.words["scanning"]
        if event.fresh and (event.status not in READ or event.status == FAULTY):
            name = status_name(event.status, self.lang)
            text = spoken(event.message, self.words) if self.lang is Lang.ZH else event.name
            self._above(f"{name}  {text}")
        if event.unwritten is not None:
            reason = why(event.unwritten, self.words, self.lang)
            self._above(say["unwritten_file"].format(file=event.name, reason=reason))
        self.progress.update(
            self.task,
            advance=1,
            rate=say["rate"].format(rate=hourly) if hourly else "",
            tally=say["tally"].format(
                mismatch=summary.findings["mismatch"],
                failed=sum(n for s, n in summary.statuses.items() if s not in READ),
            ),
        )

    def _above(self, text: str) -> None:
        self.progress.console.print(printable(text), style="yellow", soft_wrap=True)


@contextlib.contextmanager
def shown(words: Words, lang: Lang, *, quiet: bool, jsonl: bool) -> Iterator[Silent]:
    """What is told of a scan while it runs."""
    if jsonl:
        yield _Lines()
    elif quiet:
        yield Silent()
    else:
        bar = _Bar(words, lang)
        with bar.progress:
            yield bar


def status_name(status: str, lang: Lang) -> str:
    """The name of a file's status; one that only a later gouji knows goes by its word."""
    from corpus.scanning.statuses import statuses

    known = statuses().get(status)
    if known is None:
        return status
    return known.words if lang is Lang.ZH else known.english


def why(lost: Unwritten, words: Words, lang: Lang) -> str:
    """Why a file could not be written, for a person."""
    if lost.cause == "changed":
        return str(words["scanning"]["changed"])
    if lost.cause == "disk":
        return spoken(lost.detail, words)
    name = status_name(lost.cause, lang)
    return f"{name} {lost.detail}" if lost.detail and lang is Lang.ZH else name


def write_line(line: dict[str, Any]) -> None:
    """Write one JSON object, as a line, to standard output."""
    sys.stdout.write(json_line(line))
    sys.stdout.flush()
