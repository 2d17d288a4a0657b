"""`gouji overview`: all reports of a store on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gouji.help import Lang, load_words
from gouji.outputs import FOLDER
from gouji.reasons import spoken
from gouji.stores import STORE, UNUSABLE, store_or_exit


def overview(
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR")] = FOLDER,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Write the overview of a store, with links to the pages that scans wrote in the folder."""
    words = load_words(lang)
    message = words["message"]
    with store_or_exit(store, words, create=False) as engine:
        from corpus.scanning.folder import OVERVIEW, pages
        from corpus.scanning.outputs import REPORTS
        from corpus.store.overview import overview as of_store

        path = out / OVERVIEW
        found = of_store(engine, pages(out, out / REPORTS), lang)
    try:
        out.mkdir(parents=True, exist_ok=True)
        found.write(path, lang)
    except OSError as error:
        typer.echo(message["cannot_write"].format(file=path, reason=spoken(error, words)), err=True)
        raise typer.Exit(UNUSABLE) from error
    typer.echo(message["written"].format(file=path), err=True)
