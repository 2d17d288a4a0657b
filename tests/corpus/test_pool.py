"""Workers: whatever happens to one is an outcome, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pebble import ProcessPool

from corpus.scanning.pool import Options, outcome, workers
from corpus.scanning.sources import Source
from tests.corpus import misbehaving

SOURCE = Source(Path("a.pdf"), "a.pdf", 1)
OPTIONS = Options(workers=1, time_limit=1.5, recycle=3)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with workers(OPTIONS) as pool:
        pool.schedule(misbehaving.pid).result()  # started
        yield pool


@pytest.mark.parametrize(
    ("deed", "arguments", "status"),
    [
        (misbehaving.sleep, [], "timeout"),
        (misbehaving.abort, [], "crashed"),
        (misbehaving.be_killed, [], "memory"),
        (misbehaving.outstay, [0.2], "timeout"),
    ],
)
def test_ends_of_workers(
    pool: ProcessPool, deed: object, arguments: list[object], status: str
) -> None:
    future = pool.schedule(deed, args=arguments, timeout=OPTIONS.time_limit)
    found = outcome(future, SOURCE, OPTIONS)
    assert found.status == status and "a.pdf" in found.message
    assert pool.schedule(misbehaving.pid).result() > 0


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's memory limit is Linux's")
def test_memory_is_limited(pool: ProcessPool) -> None:
    assert pool.schedule(misbehaving.eat_memory, args=[200]).result() == "memory"


def test_workers_are_replaced(pool: ProcessPool) -> None:
    pids = {pool.schedule(misbehaving.pid).result() for _ in range(8)}
    assert len(pids) >= 2
