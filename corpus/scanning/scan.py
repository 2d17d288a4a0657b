"""Scan a folder: every file read once in a worker process, every outcome in the store at once.

The parent only hashes, hands out and writes; nothing of a file is parsed in it. What is in the
store when the scan is killed stays, and the next scan of the folder goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib.metadata import version as installed_version
from pathlib import Path

from sqlalchemy import Engine

from corpus.scanning.events import Event as Event
from corpus.scanning.events import Observer
from corpus.scanning.events import Summary as Summary
from corpus.scanning.folder import OVERVIEW, opened, pages
from corpus.scanning.outputs import Outputs, Unwritten
from corpus.scanning.pool import Options, workers
from corpus.scanning.run import Run
from corpus.scanning.sources import Source, find_sources
from corpus.store.overview import overview
from corpus.store.writing import ScanPlan, begin_scan, end_scan


def scan(
    folders: Sequence[Path],
    engine: Engine,
    options: Options,
    observer: Observer = lambda event, summary: None,
    *,
    counted: Callable[[int], None] = lambda total: None,
) -> Summary:
    """Read all reports at or below `folders` into the store, and write the files about them.

    `counted` is told how many files there are, `observer` of every file that is done. On
    KeyboardInterrupt the workers are ended, what they were at is left for the next scan, and the
    summary says `stopped`. Raises FolderError where the outputs have no place to go.
    """
    version = installed_version("gouji")
    with ExitStack() as stack:
        outputs = options.outputs
        folder = stack.enter_context(opened(outputs, version)) if outputs else None
        sources = [source for one in folders for source in find_sources(one)]
        counted(len(sources))
        names = ", ".join(map(str, folders)).encode("utf-8", "replace").decode()
        plan = ScanPlan(names, version, options.workers, options.time_limit, options.memory_limit)
        pool = stack.enter_context(workers(options))
        run = Run(engine, options, version, begin_scan(engine, plan), observer, pool, folder)
        run.summary.total = len(sources)
        try:
            for source in sources:
                run.take(source)
            run.finish()
            if options.together:
                run.join(sources)
        except KeyboardInterrupt:
            run.summary.stopped = True
            pool.stop()  # type: ignore[no-untyped-call]
    end_scan(engine, run.scan, "stopped" if run.summary.stopped else "finished")
    if outputs is not None:
        _write_overview(engine, outputs, sources, run.summary)
    return run.summary


def _write_overview(
    engine: Engine, outputs: Outputs, sources: Sequence[Source], summary: Summary
) -> None:
    """Write the overview of all files of the scan, those too that earlier scans read."""
    path = outputs.folder / OVERVIEW
    try:
        links = pages(outputs.folder, outputs.reports)
        found = overview(engine, links, outputs.lang, keys={s.key for s in sources})
        found.write(path, outputs.lang, waiting=summary.total - summary.done)
    except OSError as error:
        summary.no_overview = Unwritten("disk", error.strerror or str(error))
    else:
        summary.overview = path
