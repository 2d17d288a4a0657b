"""What the overview shows of a store: its reports, each once, and the files that gave none."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, column, func, select, table

from corpus.between.again.answer import Republished, differing
from corpus.between.again.values import ADDED, CHANGED, GONE
from corpus.scanning.statuses import statuses
from corpus.store.decisions import settled
from corpus.store.filenames import short_names
from corpus.store.latest import decided, in_parts
from corpus.store.models import DutyRow, FileRow, FindingRow, ReportRow
from corpus.store.pages import Query
from corpus.store.queries import Filter, is_open
from report.outputs import write_overview
from report.overview.rows import Again, Entry, Totals, Unreadable

#: Findings of these severities are counted by rule, those between reports by this one.
_HEAVY = ("mismatch", "doubt")
_DIFFERENCE = "difference"
#: Duties of this state are counted by duty.
_MISSING = "missing"
_OF_REPORT = (
    ReportRow.id, ReportRow.sha256, ReportRow.content, ReportRow.unit, ReportRow.unit_key,
    ReportRow.year, ReportRow.kind, ReportRow.mismatches, ReportRow.doubts, ReportRow.roundings,
    ReportRow.wordings, ReportRow.confirmed, ReportRow.contradicted, ReportRow.unverifiable,
    ReportRow.pages_unread, ReportRow.missing,
)  # fmt: skip
#: The columns of the view that counts what is settled.
_SETTLED = ("mismatches", "doubts", "roundings", "wordings")
#: A message of the reader begins with the name of its file, which stands beside it.
_NAMED = re.compile(r"^[^：]*\.(?:pdf|zip)：", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Overview:
    """The lines of an overview; of reports published `again` the name of a page as their link."""

    entries: tuple[Entry, ...]
    unreadable: tuple[Unreadable, ...]
    again: tuple[Again, ...] = ()
    counted: Totals = field(default_factory=Totals)

    def write(self, path: Path, lang: str, *, waiting: int = 0) -> None:
        """Write it as HTML; `waiting` files have not been looked at. Raises OSError."""
        there = [
            one if (path.parent / one.href).is_file() else replace(one, href="")
            for one in self.again
        ]
        write_overview(
            self.entries,
            self.unreadable,
            path,
            lang=lang,
            waiting=waiting,
            again=there,
            counted=self.counted,
        )


def overview(
    engine: Engine,
    links: Mapping[str, str],
    lang: str,
    *,
    keys: Collection[str] | None = None,
) -> Overview:
    """What a store has of the files with these keys; of all files where None.

    Files that print the same are one line, so that nothing is counted twice. `links` has, by
    SHA-256, where a report's own page is.
    """
    wanted = (FileRow.key, FileRow.path, FileRow.status, FileRow.message, FileRow.report_id)
    with engine.connect() as connection:
        rows = connection.execute(select(*wanted).order_by(FileRow.path)).all()
        chosen = [row for row in rows if keys is None or row.key in keys]
        shown = _shortened([row.path for row in chosen])
        files: dict[int, list[str]] = defaultdict(list)
        lost = []
        for row, name in zip(chosen, shown, strict=True):
            if row.report_id is None:
                lost.append(_unreadable(name, row.status, row.message, lang))
            else:
                files[row.report_id].append(name)
        found = _Entries(connection, files, links)
        again = [_again(p) for p in differing(connection, Filter()) if p.later in files]
        counted = _totals(connection, found.shown, found.others)
    return Overview(tuple(found.all()), tuple(lost), tuple(again), counted)


def _totals(connection: Connection, shown: Collection[int], others: Collection[int]) -> Totals:
    """What the charts count in the reports that are shown: in all without the others, where these
    are fewer."""
    heavy = select(FindingRow.rule, func.count()).group_by(FindingRow.rule)
    heavy = heavy.join(ReportRow, ReportRow.id == FindingRow.report_id)
    heavy = heavy.where(
        FindingRow.severity.in_(_HEAVY), ~decided(ReportRow.sha256, FindingRow.mark, settled())
    )
    missing = select(DutyRow.duty, func.count()).group_by(DutyRow.duty)
    missing = missing.where(DutyRow.state == _MISSING)

    def counted(query: Query, report: Any) -> Counter[str]:
        fewer = min(shown, others, key=len)
        among: Counter[str] = Counter()
        for part in in_parts(fewer):
            among += _counts(connection, query.where(report.in_(part)))
        return among if fewer is shown else _counts(connection, query) - among

    return Totals(counted(heavy, FindingRow.report_id), counted(missing, DutyRow.report_id))


def _counts(connection: Connection, query: Query) -> Counter[str]:
    return Counter({name: count for name, count in connection.execute(query)})


def _again(pair: Republished) -> Again:
    short = short_names((pair.file, pair.other_file))
    return Again(
        pair.unit,
        pair.year,
        pair.kind,
        pair.severity,
        pair.counts[CHANGED],
        pair.counts[ADDED],
        pair.counts[GONE],
        short[pair.file],
        short[pair.other_file],
        pair.page,
    )


class _Entries:
    """The reports of some files as lines of the overview."""

    def __init__(
        self, connection: Connection, files: Mapping[int, Sequence[str]], links: Mapping[str, str]
    ) -> None:
        self.files = files
        self.links = links
        done = table("settled_of_reports", *map(column, ("report_id", *_SETTLED)))
        self.settled = {row.report_id: row for row in connection.execute(select(*done.c))}
        about = ("stated_in", "severity", "decision")
        apart = table("differences_in_context", *map(column, about))
        between = select(apart.c.stated_in, func.count().label("n"))
        between = between.where(apart.c.severity == _DIFFERENCE, is_open(apart.c.decision))
        counts = connection.execute(between.group_by(apart.c.stated_in))
        self.differences = {row.stated_in: row.n for row in counts}
        rows = connection.execute(select(*_OF_REPORT).order_by(ReportRow.id)).all()
        alike: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            if row.id in files:
                alike[row.content].append(row)
        self.alike = [(self._first(some), some) for some in alike.values()]
        #: The reports that have a line, and those that have none: they print what another does, or
        #: were not asked for.
        self.shown = {first.id for first, _ in self.alike}
        self.others = [row.id for row in rows if row.id not in self.shown]

    def all(self) -> Iterable[Entry]:
        return itertools.starmap(self._entry, self.alike)

    def _first(self, alike: Sequence[Any]) -> Any:
        """Of reports that print the same, the first which has a page."""
        return next((r for r in alike if r.sha256 in self.links), alike[0])

    def _entry(self, report: Any, alike: Sequence[Any]) -> Entry:
        """The line of a report, and of those that print the same."""
        row = self.settled.get(report.id)
        done = {name: getattr(row, name) if row else 0 for name in _SETTLED}
        return Entry(
            file=self.files[report.id][0],
            unit=report.unit_key or report.unit,
            year=report.year,
            kind=report.kind,
            mismatch=report.mismatches - done["mismatches"],
            doubt=report.doubts - done["doubts"],
            rounding=report.roundings - done["roundings"],
            wording=report.wordings - done["wordings"],
            settled=sum(done.values()),
            confirmed=report.confirmed,
            contradicted=report.contradicted,
            unverifiable=report.unverifiable,
            unread_pages=report.pages_unread,
            href=self.links.get(report.sha256, ""),
            differences=sum(self.differences.get(r.id, 0) for r in alike),
            missing=report.missing,
            copies=sum(len(self.files[r.id]) for r in alike) - 1,
        )


def _unreadable(name: str, status: str, message: str, lang: str) -> Unreadable:
    """A file that gave no report. Messages are kept in Chinese; in English the status speaks."""
    known = statuses().get(status)
    if lang == "zh":
        return Unreadable(name, _NAMED.sub("", message), known.words if known else status)
    return Unreadable(name, "", known.english if known else status)


def _shortened(paths: Sequence[str]) -> list[str]:
    """Paths without the folders that all of them begin with."""
    parts = [path.split("/") for path in paths]
    folders = [p[:-1] for p in parts]
    shared = 0
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1:
            break
        shared += 1
    return ["/".join(p[shared:]) for p in parts]
