"""What the lists of the workpaper have in common: title, head, filter, print set-up, safe text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from report.excel.layout import TOP, Layout
from report.excel.styles import Styles
from report.texts import Texts
from report.view import View

#: Excel refuses longer texts.
_LONGEST = 32_000
_LINE, _MOST_LINES = 13.0, 28
#: A report's words stay words, whatever they look like.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: A4: what every office prints on.
A4 = 9


@dataclass(frozen=True)
class Paper:
    """What a sheet is written with."""

    view: View
    texts: Texts
    layout: Layout
    styles: Styles


def put(sheet: Worksheet, row: int, column: int, text: object, style: Format) -> None:
    """A text as a text, whatever it begins with: a report's words never become a formula."""
    sheet.write_string(row, column, str(text)[:_LONGEST], style)


def put_page(sheet: Worksheet, paper: Paper, row: int, column: int, at: str, page: int) -> None:
    """Where something stands: a page as a number; `at` in words for a source without pages."""
    style = paper.styles.text(align="center")
    if paper.view.audit.disclosure.leaves:
        put(sheet, row, column, at, style)
    else:
        sheet.write_number(row, column, page, style)


def fit(sheet: Worksheet, row: int, entries: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its wrapped texts need, each given with its column's width. Programs
    that open the workbook do not all do so by themselves."""
    lines = 1
    for text, width in entries:
        parts = str(text).split("\n")
        lines = max(lines, sum(max(1, ceil(cell_len(part) * 1.1 / width)) for part in parts))
    sheet.set_row(row, _LINE * min(lines, _MOST_LINES) + 3)


def begin(
    sheet: Worksheet, paper: Paper, name: str, index: str, columns: Sequence[tuple[str, float]]
) -> None:
    """Title, index number, head row and print set-up of a list.

    `columns` are the texts' names of the heads under [excel] and their widths in characters.
    """
    texts, styles = paper.texts, paper.styles
    heading = " · ".join(paper.view.heading[:3])
    put(sheet, 0, 0, name, styles.of(bold=True, font_size=14))
    sheet.set_row(0, 24)
    put(sheet, 1, 0, heading, styles.of())
    put(sheet, 2, 0, f"{texts('excel.index')} {index}", styles.of(font_color="#5C5C5C"))
    for column, (key, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        put(sheet, TOP - 1, column, texts(f"excel.{key}"), styles.head())
    sheet.set_row(TOP - 1, 30)
    sheet.freeze_panes(TOP, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    set_print(sheet, TOP - 1)


def set_print(sheet: Worksheet, head: int, last: int | None = None) -> None:
    """Print a list on its side, as wide as the paper, its head row (or rows, to `last`) on every
    page, with the names of file and sheet and the page at the foot."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head, head if last is None else last)
    sheet.set_footer("&L&F · &A&R&P / &N")


def end(sheet: Worksheet, rows: int, columns: int) -> None:
    """The filter over a list's head."""
    sheet.autofilter(TOP - 1, 0, TOP - 1 + max(rows, 1), columns - 1)
