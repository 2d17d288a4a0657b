"""Each table of the report as it was read, on a sheet of its own, figures as numbers."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from extract.table import Cell, Row, Table
from report.excel.layout import TOP, panels, target
from report.excel.sheet import Paper, put, set_print
from report.excel.styles import number


def write_table(sheet: Worksheet, paper: Paper, table: Table, index: int) -> None:
    texts, styles = paper.texts, paper.styles
    title = table.title or texts("finding.untitled")
    put(sheet, 0, 0, title, styles.of(bold=True, font_size=14))
    pages = texts("sign.comma").join(map(str, table.pages))
    where = [table.number, texts("html.table_pages", pages=pages)]
    if table.unit:
        where.append(texts("html.unit", unit=table.unit))
    put(sheet, 1, 0, " · ".join(w for w in where if w), styles.of())
    sheet.write_url(1, 3, target(paper.layout.cover, 0), styles.link(), string=texts("excel.back"))
    put(sheet, 2, 0, f"{texts('excel.index')} GJ-5-{index}", styles.of(font_color="#5C5C5C"))
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 30, 15)
    row = TOP
    for panel in panels(table):
        _head(sheet, paper, table, panel, row - 1)
        for line in (r for r in table.rows if r.panel == panel):
            _line(sheet, paper, row, line)
            row += 1
        row += 2
    for note in table.notes:
        put(sheet, row - 1, 0, note, styles.of(font_color="#5C5C5C"))
        row += 1
    sheet.freeze_panes(TOP, 2)
    set_print(sheet, TOP - 1)


def _head(sheet: Worksheet, paper: Paper, table: Table, panel: int, row: int) -> None:
    head = paper.styles.head()
    put(sheet, row, 0, paper.texts("html.code"), head)
    put(sheet, row, 1, paper.texts("html.item"), head)
    columns = [c for c in table.columns if c.panel == panel]
    for index, column in enumerate(columns):
        put(sheet, row, 2 + index, "·".join(column.header), head)


def _line(sheet: Worksheet, paper: Paper, row: int, line: Row) -> None:
    styles = paper.styles
    put(sheet, row, 0, line.code, styles.text())
    depth = min(6, max(0, len(line.labels) - 1))
    put(sheet, row, 1, line.label, styles.text(indent=depth))
    for cell in line.cells:
        place = paper.layout.cell(cell)
        if place is not None:
            _cell(sheet, paper, place, cell)


def _cell(sheet: Worksheet, paper: Paper, place: tuple[str, int, int], cell: Cell) -> None:
    _, row, column = place
    doubt = {"bg_color": "#FDF3DC"} if cell.second is not None else {}
    if cell.quantity is None:
        put(sheet, row, column, " ".join(cell.text.split()), paper.styles.text(**doubt))
    else:
        style = paper.styles.figure(cell.quantity.decimals, **doubt)
        sheet.write_number(row, column, number(cell.quantity.value), style)
    if cell.second is not None:
        sheet.write_comment(row, column, paper.texts("html.second", text=cell.second)[:500])
