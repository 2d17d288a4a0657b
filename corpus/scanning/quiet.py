"""Importing this module silences the process for good; that is what it is for.

Parsers in C write where they like, and a process that has no memory left, or that is started just
when the scan ends, complains. The server that workers are forked from imports it before all else.
"""

from __future__ import annotations

import contextlib
import os


def _silence() -> None:
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        if null > 2:
            os.close(null)


_silence()
