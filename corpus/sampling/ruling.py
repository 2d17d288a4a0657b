"""Drawing tables: fields over several columns and rows, the three ways of ruling, page breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.sampling.document import Field, Grid, Line
from corpus.sampling.press import MARGIN, Press, columns, wrap

_PAD = 3.0
#: Columns that no rule divides stand further apart.
_WIDE_PAD = 5.4


@dataclass(frozen=True, slots=True)
class Placed:
    """A field at its row and column."""

    field: Field
    row: int
    column: int


def _pad(press: Press) -> float:
    return _PAD if press.look.rules == "full" else _WIDE_PAD


def draw(press: Press, grid: Grid) -> None:
    """A table from the height reached, on a page of its own where the look turns wide ones."""
    _turn(press, grid)
    _caption(press, grid)
    edges = columns(grid, press.width, MARGIN)
    size = _size(grid, edges)
    head = _placed(grid.head, len(grid.widths))
    body = _placed(grid.body, len(grid.widths))
    heads = _heights(press, head, len(grid.head), edges, size)
    rows = _heights(press, body, len(grid.body), edges, size)
    first, last = 0, 0
    _rows(press, grid, head, heads, edges, size, range(len(heads)))
    while first < len(rows):
        last = _fitting(press, body, rows, first)
        _rows(press, grid, body, rows, edges, size, range(first, last))
        _foot(press, grid, edges)
        first = last
        if first < len(rows):
            press.page(_sideways(press, grid))
            if press.look.repeat:
                _rows(press, grid, head, heads, edges, size, range(len(heads)))
    for note in grid.notes:
        press.text(MARGIN, press.y + 12, note, 9)
        press.y += 16
    press.y += 14


def _sideways(press: Press, grid: Grid) -> bool:
    wide = sum(grid.widths) > 12 or len(grid.widths) >= 9
    return press.look.landscape == "all" or (press.look.landscape == "wide" and wide)


def _turn(press: Press, grid: Grid) -> None:
    """A new page where the table is turned, or where little room is left."""
    is_sideways = press.pdf.w > press.pdf.h
    if _sideways(press, grid) != is_sideways or press.y > press.bottom * 0.55:
        press.page(_sideways(press, grid))


def _caption(press: Press, grid: Grid) -> None:
    if grid.number:
        press.text(press.pdf.w - MARGIN - 60, press.y + 10, grid.number, 9.5)
        press.y += 14
    for line in wrap(press, grid.title, 15, press.width):
        press.text((press.pdf.w - press.measure(line, 15)) / 2, press.y + 15, line, 15)
        press.y += 22
    if not grid.unit:
        return
    owner = "编制部门" if press.report.kind == "budget" else "部门"
    press.text(MARGIN, press.y + 11, f"{owner}：{press.report.owner}", 9.5)
    if press.look.unit_line:
        text = f"金额单位：{grid.unit}"
        x = press.pdf.w - MARGIN - press.measure(text, 9.5)
        press.text(x, press.y + 11, text, 9.5)
    press.y += 16


def _size(grid: Grid, edges: Sequence[float]) -> float:
    """Smaller type for many columns."""
    narrow = min(b - a for a, b in pairwise(edges))
    return 9.0 if narrow > 44 or len(grid.widths) <= 6 else 7.0


def _placed(lines: Sequence[Line], width: int) -> list[Placed]:
    """Fields at their places: each takes the next free column of its line."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, line in enumerate(lines):
        column = 0
        for item in line:
            while (row, column) in taken:
                column += 1
            placed.append(Placed(item, row, column))
            taken |= {(row + r, column + c) for r in range(item.rows) for c in range(item.columns)}
            column += item.columns
        if any((row, c) not in taken for c in range(width)):
            raise ValueError(f"line {row} of a table is {column} columns wide, not {width}")
    return placed


def _wrapped(press: Press, placed: Placed, edges: Sequence[float], size: float) -> list[str]:
    right = edges[placed.column + placed.field.columns]
    room = right - edges[placed.column] - 2 * _pad(press) - placed.field.indent * size
    return wrap(press, placed.field.text, size, room)


def _heights(
    press: Press, placed: Sequence[Placed], rows: int, edges: Sequence[float], size: float
) -> list[float]:
    """How high each row must be for its fields; a field over several rows needs their sum."""
    heights = [size + 2.5 * _PAD] * rows
    for item in sorted(placed, key=lambda p: p.field.rows):
        need = len(_wrapped(press, item, edges, size)) * size * 1.2 + 2 * _PAD
        span = range(item.row, item.row + item.field.rows)
        lack = need - sum(heights[r] for r in span)
        if lack > 0:
            heights[span[-1]] += lack
    return heights


def _fitting(press: Press, placed: Sequence[Placed], heights: Sequence[float], first: int) -> int:
    """How far the rows from `first` fill the page, without tearing a field over several rows."""
    y, row = press.y, first
    while row < len(heights) and y + heights[row] <= press.bottom:
        y += heights[row]
        row += 1
    while row > first + 1 and any(p.row < row < p.row + p.field.rows for p in placed):
        row -= 1
    return max(row, first + 1)


def _rows(
    press: Press, grid: Grid, placed: Sequence[Placed], heights: Sequence[float],
    edges: Sequence[float], size: float, rows: range,
) -> None:  # fmt: skip
    """Draw these rows from the height reached."""
    top = press.y
    tops = {row: top + sum(heights[rows.start : row]) for row in range(rows.start, rows.stop + 1)}
    for item in placed:
        if item.row in rows:
            end = min(item.row + item.field.rows, rows.stop)
            _field(press, item, (tops[item.row], tops[end]), edges, size, _ruling(press, grid))
    press.y = tops[rows.stop]
    if _ruling(press, grid) == "three_line" and placed and placed[0].field is grid.head[0][0]:
        _line(press, edges[0], top, edges[-1], top, 1.2)
        _line(press, edges[0], press.y, edges[-1], press.y, 0.6)


def _ruling(press: Press, grid: Grid) -> str:
    """A form (自评表) is ruled in full everywhere: it has no head to tell its columns by."""
    return press.look.rules if grid.head else "full"


def _field(
    press: Press, item: Placed, span: tuple[float, float], edges: Sequence[float], size: float,
    ruling: str,
) -> None:  # fmt: skip
    left, right = edges[item.column], edges[item.column + item.field.columns]
    lines = _wrapped(press, item, edges, size)
    press.seen(item.field.content)
    y = (span[0] + span[1] - len(lines) * size * 1.2) / 2
    for number, text in enumerate(lines):
        wide = press.measure(text, size)
        x = {
            "left": left + _pad(press) + item.field.indent * size,
            "right": right - _pad(press) - wide,
            "center": (left + right - wide) / 2,
        }[item.field.align]
        press.text(x, y + size * (1.2 * number + 0.95), text, size)
    for x0, y0, x1, y1 in _rules(ruling, left, span[0], right, span[1]):
        _line(press, x0, y0, x1, y1, 0.5)


def _rules(
    kind: str, left: float, top: float, right: float, bottom: float
) -> Iterator[tuple[float, float, float, float]]:
    if kind == "three_line":
        return
    yield left, top, right, top
    yield left, bottom, right, bottom
    if kind == "full":
        yield left, top, left, bottom
        yield right, top, right, bottom


def _foot(press: Press, grid: Grid, edges: Sequence[float]) -> None:
    """The rule under a three-line table."""
    if _ruling(press, grid) == "three_line":
        _line(press, edges[0], press.y, edges[-1], press.y, 1.2)


def _line(press: Press, x0: float, y0: float, x1: float, y1: float, width: float) -> None:
    press.pdf.set_line_width(width)
    press.pdf.line(x0, y0, x1, y1)
