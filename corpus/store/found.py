"""Pages of the findings of all reports. Which ones a page shows is asked of indices alone, and one
severity after the other: what lies behind the page in a large store is neither read nor sorted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.decisions import OPEN, settled
from corpus.store.filenames import short_names
from corpus.store.latest import by_hash, in_parts, of_findings
from corpus.store.models import FindingRow, ReportRow
from corpus.store.pages import COUNTS, Listed, Query, Wanted, paged
from corpus.store.queries import conditions, copies, in_language, is_open, path_of

_OF_REPORT = (
    ReportRow.unit, ReportRow.year, ReportRow.kind, ReportRow.content, ReportRow.sha256,
)  # fmt: skip
_OF_FINDING = (
    FindingRow.id, FindingRow.report_id, FindingRow.name, FindingRow.severity, FindingRow.rule,
    FindingRow.page, FindingRow.stated, FindingRow.expected, FindingRow.clause, FindingRow.formula,
    FindingRow.mark,
)  # fmt: skip
_DECIDED = ("decision", "note", "reviewer", "tick", "made")
_ORDER = (ReportRow.unit, ReportRow.year, ReportRow.id, FindingRow.page, FindingRow.id)


def findings(engine: Engine, wanted: Wanted) -> Listed:
    """The findings of all reports, each with its last decision; the heaviest first unless sorted
    otherwise."""
    asked = _Asked(wanted)
    with engine.connect() as connection:
        counts = {row.severity: row.n for row in connection.execute(asked.counts())}
        ids = (
            asked.sorted(connection) if asked.by is not None else asked.heaviest(connection, counts)
        )
        rows = _rows(connection, ids, wanted.lang)
    files = short_names(r["path"] for r in rows)
    shown = tuple(r | {"file": files[r["path"]]} for r in rows)
    return Listed(shown, sum(counts.values()), {})


class _Asked:
    """The queries for a page: with the tables that it takes, and no others."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.copies = copies().subquery("copies")
        self.decided = of_findings()

    @cached_property
    def by(self) -> Any:
        """What the list is sorted by; None where the heaviest come first."""
        known = {
            "unit": ReportRow.unit,
            "year": ReportRow.year,
            "rule": FindingRow.rule,
            "page": FindingRow.page,
            "made": self.decided.c.made,
        }
        return known.get(self.wanted.sort)

    def counts(self) -> Query:
        """How many findings there are, by severity."""
        query = self._of(select(FindingRow.severity, func.count().label("n")), ordered=False)
        return query.group_by(FindingRow.severity)

    def sorted(self, connection: Connection) -> Sequence[int]:
        """The ids on a page of a list that is sorted by something."""
        weight = case({name: n for n, name in enumerate(COUNTS)}, value=FindingRow.severity,
                      else_=len(COUNTS))  # fmt: skip
        first = self.by.desc() if self.wanted.down else self.by
        query = self._of(select(FindingRow.id)).order_by(first, weight, *_ORDER)
        return list(connection.scalars(paged(query, self.wanted)))

    def heaviest(self, connection: Connection, counts: Mapping[str, int]) -> Sequence[int]:
        """The ids on a page of the list by weight."""
        ids: list[int] = []
        before, size = self.wanted.first, self.wanted.size
        ranked = [name for name in COUNTS if name in counts]
        for severity in (*ranked, *sorted(counts.keys() - COUNTS)):
            if before < counts[severity] and len(ids) < size:
                query = self._of(select(FindingRow.id)).where(FindingRow.severity == severity)
                query = query.order_by(*_ORDER).offset(before).limit(size - len(ids))
                ids += connection.scalars(query)
            before = max(0, before - counts[severity])
        return ids

    def _of(self, query: Query, *, ordered: bool = True) -> Query:
        """What is asked for of the findings of reports that are no copies."""
        wanted = self.wanted
        of_reports = list(conditions(ReportRow, wanted.filter))
        query = query.select_from(FindingRow)
        if of_reports or ordered:
            query = query.join(ReportRow, ReportRow.id == FindingRow.report_id)
        if wanted.state or (ordered and wanted.sort == "made"):
            query = query.outerjoin(self.decided, self.decided.c.id == FindingRow.id)
        query = query.outerjoin(self.copies, self.copies.c.id == FindingRow.report_id)
        return query.where(self.copies.c.id.is_(None), *of_reports, *self._conditions())

    def _conditions(self) -> Iterator[ColumnElement[bool]]:
        wanted, decision = self.wanted, self.decided.c.decision
        if wanted.severity:
            yield FindingRow.severity == wanted.severity
        if wanted.rule:
            yield FindingRow.rule == wanted.rule
        if wanted.state == OPEN:
            yield is_open(decision)
        elif wanted.state == "settled":
            yield decision.in_(settled())
        elif wanted.state:
            yield decision == wanted.state
        for word in wanted.text.split():
            yield or_(
                FindingRow.clause.contains(word, autoescape=True),
                FindingRow.message.contains(word, autoescape=True),
            )


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
