"""The server that worker processes are forked from, which has everything loaded.

It takes longer to load than what asks for it: it is begun before that is loaded as well.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

#: What the server imports, in this order: for a scan, and for reports that are only checked.
SCANNING, CHECKING = ("quiet", "preload", "worker"), ("quiet", "reading", "worker")


def processes(preloaded: Sequence[str]) -> Any:
    """How processes are started here: forked from a server that says nothing and has all loaded,
    where there can be one; it is started anew where it was killed."""
    if not _is_served():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"corpus.scanning.{name}" for name in preloaded])
    return context


def begin(preloaded: Sequence[str]) -> None:
    """Let the server load while this process goes on. Where it cannot be started, that is said
    when the first process is asked of it."""
    if not _is_served():
        return
    processes(preloaded)
    from multiprocessing.forkserver import ensure_running

    with single_threaded(), contextlib.suppress(OSError):
        ensure_running()


def _is_served() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


@contextmanager
def single_threaded() -> Iterator[None]:
    """One thread for each worker: a thread for every core in each of them would only collide."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
