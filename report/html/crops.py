"""Cut-outs of page pictures: the part to show and the boxes to draw on it, in PDF points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.geometry import Box, Place, union
from report.pictures import Picture
from report.places import row_box
from report.view import CellView, ClaimView, View

#: What is shown above and below: of a line a part of its height, of a table row its rules.
_AROUND_CLAIM, _AROUND_CELL = 0.55, 2.0
_MARGIN = 24.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page: what it is (a verdict, or `cell`), its name, and its words."""

    kind: str
    box: Box
    label: str
    target: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a page with boxes on it; `label` says in words what is to be seen."""

    page: int
    view: Box
    marks: tuple[Mark, ...]
    label: str


def of_claim(claim: ClaimView, kind: str, pages: Mapping[int, Picture]) -> Crop | None:
    """The lines in which a claim's figure is printed; None where its page has no picture."""
    places = [p for p in claim.places if p.page == claim.page]
    around = _AROUND_CLAIM * min((p.box.height for p in places), default=0.0)
    over = _row(places, pages.get(claim.page), around)
    if over is None:
        return None
    marks = tuple(Mark(kind, p.box.grown(1.5), claim.text) for p in places)
    return Crop(claim.page, over, marks, str(claim.quote))


def of_cell(view: View, cell: CellView, pages: Mapping[int, Picture]) -> Crop | None:
    """The table row in which a cell is printed; None where its page has no picture."""
    row = row_box(view.tables.get(cell.cell.table), cell.cell)
    over = _row([Place(cell.cell.page, row)], pages.get(cell.cell.page), _AROUND_CELL)
    if over is None:
        return None
    return Crop(cell.cell.page, over, (Mark("cell", cell.cell.box, cell.words),), cell.words)


def _row(places: Sequence[Place], picture: Picture | None, around: float) -> Box | None:
    """A strip over the width of the page that holds the places."""
    if picture is None or not places:
        return None
    over = union(p.box for p in places)
    left, right = min(_MARGIN, over.x0), max(picture.width - _MARGIN, over.x1)
    top, bottom = max(0.0, over.y0 - around), min(picture.height, over.y1 + around)
    return Box(left, top, right, bottom)
