"""A scan whose files are read on a cluster, wherever they lie: the same rows in the store as a scan
of one machine gives.

This process lists the files, hands them out and counts; it writes nothing of a report. What is done
is in the store, so that whatever dies loses nothing, and the next scan goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version as installed_version

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from corpus.cluster.dealing import Dealer
from corpus.cluster.errand import LEASE, Errand, Terms
from corpus.cluster.patience import store_again
from corpus.cluster.places import find
from corpus.cluster.targets import Target, pages_at
from corpus.scanning import archives
from corpus.scanning.events import Event, Observer, Summary
from corpus.scanning.outputs import Unwritten
from corpus.scanning.pieces import Group, groups
from corpus.scanning.pool import Options
from corpus.scanning.scan import plan_of, write_form, write_overview
from corpus.scanning.scratch import scratch
from corpus.scanning.sources import Passed, Source
from corpus.scanning.statuses import retried, statuses
from corpus.store.database import StoreError
from corpus.store.following import follow
from corpus.store.models import FileRow
from corpus.store.work import Done, Piece, plan
from corpus.store.writing import begin_scan, end_scan
from extract.together import digest_of


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: the address of its scheduler, the store as its workers reach it, the address that
    takes the files about reports ("": none), and how long a worker holds a file."""

    scheduler: str
    store: str = field(repr=False)
    target: str = ""
    lease: float = LEASE


def scan(
    places: Sequence[str],
    engine: Engine,
    options: Options,
    cluster: Cluster,
    observer: Observer = lambda event, summary: None,
    *,
    counted: Callable[[int], None] = lambda total: None,
) -> Summary:
    """Read all reports at `places` into the store, which is PostgreSQL (corpus.scanning.scan).

    Raises ClusterError where there is no cluster, or none any more, CrewError where its workers
    cannot work, VersionError where they have another gouji, StoreError or a SQLAlchemyError where
    the store is away for too long.
    """
    version = installed_version("gouji")
    with ExitStack() as stack:
        target = _target(stack, engine, options, cluster, version)
        course = _Course(engine, options, cluster, observer, version, target)
        dealer = stack.enter_context(Dealer(cluster.scheduler))
        sources: list[Source] = []
        try:
            sources += _found(places, course.summary.passed)
            course.summary.total = len(sources)
            counted(len(sources))
            threads = replace(options, workers=dealer.workers())
            course.begin(begin_scan(engine, plan_of(places, version, threads)))
            course.read(dealer, sources)
            if options.together:
                course.join(dealer, sources)
        except KeyboardInterrupt:
            course.summary.stopped = True
        except BaseException:
            course.end("failed")
            raise
        course.end("stopped" if course.summary.stopped else "finished")
        course.write(sources)
        return course.summary


def _target(
    stack: ExitStack, engine: Engine, options: Options, cluster: Cluster, version: str
) -> Target | None:
    """Where the overview goes, by way of a folder here."""
    if options.outputs is None or not cluster.target:
        return None
    folder = stack.enter_context(scratch())
    return Target(engine, cluster.target, replace(options.outputs, folder=folder), version)


def _found(places: Sequence[str], passed: Passed) -> list[Source]:
    try:
        return list(find(places, passed))
    finally:
        archives.close()


class _Course:
    """The state of one scan: what is counted, and what all its errands have in common."""

    def __init__(
        self,
        engine: Engine,
        options: Options,
        cluster: Cluster,
        observer: Observer,
        version: str,
        target: Target | None,
    ) -> None:
        self.engine, self.options, self.cluster = engine, options, cluster
        self.observer, self.version, self.target = observer, version, target
        self.summary = Summary()
        self.scan = 0

    def begin(self, scan: int) -> None:
        self.scan = scan
        if self.target is not None:
            self.target.mark()

    def end(self, state: str) -> None:
        """Note how the scan ended, and let decisions follow into what it read."""
        with suppress(SQLAlchemyError, StoreError):
            end_scan(self.engine, self.scan, state)
            if state != "failed":
                self.summary.followed = follow(self.engine, self._fresh())

    def read(self, dealer: Dealer, sources: Sequence[Source]) -> None:
        """Have all files read that are not done."""
        by_key = {source.key: source for source in sources}
        done = self._plan([Piece(s.key, s.stamp) for s in sources])
        for key, known in done.items():
            self._tell(Event(by_key[key].name, known.status, known.message, fresh=False))
        errands = (Errand(key, s) for key, s in by_key.items() if key not in done)
        for errand, told in dealer.deal(self.terms, errands):
            for event in told.events:
                self._tell(event)
            if told.done:
                self._tell_done(errand)

    def join(self, dealer: Dealer, sources: Sequence[Source]) -> None:
        """Have the pieces of reports put together, among all files of the scan."""
        errands = [_joining(group) for group in groups(self.engine, sources)]
        self._plan([Piece(errand.key, "") for errand in errands])
        for _, told in dealer.deal(self.terms, errands):
            self.summary.joined += told.joined
            self.summary.note(written=bool(told.written), unwritten=told.unwritten)

    def write(self, sources: Sequence[Source]) -> None:
        """Write the overview and the form to the target, from the store."""
        target = self.target
        if target is None:
            return
        outputs, summary = target.outputs, self.summary
        links = pages_at(self.engine, target.address)
        write_overview(self.engine, outputs, sources, summary, links)
        write_form(self.engine, outputs, sources, summary)
        try:
            for file in sorted(path for path in outputs.folder.iterdir() if path.is_file()):
                address = target.place(file)
                if file == summary.overview:
                    summary.overview = address
        except OSError as error:
            summary.overview = None
            summary.no_overview = Unwritten("disk", error.strerror or str(error))

    @property
    def terms(self) -> Terms:
        cluster = self.cluster
        about = (cluster.store, self.scan, self.version, self.options)
        return Terms(*about, target=cluster.target, lease=cluster.lease)

    def _plan(self, pieces: Sequence[Piece]) -> dict[str, Done]:
        """Note what is to be done; what is done already. Files about reports are looked for by
        those who can write them, so that all is to be done where there are to be any."""
        again = self.options.again or bool(self.cluster.target)
        retry = [s for s in statuses() if retried(s)] if self.options.retry else []
        return store_again(
            lambda: plan(self.engine, pieces, self.version, again=again, retry=retry)
        )

    def _tell_done(self, errand: Errand) -> None:
        """Tell of a file that another scan, or a worker that could not say so, has done."""
        query = select(FileRow.status, FileRow.message).where(FileRow.key == errand.key)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is not None:
            self._tell(Event(errand.source.name, row.status, row.message, fresh=False))

    def _tell(self, event: Event) -> None:
        self.summary.add(event)
        self.observer(event, self.summary)

    def _fresh(self) -> list[int]:
        """The reports that this scan read."""
        query = select(FileRow.report_id).where(
            FileRow.scan_id == self.scan, FileRow.report_id.is_not(None)
        )
        with self.engine.connect() as connection:
            return [id for id in connection.scalars(query.distinct()) if id is not None]


def _joining(group: Group) -> Errand:
    return Errand(f"pieces!{digest_of(group.hashes)}", group.sources[0], group)
