"""Joins that a database is to take in the order in which they are written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Join
from sqlalchemy.ext.compiler import compiles

from corpus.store.models import ReportRow


class _InOrder(Join):
    """A join whose left side comes first. PostgreSQL knows how many rows there are, and when to
    begin with it; SQLite takes the other side, and sorts all there is for one page, unless it is
    told by CROSS JOIN."""

    inherit_cache = True


@compiles(_InOrder, "sqlite")
def _crossed(join: _InOrder, compiler: Any, **how: Any) -> str:
    return str(compiler.visit_join(join, **how)).replace(" JOIN ", " CROSS JOIN ", 1)


def by_reports(source: Any, report: Any) -> Join:
    """The rows of a source, report after report; `report` is the source's column for it."""
    table = ReportRow.__table__
    return _InOrder(table, source.__table__, table.c.id == report)
