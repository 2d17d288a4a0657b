"""The tables of a report: titled, headed, labelled, whole over their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.figures.numerals import is_number
from extract.geometry import Box
from extract.layout import Layout
from extract.table import Cell, Column, Row, Table
from extract.tables.captions import text_around
from extract.tables.columns import Kind, Panel, column_kinds, panels
from extract.tables.digits import with_whole_figures
from extract.tables.forms import is_form, read_form
from extract.tables.headers import (
    Heading,
    Matrix,
    header_height,
    headings,
    is_index_row,
    is_mixed_row,
)
from extract.tables.joining import Sheet, join_sheets
from extract.tables.marks import without_marks
from extract.tables.orphans import with_orphans
from extract.tables.rows import Frame, cell_of, read_rows


def read_tables(layout: Layout) -> tuple[Table, ...]:
    """The tables of a source, in reading order."""
    grids = tuple(with_whole_figures(layout.grids))
    sheets = join_sheets(layout.pages, grids, text_around(layout.pages, grids))
    sheets = with_orphans(sheets)
    struck = {page.number: page.struck for page in layout.pages if page.struck}
    tables = (read_table(sheet, f"t{n}") for n, sheet in enumerate(sheets, 1))
    return tuple(_with_struck(table, struck) if struck else table for table in tables)


def _with_struck(table: Table, struck: Mapping[int, Sequence[Box]]) -> Table:
    """A table that knows which of its rows are struck out: they are blank, and what stood in them
    is among the `struck` boxes of their page; the line through it may divide them."""
    rows = (
        row
        for row, line in enumerate(table.grid)
        if not any(cell.text for cell in line)
        and any(cell.box.meets(box) for cell in line for box in struck.get(cell.page, ()))
    )
    return replace(table, struck=frozenset(rows))


def read_table(sheet: Sheet, name: str) -> Table:
    """One sheet as a table, or as a form where it is one."""
    return _form_table(sheet, name) if is_form(sheet) else _list_table(sheet, name)


def _form_table(sheet: Sheet, name: str) -> Table:
    form = read_form(sheet, name)
    title = sheet.caption.title or sheet.caption.heading
    if form.subject and form.subject not in title:
        title = f"{title}（{form.subject}）"
    return _table(sheet, name, title, form.columns, form.rows)


def _list_table(sheet: Sheet, name: str) -> Table:
    matrix = without_marks(sheet.matrix)
    height = header_height(matrix)
    heads = headings(matrix, height)
    start = height - 1 if _is_blank_total(matrix, height - 1) else height
    indexes = [
        r
        for r in range(start, len(matrix))
        if r not in sheet.repeats and not is_index_row(matrix[r])
    ]
    kinds = column_kinds([matrix[r] for r in indexes if r >= height], heads)
    found = panels(kinds, heads)
    frame = Frame(name, found, heads, sheet.caption.unit)
    title = sheet.caption.title or (sheet.caption.heading if height else "")
    columns = _columns(kinds, found, heads, frame)
    return _table(sheet, name, title, columns, read_rows(frame, matrix, indexes))


def _is_blank_total(matrix: Matrix, row: int) -> bool:
    """Whether the last row of a header is that of an empty total as well. Where it prints figures,
    words stand in the place of others of them: no total that anything can be held against."""
    return is_mixed_row(matrix, row) and not any(is_number(f.text) for f in matrix[row])


def _table(
    sheet: Sheet, name: str, title: str, columns: tuple[Column, ...], rows: tuple[Row, ...]
) -> Table:
    return Table(
        name,
        title,
        sheet.caption.number,
        sheet.caption.unit,
        tuple(sorted({page for page, _ in sheet.boxes})),
        columns,
        rows,
        sheet.boxes,
        sheet.notes,
        raw_grid(sheet, Frame(name, (), (), "")),
        sheet.goes_on,
        sheet.narrower,
    )


def _columns(
    kinds: Sequence[Kind], found: Sequence[Panel], heads: Sequence[Heading], frame: Frame
) -> tuple[Column, ...]:
    """The columns of figures and of remarks, with the panel they belong to."""
    return tuple(
        Column(c, heads[c].path, number, frame.unit_of(c) if kinds[c] is Kind.FIGURE else "")
        for number, panel in enumerate(found)
        for c in panel.figures
    )


def raw_grid(sheet: Sheet, frame: Frame) -> tuple[tuple[Cell, ...], ...]:
    """Every field of every row; a merged field stands at each place it covers."""
    return tuple(
        tuple(cell_of(frame, field, r, c) for c, field in enumerate(row))
        for r, row in enumerate(sheet.matrix)
    )
