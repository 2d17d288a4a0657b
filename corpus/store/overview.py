"""What the overview shows of a store: its reports, each once, and the files that gave none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, column, func, select, table

from corpus.between.again.answer import Republished, differing
from corpus.between.again.values import ADDED, CHANGED, GONE
from corpus.scanning.statuses import statuses
from corpus.store.filenames import short_names
from corpus.store.models import DutyRow, FileRow, ReportRow
from corpus.store.queries import Filter, is_open
from report.outputs import write_overview
from report.overview.rows import Again, Entry, Unreadable

#: Findings of these severities are counted by rule, those between reports by this one.
_HEAVY = ("mismatch", "doubt")
_DIFFERENCE = "difference"
#: Duties of this state are counted by duty.
_MISSING = "missing"
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

    def write(self, path: Path, lang: str, *, waiting: int = 0) -> None:
        """Write it as HTML; `waiting` files have not been looked at. Raises OSError."""
        there = [
            one if (path.parent / one.href).is_file() else replace(one, href="")
            for one in self.again
        ]
        write_overview(self.entries, self.unreadable, path, lang=lang, waiting=waiting, again=there)


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
        entries = _Entries(connection, files, links).all()
        again = [_again(p) for p in differing(connection, Filter()) if p.later in files]
    return Overview(tuple(entries), tuple(lost), tuple(again))


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
        self.rules: dict[int, Counter[str]] = defaultdict(Counter)
        found = table(
            "report_findings", *map(column, ("report_id", "rule", "severity", "decision"))
        )
        counted = select(found.c.report_id, found.c.rule, func.count().label("n"))
        counted = counted.where(found.c.severity.in_(_HEAVY), is_open(found.c.decision))
        for row in connection.execute(counted.group_by(found.c.report_id, found.c.rule)):
            self.rules[row.report_id][row.rule] = row.n
        done = table("settled_of_reports", *map(column, ("report_id", *_SETTLED)))
        self.settled = {row.report_id: row for row in connection.execute(select(*done.c))}
        about = ("stated_in", "severity", "decision")
        apart = table("differences_in_context", *map(column, about))
        between = select(apart.c.stated_in, func.count().label("n"))
        between = between.where(apart.c.severity == _DIFFERENCE, is_open(apart.c.decision))
        counts = connection.execute(between.group_by(apart.c.stated_in))
        self.differences = {row.stated_in: row.n for row in counts}
        unmet = select(DutyRow.report_id, DutyRow.duty).where(DutyRow.state == _MISSING)
        self.unmet: dict[int, Counter[str]] = defaultdict(Counter)
        for told in connection.execute(unmet):
            self.unmet[told.report_id][told.duty] += 1
        self.alike: dict[str, list[Any]] = defaultdict(list)
        for row in connection.execute(select(ReportRow.__table__).order_by(ReportRow.id)):
            if row.id in files:
                self.alike[row.content].append(row)

    def all(self) -> Iterable[Entry]:
        return map(self._entry, self.alike.values())

    def _entry(self, alike: Sequence[Any]) -> Entry:
        """The line of reports that print the same: that of the first which has a page."""
        report = next((r for r in alike if r.sha256 in self.links), alike[0])
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
            rules=dict(self.rules[report.id]),
            unread_pages=report.pages_unread,
            href=self.links.get(report.sha256, ""),
            differences=sum(self.differences.get(r.id, 0) for r in alike),
            missing=report.missing,
            unmet=dict(self.unmet[report.id]),
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
