"""The fields of a printed table that say what one of its cells is: its row's label and its
column's header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.table import Cell, Table

_NEAR = 1.5


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of the label, left of a cell in its row, and those of the header, over the label
    and over the cell, on the page where the table begins."""

    label: tuple[Cell, ...]
    header: tuple[Cell, ...]

    @classmethod
    def of(cls, table: Table, cell: Cell) -> Fields | None:
        """None where the table's grid is not known, or is printed turned."""
        line = _line(table, cell)
        if line is None or _is_turned(line):
            return None
        return cls(_label(table, line, cell), _header(table))


def _label(table: Table, line: Sequence[Cell], cell: Cell) -> tuple[Cell, ...]:
    """The fields left of a cell that hold no figures of the table, up to the figures before them:
    those of the half to the left."""
    figures = {(c.page, c.box) for row in table.rows for c in row.cells}
    at = next(i for i, field in enumerate(line) if _same(field, cell))
    label: list[Cell] = []
    for field in reversed(line[:at]):
        if (field.page, field.box) not in figures:
            label.append(field)
        elif label:
            break
    return tuple(reversed(label))


def _line(table: Table, cell: Cell) -> Sequence[Cell] | None:
    """The printed row of a cell."""
    return next((line for line in table.grid if any(_same(f, cell) for f in line)), None)


def _same(field: Cell, cell: Cell) -> bool:
    return field.page == cell.page and field.box == cell.box


def _is_turned(line: Sequence[Cell]) -> bool:
    """Whether the fields of a row stand one below the other: the page is turned."""
    first, last = line[0].box, line[-1].box
    return len(line) > 1 and abs(first.x0 - last.x0) < _NEAR and first.y0 != last.y0


def _header(table: Table) -> tuple[Cell, ...]:
    """The fields above the first row of figures, on the page where the table begins."""
    page = table.grid[0][0].page
    tops = [c.box.y0 for r in table.rows for c in r.cells if c.page == page]
    if not tops:
        return ()
    first = min(tops) + _NEAR
    return tuple(f for line in table.grid for f in line if f.page == page and f.box.y1 <= first)
