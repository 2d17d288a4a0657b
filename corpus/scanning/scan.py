"""Scan a folder: every file read once in a worker process, every outcome in the store at once.

The parent only hashes, hands out and writes; nothing of a file is parsed in it. What is in the
store when the scan is killed stays, and the next scan of the folder goes on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from importlib.metadata import version as installed_version
from pathlib import Path

from pebble import ProcessPool
from sqlalchemy import Engine

from corpus.scanning.limits import Usage
from corpus.scanning.pool import Options, outcome, submit, workers
from corpus.scanning.sources import Source, find_sources, sha256_of
from corpus.scanning.statuses import retried
from corpus.scanning.worker import Outcome, Task
from corpus.store.records import Record
from corpus.store.writing import (
    FileResult,
    Known,
    ScanPlan,
    begin_scan,
    end_scan,
    known_contents,
    known_files,
    link_file,
    write_result,
)
from extract.errors import UnreadableError

#: Files handed out for each worker: one it reads, one that waits for it.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Event:
    """One file is done. `fresh` is False where the store knew its content already; `findings`
    counts by severity."""

    name: str
    status: str
    message: str
    fresh: bool
    usage: Usage = field(default_factory=Usage)
    unit: str = ""
    year: int = 0
    kind: str = ""
    findings: tuple[tuple[str, int], ...] = ()


@dataclass
class Summary:
    """What a scan did: files by status, how many of them were known, findings by severity."""

    total: int = 0
    known: int = 0
    stopped: bool = False
    statuses: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, event: Event) -> None:
        self.statuses[event.status] += 1
        self.known += not event.fresh
        self.findings.update(dict(event.findings))

    @property
    def done(self) -> int:
        return self.statuses.total()


Observer = Callable[[Event, Summary], None]


def scan(
    folders: Sequence[Path],
    engine: Engine,
    options: Options,
    observer: Observer = lambda event, summary: None,
    *,
    counted: Callable[[int], None] = lambda total: None,
) -> Summary:
    """Read all reports at or below `folders` into the store.

    `counted` is told how many files there are, `observer` of every file that is done. On
    KeyboardInterrupt the workers are ended, what they were at is left for the next scan, and the
    summary says `stopped`.
    """
    version = installed_version("gouji")
    sources = [source for folder in folders for source in find_sources(folder)]
    counted(len(sources))
    names = ", ".join(map(str, folders)).encode("utf-8", "replace").decode()
    plan = ScanPlan(names, version, options.workers, options.time_limit, options.memory_limit)
    run = _Run(engine, options, version, begin_scan(engine, plan), observer)
    run.summary.total = len(sources)
    with workers(options) as pool:
        try:
            for source in sources:
                run.take(source, pool)
            run.finish()
        except KeyboardInterrupt:
            run.summary.stopped = True
            pool.stop()  # type: ignore[no-untyped-call]
    end_scan(engine, run.scan, "stopped" if run.summary.stopped else "finished")
    return run.summary


class _Run:
    """The state of one scan: what is known, what is being read, and who waits for it."""

    def __init__(
        self, engine: Engine, options: Options, version: str, scan: int, observer: Observer
    ) -> None:
        self.engine = engine
        self.options = options
        self.version = version
        self.scan = scan
        self.observer = observer
        self.summary = Summary()
        self.contents = known_contents(engine, version)
        self.files = known_files(engine)
        self.fresh: set[str] = set()
        self.reading: dict[Future[Outcome], tuple[Source, str]] = {}
        self.waiting: dict[str, list[Source]] = {}

    def take(self, source: Source, pool: ProcessPool) -> None:
        """Deal with one file: known content is linked, other content handed to a worker."""
        try:
            sha256 = sha256_of(source)
        except UnreadableError as error:
            self._write(source, "", Outcome(error.status, error.message))
            return
        known = self.contents.get(sha256)
        if sha256 in self.waiting:
            self.waiting[sha256].append(source)
        elif known is not None and not self._reread(sha256, known):
            self._link(source, sha256, known)
        else:
            while len(self.reading) >= _AHEAD * self.options.workers:
                self._collect()
            self.waiting[sha256] = []
            self.reading[submit(pool, self._task(source))] = source, sha256

    def finish(self) -> None:
        """Wait for all that is being read."""
        while self.reading:
            self._collect()

    def _reread(self, sha256: str, known: Known) -> bool:
        """Whether content that is known is to be read again, once a scan."""
        wanted = self.options.again or (self.options.retry and retried(known.status))
        return wanted and sha256 not in self.fresh

    def _task(self, source: Source) -> Task:
        limits = self.options.time_limit, self.options.memory_limit
        return Task(source, self.version, *limits)

    def _collect(self) -> None:
        """Store what is done."""
        done, _ = wait(self.reading, return_when=FIRST_COMPLETED)
        for future in done:
            source, sha256 = self.reading.pop(future)
            self._write(source, sha256, outcome(future, source, self.options))

    def _write(self, source: Source, sha256: str, outcome: Outcome) -> None:
        """Store an outcome, then link to it the files of the same content that waited."""
        usage = outcome.usage or Usage()
        result = _result(source, outcome.sha256 or sha256, outcome.status, outcome.message, usage)
        report = write_result(self.engine, self.scan, self.version, result, outcome.record)
        self._tell(source, outcome)
        if not result.sha256:
            return
        known = Known(outcome.status, outcome.message, report)
        self.contents[result.sha256] = known
        self.fresh.add(result.sha256)
        for same in self.waiting.pop(sha256, ()):
            self._link(same, result.sha256, known)

    def _link(self, source: Source, sha256: str, known: Known) -> None:
        if self.files.get(source.key) != (sha256, self.version):
            result = _result(source, sha256, known.status, known.message, Usage())
            link_file(self.engine, self.scan, self.version, result, known.report_id)
        event = Event(source.name, known.status, known.message, fresh=False)
        self.summary.add(event)
        self.observer(event, self.summary)

    def _tell(self, source: Source, outcome: Outcome) -> None:
        usage = outcome.usage or Usage()
        event = Event(source.name, outcome.status, outcome.message, True, usage)
        if outcome.record is not None:
            event = _of_report(event, outcome.record)
        self.summary.add(event)
        self.observer(event, self.summary)


def _of_report(event: Event, record: Record) -> Event:
    """The event with what the report is and how many findings it has."""
    report = record.report
    counts = {"mismatch": "mismatches", "doubt": "doubts", "rounding": "roundings",
              "wording": "wordings"}  # fmt: skip
    findings = tuple((severity, report[column]) for severity, column in counts.items())
    return Event(
        event.name,
        event.status,
        event.message,
        event.fresh,
        event.usage,
        report["unit"],
        report["year"],
        report["kind"],
        findings,
    )


def _result(source: Source, sha256: str, status: str, message: str, usage: Usage) -> FileResult:
    return FileResult(
        source.key,
        source.name,
        source.size,
        sha256,
        status,
        message,
        usage.seconds,
        usage.cpu_seconds,
        usage.peak_mb,
    )
