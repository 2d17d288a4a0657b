"""Which figures may be negative: changes, and what is printed so elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from extract.disclosure import Disclosure, Role
from extract.table import Cell


@dataclass(frozen=True, slots=True)
class Signs:
    """The measures of the narrative, and the columns of tables, that print a negative figure
    somewhere. No other level, budget or count is less than nothing."""

    roles: dict[str, Role]
    told: frozenset[Role]
    columns: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, disclosure: Disclosure) -> Signs:
        """What the figures of a report show."""
        cells = (c for t in disclosure.tables for row in t.rows for c in row.cells)
        return cls(
            {c.id: c.role for c in disclosure.claims},
            frozenset(c.role for c in disclosure.claims if c.quantity.value < 0),
            frozenset((c.table, c.column) for c in cells if c.quantity and c.quantity.value < 0),
        )

    def may_be_negative(self, figure: str | Cell) -> bool:
        """Whether a claim (by its id) or a cell may have a figure below zero."""
        if isinstance(figure, Cell):
            return (figure.table, figure.column) in self.columns
        role = self.roles.get(figure)
        return role is None or role.is_change or role in self.told
