"""Cells as findings cite them: in goes a cell, out come the names of its table, row and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extract.figures.quantity import Quantity
from extract.lazy import lazy
from extract.table import Cell, Row, Table
from reconcile.audit import Evidence


class Cited:
    """The words around the cells of some tables."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._all = tables

    def evidence(self, cell: Cell, why: str, stated: Quantity | None = None) -> Evidence:
        """A cell with the words of its table, row and column; `stated` is the figure that was
        found in it where it holds words."""
        table = self._tables[cell.table]
        near = self._rows_of.get((cell.table, cell.row), ())
        row = next((r for r in near if any(c.column == cell.column for c in r.cells)), None)
        beside = _named_beside(row, cell) if row else ""
        return Evidence(
            cell,
            table.title,
            beside or ("/".join(row.labels) if row else ""),
            "" if beside else "/".join(self.header(cell)),
            why,
            cell.quantity or (stated if cell.text.strip() else None),
        )

    def header(self, cell: Cell) -> tuple[str, ...]:
        """The words above a cell, outermost first; none where its column has none."""
        columns = self._tables[cell.table].columns
        return next((c.header for c in columns if c.index == cell.column), ())

    @lazy
    def _tables(self) -> dict[str, Table]:
        """The tables by their names."""
        return {table.id: table for table in self._all}

    @lazy
    def _rows_of(self) -> dict[tuple[str, int], list[Row]]:
        """The rows that have cells of a table's row of that number."""
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for table in self._all:
            for row in table.rows:
                for number in dict.fromkeys(c.row for c in row.cells):
                    found[table.id, number].append(row)
        return found


def _named_beside(row: Row, cell: Cell) -> str:
    """The words right before a cell of a row without a label, which are its name then, whatever its
    column is called: 公务用车保有量（辆） | 47 under amounts of money; "" where there are none."""
    if any(row.labels):
        return ""
    before = next((a for a, b in pairwise(row.cells) if b.column == cell.column), None)
    return before.text if before is not None and before.quantity is None else ""
