"""A made-up report's tables as a workbook: a sheet each, figures as numbers with formats."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from corpus.sampling.document import Figure, Grid, Heading, Paragraph, Report
from corpus.sampling.forms.parts import owner_line, placed, steady, tables_of
from corpus.sampling.looks import FULL_WIDTH, Look

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HALF_WIDTH = {v: chr(k) for k, v in FULL_WIDTH.items()} if isinstance(FULL_WIDTH, dict) else {}
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")


def as_book(report: Report, look: Look, *, narrative: bool = False) -> bytes:
    """The tables as .xlsx; where `narrative`, after a sheet with the text."""
    book = Workbook()
    book.remove(book.active)
    if narrative:
        _narrative(book, report)
    for number, grid in enumerate(tables_of(report), 1):
        _sheet(book.create_sheet(f"Z{number:02d}"), report, look, grid)
    stream = io.BytesIO()
    book.save(stream)
    return steady(stream.getvalue())


def _narrative(book: Any, report: Report) -> None:
    sheet = book.create_sheet("说明")
    row = 1
    for line in report.cover:
        sheet.cell(row, 1, line).alignment = Alignment(horizontal="center")
        row += 1
    for block in report.blocks:
        if isinstance(block, Heading):
            sheet.cell(row, 1, block.text)
            row += 1
        elif isinstance(block, Paragraph):
            texts = (p.text if isinstance(p, Figure) else p for p in block.pieces)
            sheet.cell(row, 1, "".join(texts))
            row += 1


def _sheet(sheet: Any, report: Report, look: Look, grid: Grid) -> None:
    width = len(grid.widths)
    sheet.cell(1, 1, grid.title).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    row = 2
    if grid.number:
        sheet.cell(row, width, grid.number)
        row += 1
    owner = owner_line(report, grid)
    if owner:
        sheet.cell(row, 1, owner)
        if look.unit_line:
            sheet.cell(row, width, f"单位：{grid.unit}")
        row += 1
    for lines in (grid.head, grid.body):
        for place in placed(lines, width):
            _fill(sheet, row + place.row, place.column + 1, place.field)
        row += len(lines)
    for note in grid.notes:
        sheet.cell(row, 1, note)
        row += 1


def _fill(sheet: Any, row: int, column: int, field: Any) -> None:
    cell = sheet.cell(row, column)
    for r in range(row, row + field.rows):
        for c in range(column, column + field.columns):
            sheet.cell(r, c).border = _BOX
    if isinstance(field.content, Figure) and _number(cell, field.content):
        cell.alignment = Alignment(horizontal="right")
    elif field.text:
        cell.value = field.text
        cell.alignment = Alignment(horizontal=field.align, indent=field.indent)
    if field.rows > 1 or field.columns > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + field.rows - 1,
            end_column=column + field.columns - 1,
        )


def _number(cell: Any, figure: Figure) -> bool:
    """Write a figure as the number behind it, with a little noise as real workbooks have it, and
    the format that shows what is printed."""
    text = figure.text
    if not _NUMBER.fullmatch(text):
        return False
    decimals = len(text.partition(".")[2])
    cell.value = float(Decimal(text.replace(",", ""))) + (1e-9 if decimals else 0)
    places = "." + "0" * decimals if decimals else ""
    cell.number_format = ("#,##0" if "," in text else "0") + places
    return True
