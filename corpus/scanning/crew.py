"""Worker processes with a pipe each: whatever ends one of them costs one task at most.

No lock, queue or thread is shared, so that a worker can die at any moment. How far it had come is
known by what it said: a task is blamed only for what happens between its beginning and its end, and
is handed out again where its worker died before or after that. So long as that took by its worker's
own clock, so long it took: when this process comes to listen makes no task late, nor in time.
"""

from __future__ import annotations

import contextlib
import math
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from multiprocessing.connection import Connection, wait
from pathlib import Path
from shutil import rmtree
from types import ModuleType, TracebackType
from typing import Any, Generic, Self, TypeVar

from corpus.scanning.at_work import Said, work
from corpus.scanning.limits import room

R = TypeVar("R")

#: A worker that has not said that it is ready after so many seconds is given up.
_STARTING = 120.0
#: So many workers that never became ready, one after the other: there will be none.
_STARTS = 5
#: So many seconds more are waited after each of them: what workers are forked from, killed, may
#: refuse for a moment before it is seen to be gone.
_PAUSE = 0.1
#: A task whose workers died so often outside of it, or were killed from outside in it, is told so.
_TRIES = 5
_KILLS = 2
#: How a process ends that was killed from outside; 255 is said of one whose end nobody saw.
_KILLED = (-9, -15, -1, 255)
#: How long a worker may take to end by itself.
_PATIENCE = 1.0


class CrewError(Exception):
    """No worker can be started: `status` is start, or the stable word that a worker gave for it;
    the message says more, or is ""."""

    def __init__(self, status: str, message: str = "") -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Ending(Generic[R]):
    """How a task ended: with its result, or by its worker's death (`exitcode`), or `late`."""

    result: R | None = None
    exitcode: int = 0
    late: bool = False


class _Phase(Enum):
    """Where a worker is, as far as it has said."""

    STARTING = auto()
    IDLE = auto()
    GIVEN = auto()
    AT_WORK = auto()
    SENDING = auto()


@dataclass
class _Order(Generic[R]):
    """A task that was handed in, and how often its worker died outside of it, or was killed."""

    number: int
    function: Callable[..., R]
    arguments: Sequence[Any]
    seconds: float
    lost: int = 0
    killed: int = 0


@dataclass
class _Worker(Generic[R]):
    process: Any
    pipe: Connection
    folder: Path
    phase: _Phase = _Phase.STARTING
    since: float = field(default_factory=time.monotonic)
    order: _Order[R] | None = None
    done: int = 0

    def turn(self, phase: _Phase) -> None:
        self.phase, self.since = phase, time.monotonic()

    def late(self) -> float:
        """When it has taken too long, on the monotonic clock."""
        if self.phase is _Phase.STARTING:
            return self.since + _STARTING
        if self.phase is _Phase.AT_WORK and self.order is not None and self.order.seconds:
            return self.since + self.order.seconds
        return float("inf")


class Crew(Generic[R]):
    """So many worker processes of a multiprocessing `context`, each replaced after `recycle` tasks.

    A worker runs `initializer` first, with a folder of its own below `scratch` for temporary files,
    which is removed when the worker ends. What a task says while it is under way (`tell`) goes to
    `told`.
    """

    def __init__(
        self,
        size: int,
        context: Any,
        initializer: Callable[[Path], None],
        *,
        scratch: Path,
        recycle: int = 0,
        told: Callable[[Any], None] = lambda what: None,
    ) -> None:
        self.size, self.context, self.initializer = size, context, initializer
        self.scratch, self.recycle, self.told = scratch, recycle, told
        self.workers: list[_Worker[R]] = []
        self.queue: deque[_Order[R]] = deque()
        self.ended: deque[tuple[int, Ending[R]]] = deque()
        self.number = 0
        self.failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers: those that wait for a task by themselves, the others at once."""
        for worker in self.workers:
            with contextlib.suppress(OSError):
                worker.pipe.close()
            if kind is not None or worker.phase is not _Phase.IDLE:
                worker.process.kill()
        for worker in self.workers:
            self._bury(worker)
        self.workers.clear()

    def submit(self, function: Callable[..., R], *arguments: Any, seconds: float = 0) -> int:
        """Hand in a task, of so many seconds at most (0: as long as it takes); its number."""
        self.number += 1
        self.queue.append(_Order(self.number, function, arguments, seconds))
        self._serve()
        return self.number

    def ready(self) -> Iterator[tuple[int, Ending[R]]]:
        """The tasks that have ended by now, each once."""
        self._listen(0)
        while self.ended:
            yield self.ended.popleft()

    def wait(self) -> Iterator[tuple[int, Ending[R]]]:
        """The tasks that have ended, at least one where one is under way. Raises CrewError."""
        while not self.ended and (self.queue or any(w.order for w in self.workers)):
            self._listen(None)
        while self.ended:
            yield self.ended.popleft()

    def _listen(self, patience: float | None) -> None:
        """Take in what workers say, and what becomes of them, in so many seconds at most."""
        self._serve()
        if patience is None:
            late = min((w.late() for w in self.workers), default=0.0)
            patience = None if late == float("inf") else max(0.0, late - time.monotonic())
        speaking = {w.pipe: w for w in self.workers}
        for pipe in wait(list(speaking), patience):
            self._hear(speaking[pipe])  # type: ignore[index]
        now = time.monotonic()
        for worker in [w for w in self.workers if w.late() <= now]:
            self._overdue(worker)
        self._serve()

    def _serve(self) -> None:
        """Give what waits to workers that are free, and start such as are missing."""
        while self.queue:
            idle = next((w for w in self.workers if w.phase is _Phase.IDLE), None)
            if idle is None:
                break
            self._give(idle, self.queue.popleft())
        starting = sum(w.phase is _Phase.STARTING for w in self.workers)
        for _ in range(min(self.size - len(self.workers), len(self.queue) - starting)):
            self._start()

    def _give(self, worker: _Worker[R], order: _Order[R]) -> None:
        worker.order = order
        worker.turn(_Phase.GIVEN)
        try:
            worker.pipe.send((order.function, order.arguments))
        except OSError:
            self._died(worker)

    def _start(self) -> None:
        try:
            folder = Path(tempfile.mkdtemp(dir=self.scratch))
        except OSError as error:
            raise CrewError("scratch", error.strerror or str(error)) from error
        here, there = self.context.Pipe()
        try:
            process = self.context.Process(
                target=work, args=(there, self.initializer, folder), daemon=True
            )
            with _without_main():
                process.start()
        except (OSError, EOFError) as error:  # the server that forks them is gone, or has no room
            here.close()
            rmtree(folder, ignore_errors=True)
            self._no_start("start", " ".join(str(error).split()))
        else:
            self.workers.append(_Worker(process, here, folder))
        finally:
            there.close()

    def _hear(self, worker: _Worker[R]) -> None:
        """Take in one thing that a worker says; its silence for ever is its death."""
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._died(worker)
            return
        if said is Said.READY:
            self.failed_starts = 0
            worker.turn(_Phase.IDLE)
        elif said is Said.BEGUN:
            worker.turn(_Phase.AT_WORK)
        elif said is Said.DONE:
            worker.turn(_Phase.SENDING)
        elif isinstance(said, tuple) and isinstance(said[0], Said):
            self._heed(worker, *said)
        elif worker.order is not None:
            took, result = said
            late = 0 < worker.order.seconds < took
            ending: Ending[R] = Ending(late=True) if late else Ending(result)
            self.ended.append((worker.order.number, ending))
            worker.order = None
            worker.turn(_Phase.IDLE)
            worker.done += 1
            if self.recycle and worker.done >= self.recycle:
                self._dismiss(worker)

    def _heed(self, worker: _Worker[R], said: Said, what: Any) -> None:
        """Take in what a worker says of its task while it is at it, or of why there is none."""
        if said is Said.REFUSED:
            raise CrewError(what)
        if said is Said.TOLD:
            self.told(what)
        elif worker.order is not None and worker.order.seconds:
            worker.order.seconds += what

    def _dismiss(self, worker: _Worker[R]) -> None:
        """Let a worker go that has done its share."""
        self.workers.remove(worker)
        worker.pipe.close()
        self._bury(worker)

    def _overdue(self, worker: _Worker[R]) -> None:
        worker.process.kill()
        if worker.order is not None:
            self.ended.append((worker.order.number, Ending(late=True)))
            worker.order = None
        self._died(worker)

    def _died(self, worker: _Worker[R]) -> None:
        """Deal with a worker that is gone, and with what it was at."""
        if worker in self.workers:
            self.workers.remove(worker)
        worker.pipe.close()
        self._bury(worker)
        code = worker.process.exitcode or 0
        order = worker.order
        if worker.phase is _Phase.STARTING:
            self._no_start("start", f"exit code {code}")
        if order is None:
            return
        within, killed = worker.phase is _Phase.AT_WORK, code in _KILLED
        order.killed += within and killed
        order.lost += not within
        own = not killed and (within or worker.phase is _Phase.SENDING)
        if own or order.killed >= _KILLS or order.lost >= _TRIES:
            self.ended.append((order.number, Ending(exitcode=code)))
        else:
            self.queue.appendleft(order)

    def _bury(self, worker: _Worker[R]) -> None:
        """Wait for a worker's end, and hasten it; nothing that it had for a while stays."""
        worker.process.join(_PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        rmtree(worker.folder, ignore_errors=True)

    def _no_start(self, status: str, message: str) -> None:
        self.failed_starts += 1
        if self.failed_starts >= _STARTS:
            raise CrewError("no_room" if room() < math.inf else status, message)
        time.sleep(_PAUSE * self.failed_starts)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Start processes that do not import the program's main module: they need nothing of it, and a
    script that has no guard would begin anew in each of them."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
