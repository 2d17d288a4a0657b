"""Whole tables out of grids: what a page break tore apart is put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.characters import plain
from extract.geometry import Box
from extract.layout import Field, Grid, Page
from extract.tables.captions import (
    Caption,
    TextLine,
    caption_above,
    few,
    is_running,
    notes_below,
    passing,
)
from extract.tables.codes import parted_codes
from extract.tables.dividing import divided, lift_caption, texts_of
from extract.tables.headers import header_height, names_columns

#: Edges this near to each other (points) are the same rule on another page.
_EDGE = 5.0
#: Two grids of one page this near to each other, with nothing between, are one table.
_GAP = 6.0
#: A row of a scan in which so many of the fields of a header are read alike prints it again.
_ALIKE = 2 / 3
#: So many lines stand between a title and its table: number, body and unit.
_UNDER_TITLE = 3
#: No running head has more digits.
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table's fields over all its pages, with its caption and notes.

    `starts` are the rows at which a page begins; the rows of `repeats` print the header again.
    `narrower` are the pages with fewer columns, `goes_on` those on which a table stands that may
    be the rest of this one. `scanned` are the pages of the report that were read from pictures.
    """

    caption: Caption
    matrix: tuple[tuple[Field, ...], ...]
    boxes: tuple[tuple[int, Box], ...]
    starts: tuple[int, ...]
    repeats: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    ruled: bool = True
    narrower: tuple[int, ...] = ()
    goes_on: tuple[int, ...] = ()
    scanned: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.matrix[0])


def join_sheets(
    pages: Sequence[Page], grids: Sequence[Grid], text: dict[int, tuple[TextLine, ...]]
) -> tuple[Sheet, ...]:
    """The tables of a report in reading order, each whole."""
    widths = {p.number: p.width for p in pages}
    leaves = {p.number for p in pages if p.edgeless}
    headless = {p.number for p in pages if _is_headless(p)}
    scanned = frozenset(p.number for p in pages if p.scan is not None)
    sheets: list[Sheet] = []
    before: Grid | None = None
    for whole in (part for grid in grids for part in divided(parted_codes(grid))):
        grid, inside, notes = lift_caption(whole)
        alone = grid.page in leaves | headless and (before is None or before.page != grid.page)
        before = None if alone else before  # nothing goes on from one sheet to the next
        above = _above(whole, before, text)
        if before and before.page < grid.page:
            above = _without_header(above, sheets[-1])
        caption = caption_above(above, widths[grid.page])
        if _is_torn_off(caption, above) and not inside.title and not alone:
            caption = _left_behind(caption, grid, before, text, widths)
        caption = _within(inside, caption)
        if before and _continues(sheets[-1], before, grid, caption, text):
            sheets[-1] = _joined(sheets[-1], grid)
        else:
            stray = before is not None and _may_continue(sheets[-1], before, grid, caption, text)
            if stray:
                sheets[-1] = replace(sheets[-1], goes_on=(grid.page,))
            first = Sheet(caption, grid.matrix, ((grid.page, grid.box),), (0,))
            goes_on = (grid.page,) if stray else ()
            sheets.append(replace(first, ruled=grid.ruled, goes_on=goes_on, scanned=scanned))
        notes = sheets[-1].notes + notes + notes_below(_below(grid, grids, text))
        sheets[-1] = replace(sheets[-1], notes=notes)
        before = grid
    return tuple(sheets)


def _is_headless(page: Page) -> bool:
    """Whether more stands over the top of a page than a running head: what its first table is the
    rest of is not seen."""
    return sum(g.char.isdecimal() and g.box.center[1] < 0 for g in page.hidden) > _HEAD


def _above(
    grid: Grid, before: Grid | None, text: dict[int, tuple[TextLine, ...]]
) -> list[TextLine]:
    lines = [t for t in text[grid.page] if not t.is_beside(grid.box)]
    over = before is not None and not any(t.is_beside(before.box) for t in lines)
    top = before.box.y1 if before and over and before.page == grid.page else 0.0
    return [t for t in lines if top <= t.box.center[1] < grid.box.y0]


def _without_header(above: Sequence[TextLine], sheet: Sheet) -> list[TextLine]:
    """The lines above a grid but those that print the header of the table before again: without
    rules they may have been left out of the grid."""
    header = {plain("".join(texts_of(row))) for row in sheet.matrix[: header_height(sheet.matrix)]}
    return [line for line in above if plain(line.text) not in header]


def _below(
    grid: Grid, grids: Sequence[Grid], text: dict[int, tuple[TextLine, ...]]
) -> list[TextLine]:
    tops = [g.box.y0 for g in grids if g.page == grid.page and g.box.y0 >= grid.box.y1]
    end = min(tops, default=float("inf"))
    lines = (t for t in text[grid.page] if not t.is_beside(grid.box))
    return [t for t in lines if grid.box.y1 < t.box.center[1] < end]


def _within(inside: Caption, outside: Caption) -> Caption:
    """The caption inside a table completed by the one above it."""
    return Caption(
        inside.title or outside.title,
        inside.number or outside.number,
        inside.unit or outside.unit,
        outside.heading,
        outside.bare and inside.bare,
    )


def _is_torn_off(caption: Caption, above: Sequence[TextLine]) -> bool:
    """Whether nothing stands over a grid but the lines that stand under a title: whose it is, and
    in which unit."""
    few = len(above) <= _UNDER_TITLE and bool(caption.unit) and not caption.heading
    return not caption.title and (caption.bare or few)


def _left_behind(
    caption: Caption,
    grid: Grid,
    before: Grid | None,
    text: dict[int, tuple[TextLine, ...]],
    widths: dict[int, float],
) -> Caption:
    """The caption at the foot of the page before, where a page break cut it off its table."""
    lines = text.get(grid.page - 1, ())
    if before and before.page == grid.page:
        return caption
    if before and before.page == grid.page - 1:
        lines = tuple(t for t in lines if t.box.y0 > before.box.y1)
    found = caption_above(lines[-4:], widths.get(grid.page - 1, 0.0))
    return _within(caption, found) if found.title else caption


def _continues(
    sheet: Sheet,
    before: Grid,
    grid: Grid,
    caption: Caption,
    text: dict[int, tuple[TextLine, ...]],
) -> bool:
    """Whether a grid goes on with the table of the grid before it."""
    if caption.title and caption.title != sheet.caption.title:
        return False
    above = _above(grid, before, text)
    if not caption.title and not caption.bare and not all(map(is_running, above)):
        return False
    if caption.number and sheet.caption.number and caption.number != sheet.caption.number:
        return False
    repeats = repeated_rows(sheet, grid)
    if caption.title and not repeats and not (_has_columns(sheet, grid) and _goes_on(sheet, grid)):
        return False  # with the same title, and columns, and no header, it can be nothing else
    if not repeats and names_columns(grid.matrix):
        return False
    if grid.page == before.page:
        near = 0 <= grid.box.y0 - before.box.y1 < _GAP
        said = any("续" in line.text for line in above)
        return (near or (said and bool(repeats))) and _same_columns(before, grid)
    if grid.page != before.page + 1:
        return False
    after = _under(before, text)
    if after and caption.title:
        return False
    if after and not repeats:  # a line at the foot ends no table whose columns go on overleaf
        return passing(after) and _has_columns(sheet, grid)
    fits = len(grid.xs) <= len(before.xs)
    same = _same_columns(before, grid) or (fits and _same_breadth(before, grid))
    return bool(repeats) or same or _has_columns(sheet, grid) or _is_narrower(sheet, grid)


def _goes_on(sheet: Sheet, grid: Grid) -> bool:
    """Whether a grid does not begin as the table does: forms of one title, a project each, do."""
    first, here = texts_of(sheet.matrix[0]), texts_of(grid.matrix[0])
    return not first or not here or first[0] != here[0]


def _may_continue(
    sheet: Sheet,
    before: Grid,
    grid: Grid,
    caption: Caption,
    text: dict[int, tuple[TextLine, ...]],
) -> bool:
    """Whether a grid that joins no table may be the rest of the one before all the same: it stands
    first on the next page, no more than a few lines stood under that one, and it has no title, or
    the same one, and no header of its own but under nothing."""
    if grid.page != before.page + 1 or not few(_under(before, text)):
        return False
    repeats = bool(repeated_rows(sheet, grid))
    headless = repeats or not names_columns(grid.matrix)
    if caption.title:
        return headless and caption.title == sheet.caption.title
    return caption.bare or headless


def _under(grid: Grid, text: dict[int, tuple[TextLine, ...]]) -> list[TextLine]:
    """The lines under a grid, to the end of its page."""
    return [t for t in text[grid.page] if t.box.y0 > grid.box.y1]


def _has_columns(sheet: Sheet, grid: Grid) -> bool:
    """Whether a grid has all of a table's columns, which the page before need not print."""
    edges = edges_of(sheet)
    return len(edges) == len(grid.xs) and all(
        abs(x - edge) < _EDGE for x, edge in zip(grid.xs, edges, strict=True)
    )


def _is_narrower(sheet: Sheet, grid: Grid) -> bool:
    """Whether a grid has some of a table's columns, where they stand in it: a page on which the
    others are blank need not print them."""
    edges = edges_of(sheet)
    fits = all(any(abs(x - edge) < _EDGE for edge in edges) for x in grid.xs)
    return fits and 2 < len(grid.xs) <= sheet.width


def _same_columns(left: Grid, right: Grid) -> bool:
    return len(left.xs) == len(right.xs) and _same_breadth(left, right)


def _same_breadth(left: Grid, right: Grid) -> bool:
    return abs(left.box.width - right.box.width) < max(_EDGE, 0.03 * left.box.width)


def repeated_rows(sheet: Sheet, grid: Grid) -> int:
    """How many rows at the top of a grid print the header of a table again."""
    height = header_height(sheet.matrix)
    header = {texts_of(row) for row in sheet.matrix[:height]} - {()}
    pictured = grid.page in sheet.scanned and _has_columns(sheet, grid)
    count = 0
    for texts in map(texts_of, grid.matrix):
        if texts not in header and not (pictured and any(_is_like(texts, h) for h in header)):
            break
        count += 1
    return count


def _is_like(texts: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row of a scan is a header in which characters were misread: most of its fields are
    alike, and none has figures."""
    if len(texts) != len(header) or any(char.isdecimal() for text in texts for char in text):
        return False
    same = sum(a == b for a, b in zip(texts, header, strict=True))
    return same >= max(2, _ALIKE * len(header))


def _joined(sheet: Sheet, grid: Grid) -> Sheet:
    """The table with the grid's rows under its own."""
    repeats = repeated_rows(sheet, grid)
    start = len(sheet.matrix)
    rows = _fitted(sheet, grid)
    width = max(sheet.width, len(rows[0]))
    matrix = [_widened(row, width) for row in (*sheet.matrix, *rows)]
    narrower = (grid.page,) if _is_narrower(sheet, grid) else ()
    return replace(
        sheet,
        matrix=tuple(matrix),
        boxes=(*sheet.boxes, (grid.page, grid.box)),
        starts=(*sheet.starts, start),
        repeats=sheet.repeats | frozenset(range(start, start + repeats)),
        narrower=sheet.narrower + narrower,
    )


def _fitted(sheet: Sheet, grid: Grid) -> list[tuple[Field, ...]]:
    """The grid's rows, moved below the sheet's and laid out on the sheet's columns."""
    down = len(sheet.matrix)
    spread = _spread(sheet, grid)
    moved: dict[tuple[int, int], Field] = {}
    for field in grid.fields:
        covered = [
            k
            for k, c in enumerate(spread)
            if c is not None and field.column <= c < field.column_end
        ]
        column, end = (covered[0], covered[-1] + 1) if covered else (field.column, field.column_end)
        moved[field.row, field.column] = field.moved(down, (column, end))
    return [
        tuple(
            moved[row[c].row, row[c].column] if c is not None else _blank(row, k, r + down)
            for k, c in enumerate(spread)
        )
        for r, row in enumerate(grid.matrix)
    ]


def _blank(row: Sequence[Field], column: int, index: int) -> Field:
    """A blank field where a page prints no column, at that edge of its row."""
    first, last = row[0], row[-1]
    x = first.box.x0 if column < first.column else last.box.x1
    box = Box(x, last.box.y0, x, last.box.y1)
    return Field(last.page, box, index, column, index + 1, column + 1)


def _spread(sheet: Sheet, grid: Grid) -> list[int | None]:
    """For each column of the sheet the column of the grid that stands there, None where none
    does."""
    if not _is_narrower(sheet, grid):
        return list(range(len(grid.xs) - 1))
    middles = [(a + b) / 2 for a, b in pairwise(edges_of(sheet))]
    return [
        sum(1 for x in grid.xs[1:-1] if x <= middle) if grid.xs[0] < middle < grid.xs[-1] else None
        for middle in middles
    ]


def edges_of(sheet: Sheet) -> list[float]:
    """The edges of the sheet's columns on its first page."""
    first = [row for row in sheet.matrix if row[0].page == sheet.boxes[0][0]]
    lefts = [
        min((r[c].box.x0 for r in first if r[c].column == c), default=sheet.boxes[0][1].x0)
        for c in range(sheet.width)
    ]
    return [*lefts, sheet.boxes[0][1].x1]


def _widened(row: tuple[Field, ...], width: int) -> tuple[Field, ...]:
    """A row with blank fields at its end where its page prints fewer columns."""
    if len(row) >= width:
        return row
    last = row[-1]
    blanks = (
        Field(
            last.page,
            Box(last.box.x1, last.box.y0, last.box.x1, last.box.y1),
            last.row,
            column,
            last.row_end,
            column + 1,
        )
        for column in range(len(row), width)
    )
    return (*row, *blanks)
