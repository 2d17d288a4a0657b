"""The last decisions about findings: as conditions, and as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.models import DecisionRow, ReportRow

#: So many values go into one condition.
_AT_ONCE = 500
_T = TypeVar("_T")


def in_parts(values: Collection[_T]) -> Iterator[Sequence[_T]]:
    """As many values at once as a condition may hold."""
    known = list(values)
    for start in range(0, len(known), _AT_ONCE):
        yield known[start : start + _AT_ONCE]


def decided(sha256: Any, mark: Any, among: Collection[str] | None = None) -> ColumnElement[bool]:
    """That the last decision about a mark of a file is `among` these; None: that there is one."""
    query = select(DecisionRow.id).where(DecisionRow.sha256 == sha256, DecisionRow.mark == mark)
    if among is not None:
        query = query.where(DecisionRow.decision.in_(among), is_last())
    return query.exists()


def decided_in(content: Any, mark: Any, among: Collection[str]) -> ColumnElement[bool]:
    """The same of whatever files print one content."""
    file, other, later = aliased(ReportRow), aliased(ReportRow), aliased(DecisionRow)
    after = select(later.id).join(other, other.sha256 == later.sha256)
    after = after.where(other.content == file.content, later.mark == DecisionRow.mark)
    query = select(DecisionRow.id).join(file, file.sha256 == DecisionRow.sha256)
    query = query.where(file.content == content, DecisionRow.mark == mark)
    last = ~after.where(later.id > DecisionRow.id).exists()
    return query.where(DecisionRow.decision.in_(among), last).exists()


def is_last() -> ColumnElement[bool]:
    """That no later decision is about the same mark of the same file."""
    later = aliased(DecisionRow)
    same = (later.sha256 == DecisionRow.sha256, later.mark == DecisionRow.mark)
    return ~select(later.id).where(*same, later.id > DecisionRow.id).exists()


def by_hash(connection: Connection, hashes: Collection[str]) -> dict[tuple[str, str], Any]:
    """The rows of the last decisions about these files, by hash and mark."""
    query = select(DecisionRow.__table__).where(DecisionRow.sha256.in_(hashes))
    rows = connection.execute(query.order_by(DecisionRow.id))
    return {(row.sha256, row.mark): row for row in rows}
