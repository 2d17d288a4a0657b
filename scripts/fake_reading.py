"""Preloaded into workers by bench_cluster.py: readers that use no processor. What a file gives is
what one of a few reports gave that were really read, under the file's own hash."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.cluster.station import Station
from corpus.scanning.crew import Ending
from corpus.scanning.limits import Usage
from corpus.scanning.sources import sha256_of
from corpus.scanning.worker import Outcome, Task
from corpus.store.keeping import kept
from corpus.store.records import Record

#: How long a reader takes.
_SECONDS = float(os.environ.get("GOUJI_FAKE_SECONDS", "0"))
_BASE: list[Record] = pickle.loads(Path(os.environ["GOUJI_FAKE"]).read_bytes())


class _Crew:
    """A crew without processes."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.ended: list[tuple[int, Ending[Outcome]]] = []

    def submit(self, _function: object, task: Task, *, seconds: float = 0) -> int:
        time.sleep(_SECONDS)
        sha256 = sha256_of(task.source)
        base = _BASE[int(sha256[:8], 16) % len(_BASE)]
        unit = f"第{int(sha256[8:12], 16)}号单位"
        own = {"sha256": sha256, "content": sha256, "unit": unit, "unit_key": unit}
        found = kept(Record({**base.report, **own}, base.rows), task.keep)
        self.ended.append((1, Ending(Outcome("read", "", sha256, Usage(), found))))
        return 1

    def ready(self) -> Iterator[tuple[int, Ending[Outcome]]]:
        while self.ended:
            yield self.ended.pop()

    wait = ready


@contextmanager
def _turn(station: Any) -> Iterator[_Crew]:
    with station.lock:
        station.crew = station.crew or _Crew(Path(os.environ["GOUJI_FAKE"]).parent)
        yield station.crew


Station.turn = _turn  # type: ignore[method-assign, assignment]
