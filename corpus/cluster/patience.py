"""Trying again, later and later, what a network or a database does not give at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from corpus.store.database import StoreError, open_store

T = TypeVar("T")

#: The first wait and the longest, in seconds; each is twice the one before, less up to a half.
_FIRST, _LONGEST = 0.1, 20.0
#: How long a store may be away.
STORE = 600.0


def waits(seconds: float) -> Iterator[float]:
    """How long to wait before each further try, for so many seconds in all."""
    wait, until = _FIRST, time.monotonic() + seconds
    while time.monotonic() < until:
        yield wait * random.uniform(0.5, 1)
        wait = min(_LONGEST, 2 * wait)


def store_again(work: Callable[[], T], seconds: float = STORE) -> T:
    """What some work with the store gives, which is one transaction; done anew where the store was
    away, or where it was in the way of another. Raises what it raised at last."""
    for wait in waits(seconds):
        try:
            return work()
        except DBAPIError as error:
            if not _passes(error):
                raise
        time.sleep(wait)
    return work()


def _passes(error: DBAPIError) -> bool:
    """Whether a later try may go well: a lost connection, a server that starts or has no room for
    one more, a deadlock; not a fault of what was asked."""
    lost = error.connection_invalidated or isinstance(error, InterfaceError)
    return lost or isinstance(error, OperationalError)


def opened_again(address: str, seconds: float = STORE) -> Engine:
    """The store at an address, which is there and of this version of gouji; it is waited for where
    it cannot be reached. Raises StoreError."""
    for wait in waits(seconds):
        try:
            return open_store(address, create=False)
        except StoreError as error:
            if error.status != "unreachable":
                raise
        time.sleep(wait)
    return open_store(address, create=False)
