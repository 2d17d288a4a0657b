"""Cut-outs of page pictures: the parts to show and the boxes to draw on them, in PDF points.

Of a table a person needs the row's label, the column's header and the figure, and of a sentence
the words about the figure: so much is shown, at a size that can be read on a telephone, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.geometry import Box, union
from extract.table import Cell, Table
from report.html.fields import Fields
from report.pictures import Picture
from report.places import row_box
from report.view import CellView, ClaimView, View

#: What is shown of a line above and below, of its height; and to either side of a figure.
_AROUND, _LEAST, _REACH = 0.55, 0.04, 115.0
_MARGIN, _EDGE, _GAP = 24.0, 1.5, 7.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page: what it is (a verdict, or `cell`), its name, and its words."""

    kind: str
    box: Box
    label: str
    target: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page, and where its left upper corner comes to lie in the crop."""

    page: int
    view: Box
    x: float
    y: float


@dataclass(frozen=True)
class Crop:
    """Parts of pages put together, with boxes on them; `label` says in words what is to be
    seen."""

    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    label: str

    @cached_property
    def width(self) -> float:
        return max(p.x + p.view.width for p in self.pieces)

    @cached_property
    def height(self) -> float:
        return max(p.y + p.view.height for p in self.pieces)


def of_claim(view: View, claim: ClaimView, kind: str, pages: Mapping[int, Picture]) -> Crop | None:
    """The words about a claim's figure; None where its page has no picture."""
    places = [p for p in claim.places if p.page == claim.page]
    picture = pages.get(claim.page)
    if picture is None or not places:
        return None
    over = union(p.box for p in places)
    above, below = _room(over, view.lines_of(claim.page))
    shown = Box(
        max(min(_MARGIN, over.x0), over.x0 - _REACH),
        max(0.0, over.y0 - above),
        min(max(picture.width - _MARGIN, over.x1), over.x1 + _REACH),
        min(picture.height, over.y1 + below),
    )
    marks = tuple(Mark(kind, _moved(p.box.grown(_EDGE), shown, 0, 0), claim.text) for p in places)
    return Crop((Piece(claim.page, shown, 0, 0),), marks, str(claim.quote))


def of_cell(view: View, cell: CellView, pages: Mapping[int, Picture]) -> Crop | None:
    """The label, the header and the figure of a table cell; its whole row where these are not
    known; None where its page has no picture."""
    table = view.tables.get(cell.cell.table)
    if pages.get(cell.cell.page) is None:
        return None
    fields = Fields.of(table, cell.cell) if table else None
    if fields is None:
        return _whole_row(table, cell)
    header = fields.header if fields.header and pages.get(fields.header[0].page) else ()
    return _put_together(cell, fields, header)


def _put_together(cell: CellView, fields: Fields, header: Sequence[Cell]) -> Crop:
    """Header above row; the columns between label and figure are left out."""
    row = cell.cell.box
    columns = _columns(fields, row)
    pieces: list[Piece] = []
    y = 0.0
    if header:
        over = union(c.box for c in header)
        pieces += _strip(header[0].page, over.y0, over.y1, columns, y)
        adjoins = header[0].page == cell.cell.page and abs(over.y1 - row.y0) < _EDGE
        y = over.height + (0.0 if adjoins else _GAP)
    last = _strip(cell.cell.page, row.y0 - _EDGE, row.y1 + _EDGE, columns, y)
    mark = _moved(row, last[-1].view, last[-1].x, last[-1].y)
    return Crop((*pieces, *last), (Mark("cell", mark, cell.words),), cell.words)


def _columns(fields: Fields, row: Box) -> list[tuple[float, float]]:
    """The spans of the page from left to right: label and figure, as one where they touch."""
    own = (row.x0 - _EDGE, row.x1 + _EDGE)
    if not fields.label:
        return [own]
    over = union(c.box for c in fields.label)
    if abs(over.x1 - row.x0) < 2 * _EDGE:
        return [(over.x0 - _EDGE, own[1])]
    return [(over.x0 - _EDGE, over.x1 + _EDGE), own]


def _strip(
    page: int, top: float, bottom: float, columns: Sequence[tuple[float, float]], y: float
) -> list[Piece]:
    pieces, x = [], 0.0
    for left, right in columns:
        pieces.append(Piece(page, Box(left, top, right, bottom), x, y))
        x += right - left + _GAP
    return pieces


def _whole_row(table: Table | None, cell: CellView) -> Crop:
    over = row_box(table, cell.cell).grown(2.0)
    mark = Mark("cell", _moved(cell.cell.box, over, 0, 0), cell.words)
    return Crop((Piece(cell.cell.page, over, 0, 0),), (mark,), cell.words)


def _moved(box: Box, view: Box, x: float, y: float) -> Box:
    """A box of the page where its part of the page comes to lie."""
    right, down = x - view.x0, y - view.y0
    return Box(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down)


def _room(over: Box, lines: Sequence[Box]) -> tuple[float, float]:
    """How far a crop may go up and down without cutting into the lines above and below."""
    most, least = _AROUND * over.height, _LEAST * over.height
    up = [over.y0 - line.y1 for line in lines if line.center[1] < over.y0]
    down = [line.y0 - over.y1 for line in lines if line.center[1] > over.y1]
    above, below = min(up, default=most) / 2, min(down, default=most) / 2
    return max(least, min(most, above)), max(least, min(most, below))
