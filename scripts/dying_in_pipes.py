"""Workers that die with half of a message in their pipe; kill_scans.py has them import this first.

GOUJI_DYING is a folder: its name says when they die (`taking` a task or `sending` a result), and
the numbered files that it holds are the deaths still to come; each is taken by the one that dies.
"""

from __future__ import annotations

import os
import random
import signal
import struct
from collections.abc import Callable
from multiprocessing import process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

#: A message with so many bytes is a result: all else that workers say is shorter.
_RESULT = 1000
#: How likely a worker is to die where it may.
_OFTEN = 0.4


def _must_die(folder: Path) -> bool:
    """Whether this process is a worker, and one of the deaths is its own."""
    if process.parent_process() is None or random.random() > _OFTEN:
        return False
    for death in folder.iterdir():
        try:
            death.unlink()
        except FileNotFoundError:  # another worker's
            continue
        return True
    return False


def install(folder: Path) -> None:
    """Have the workers forked from this process die, as often as the folder says."""
    plain: Callable[..., None] = Connection._send_bytes  # type: ignore[attr-defined]

    def send(self: Any, data: Any) -> None:
        if len(data) > _RESULT and _must_die(folder):
            os.write(self._handle, struct.pack("!i", len(data)) + bytes(data[: len(data) // 2]))
            os.kill(os.getpid(), signal.SIGKILL)
        plain(self, data)

    taken: Callable[..., Any] = Connection._recv_bytes  # type: ignore[attr-defined]

    def take(self: Any, most: int | None = None) -> Any:
        if not _must_die(folder):
            return taken(self, most)
        if random.random() < 0.5:
            os.read(self._handle, 12)
        else:
            taken(self, most)
        os.kill(os.getpid(), signal.SIGKILL)

    if folder.name == "sending":
        Connection._send_bytes = send  # type: ignore[attr-defined]
    else:
        Connection._recv_bytes = take  # type: ignore[attr-defined]


if "GOUJI_DYING" in os.environ:
    install(Path(os.environ["GOUJI_DYING"]))
