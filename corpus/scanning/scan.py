"""Scan a folder: every file read once in a worker process, every outcome in the store at once.

The parent only hashes, hands out and writes; nothing of a file is parsed in it. What is in the
store when the scan is killed stays, and the next scan of the folder goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from importlib.metadata import version as installed_version
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from corpus.scanning import archives
from corpus.scanning.books import Books
from corpus.scanning.events import Event as Event
from corpus.scanning.events import Observer
from corpus.scanning.events import Summary as Summary
from corpus.scanning.folder import OVERVIEW, opened, pages
from corpus.scanning.outputs import Outputs, Unwritten
from corpus.scanning.pool import Options, workers
from corpus.scanning.run import Run
from corpus.scanning.sources import Passed, Source, find_sources
from corpus.store.database import StoreError
from corpus.store.following import follow
from corpus.store.overview import overview
from corpus.store.remarks import remarks_of_file
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
    summary says `stopped`. Raises FolderError where the outputs have no place to go, CrewError
    where no worker can be started, StoreError or a SQLAlchemyError where the store can no longer
    be used.
    """
    version = installed_version("gouji")
    with ExitStack() as stack:
        stack.callback(archives.close)
        outputs = options.outputs
        remarks = partial(remarks_of_file, engine)
        folder = stack.enter_context(opened(outputs, version, remarks)) if outputs else None
        passed = Passed()
        sources = [source for one in folders for source in find_sources(one, passed)]
        counted(len(sources))
        plan = plan_of(folders, version, options)
        crew = stack.enter_context(workers(options))
        books = Books(engine, begin_scan(engine, plan), version)
        run = Run(books, options, observer, crew, folder)
        run.summary.total, run.summary.passed = len(sources), passed
        try:
            for source in sources:
                run.take(source)
            run.finish()
            if options.together:
                run.join(sources)
        except KeyboardInterrupt:
            run.summary.stopped = True
        except BaseException:
            with suppress(SQLAlchemyError, StoreError):
                end_scan(engine, books.scan, "failed")
            raise
    run.summary.followed = follow(engine, run.fresh)
    end_scan(engine, books.scan, "stopped" if run.summary.stopped else "finished")
    if outputs is not None:
        links = pages(outputs.folder, outputs.reports)
        write_overview(engine, outputs, sources, run.summary, links)
        write_form(engine, outputs, sources, run.summary)
    return run.summary


def plan_of(folders: Sequence[Path | str], version: str, options: Options) -> ScanPlan:
    """What the store keeps of a scan's settings."""
    names = ", ".join(map(str, folders)).encode("utf-8", "replace").decode()
    return ScanPlan(names, version, options.workers, options.time_limit, options.memory_limit)


def write_overview(
    engine: Engine,
    outputs: Outputs,
    sources: Sequence[Source],
    summary: Summary,
    links: Mapping[str, str],
) -> None:
    """Write the overview of all files of the scan, those too that earlier scans read; `links` has,
    by SHA-256, where a report's own page is."""
    path = outputs.folder / OVERVIEW
    try:
        found = overview(engine, links, outputs.lang, keys={s.key for s in sources})
        found.write(path, outputs.lang, waiting=summary.total - summary.done)
    except OSError as error:
        summary.no_overview = Unwritten("disk", error.strerror or str(error))
    else:
        summary.overview = path


def write_form(
    engine: Engine, outputs: Outputs, sources: Sequence[Source], summary: Summary
) -> None:
    """Write the inspectors' form of all reports of the scan, where it is asked for."""
    if outputs.form is None:
        return
    from corpus.store.checklist import bodies
    from report.outputs import write_checklist

    found = bodies(engine, outputs.lang, keys={s.key for s in sources})
    try:
        outputs.folder.mkdir(parents=True, exist_ok=True)
        summary.form = write_checklist(found, outputs.folder, outputs.form, lang=outputs.lang)
    except OSError as error:
        summary.no_form = Unwritten("disk", error.strerror or str(error))
