"""Pages of the findings of all reports. Which ones a page shows is asked of indices alone, and one
severity after the other: what lies behind the page in a large store is neither read nor sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, FromClause, and_, case, func, join, or_, select
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.decisions import OPEN, settled
from corpus.store.filenames import short_names
from corpus.store.latest import by_hash, decided, in_parts, is_last
from corpus.store.models import DecisionRow, FindingRow, ReportRow
from corpus.store.order import by_reports
from corpus.store.pages import COUNTS, Listed, Query, Wanted, paged
from corpus.store.queries import conditions, copies, in_language, is_first, path_of

_OF_REPORT = (
    ReportRow.unit, ReportRow.year, ReportRow.kind, ReportRow.content, ReportRow.sha256,
)  # fmt: skip
_OF_FINDING = (
    FindingRow.id, FindingRow.report_id, FindingRow.name, FindingRow.severity, FindingRow.rule,
    FindingRow.page, FindingRow.stated, FindingRow.expected, FindingRow.clause, FindingRow.formula,
    FindingRow.mark,
)  # fmt: skip
_FINDINGS = join(FindingRow, ReportRow, ReportRow.id == FindingRow.report_id)
_SORTS: Mapping[str, Any] = {
    "unit": ReportRow.unit,
    "year": ReportRow.year,
    "page": FindingRow.page,
}
_WEIGHT = case({name: n for n, name in enumerate(COUNTS)}, value=FindingRow.severity,
               else_=len(COUNTS))  # fmt: skip
#: How many rows a part of a list has, and what asks for them in their order.
_Part: TypeAlias = tuple[int, Query]
_DECIDED = ("decision", "note", "reviewer", "tick", "made")
_ORDER = (ReportRow.unit, ReportRow.year, ReportRow.id, FindingRow.page, FindingRow.id)


def findings(engine: Engine, wanted: Wanted) -> Listed:
    """The findings of all reports, each with its last decision; the heaviest first unless sorted
    otherwise."""
    asked = _Asked(wanted)
    with engine.connect() as connection:
        counts = {
            row.severity: row.n for row in connection.execute(asked.counts(FindingRow.severity))
        }
        ids = asked.ids(connection, counts)
        rows = _rows(connection, ids, wanted.lang)
    files = short_names(r["path"] for r in rows)
    shown = tuple(r | {"file": files[r["path"]]} for r in rows)
    return Listed(shown, sum(counts.values()), {})


class _Asked:
    """The queries for a page: with the tables that it takes, and no others."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.copies = copies().subquery("copies")

    def counts(self, *by: Any) -> Query:
        """How many findings there are, by severity or what else; their reports are looked at only
        where they have to be."""
        query = select(*by, func.count().label("n")).group_by(*by)
        of_reports = list(self._of_reports())
        if of_reports or self.wanted.state:
            query = query.join(ReportRow, ReportRow.id == FindingRow.report_id)
        query = query.outerjoin(self.copies, self.copies.c.id == FindingRow.report_id)
        return query.where(self.copies.c.id.is_(None), *of_reports, *self._of_findings())

    def ids(self, connection: Connection, counts: Mapping[str, int]) -> list[int]:
        """The ids on the page, in order."""
        by = _SORTS.get(self.wanted.sort)
        if self.wanted.sort == "rule":
            return self._through(connection, self._by_rule(connection))
        if self.wanted.sort == "made":
            return self._through(connection, self._by_time(connection, sum(counts.values())))
        if by is None:
            return self._through(connection, self._by_weight(counts))
        query = self._of().order_by(self._way(by), _WEIGHT, *_ORDER)
        return list(connection.scalars(paged(query, self.wanted)))

    def _by_weight(self, counts: Mapping[str, int]) -> Iterator[_Part]:
        """Severity after severity."""
        for severity in sorted(counts, key=_rank):
            yield counts[severity], self._weighing(severity)

    def _by_rule(self, connection: Connection) -> Iterator[_Part]:
        """Rule after rule, and severity after severity in it."""
        rows = connection.execute(self.counts(FindingRow.rule, FindingRow.severity))
        counts = {(row.rule, row.severity): row.n for row in rows}
        ranked = sorted(counts, key=lambda one: _rank(one[1]))
        for rule, severity in sorted(ranked, key=lambda one: one[0], reverse=self.wanted.down):
            yield counts[rule, severity], self._weighing(severity).where(FindingRow.rule == rule)

    def _weighing(self, severity: str) -> Query:
        """Those of a severity, in the order of their reports."""
        query = self._of(by_reports(FindingRow, FindingRow.report_id))
        return query.where(FindingRow.severity == severity).order_by(*_ORDER)

    def _by_time(self, connection: Connection, total: int) -> Iterator[_Part]:
        """Those that were decided about, by when; then the others."""
        known = decided(ReportRow.sha256, FindingRow.mark)
        about = and_(DecisionRow.sha256 == ReportRow.sha256, DecisionRow.mark == FindingRow.mark)
        query = self._of().join(DecisionRow, about).where(is_last())
        count = connection.scalar(query.with_only_columns(func.count())) or 0
        yield count, query.order_by(self._way(DecisionRow.made), _WEIGHT, *_ORDER)
        yield (
            total - count,
            self._of().where(~known).order_by(_WEIGHT, *_ORDER),
        )

    def _through(self, connection: Connection, parts: Iterable[_Part]) -> list[int]:
        """The ids on the page of a list that is made of parts, of which only those are asked that
        reach into the page."""
        ids: list[int] = []
        before, size = self.wanted.first, self.wanted.size
        for count, query in parts:
            if before < count and len(ids) < size:
                ids += connection.scalars(query.offset(before).limit(size - len(ids)))
            before = max(0, before - count)
        return ids

    def _way(self, by: Any) -> Any:
        return by.desc() if self.wanted.down else by

    def _of(self, source: FromClause = _FINDINGS) -> Query:
        """The ids of what is asked for, of the findings of reports that are no copies."""
        first = is_first(ReportRow.id, ReportRow.content)
        query = select(FindingRow.id).select_from(source)
        return query.where(first, *self._of_reports(), *self._of_findings())

    def _of_reports(self) -> Iterator[ColumnElement[bool]]:
        yield from conditions(ReportRow, self.wanted.filter)

    def _of_findings(self) -> Iterator[ColumnElement[bool]]:
        wanted, decided_as = self.wanted, partial(decided, ReportRow.sha256, FindingRow.mark)
        if wanted.severity:
            yield FindingRow.severity == wanted.severity
        if wanted.rule:
            yield FindingRow.rule == wanted.rule
        if wanted.state == OPEN:
            yield ~decided_as(settled())
        elif wanted.state == "settled":
            yield decided_as(settled())
        elif wanted.state:
            yield decided_as((wanted.state,))
        for word in wanted.text.split():
            yield or_(
                FindingRow.clause.contains(word, autoescape=True),
                FindingRow.message.contains(word, autoescape=True),
            )


def _rank(severity: str) -> tuple[int, str]:
    """Severities by their weight, last those that have none."""
    known = tuple(COUNTS)
    return (known.index(severity) if severity in COUNTS else len(known), severity)


def _rows(connection: Connection, ids: Sequence[int], lang: str) -> list[dict[str, Any]]:
    """The findings of these ids, in their order, each with its last decision."""
    path = func.coalesce(func.nullif(path_of(ReportRow.id), ""), ReportRow.file).label("path")
    query = select(*_OF_FINDING, *in_language(FindingRow.__table__, lang), *_OF_REPORT, path)
    query = query.join(ReportRow, ReportRow.id == FindingRow.report_id)
    found: dict[int, dict[str, Any]] = {}
    for part in in_parts(ids):
        for row in connection.execute(query.where(FindingRow.id.in_(part))):
            found[row.id] = dict(row._mapping)
    past: dict[tuple[str, str], Any] = {}
    for hashes in in_parts({row["sha256"] for row in found.values()}):
        past |= by_hash(connection, hashes)
    for shown in found.values():
        last = past.get((shown["sha256"], shown["mark"]))
        shown |= {name: getattr(last, name, None) for name in _DECIDED}
    return [found[id] for id in ids]
