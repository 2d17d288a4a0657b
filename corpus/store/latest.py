"""The last decisions about findings: as tables for a database to join, and as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Subquery, case, func, select
from sqlalchemy.orm import aliased

from corpus.store.models import DecisionRow, FindingRow, ReportRow

#: So many values go into one condition.
_AT_ONCE = 500
_T = TypeVar("_T")


def in_parts(values: Collection[_T]) -> Iterator[Sequence[_T]]:
    """As many values at once as a condition may hold."""
    known = list(values)
    for start in range(0, len(known), _AT_ONCE):
        yield known[start : start + _AT_ONCE]


def of_findings() -> Subquery:
    """The findings that were decided about: id, decision, and when (`made`).

    That a decision is of the same file is no condition of the join: PostgreSQL would take it for
    one that next to nothing meets, and read all again for every row.
    """
    later = aliased(DecisionRow)
    last = ~(
        select(later.id)
        .where(
            later.sha256 == DecisionRow.sha256,
            later.mark == DecisionRow.mark,
            later.id > DecisionRow.id,
        )
        .exists()
    )
    own = DecisionRow.sha256 == ReportRow.sha256
    return (
        select(
            FindingRow.id,
            func.max(case((own, DecisionRow.decision))).label("decision"),
            func.max(case((own, DecisionRow.made))).label("made"),
        )
        .select_from(DecisionRow)
        .join(FindingRow, FindingRow.mark == DecisionRow.mark)
        .join(ReportRow, ReportRow.id == FindingRow.report_id)
        .where(last)
        .group_by(FindingRow.id)
        .subquery("decided")
    )


def of_contents() -> Subquery:
    """What was decided last about each mark in whatever files print the same: content, mark,
    decision."""
    last = (
        select(ReportRow.content, DecisionRow.mark, func.max(DecisionRow.id).label("id"))
        .join(ReportRow, ReportRow.sha256 == DecisionRow.sha256)
        .group_by(ReportRow.content, DecisionRow.mark)
        .subquery()
    )
    query = select(last.c.content, last.c.mark, DecisionRow.decision)
    return query.join(DecisionRow, DecisionRow.id == last.c.id).subquery("decided")


def by_hash(connection: Connection, hashes: Collection[str]) -> dict[tuple[str, str], Any]:
    """The rows of the last decisions about these files, by hash and mark."""
    query = select(DecisionRow.__table__).where(DecisionRow.sha256.in_(hashes))
    rows = connection.execute(query.order_by(DecisionRow.id))
    return {(row.sha256, row.mark): row for row in rows}
