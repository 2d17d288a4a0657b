"""Checking files in a process of their own, within limits of time and memory: what one of them does
to that process costs the others nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from gouji.checked import UNREADABLE, Checked, Wish, check_file
from gouji.help import Words, load_words

Checker: TypeAlias = Callable[[Path, Wish], Checked]
#: Is told that so many pictures of pages are read, of how many.
Told: TypeAlias = Callable[[tuple[int, int]], None]
#: Seconds by which the process's own alarm comes after the limit: it is for orphans.
_GRACE = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """For one file: seconds, and megabytes beyond what a warm process has; 0 for none."""

    seconds: float
    megabytes: int


@contextlib.contextmanager
def checker(limits: Limits, words: Words, told: Told = lambda pages: None) -> Iterator[Checker]:
    """A function that checks a file within limits; without any, in this process, and so where
    GOUJI_DEBUG asks for tracebacks. `told` hears of each picture of a page that is read.

    Raises CrewError where no process can be started.
    """
    if os.environ.get("GOUJI_DEBUG") or not (limits.seconds or limits.megabytes):
        from extract.scan.watch import Ocr, watched

        with watched(Ocr(done=lambda number, total: told((number, total)))):
            yield check_file
        return
    from corpus.scanning.served import CHECKING, begin

    begin(CHECKING)
    from corpus.scanning.crew import Ending
    from corpus.scanning.pool import Options, workers

    with workers(Options(workers=1), told, rows=False) as crew:

        def check(path: Path, wish: Wish) -> Checked:
            crew.submit(_limited, path, wish, limits, seconds=limits.seconds)
            ending: Ending[Checked]
            ((_, ending),) = crew.wait()
            if ending.result is not None:
                return ending.result
            message, given = words["message"], {"file": path.name}
            if ending.late or ending.exitcode == -14:
                failed = message["over_time"].format(seconds=f"{limits.seconds:g}", **given)
            elif ending.exitcode == -9:
                failed = message["memory"].format(**given)
            else:
                failed = message["died"].format(code=ending.exitcode, **given)
            return Checked(UNREADABLE, failed=failed)

        yield check


def _limited(path: Path, wish: Wish, limits: Limits) -> Checked:
    """Check a file within limits that the system sets."""
    from corpus.scanning.at_work import tell
    from corpus.scanning.limits import limited
    from corpus.scanning.worker import time_for_pictures
    from extract.faults import is_memory
    from extract.scan.watch import Ocr, watched

    seconds = limits.seconds + _GRACE if limits.seconds else 0
    ocr = Ocr(counted=time_for_pictures, done=lambda number, total: tell((number, total)))
    try:
        with limited(seconds, limits.megabytes), watched(ocr):
            return check_file(path, wish)
    except (MemoryError, SystemError, OSError) as error:
        if not isinstance(error, MemoryError) and not is_memory(error):
            raise
        words = load_words(wish.lang)  # there is memory for them again
        return Checked(UNREADABLE, failed=words["message"]["memory"].format(file=path.name))
