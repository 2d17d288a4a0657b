"""The course of one scan: each file linked to what is known of it, or handed to a worker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.scanning.books import Books
from corpus.scanning.crew import Crew, Ending
from corpus.scanning.events import Event, Observer, Summary, event_of
from corpus.scanning.limits import Usage
from corpus.scanning.outputs import Shelf, Unwritten, Writing
from corpus.scanning.pieces import Group, groups
from corpus.scanning.pool import Options, outcome, submit
from corpus.scanning.sources import Source, sha256_of
from corpus.scanning.statuses import READ, passing, retried
from corpus.scanning.worker import Outcome, Task
from corpus.store.writing import FileResult, Known
from extract.errors import UnreadableError
from extract.together import digest_of

#: Files handed out for each worker: one it reads, one that waits for it.
_AHEAD = 2
#: What is said of a failure that leaves the store as it was.
_KEPT = "；保留上次读出的结果"


@dataclass(frozen=True, slots=True)
class Job:
    """A file that a worker has. `before` is what the store has of it where it is read only for the
    files about it; `lost` is why these will not be written, where that is settled."""

    source: Source
    sha256: str
    writing: Writing | None = None
    before: Known | None = None
    lost: Unwritten | None = None


class Run:
    """The state of one scan: what is known, what is being read, and who waits for it."""

    def __init__(
        self,
        books: Books,
        options: Options,
        observer: Observer,
        crew: Crew[Outcome],
        folder: Shelf | None,
    ) -> None:
        self.books = books
        self.options = options
        self.observer = observer
        self.crew = crew
        self.folder = folder
        self.summary = Summary()
        self.fresh: list[int] = []
        self.settled: set[str] = set()
        self.reading: dict[int, Job] = {}
        self.waiting: dict[str, list[Source]] = {}
        self.changed: set[str] = set()
        crew.told = self._pictured

    def take(self, source: Source) -> None:
        """Deal with one file: known content is linked, other content handed to a worker."""
        self._collect(self.crew.ready())
        try:
            sha256 = sha256_of(source)
        except UnreadableError as error:
            self._store(Job(source, ""), Outcome(error.status, error.message))
            return
        if sha256 in self.waiting:
            self.waiting[sha256].append(source)
            return
        before = self.books.known(sha256)
        if before is None or self._reread(sha256, before):
            writing = self._wanted(source, sha256, again=self.options.again)
            self._hand_out(Job(source, sha256, writing))
        elif writing := self._wanted(source, sha256) if before.status in READ else None:
            self._hand_out(Job(source, sha256, writing, before))
        else:
            self._link(source, sha256, before)

    def _pictured(self, _pages: object) -> None:
        """Hear that a scanned page was read."""
        self.summary.pictures += 1

    def finish(self) -> None:
        """Wait for all that is being read."""
        while self.reading:
            self._collect(self.crew.wait())

    def join(self, sources: Sequence[Source]) -> None:
        """Put the pieces of reports together, among all files of the scan."""
        for group in groups(self.books.engine, sources):
            self.join_group(group)

    def join_group(self, group: Group) -> None:
        """Put the pieces of one report together, where they are of one."""
        sha256 = digest_of(group.hashes)
        writing = self._wanted(group.sources[0], sha256, again=self.options.again)
        job, found = self._read_group(group, Job(group.sources[0], sha256, writing))
        if found.record is not None and found.sha256 == sha256:
            self._store_joined(group, found)
            lost = job.lost or self._noted(job, found)
            self.summary.note(written=bool(writing) and lost is None, unwritten=lost)
            self.summary.joined += 1

    def _read_group(self, group: Group, job: Job) -> tuple[Job, Outcome]:
        """What a worker makes of the pieces of a report; once more without the files about it
        where it died, since it may have died of these."""
        submit(
            self.crew,
            replace(self._task(job, group.sources), unsaid=group.unsaid, pages=group.pages),
        )
        ((_, ending),) = self.crew.wait()
        found = outcome(ending, job.source, self.options)
        if not found.died or job.writing is None:
            return job, found
        return self._read_group(group, replace(job, writing=None, lost=Unwritten(found.status)))

    def _store_joined(self, group: Group, found: Outcome) -> None:
        """Store a report in pieces: each of its files is linked to it, and says why."""
        assert found.record is not None
        usage = found.usage or Usage()
        message = "；".join(filter(None, (found.message, group.why)))
        results = [
            _result(source, sha256, found.status, message, usage)
            for source, sha256 in zip(group.sources, group.hashes, strict=True)
        ]
        self.books.join(results, found.record)

    def _reread(self, sha256: str, before: Known) -> bool:
        """Whether content that is known is to be read again, once a scan."""
        wanted = self.options.again or (self.options.retry and retried(before.status))
        return wanted and sha256 not in self.settled

    def _wanted(self, source: Source, sha256: str, *, again: bool = False) -> Writing | None:
        """The files to write about a report, tried once a scan."""
        if self.folder is None or sha256 in self.settled:
            return None
        return self.folder.wanted(source, sha256, again=again)

    def _hand_out(self, job: Job) -> None:
        self.waiting[job.sha256] = []
        while len(self.reading) >= _AHEAD * self.options.workers:
            self._collect(self.crew.wait())
        self._submit(job)

    def _submit(self, job: Job) -> None:
        self.reading[submit(self.crew, self._task(job))] = job

    def _task(self, job: Job, pieces: tuple[Source, ...] = ()) -> Task:
        limits = self.options.time_limit, self.options.memory_limit
        keep, ocr = self.options.keep, self.options.ocr
        return Task(job.source, self.books.version, *limits, job.writing, pieces, keep, ocr)

    def _collect(self, ended: Iterable[tuple[int, Ending[Outcome]]]) -> None:
        """Store what is done."""
        for number, ending in ended:
            job = self.reading.pop(number)
            found = self._placed(outcome(ending, job.source, self.options), job)
            if found is None:
                self.take(job.source)
            elif job.before is not None:
                self._store_files(job, job.before, found)
            elif found.died and job.writing is not None:
                # It may have died of the files: the report itself is not lost for them.
                lost = Unwritten(found.status)
                self._submit(replace(job, writing=None, lost=lost))
            else:
                self._store(job, found)

    def _placed(self, found: Outcome, job: Job) -> Outcome | None:
        """An outcome with the hash of the bytes it is of; None where the file is to be read once
        more, since its worker died and the file is another now."""
        if found.sha256:
            return found
        try:
            now = sha256_of(job.source)
        except UnreadableError:
            now = ""
        if now == job.sha256:
            return replace(found, sha256=now)
        if job.source.key in self.changed:
            return found
        self.changed.add(job.source.key)
        self._settle(job.sha256, "", Known(found.status, found.message, None))
        return None

    def _store(self, job: Job, found: Outcome) -> None:
        """Store an outcome, then link to it the files of the same content that waited."""
        usage = found.usage or Usage()
        result = _result(job.source, found.sha256, found.status, found.message, usage)
        now = self.books.write(result, found.record, passing=passing(found.status))
        if found.record is None and now.report_id is not None:
            found = replace(found, message=found.message + _KEPT)
        elif now.report_id is not None:
            self.fresh.append(now.report_id)
        lost = job.lost or self._noted(job, found)
        written = job.writing is not None and lost is None
        self._tell(event_of(job.source.name, found, written=written, unwritten=lost))
        self._settle(job.sha256, result.sha256, now)

    def _store_files(self, job: Job, before: Known, found: Outcome) -> None:
        """Deal with a report that was read only for its files: what the store has of it stays."""
        lost = self._noted(job, found)
        self._link(job.source, job.sha256, before, lost=lost, written=lost is None)
        self._settle(job.sha256, job.sha256, before)

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

    def _settle(self, asked: str, sha256: str, now: Known) -> None:
        """Link the files that waited for a content. Where a file changed before it was read, the
        content is another one, and they are taken anew."""
        self.settled.add(sha256)
        for same in self.waiting.pop(asked, ()):
            if asked == sha256:
                self._link(same, sha256, now)
            else:
                self.take(same)

    def _link(
        self,
        source: Source,
        sha256: str,
        before: Known,
        *,
        lost: Unwritten | None = None,
        written: bool = False,
    ) -> None:
        result = _result(source, sha256, before.status, before.message, Usage())
        now = self.books.link(result)
        name, status, message = source.name, now.status, now.message
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
