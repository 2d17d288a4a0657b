"""The course of one scan: each file linked to what is known of it, or handed to a worker."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace

from pebble import ProcessPool
from sqlalchemy import Engine

from corpus.scanning.events import Event, Observer, Summary, event_of
from corpus.scanning.folder import Folder
from corpus.scanning.limits import Usage
from corpus.scanning.outputs import Unwritten, Writing
from corpus.scanning.pieces import Group, groups
from corpus.scanning.pool import Options, outcome, submit
from corpus.scanning.sources import Source, sha256_of
from corpus.scanning.statuses import READ, retried
from corpus.scanning.worker import Outcome, Task
from corpus.store.writing import (
    FileResult,
    Known,
    known_contents,
    known_files,
    link_file,
    write_joined,
    write_result,
)
from extract.errors import UnreadableError
from extract.together import digest_of

#: Files handed out for each worker: one it reads, one that waits for it.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Job:
    """A file that a worker has. `known` is what the store has of it where it is read only for the
    files about it; `lost` is why these will not be written, where that is settled."""

    source: Source
    sha256: str
    writing: Writing | None = None
    known: Known | None = None
    lost: Unwritten | None = None


class Run:
    """The state of one scan: what is known, what is being read, and who waits for it."""

    def __init__(
        self,
        engine: Engine,
        options: Options,
        version: str,
        scan: int,
        observer: Observer,
        pool: ProcessPool,
        folder: Folder | None,
    ) -> None:
        self.engine = engine
        self.options = options
        self.version = version
        self.scan = scan
        self.observer = observer
        self.pool = pool
        self.folder = folder
        self.summary = Summary()
        self.contents = known_contents(engine, version)
        self.files = known_files(engine)
        self.settled: set[str] = set()
        self.reading: dict[Future[Outcome], Job] = {}
        self.waiting: dict[str, list[Source]] = {}

    def take(self, source: Source) -> None:
        """Deal with one file: known content is linked, other content handed to a worker."""
        try:
            sha256 = sha256_of(source)
        except UnreadableError as error:
            self._store(Job(source, ""), Outcome(error.status, error.message))
            return
        known = self.contents.get(sha256)
        if sha256 in self.waiting:
            self.waiting[sha256].append(source)
        elif known is None or self._reread(sha256, known):
            writing = self._wanted(source, sha256, again=self.options.again)
            self._hand_out(Job(source, sha256, writing))
        elif writing := self._wanted(source, sha256) if known.status in READ else None:
            self._hand_out(Job(source, sha256, writing, known))
        else:
            self._link(source, sha256, known)

    def finish(self) -> None:
        """Wait for all that is being read."""
        while self.reading:
            self._collect()

    def join(self, sources: Sequence[Source]) -> None:
        """Put the pieces of reports together, among all files of the scan."""
        for group in groups(self.engine, sources):
            sha256 = digest_of(group.hashes)
            writing = self._wanted(group.sources[0], sha256, again=self.options.again)
            limits = self.options.time_limit, self.options.memory_limit
            task = Task(group.sources[0], self.version, *limits, writing, group.sources)
            future = submit(self.pool, task)
            wait([future])
            found = outcome(future, group.sources[0], self.options)
            if found.record is not None:
                self._store_joined(group, found)
                self._noted(Job(group.sources[0], sha256, writing), found)
                self.summary.joined += 1

    def _store_joined(self, group: Group, found: Outcome) -> None:
        """Store a report in pieces: each of its files is linked to it, and says why."""
        assert found.record is not None
        usage = found.usage or Usage()
        message = "；".join(filter(None, (found.message, group.why)))
        results = [
            _result(source, sha256, found.status, message, usage)
            for source, sha256 in zip(group.sources, group.hashes, strict=True)
        ]
        report = write_joined(self.engine, self.scan, self.version, results, found.record)
        for sha256 in group.hashes:
            self.contents[sha256] = Known(found.status, message, report)

    def _reread(self, sha256: str, known: Known) -> bool:
        """Whether content that is known is to be read again, once a scan."""
        wanted = self.options.again or (self.options.retry and retried(known.status))
        return wanted and sha256 not in self.settled

    def _wanted(self, source: Source, sha256: str, *, again: bool = False) -> Writing | None:
        """The files to write about a report, tried once a scan."""
        if self.folder is None or sha256 in self.settled:
            return None
        return self.folder.wanted(source, sha256, again=again)

    def _hand_out(self, job: Job) -> None:
        while len(self.reading) >= _AHEAD * self.options.workers:
            self._collect()
        self.waiting[job.sha256] = []
        self._submit(job)

    def _submit(self, job: Job) -> None:
        limits = self.options.time_limit, self.options.memory_limit
        task = Task(job.source, self.version, *limits, job.writing)
        self.reading[submit(self.pool, task)] = job

    def _collect(self) -> None:
        """Store what is done."""
        done, _ = wait(self.reading, return_when=FIRST_COMPLETED)
        for future in done:
            job = self.reading.pop(future)
            found = outcome(future, job.source, self.options)
            if job.known is not None:
                self._store_files(job, job.known, found)
            elif found.died and job.writing is not None:
                # It may have died of the files: the report itself is not lost for them.
                lost = Unwritten(found.status)
                self._submit(replace(job, writing=None, lost=lost))
            else:
                self._store(job, found)

    def _store(self, job: Job, found: Outcome) -> None:
        """Store an outcome, then link to it the files of the same content that waited."""
        usage = found.usage or Usage()
        result = _result(job.source, found.sha256 or job.sha256, found.status, found.message, usage)
        report = write_result(self.engine, self.scan, self.version, result, found.record)
        lost = job.lost or self._noted(job, found)
        written = job.writing is not None and lost is None
        self._tell(event_of(job.source.name, found, written=written, unwritten=lost))
        if not result.sha256:
            return
        known = Known(found.status, found.message, report)
        self.contents[result.sha256] = known
        self._settle(job.sha256, result.sha256, known)

    def _store_files(self, job: Job, known: Known, found: Outcome) -> None:
        """Deal with a report that was read only for its files: what the store has of it stays."""
        lost = self._noted(job, found)
        self._link(job.source, job.sha256, known, lost=lost, written=lost is None)
        self._settle(job.sha256, job.sha256, known)

    def _noted(self, job: Job, found: Outcome) -> Unwritten | None:
        """Note the files that were written about a report, or say why they were not."""
        if job.writing is None or self.folder is None:
            return None
        if found.record is None:
            return Unwritten(found.status, found.message)
        if found.unwritten is not None:
            return found.unwritten
        try:
            self.folder.note(job.writing)
        except OSError as error:
            return Unwritten("disk", error.strerror or str(error))
        return None

    def _settle(self, asked: str, sha256: str, known: Known) -> None:
        self.settled.add(sha256)
        for same in self.waiting.pop(asked, ()):
            self._link(same, sha256, known)

    def _link(
        self,
        source: Source,
        sha256: str,
        known: Known,
        *,
        lost: Unwritten | None = None,
        written: bool = False,
    ) -> None:
        if self.files.get(source.key) != (sha256, self.version):
            result = _result(source, sha256, known.status, known.message, Usage())
            link_file(self.engine, self.scan, self.version, result, known.report_id)
        name, status, message = source.name, known.status, known.message
        self._tell(Event(name, status, message, False, written=written, unwritten=lost))

    def _tell(self, event: Event) -> None:
        self.summary.add(event)
        self.observer(event, self.summary)


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
