"""What a parser in a worker might do with a hostile file; run in worker processes by tests."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from corpus.scanning.at_work import RefusalError, more_time, tell
from corpus.scanning.limits import limited


def sleep() -> None:
    time.sleep(60)


def dawdle(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def ask_for_time(seconds: float, more: float) -> str:
    """Find out that there is more to do than in any other task, say so, and do it."""
    more_time(more)
    tell((1, 2))
    time.sleep(seconds)
    return "done"


def abort() -> None:
    os.abort()


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def outstay(seconds: float) -> None:
    """Hang where no parent will end the process: its own alarm has to."""
    with limited(seconds, 0):
        time.sleep(60)


def eat_memory(megabytes: int) -> str:
    """Take more memory than the limit leaves; what comes of it."""
    with limited(60, megabytes):
        try:
            taken = bytearray(10 * megabytes * 1_000_000)
        except MemoryError:
            return "memory"
    return f"took {len(taken)}"


def pid() -> int:
    return os.getpid()


def where_to() -> str:
    """The folder for temporary files; one is left there."""
    tempfile.mkstemp()
    return tempfile.gettempdir()


def echo(given: Any) -> Any:
    return given


def _die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


class Doomed:
    """A thing that ends the process that packs or unpacks it, `times` times in all: the marks are
    files in a folder."""

    def __init__(self, folder: Path, times: int) -> None:
        self.folder, self.times = folder, times

    def spare(self) -> bool:
        """Whether the process lives on; counts the dead."""
        dead = len(list(self.folder.iterdir()))
        if dead < self.times:
            (self.folder / str(dead)).touch()
        return dead >= self.times


class DiesSending(Doomed):
    """Ends a worker that has done its task and sends the result, half of which it has packed."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (str, ("sent",)) if self.spare() else (str, (_die(),))


class DiesTaken(Doomed):
    """Ends a worker that takes it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _taken, (self.folder, self.times)


def _taken(folder: Path, times: int) -> str:
    return "taken" if Doomed(folder, times).spare() else _die()


def send_doomed(folder: Path, times: int) -> Any:
    return DiesSending(folder, times)


def killed_at_work(folder: Path, times: int) -> str:
    return "done" if Doomed(folder, times).spare() else _die()


def start_badly(folder: Path) -> None:
    """Die while starting, the first three times."""
    if not Doomed(Path(os.environ["GOUJI_TEST_MARKS"]), 3).spare():
        _die()


def never_start(folder: Path) -> None:
    os._exit(3)


def refuse(folder: Path) -> None:
    raise RefusalError("no_room")
