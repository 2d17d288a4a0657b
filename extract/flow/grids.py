"""A table of a source without pages as a grid: columns as wide as their words, rows as high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.flow.blocks import Grid as Table
from extract.flow.blocks import Item
from extract.flow.typed import LEADING, UNREAD, field_text, indent_of, typed, wrapped
from extract.geometry import Box
from extract.layout import Field, Glyph, Grid
from extract.leaves import Kind, Spot

_PAD = 3.0
#: A column is no wider than this: longer texts go on in the next line.
_WIDEST, _NARROWEST = 240.0, 18.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A field in the making: its item, its lines, and its glyphs among those of the leaf."""

    item: Item
    lines: tuple[str, ...]
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on its leaf: edges, fields with their glyphs, and the spots of them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[_Cell, ...]
    glyphs: tuple[Glyph, ...]
    spots: tuple[Spot, ...]
    partial: bool

    def grid(self, page: int, glyphs: Sequence[Glyph]) -> Grid:
        """The grid that the fields make, their text that of the glyphs of the page."""
        matrix: list[list[Field | None]] = [
            [None] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)
        ]
        for cell in self.cells:
            made = self._field(page, cell, glyphs)
            for row in range(made.row, made.row_end):
                for column in range(made.column, made.column_end):
                    matrix[row][column] = made
        filled = tuple(
            tuple(f or self._blank(page, r, c) for c, f in enumerate(row))
            for r, row in enumerate(matrix)
        )
        box = Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])
        return Grid(page, box, self.xs, self.ys, filled)

    def _field(self, page: int, cell: _Cell, glyphs: Sequence[Glyph]) -> Field:
        item = cell.item
        text, start = UNREAD if item.unread else field_text(item.text), None
        own = glyphs[cell.first : cell.last]
        if own:
            changed = {g.printed: g.char for g in own if g.printed}
            text = "".join(changed.get(c, c) for c in text) if changed else text
            start = self.xs[item.column] + _PAD + item.indent + indent_of(item.text)
        return Field(
            page,
            _box(self.xs, self.ys, item),
            item.row,
            item.column,
            item.row_end,
            item.column_end,
            text,
            start,
        )

    def _blank(self, page: int, row: int, column: int) -> Field:
        item = Item(row, column, row + 1, column + 1)
        return Field(page, _box(self.xs, self.ys, item), row, column, row + 1, column + 1)


def placed(table: Table, x: float, y: float, first: int, number: int) -> Placed | None:
    """A table with its top left corner there, its glyphs numbered from `first` on; None where it
    holds nothing, or nothing but one field."""
    items = tuple(_without_overlaps(table.items))
    if len(items) < 2 or not any(i.text.strip() or i.unread for i in items):
        return None
    columns = max(i.column_end for i in items)
    rows = max(i.row_end for i in items)
    widths = _widths(items, columns)
    xs = tuple(accumulate(widths, initial=x))
    cells = [_Cell(i, tuple(_wrapped(i, xs))) for i in items]
    ys = tuple(accumulate(_heights(cells, rows), initial=y))
    glyphs: list[Glyph] = []
    done = []
    for cell in cells:
        start = first + len(glyphs)
        glyphs += _set(cell, xs, ys)
        done.append(_Cell(cell.item, cell.lines, start, first + len(glyphs)))
    spots = tuple(
        Spot(
            Kind.CELL if i.ref else Kind.ROW,
            _box(xs, ys, i),
            number,
            i.row + 1,
            i.column + 1,
            i.ref,
            source=i.source,
        )
        for i in items
    )
    return Placed(xs, ys, tuple(done), tuple(glyphs), spots, table.partial)


def _without_overlaps(items: Sequence[Item]) -> Iterator[Item]:
    """The items, none over a place that an earlier one covers."""
    taken: set[tuple[int, int]] = set()
    for item in items:
        places = {
            (r, c)
            for r in range(item.row, item.row_end)
            for c in range(item.column, item.column_end)
        }
        if not places & taken:
            taken |= places
            yield item


def _box(xs: Sequence[float], ys: Sequence[float], item: Item) -> Box:
    return Box(xs[item.column], ys[item.row], xs[item.column_end], ys[item.row_end])


def _widths(items: Sequence[Item], columns: int) -> list[float]:
    """How wide the columns are: as their texts, those over several columns shared out."""
    widths = [_NARROWEST] * columns
    for item in sorted(items, key=lambda i: i.column_end - i.column):
        covered = range(item.column, item.column_end)
        wanted = min(_WIDEST, _length(item) + 2 * _PAD)
        lacking = wanted - sum(widths[c] for c in covered)
        if lacking > 0:
            for c in covered:
                widths[c] += lacking / len(covered)
    return widths


def _length(item: Item) -> float:
    """How long the longest line of a field is."""
    ends = [glyphs[-1].box.x1 for line in item.text.split("\n") if (glyphs := typed(line, 0, 0)[1])]
    return max(ends, default=0.0) + item.indent


def _wrapped(item: Item, xs: Sequence[float]) -> Iterator[str]:
    """The lines of a field, broken where its column ends."""
    room = xs[item.column_end] - xs[item.column] - 2 * _PAD - item.indent
    for line in item.text.split("\n"):
        yield from wrapped(line, room)


def _heights(cells: Sequence[_Cell], rows: int) -> list[float]:
    heights = [LEADING + 2 * _PAD] * rows
    for cell in sorted(cells, key=lambda c: c.item.row_end - c.item.row):
        covered = range(cell.item.row, cell.item.row_end)
        lacking = len(cell.lines) * LEADING + 2 * _PAD - sum(heights[r] for r in covered)
        if lacking > 0:
            for r in covered:
                heights[r] += lacking / len(covered)
    return heights


def _set(cell: _Cell, xs: Sequence[float], ys: Sequence[float]) -> Iterator[Glyph]:
    x, y = xs[cell.item.column] + _PAD + cell.item.indent, ys[cell.item.row] + _PAD
    for number, line in enumerate(cell.lines):
        yield from typed(line, x, y + number * LEADING)[1]
