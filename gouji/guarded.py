"""What keeps one file of `gouji check` from costing the others: its time, and its name.

A name on a Unix disk is bytes: those of a Chinese Windows are no UTF-8, and a name may hold line
breaks and escape sequences. Such a file is read under a plain name.
"""

from __future__ import annotations

import contextlib
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

#: Seconds to the next alarm: one that is raised in a destructor or a callback of the garbage
#: collector is lost.
_AGAIN = 0.05


class OverTimeError(BaseException):
    """A file took longer than it may. No Exception, so that nothing on the way takes it for a
    parser's stumbling."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OverTimeError in the work inside after so many seconds; 0 for no limit. Without alarms
    (on Windows, or outside the main thread) there is none either."""
    alarmed = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    if not seconds or not alarmed:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OverTimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def plainly_named(path: Path) -> Iterator[Path]:
    """The file itself where its name is plain text, else a copy under a name that is, for a while.

    Raises UnreadableError where it cannot be copied.
    """
    if path.name.isprintable() or not path.is_file():
        yield path
        return
    from corpus.scanning.names import path_bytes, readable, safe_stem
    from corpus.scanning.sources import Source, copy_to

    name = readable(path_bytes(path))
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        copy = Path(folder, safe_stem(name) + ".pdf")
        copy_to(Source(path, printable(name), 0), copy)
        yield copy


def printable(text: str) -> str:
    """A text with nothing in it that a terminal would take for more than a character."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
