"""Reports that are brought in: kept in the store's folder, read by the workers of a scan, and what
came of each file told while it happens."""

from __future__ import annotations

import queue
import secrets
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, select

from corpus.scanning.events import Event, Summary
from corpus.scanning.names import safe_part, safe_stem
from corpus.scanning.pool import Options, cores
from corpus.scanning.scan import scan
from corpus.scanning.sources import is_read
from corpus.store.following import Followed
from corpus.store.models import FileRow
from extract.files import MAX_BYTES

#: What is added to the name of a store for the folder of the files that were brought.
FOLDER = "-files"
_CHUNK = 1 << 20
_MOST_FOLDERS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one file: its name, its status, a reason, the report it gave, its findings
    by severity, whether it was known before."""

    name: str
    status: str
    message: str
    report: int | None
    findings: dict[str, int]
    fresh: bool


@dataclass
class Job:
    """Files that were brought together. `told` grows as they are read; `passed_over` are those of
    other kinds; `error` says why nothing could be read."""

    id: str
    folder: Path
    total: int = 0
    told: list[Told] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    state: str = "waiting"
    error: str = ""
    followed: Followed | None = None
    stopped: bool = False

    @property
    def done(self) -> bool:
        return self.state in ("finished", "stopped", "failed")


class Jobs:
    """The jobs of a server, one at a time in the order in which they came."""

    def __init__(self, engine: Engine, files: Path, workers: int = 0) -> None:
        self.engine = engine
        self.files = files
        self.workers = workers or cores()
        self.known: dict[str, Job] = {}
        self.waiting: queue.Queue[Job | None] = queue.Queue()
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def new(self) -> Job:
        """A job with an empty folder of its own, below the store's. Raises OSError."""
        id = secrets.token_hex(8)
        folder = self.files / id
        folder.mkdir(parents=True)
        self.known[id] = job = Job(id, folder)
        return job

    def keep(self, job: Job, name: str, stream: IO[bytes]) -> None:
        """Keep a file under a harmless form of its name; one that is no report is passed over.
        Raises OSError."""
        if not is_read(name):
            job.passed_over.append(name)
            return
        with self._place(job, name).open("xb") as out:
            left = MAX_BYTES + 1
            while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
                out.write(chunk)
                left -= len(chunk)

    def run(self, job: Job) -> None:
        """Have a job read, after those before it."""
        with self.lock:
            if self.thread is None:
                self.thread = threading.Thread(target=self._work, daemon=True, name="bringing")
                self.thread.start()
        self.waiting.put(job)

    def stop(self, job: Job) -> None:
        """Stop a job at its next file; what was read is kept."""
        job.stopped = True

    def close(self) -> None:
        """Stop what is being read."""
        for job in self.known.values():
            job.stopped = True
        self.waiting.put(None)
        if self.thread is not None:
            self.thread.join(timeout=20)

    def _place(self, job: Job, name: str) -> Path:
        """Where a file is kept: in folders of its name made harmless, none of them outside."""
        *folders, file = name.replace("\\", "/").split("/")
        inner = [part for part in map(safe_part, folders) if part][:_MOST_FOLDERS]
        folder = job.folder.joinpath(*inner)
        folder.mkdir(parents=True, exist_ok=True)
        ending = "." + file.rpartition(".")[2].lower()  # one of those that a scan reads
        stem, number = safe_stem(file), 1
        path = folder / (stem + ending)
        while path.exists():
            number += 1
            path = folder / f"{stem}-{number}{ending}"
        return path

    def _work(self) -> None:
        while (job := self.waiting.get()) is not None:
            if job.stopped:
                job.state = "stopped"
                continue
            job.state = "reading"
            try:
                job.state = self._read(job)
            except Exception as error:
                # The last stop of the thread: a fault is told on the page, the next job goes on.
                job.error, job.state = f"{type(error).__name__}: {error}", "failed"

    def _read(self, job: Job) -> str:
        def counted(total: int) -> None:
            job.total = total

        def observer(event: Event, _summary: Summary) -> None:
            job.told.append(self._told(event))
            if job.stopped:
                raise KeyboardInterrupt

        options = Options(workers=self.workers, retry=True)
        summary = scan([job.folder], self.engine, options, observer, counted=counted)
        job.followed = summary.followed
        if not job.told:
            shutil.rmtree(job.folder, ignore_errors=True)
        return "stopped" if summary.stopped else "finished"

    def _told(self, event: Event) -> Told:
        with self.engine.connect() as connection:
            query = select(FileRow.report_id).where(FileRow.path == event.name)
            report = connection.scalar(query)
        name = Path(event.name).name
        return Told(name, event.status, event.message, report, dict(event.findings), event.fresh)


def folder_of(store: str) -> Path:
    """The folder of the files brought to a store: beside an SQLite file; for a server, in the
    working directory."""
    if "://" in store:
        return Path("gouji" + FOLDER)
    path = Path(store)
    return path.with_name(path.stem + FOLDER)
