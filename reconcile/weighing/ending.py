"""Sums over rows of a table of which some may be lost without a word: a missing page, or one that
lost some of what stood on it. Only sums that reach over the place would fail of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.table import Cell, Table
from reconcile.tables.sums import is_total


def may_lack_rows(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether an equation takes several rows of a table, and others of them may have stood where
    the table breaks off or goes on overleaf too early."""
    taken = {cell.row for cell in cells if cell.table == table.id}
    if len(taken) < 2:
        return False
    ends = [max(line[0].row for line in table.grid if line[0].page == p) for p in table.open_at]
    return any(min(taken) <= end and _reaches(table, taken, end) for end in ends)


def _reaches(table: Table, taken: set[int], end: int) -> bool:
    """Whether the rows of a sum go on behind a row, or could: none up to there is a total or, by
    its code, of another group."""
    if max(taken) > end:
        return True
    code = min((row.code for row in table.rows if row.index in taken), key=len, default="")
    between = [row for row in table.rows if max(taken) < row.index <= end]
    return not any(is_total(row) or not row.code.startswith(code) for row in between)
