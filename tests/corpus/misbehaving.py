"""What a parser in a worker might do with a hostile file; run in worker processes by tests."""

from __future__ import annotations

import os
import signal
import time

from corpus.scanning.limits import limited


def sleep() -> None:
    time.sleep(60)


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
