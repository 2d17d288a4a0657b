"""Figures printed in red without a sign: spreadsheets have a format that tells a negative number by
its colour alone. Red may as well mean that a figure was changed, so it is kept and judged later."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extract.geometry import Box
from extract.layout import Page
from extract.table import Cell, Table

#: The figures of a table that are red tell something where they are no more than this share.
_FEW = 1 / 3


def red_cells(tables: Sequence[Table], pages: Sequence[Page]) -> frozenset[tuple[str, int, int]]:
    """The cells of tables whose figures are above zero and red, by table, row and column, where
    most figures of the table are not; `pages` are as they are shown."""
    red = {page.number: page.red for page in pages if page.red}
    if not red:
        return frozenset()
    return frozenset(
        (cell.table, cell.row, cell.column) for table in tables for cell in _red_of(table, red)
    )


def _red_of(table: Table, red: dict[int, tuple[Box, ...]]) -> Iterator[Cell]:
    figures = [c for row in table.rows for c in row.cells if c.quantity is not None]
    found = [c for c in figures if _is_red(c, red.get(c.page, ()))]
    if len(found) <= _FEW * len(figures):
        yield from (c for c in found if c.quantity is not None and c.quantity.value > 0)


def _is_red(cell: Cell, boxes: Collection[Box]) -> bool:
    return any(cell.box.contains(*box.center) for box in boxes)
