"""What figures may be: negative ones are changes, and what is printed so elsewhere; a score is no
more than the marks that its row can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.disclosure import Disclosure, Role
from extract.figures.quantity import Quantity
from extract.table import Cell, Row, Table
from reconcile.plain import plain
from reconcile.tables.kinds import kind_of
from reconcile.tables.vocabulary import pattern


@dataclass(frozen=True, slots=True)
class Signs:
    """The measures of the narrative, and the columns of tables, that print a negative figure
    somewhere. No other level, budget or count is less than nothing."""

    roles: dict[str, Role]
    told: frozenset[Role]
    columns: frozenset[tuple[str, int]]
    marks: dict[Cell, Decimal]

    @classmethod
    def of(cls, disclosure: Disclosure) -> Signs:
        """What the figures of a report show."""
        cells = (c for t in disclosure.tables for row in t.rows for c in row.cells)
        return cls(
            {c.id: c.role for c in disclosure.claims},
            frozenset(c.role for c in disclosure.claims if c.quantity.value < 0),
            frozenset((c.table, c.column) for c in cells if c.quantity and c.quantity.value < 0),
            {cell: most for t in disclosure.tables for cell, most in _marks(t)},
        )

    def may_be(self, figure: str | Cell, quantity: Quantity) -> bool:
        """Whether a claim (by its id) or a cell may be another figure."""
        if isinstance(figure, Cell) and quantity.value > self.marks.get(figure, quantity.value):
            return False
        return quantity.value >= 0 or self.may_be_negative(figure)

    def may_be_negative(self, figure: str | Cell) -> bool:
        """Whether a claim (by its id) or a cell may have a figure below zero."""
        if isinstance(figure, Cell):
            return (figure.table, figure.column) in self.columns
        role = self.roles.get(figure)
        return role is None or role.is_change or role in self.told


def _marks(table: Table) -> Iterator[tuple[Cell, Decimal]]:
    """The scores of a form of marks, each with the marks that its row can have."""
    if kind_of(table) != "evaluation":
        return
    scores, weights = pattern("evaluation", "score_column"), pattern("evaluation", "weight_column")
    headed = {c.index: "/".join(map(plain, c.header)) for c in table.columns}
    for row in table.rows:
        most = next((c for c in _filled(row) if weights.search(headed[c.column])), None)
        for cell in _filled(row):
            if most is not None and scores.search(headed[cell.column]):
                assert most.quantity is not None
                yield cell, most.quantity.value


def _filled(row: Row) -> list[Cell]:
    return [c for c in row.cells if c.quantity is not None]
