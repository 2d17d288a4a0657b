"""`--checklist` and `--form`: which form the checklist of a run is written on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gouji.help import Words
from gouji.reasons import spoken

if TYPE_CHECKING:
    from report.checklist.form import Form

UNUSABLE = 2


def form_or_exit(checklist: bool, path: Path | None, words: Words) -> Form | None:
    """The form to fill in: an office's own where one is given, gouji's where only `checklist` is
    asked for, else None. A form that cannot be used ends the program with status 2."""
    if path is None and not checklist:
        return None
    from report.checklist.form import FormError, load, usual

    try:
        return usual() if path is None else load(path)
    except FormError as error:
        text = words["forms"][error.status].format(file=path, value=error.value)
        typer.echo(spoken(text, words), err=True)
        raise typer.Exit(UNUSABLE) from error
