"""What the commands that use a store share."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

import typer

from gouji.help import Words
from gouji.reasons import spoken

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: The store where none is named: a file in the working directory.
STORE = "gouji.db"
UNUSABLE = 2


def end(text: str) -> NoReturn:
    """End the command with one line on standard error that says why it cannot do its work."""
    typer.echo(text, err=True)
    raise typer.Exit(UNUSABLE)


@contextlib.contextmanager
def store_or_exit(url: str, words: Words, *, create: bool) -> Iterator[Engine]:
    """An open store; one line on standard error and exit status 2 where it cannot be used, or can
    no longer be while it is in use. A password in its address is not shown."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from corpus.store.database import StoreError, opened

    try:
        with opened(url, create=create) as engine:
            yield engine
    except (StoreError, SQLAlchemyError) as error:
        status = error.status if isinstance(error, StoreError) else "unreachable"
        reason = error.orig if isinstance(error, DBAPIError) else error
        text = words["store"].get(status, "{store}: {reason}")
        shown = re.sub(r"(?<=://)([^:/@]*):[^@]*@", r"\1:***@", url)
        typer.echo(
            text.format(store=shown, reason=spoken(" ".join(str(reason).split()), words)), err=True
        )
        raise typer.Exit(UNUSABLE) from error
