"""The worker processes of the review page, and the pictures they have drawn."""

from __future__ import annotations

import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessPool

from corpus.store.remarks import Remarks
from extract.errors import UnreadableError
from serve import drawing
from serve.originals import GoneError, Original

P = ParamSpec("P")
T = TypeVar("T")
#: Pictures are kept up to so many bytes.
_ROOM = 96_000_000
#: Seconds beyond a worker's own limit after which it is ended from outside.
_GRACE = 5


#: A process is replaced after so many pieces of work.
_TASKS = 200


def warm() -> None:
    """Load what drawing and writing need."""
    import corpus.scanning.preload  # noqa: F401


def _context() -> Any:
    """How the processes are started: forked from a server that has everything loaded, where there
    can be one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["corpus.scanning.preload", "corpus.scanning.worker"])
    return context


class FailedError(Exception):
    """A worker took too long, or broke over a file."""


class Hands:
    """Two worker processes: one that draws while the other writes."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.pool: ProcessPool | None = None
        self.starting = threading.Lock()
        self.writing = threading.Lock()
        self.kept: OrderedDict[tuple[Any, ...], bytes | None] = OrderedDict()
        self.sizes_kept: OrderedDict[str, list[tuple[float, float]]] = OrderedDict()
        self.weight = 0
        self.keeping = threading.Lock()

    def start(self) -> None:
        """Start the processes, if they are not there."""
        with self.starting:
            if self.pool is None:
                pool = ProcessPool(
                    max_workers=2, max_tasks=_TASKS, context=_context(), initializer=warm
                )
                self.pool = self.stack.enter_context(pool)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        with self.starting:
            if self.pool is not None:
                self.pool.stop()  # type: ignore[no-untyped-call]
                self.stack.close()
                self.pool = None

    def sizes(self, original: Original) -> list[tuple[float, float]]:
        """The sizes of a file's pages in points. Raises GoneError, FailedError."""
        known = self.sizes_kept.get(original.sha256)
        if known is None:
            known = self._done(drawing.DRAWING[0], drawing.sizes, original)
            self.sizes_kept[original.sha256] = known
            while len(self.sizes_kept) > 500:
                self.sizes_kept.popitem(last=False)
        return known

    def page(self, original: Original, number: int, dpi: int) -> bytes | None:
        """A page as PNG. Raises GoneError, FailedError."""
        key = (original.sha256, number, dpi)
        with self.keeping:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        picture = self._done(drawing.DRAWING[0], drawing.page, original, number, dpi)
        with self.keeping:
            if key not in self.kept:
                self.kept[key] = picture
                self.weight += len(picture or b"")
            while self.weight > _ROOM:
                self.weight -= len(self.kept.popitem(last=False)[1] or b"")
        return picture

    def written(
        self, original: Original, name: str, kind: str, lang: str, remarks: Remarks
    ) -> dict[str, bytes]:
        """Outputs of a report; one at a time. Raises GoneError, UnreadableError, FailedError."""
        with self.writing:
            seconds = drawing.WRITING[0]
            return self._done(seconds, drawing.written, original, name, kind, lang, remarks)

    def _done(self, seconds: float, work: Callable[P, T], *args: P.args, **_: P.kwargs) -> T:
        self.start()
        if self.pool is None:
            raise FailedError("closed")
        limit = seconds + _GRACE
        future: Future[T] = self.pool.schedule(work, args=list(args), timeout=limit)
        try:
            return future.result()
        except (GoneError, UnreadableError):
            raise
        except Exception as error:
            # The last stop for what a published file does to its reader: it is said, no more.
            raise FailedError(type(error).__name__) from error
