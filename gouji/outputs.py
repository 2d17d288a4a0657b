"""`gouji check --html --xlsx --pdf --csv --jsonl --checklist`: the files a run writes."""

from __future__ import annotations

from collections.abc import Collection
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


class Files:
    """The files of one run: some for each report, and an overview where there are several."""

    def __init__(
        self,
        folder: Path,
        kinds: Collection[str],
        words: Words,
        *,
        lang: str,
        front: bool,
        form: Form | None = None,
    ) -> None:
        self.folder, self.kinds, self.lang, self.front = folder, kinds, lang, front
        self.form = form
        self.bodies: list[Body] = []
        self.words, self.message = words, words["message"]
        self.taken = {"index"}
        self.entries: list[Entry] = []
        self.unreadable: list[Unreadable] = []

    def add(self, audit: Audit) -> None:
        """Write the files of one report. Raises OutputError where one cannot be written."""
        from report.checklist.answers import bodies
        from report.outputs import Output, unused, write_outputs
        from report.overview.rows import entry
        from report.source import SourceError
        from report.texts import load

        name = unused(audit.disclosure.path.stem, self.taken)
        outputs = [Output(kind) for kind in self.kinds]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            written = write_outputs(
                audit, self.folder, name, outputs, lang=self.lang, front=self.front
            )
        except OSError as error:
            raise self._error(self.folder, error) from error
        except SourceError as error:
            raise OutputError(self.message["changed"].format(file=audit.disclosure.path)) from error
        if self.form is not None:
            self.bodies += bodies(audit, load(self.lang))
        self.entries.append(entry(audit, f"{name}.html" if Output.HTML in outputs else ""))
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
            raise self._error(path, error) from error
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
            raise self._error(self.folder, error) from error
        self._say(path)

    def _say(self, path: Path) -> None:
        typer.echo(self.message["written"].format(file=path), err=True)

    def _error(self, path: Path, error: OSError) -> OutputError:
        reason = spoken(error, self.words)
        return OutputError(self.message["cannot_write"].format(file=path, reason=reason))
