"""`gouji check --html --xlsx --pdf --csv --jsonl --checklist`: the files a run writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gouji.help import Words
from gouji.reasons import spoken

if TYPE_CHECKING:
    from reconcile.audit import Audit
    from report.checklist.answers import Body
    from report.checklist.form import Form
    from report.overview.rows import Entry, Unreadable

#: Where the files go when no folder is named.
FOLDER = Path("gouji-out")
OVERVIEW = "index.html"


class OutputError(Exception):
    """A file that could not be written; its text is for the user."""


def write_files(
    audit: Audit,
    folder: Path,
    name: str,
    kinds: Collection[str],
    words: Words,
    *,
    lang: str,
    front: bool,
) -> tuple[Entry, list[Path]]:
    """Write the files of one report, all or none: its line of the overview, and where they are.
    Raises OutputError where one cannot be written."""
    from report.outputs import Output, write_outputs
    from report.overview.rows import entry
    from report.source import SourceError

    outputs = [Output(kind) for kind in kinds]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = write_outputs(audit, folder, name, outputs, lang=lang, front=front)
    except OSError as error:
        raise _refused(folder, error, words) from error
    except SourceError as error:
        text = words["message"]["changed"].format(file=audit.disclosure.path)
        raise OutputError(text) from error
    return entry(audit, f"{name}.html" if Output.HTML in outputs else ""), written


def _refused(path: Path, error: OSError, words: Words) -> OutputError:
    reason = spoken(error, words)
    return OutputError(words["message"]["cannot_write"].format(file=path, reason=reason))


class Files:
    """The files of one run: some for each report, and an overview where there are several."""

    def __init__(
        self,
        folder: Path,
        kinds: Collection[str],
        words: Words,
        *,
        lang: str,
        form: Form | None = None,
    ) -> None:
        self.folder, self.kinds, self.lang = folder, tuple(kinds), lang
        self.form = form
        self.bodies: list[Body] = []
        self.words, self.message = words, words["message"]
        self.taken = {"index"}
        self.shortened = False
        self.entries: list[Entry] = []
        self.unreadable: list[Unreadable] = []

    def name(self, stem: str) -> str:
        """What the files of a report are called that is called `stem`."""
        from report.outputs import fitting, unused

        name = unused(fitting(stem), self.taken)
        if not name.startswith(stem) and not self.shortened:
            self.shortened = True
            typer.echo(self.message["shortened"].format(name=name), err=True)
        return name

    def add(self, entry: Entry | None, written: Iterable[Path], bodies: Iterable[Body]) -> None:
        """Note the files of one report, and what it says to the checklist."""
        self.bodies += bodies
        if entry is not None:
            self.entries.append(entry)
        for path in written:
            self._say(path)

    def failed(self, path: Path, reason: str) -> None:
        """Note a file that could not be read."""
        from report.overview.rows import Unreadable

        self.unreadable.append(Unreadable(path.name, reason))

    def finish(self) -> None:
        """Write the overview where the run was of several reports, and the checklist."""
        from report.outputs import write_overview

        self._write_checklist()
        if "html" not in self.kinds or len(self.entries) + len(self.unreadable) < 2:
            return
        path = self.folder / OVERVIEW
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_overview(self.entries, self.unreadable, path, lang=self.lang)
        except OSError as error:
            raise _refused(path, error, self.words) from error
        self._say(path)

    def _write_checklist(self) -> None:
        """The form of all reports of the run, where it is asked for and there are some."""
        if self.form is None or not self.bodies:
            return
        from report.outputs import write_checklist

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = write_checklist(self.bodies, self.folder, self.form, lang=self.lang)
        except OSError as error:
            raise _refused(self.folder, error, self.words) from error
        self._say(path)

    def _say(self, path: Path) -> None:
        typer.echo(self.message["written"].format(file=path), err=True)
