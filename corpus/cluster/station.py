"""What a worker of a cluster has as long as it lives: the store, and a process that reads files."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from corpus.cluster.patience import opened_again
from corpus.scanning.crew import Crew, CrewError
from corpus.scanning.limits import Usage
from corpus.scanning.pool import Options, workers
from corpus.store.work import Claim, renew

#: The parts of a lease after which it is renewed.
_PARTS = 3


class Station:
    """A reading process and the stores that were asked for. One errand at a time has it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stack = ExitStack()
        self.crew: Crew[Any] | None = None
        self.engines: dict[str, Engine] = {}

    @contextmanager
    def turn(self) -> Iterator[Crew[Any]]:
        """The reading process, for one errand. Raises CrewError where there can be none; the next
        errand then gets a new one."""
        with self.lock:
            try:
                yield self._crew()
            except BaseException:
                self.close()
                raise

    def engine(self, store: str) -> Engine:
        """The store at an address; it is waited for where it is away. Raises StoreError."""
        address = os.environ.get("GOUJI_STORE") or store
        if address not in self.engines:
            self.engines[address] = opened_again(address)
        return self.engines[address]

    def warm(self) -> None:
        """Have the reading process ready before the first file comes."""
        with self.turn() as crew:
            crew.submit(Usage)
            list(crew.wait())

    def close(self) -> None:
        """End the reading process."""
        self.crew = None
        self.stack.close()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for one errand."""
        crew = self._crew()
        with tempfile.TemporaryDirectory(dir=crew.scratch) as folder:
            yield Path(folder)

    def _crew(self) -> Crew[Any]:
        if self.crew is None:
            if multiprocessing.current_process().daemon:
                raise CrewError("daemon")
            self.crew = self.stack.enter_context(workers(Options(workers=1)))
        return self.crew


@contextmanager
def renewed(engine: Engine, held: Claim) -> Iterator[None]:
    """Renew a claim again and again, as long as this process is at the work inside."""
    over = threading.Event()

    def life() -> None:
        while not over.wait(held.lease / _PARTS):
            with suppress(SQLAlchemyError):  # the store is away: those who write will see
                renew(engine, held)

    thread = threading.Thread(target=life, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


STATION = Station()
