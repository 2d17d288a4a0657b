"""What a table says: rows of labelled cells under headed columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from extract.figures.numerals import says_nothing
from extract.figures.quantity import Quantity
from extract.geometry import Box


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures: its header, outermost first (公务用车购置及运行费, 小计).

    `panel` counts the halves of a table that prints two or three lists side by side
    (收入 | 支出); a row's cells stand in columns of one panel.
    """

    index: int
    header: tuple[str, ...]
    panel: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed (or blank) field under a column of figures.

    `quantity` is None where the field is blank or holds words, and where it holds what was meant
    for a figure and cannot be read as one (`marred`: #####, 1,2O6.85, two figures). `second` is
    what a second reading finds in the box, where it was asked for and differs from the first.
    """

    table: str
    page: int
    box: Box
    row: int
    column: int
    text: str
    quantity: Quantity | None
    second: str | None = None
    marred: bool = False

    def __hash__(self) -> int:
        """By its place, which no other cell of a report has."""
        return hash((self.table, self.row, self.column))

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it, or what stands for nothing (a dash, 无)."""
        return self.quantity is None and says_nothing(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """One label with its figures.

    `labels` is the path from the outermost group to this row (一、财政拨款收入, 1. 一般公共预算);
    the last one is the row's own. `code` is its subject code without separators (2080505), made of
    类/款/项 columns where they are three; "" where there is none.
    """

    index: int
    labels: tuple[str, ...]
    code: str
    panel: int
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """The row's own label, "" where it has none."""
        return self.labels[-1] if self.labels else ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table, whole even where it runs over several pages.

    `goes_on` names the pages on which more of it may stand that was not read; `narrower` its pages
    that print fewer columns than the first, so that which they are is told by their edges alone.
    `open_at` are the pages behind whose last row others may have stood that were lost without a
    word: it fills its last page, or leaves another with room for the rows that follow. `struck` are
    its rows that are struck out.
    """

    id: str
    title: str
    number: str
    unit: str
    pages: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    boxes: tuple[tuple[int, Box], ...]
    notes: tuple[str, ...] = ()
    grid: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)
    goes_on: tuple[int, ...] = ()
    narrower: tuple[int, ...] = ()
    open_at: tuple[int, ...] = ()
    struck: frozenset[int] = frozenset()

    def with_cells(self, change: Callable[[Cell], Cell]) -> Table:
        """The same table with each of its cells changed."""
        return replace(
            self,
            rows=tuple(replace(r, cells=tuple(change(c) for c in r.cells)) for r in self.rows),
            grid=tuple(tuple(change(c) for c in line) for line in self.grid),
        )

    def column(self, index: int) -> Column:
        """The column with that index; raises KeyError where there is none."""
        for column in self.columns:
            if column.index == index:
                return column
        raise KeyError(index)
