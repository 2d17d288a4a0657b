"""What the writers of all forms share: the narrative and the tables of a report apart."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.sampling.document import Field, Grid, Line, Report

_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A field at the row and column where it begins."""

    field: Field
    row: int
    column: int


def steady(data: bytes) -> bytes:
    """An office file with nothing in it that depends on the time at which it was written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            inner = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", old.read(name))
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            new.writestr(info, inner, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


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
