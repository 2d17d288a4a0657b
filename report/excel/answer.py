"""An answer of a store as a workbook: one list with its head, a filter, and figures as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.cells import cell_len
from xlsxwriter import Workbook

from report.excel.sheet import OPTIONS, fit, put, set_print
from report.excel.styles import Styles
from report.outputs import SCRATCH, placed

#: The narrowest and the widest column, in characters.
_LEAST, _MOST = 8, 44
#: As many rows are measured.
_MEASURED = 400


def write_answer(headings: Sequence[str], rows: Sequence[Sequence[Any]], path: Path) -> None:
    """Write a table to `path`, whole or not at all. Raises OSError."""
    with TemporaryDirectory(prefix=SCRATCH, dir=path.resolve().parent) as made:
        half = Path(made, "answer.xlsx")
        _write(headings, rows, half)
        placed(half, path.resolve())


def _write(headings: Sequence[str], rows: Sequence[Sequence[Any]], path: Path) -> None:
    book = Workbook(str(path), OPTIONS)
    styles, sheet = Styles(book), book.add_worksheet()
    widths = [_width(name, [row[n] for row in rows[:_MEASURED]]) for n, name in enumerate(headings)]
    for column, (name, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        put(sheet, 0, column, name, styles.head())
    for number, row in enumerate(rows, 1):
        fit(sheet, number, zip(map(str, row), widths, strict=True))
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value, styles.text(align="center"))
            else:
                put(sheet, number, column, "" if value is None else value, styles.text())
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    set_print(sheet, 0)
    book.close()


def _width(heading: str, values: Sequence[Any]) -> float:
    longest = max((cell_len(str(v)) for v in (heading, *values) if v is not None), default=0)
    return min(_MOST, max(_LEAST, longest + 2))
