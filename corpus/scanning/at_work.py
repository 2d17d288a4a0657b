"""A worker process's life: tasks come in one after the other, and what it says goes out by the same
pipe: how far it is, what a task tells while it is under way, and results."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable
from enum import Enum, auto
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


class RefusalError(Exception):
    """What an initializer raises where no task can be done in this process: a stable word."""


class Said(Enum):
    """What a worker says besides results: how far it is."""

    READY = auto()
    REFUSED = auto()
    BEGUN = auto()
    MORE = auto()
    TOLD = auto()
    DONE = auto()


#: The way to the one that a worker works for.
_home: list[Connection] = []


def more_time(seconds: float) -> None:
    """Said by a task: it found that it has so much more to do than any other. Elsewhere than in a
    worker nobody waits."""
    for pipe in _home:
        pipe.send((Said.MORE, seconds))


def tell(what: Any) -> None:
    """Said by a task: how far it is."""
    for pipe in _home:
        pipe.send((Said.TOLD, what))


def work(pipe: Connection, initializer: Callable[[Path], None], folder: Path) -> None:
    """A worker's life. It ends by itself where the one it works for is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        initializer(folder)
    except RefusalError as error:
        pipe.send((Said.REFUSED, str(error)))
        return
    _home[:] = [pipe]
    with contextlib.suppress(EOFError, OSError):
        pipe.send(Said.READY)
        while True:
            function, arguments = pipe.recv()
            pipe.send(Said.BEGUN)
            begun = time.monotonic()
            result = function(*arguments)
            took = time.monotonic() - begun
            pipe.send(Said.DONE)
            pipe.send((took, result))
