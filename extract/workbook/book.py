"""Sheets of .xlsx files, by openpyxl."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.utils.exceptions import InvalidFileException

from extract.errors import UnreadableError
from extract.flow.package import Package, broken
from extract.workbook.formats import shown_number, shown_text
from extract.workbook.sheets import Place, Sheet, Shown
from extract.workbook.trimmed import column_of, trimmed, with_members

#: More cells than the tables of any report have by far, and merged areas over more than that.
MAX_CELLS = 1_000_000
MAX_MERGED = 5_000_000
#: A sheet with more cells than this is trimmed before it is read.
_LARGE = 20_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_EMPTY = re.compile(
    rb"<(?:\w+:)?f(?:>[^<]*|\s[^>]*>[^<]*|\s[^>]*/>)(?:</(?:\w+:)?f>)?\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
#: A step of Excel's indents, in points.
_INDENT = 9.0
_BREAKS = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, zipfile.BadZipFile, OSError,
    InvalidFileException, SyntaxError, EOFError,
)  # fmt: skip


def sheets_of(data: bytes, package: Package) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook, and the names of those that are hidden. Raises
    UnreadableError where it is broken or too large."""
    empty, members = _looked_through(package)
    try:
        data = with_members(data, members) if members else data
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = _loaded(data, values=True)
            formulas = _loaded(data, values=False) if empty else None
            mac = book.epoch == CALENDAR_MAC_1904
            visible = [s for s in book.worksheets if s.sheet_state == "visible"]
            hidden = [s.title for s in book.worksheets if s.sheet_state != "visible" and _holds(s)]
            drawn = [s.title for s in book.chartsheets]
            return [
                _sheet(s, formulas[s.title] if formulas else None, since_1904=mac) for s in visible
            ], [*hidden, *drawn]
    except _BREAKS as error:
        raise broken(package.name) from error


def _holds(sheet: Any) -> bool:
    return any(cell.value is not None for cell in _cells(sheet))


def _cells(sheet: Any) -> Iterator[Any]:
    """The cells that a sheet has, row by row; openpyxl itself makes all between the first and the
    last, which may be in the last row and column that there are."""
    yield from (sheet._cells[place] for place in sorted(sheet._cells))


def _loaded(data: bytes, *, values: bool) -> Any:
    return openpyxl.load_workbook(
        io.BytesIO(data), data_only=values, keep_links=False, keep_vba=False, rich_text=False
    )


def _looked_through(package: Package) -> tuple[bool, dict[str, bytes]]:
    """Whether a workbook has formulas without results, and its sheets that are large, trimmed.
    Raises UnreadableError where it is too large to be held in memory, or declares entities."""
    cells = merged = 0
    empty = False
    members: dict[str, bytes] = {}
    for name in sorted(package.names):
        if not name.startswith("xl/") or not name.endswith((".xml", ".rels")):
            continue
        data = package.bytes(name)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise UnreadableError("broken", f"{package.name}：文件里声明了XML实体，未读")
        if not _SHEET.match(name):
            continue
        own = _count(data)
        if own > _LARGE:
            members[name] = data = trimmed(data)
            own = _count(data)
        cells += own
        merged += sum(map(_area, _MERGED.findall(data)))
        empty = empty or _EMPTY.search(data) is not None
        if cells > MAX_CELLS or merged > MAX_MERGED:
            raise UnreadableError(
                "too_large", f"{package.name}：单元格过多（超过{MAX_CELLS}个），未读"
            )
    return empty, members


def _count(sheet: bytes) -> int:
    return sum(1 for _ in _CELL.finditer(sheet))


def _area(ends: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = ends
    return (int(bottom) - int(top) + 1) * (column_of(right) - column_of(left) + 1)


def _sheet(sheet: Any, formulas: Any, *, since_1904: bool) -> Sheet:
    zeros = sheet.sheet_view.showZeros is not False
    cells: dict[Place, Shown] = {}
    for cell in _cells(sheet):
        made = _shown(cell, formulas, zeros=zeros, since_1904=since_1904)
        if made is not None:
            cells[cell.row - 1, cell.column - 1] = made
    areas = [
        (m.min_row - 1, m.min_col - 1, m.max_row, m.max_col) for m in sheet.merged_cells.ranges
    ]
    rows = frozenset(n - 1 for n, d in sheet.row_dimensions.items() if d.hidden or d.height == 0)
    return Sheet(sheet.title, cells, areas, rows, frozenset(_hidden_columns(sheet)))


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for name, dimension in sheet.column_dimensions.items():
        if dimension.hidden or dimension.width == 0:
            first = dimension.min or column_of(name.encode())
            yield from range(first - 1, min(dimension.max or first, 16384))


def _shown(cell: Any, formulas: Any, *, zeros: bool, since_1904: bool) -> Shown | None:
    border = getattr(cell, "border", None)
    sides = (border.left, border.right) if border is not None else ()
    framed = any(side is not None and side.style for side in sides)
    value = getattr(cell, "value", None)
    unread = False
    if value is None and formulas is not None:
        unread = formulas.cell(cell.row, cell.column).data_type == "f"
    if value is not None and cell.font is not None and cell.font.strike:  # no longer said
        value = None
    if value is None and not unread:
        return Shown(framed=True) if framed else None
    align = cell.alignment
    return Shown(
        "" if value is None else _text(value, cell, zeros=zeros, since_1904=since_1904),
        _INDENT * (align.indent or 0) if align is not None else 0.0,
        framed,
        align is not None and align.horizontal in ("center", "centerContinuous"),
        unread,
    )


def _text(value: Any, cell: Any, *, zeros: bool, since_1904: bool) -> str:
    """What a cell with a value shows."""
    form = cell.number_format
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        value = to_excel(value, CALENDAR_MAC_1904) if since_1904 else to_excel(value)
    if isinstance(value, int | float):
        if not value and not zeros:
            return ""
        return shown_number(value, form, since_1904=since_1904)
    return shown_text(str(value), form)
