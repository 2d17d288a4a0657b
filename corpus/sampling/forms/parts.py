"""What the writers of all forms share: the narrative and the tables of a report apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.sampling.document import Field, Grid, Line, Report


@dataclass(frozen=True, slots=True)
class Placed:
    """A field at the row and column where it begins."""

    field: Field
    row: int
    column: int


def placed(lines: tuple[Line, ...], width: int) -> Iterator[Placed]:
    """The fields of a table's lines where they begin, as HTML places them."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        column = 0
        for field in line:
            while (row, column) in taken:
                column += 1
            yield Placed(field, row, column)
            taken |= {
                (r, c)
                for r in range(row, row + field.rows)
                for c in range(column, min(width, column + field.columns))
            }
            column += field.columns


def owner_line(report: Report, grid: Grid) -> str:
    """The line 部门：… over a table, "" where the table has no unit."""
    return (
        f"{'编制部门' if report.kind == 'budget' else '部门'}：{report.owner}" if grid.unit else ""
    )


def narrative_only(report: Report) -> Report:
    """A report without its tables."""
    return replace(report, blocks=tuple(b for b in report.blocks if not isinstance(b, Grid)))


def tables_of(report: Report) -> tuple[Grid, ...]:
    """The tables of a report."""
    return tuple(b for b in report.blocks if isinstance(b, Grid))
