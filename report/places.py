"""Boxes on pages and names for cells, the same in every output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.geometry import Box, Place, union
from extract.table import Cell, Table


def anchor(cell: Cell) -> str:
    """A name for a cell that is the same in every part of a report."""
    return f"{cell.table}-r{cell.row}-c{cell.column}"


def lines(places: Sequence[Place]) -> Iterator[Place]:
    """The boxes of some characters, one for each printed line they run over."""
    run: list[Place] = []
    for place in places:
        if run and not _same_line(run[-1], place):
            yield Place(run[0].page, union(p.box for p in run))
            run = []
        run.append(place)
    if run:
        yield Place(run[0].page, union(p.box for p in run))


def _same_line(first: Place, second: Place) -> bool:
    """Whether a character follows another on its line; the text of a turned page runs up or
    down."""
    a, b = first.box, second.box
    if first.page != second.page:
        return False
    beside = a.y0 < b.center[1] < a.y1 and b.x0 >= a.x0
    gap = max(b.y0 - a.y1, a.y0 - b.y1)
    return beside or (a.x0 < b.center[0] < a.x1 and gap < 0.5 * a.height)


def row_box(table: Table | None, cell: Cell) -> Box:
    """The printed row of a cell over the whole width of its table; the cell itself where its
    table is not known."""
    wide = [box for page, box in table.boxes if page == cell.page] if table else []
    if not wide:
        return cell.box
    over = union(wide)
    return Box(min(over.x0, cell.box.x0), cell.box.y0, max(over.x1, cell.box.x1), cell.box.y1)
