"""Worker processes: a file each at a time, ended when it takes too long, replaced at times."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from corpus.scanning.crew import Crew, CrewError, Ending
from corpus.scanning.limits import Usage
from corpus.scanning.outputs import Outputs
from corpus.scanning.scratch import scratch
from corpus.scanning.served import CHECKING, SCANNING, processes, single_threaded
from corpus.scanning.sources import Source
from corpus.scanning.worker import Outcome, Task, read_file, start, start_checking
from corpus.store.keeping import ALL


def cores() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Options:
    """How to scan. `time_limit` in seconds and `memory_limit` in megabytes (beyond what a warm
    worker has) are for one file; `recycle` is after how many files a worker is replaced.

    `retry` reads those again that failed in a way worth another try, `again` all. `outputs` are
    the files to write about each report, if any. `together` puts the pieces of a report together.
    `keep` is how much of a report goes to the store (corpus/store/keeping.py); `ocr` is whether
    pictures of pages are read, which takes time beyond the limit.
    """

    workers: int = field(default_factory=cores)
    time_limit: float = 120.0
    memory_limit: int = 2000
    recycle: int = 200
    retry: bool = False
    again: bool = False
    together: bool = True
    outputs: Outputs | None = None
    keep: str = ALL
    ocr: bool = True


def submit(crew: Crew[Outcome], task: Task) -> int:
    """Hand a file out; the number it has with the workers."""
    return crew.submit(read_file, task, seconds=task.time_limit)


def outcome(ending: Ending[Outcome], source: Source, options: Options) -> Outcome:
    """What a worker handed back, or what its end says of the file."""
    if ending.result is not None:
        return ending.result
    name, code = source.name, ending.exitcode
    if ending.late:
        usage = Usage(seconds=options.time_limit)
        message = f"{name}：{options.time_limit:g}秒内没有读完"
        return Outcome("timeout", message, usage=usage, died=True)
    if code == -14:
        return Outcome("timeout", f"{name}：没有在限定时间内读完", died=True)
    if code == -9:
        return Outcome("memory", f"{name}：进程被系统终止，应是内存不足", died=True)
    return Outcome("crashed", f"{name}：解析时进程崩溃（退出码{code}）", died=True)


@contextmanager
def workers(
    options: Options, told: Callable[[Any], None] = lambda what: None, *, rows: bool = True
) -> Iterator[Crew[Any]]:
    """Worker processes, forked from a server that has everything loaded where there can be one;
    what makes `rows` for the store only where they are to do so.

    Raises CrewError where there is no room for what they write for a while.
    """
    with single_threaded(), ExitStack() as stack:
        try:
            room = stack.enter_context(scratch())
        except OSError as error:
            raise CrewError("scratch", error.strerror or str(error)) from error
        crew: Crew[Any] = Crew(
            options.workers,
            processes(SCANNING if rows else CHECKING),
            start if rows else start_checking,
            scratch=room,
            recycle=options.recycle,
            told=told,
        )
        yield stack.enter_context(crew)
