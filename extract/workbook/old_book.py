"""Sheets of .xls and .et files, by xlrd."""

from __future__ import annotations

import io
import struct
from typing import Any

import xlrd

from extract.errors import UnreadableError
from extract.flow.package import broken
from extract.workbook.formats import shown_number, shown_text
from extract.workbook.sheets import Place, Sheet, Shown

_INDENT = 9.0
_CENTRED = (2, 6)
_BREAKS = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, IndexError, KeyError, ValueError,
    AssertionError, TypeError, AttributeError, UnicodeDecodeError,
)  # fmt: skip


def old_sheets_of(data: bytes, name: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook, and the names of those that are hidden. Raises
    UnreadableError where it is locked or broken."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        visible = [s for s in book.sheets() if not s.visibility]
        hidden = [s.name for s in book.sheets() if s.visibility and s.nrows]
        return [_sheet(book, s) for s in visible], hidden
    except _BREAKS as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError(
                "encrypted", f"{name}：文件已加密，请先用密码解除保护后再查"
            ) from error
        raise broken(name) from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    cells: dict[Place, Shown] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            made = _shown(book, sheet, sheet.cell(row, column))
            if made is not None:
                cells[row, column] = made
    areas = [(top, left, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    rows = frozenset(
        n
        for n, info in sheet.rowinfo_map.items()
        if info.hidden or (info.height == 0 and info.height_mismatch)
    )
    columns = frozenset(
        n for n, info in sheet.colinfo_map.items() if info.hidden or info.width == 0
    )
    return Sheet(sheet.name, cells, areas, rows, columns)


def _shown(book: Any, sheet: Any, cell: Any) -> Shown | None:
    look = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    border = look.border if look is not None else None
    framed = border is not None and bool(border.left_line_style or border.right_line_style)
    text = "" if _is_struck(book, look) else _text(book, sheet, cell, look)
    if not text.strip():
        return Shown(framed=True) if framed else None
    align = look.alignment if look is not None else None
    return Shown(
        text,
        _INDENT * align.indent_level if align is not None else 0.0,
        framed,
        align is not None and align.hor_align in _CENTRED,
    )


def _is_struck(book: Any, look: Any) -> bool:
    """Whether what a cell says is struck through: it is not said any more."""
    return look is not None and bool(book.font_list[look.font_index].struck_out)


def _text(book: Any, sheet: Any, cell: Any, look: Any) -> str:
    """What a cell shows."""
    form = "General"
    if look is not None and look.format_key in book.format_map:
        form = book.format_map[look.format_key].format_str
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return shown_text(cell.value, form)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        if not cell.value and not sheet.show_zero_values:
            return ""
        return shown_number(cell.value, form, since_1904=bool(book.datemode))
    return ""
