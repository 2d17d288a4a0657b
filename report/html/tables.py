"""Tables as they were read, laid out anew for a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from extract.table import Cell, Row, Table
from report.places import anchor
from report.view import View


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table: its text, and the claims that it was held against."""

    anchor: str
    text: str
    page: int
    claims: tuple[str, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its code, its label and how deep that is, its fields (None: no such)."""

    code: str
    label: str
    depth: int
    fields: tuple[Field | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One half of a table (收入 | 支出), or the whole where it has one list only."""

    table: Table
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    codes: bool


def grids(view: View) -> tuple[tuple[Table, tuple[Grid, ...]], ...]:
    """Every table with its panels."""
    claims: dict[str, list[str]] = {}
    for claim in view.claims.values():
        for cell in claim.cells:
            claims.setdefault(cell.anchor, []).append(claim.id)
    return tuple((t, tuple(_panels(t, claims))) for t in view.audit.disclosure.tables)


def _panels(table: Table, claims: dict[str, list[str]]) -> list[Grid]:
    panels = []
    rows = sorted(table.rows, key=lambda r: r.panel)
    for panel, group in groupby(rows, key=lambda r: r.panel):
        columns = [c for c in table.columns if c.panel == panel]
        lines = [_line(r, [c.index for c in columns], claims) for r in group]
        heads = tuple("·".join(c.header) or str(c.index) for c in columns)
        panels.append(Grid(table, heads, tuple(lines), any(line.code for line in lines)))
    return panels


def _line(row: Row, columns: list[int], claims: dict[str, list[str]]) -> Line:
    by_column = {c.column: c for c in row.cells}
    fields = [_field(by_column.get(c), claims) for c in columns]
    return Line(row.code, row.label, max(0, len(row.labels) - 1), tuple(fields))


def _field(cell: Cell | None, claims: dict[str, list[str]]) -> Field | None:
    if cell is None:
        return None
    name = anchor(cell)
    held = tuple(dict.fromkeys(claims.get(name, ())))
    return Field(name, " ".join(cell.text.split()), cell.page, held, cell.second or "")
