"""What the commands that use a store share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from gouji.help import Words

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: The store where none is named: a file in the working directory.
STORE = "gouji.db"
UNUSABLE = 2


@contextlib.contextmanager
def store_or_exit(url: str, words: Words, *, create: bool) -> Iterator[Engine]:
    """An open store; one line on standard error and exit status 2 where it cannot be used."""
    from corpus.store.database import StoreError, opened

    try:
        with opened(url, create=create) as engine:
            yield engine
    except StoreError as error:
        text = words["store"].get(error.status, "{store}: {reason}")
        typer.echo(text.format(store=url, reason=error), err=True)
        raise typer.Exit(UNUSABLE) from error
