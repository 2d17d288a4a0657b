"""What is cut out of the pages for a finding: header, label, figure, and no halves of lines."""

from __future__ import annotations

import pytest

from extract.figures.quantity import parse_quantity
from extract.geometry import Box
from extract.table import Cell, Column, Row, Table
from reconcile.audit import Audit, Evidence
from report.html.crops import Crop, of_cell, of_claim
from report.html.fields import Fields
from report.pictures import Picture
from report.texts import load
from report.view import View
from tests import factories

PAGES = {n: Picture(600, 800, "data:,") for n in (1, 2)}
#: Two halves side by side, each a label and two columns of figures.
LINES = (
    ("收入", "上年", "本年", "支出", "上年", "本年"),
    ("财政拨款", "1.00", "2.00", "教育", "3.00", "4.00"),
    ("合计", "1.00", "2.00", "合计", "3.00", "4.00"),
)


def table(*, page_of_last: int = 1, turned: bool = False) -> Table:
    """Fields of 80 × 20 points; the last row may stand on the next page."""
    grid = []
    for y, line in enumerate(LINES):
        page = page_of_last if y == 2 else 1
        fields = []
        for x, text in enumerate(line):
            left, top = 40 + 80 * x, (100 if page == 1 else 60) + 20 * y
            box = (
                Box(top, left, top + 20, left + 80)
                if turned
                else Box(left, top, left + 80, top + 20)
            )
            quantity = parse_quantity(text + "万元") if text[0].isdigit() else None
            fields.append(Cell("t1", page, box, y, x, text, quantity))
        grid.append(tuple(fields))
    rows = tuple(
        Row(2 * y + panel, (line[3 * panel].text,), "", panel, line[3 * panel + 1 : 3 * panel + 3])
        for y, line in enumerate(grid)
        if y
        for panel in (0, 1)
    )
    rows = tuple(
        Row(r.index, r.labels, "", r.panel, tuple(_numbered(c, r.index) for c in r.cells))
        for r in rows
    )
    columns = tuple(Column(x, (LINES[0][x],), x // 3, "万元") for x in (1, 2, 4, 5))
    boxes = ((1, Box(40, 100, 520, 160)),)
    return Table("t1", "收支表", "", "万元", (1,), columns, rows, boxes, (), tuple(grid))


def _numbered(cell: Cell, row: int) -> Cell:
    return Cell(cell.table, cell.page, cell.box, row, cell.column, cell.text, cell.quantity)


def crop(made: Table, row: int, at: int) -> Crop:
    disclosure = factories.disclosure(tables=(made,))
    view = View(Audit(disclosure, (), (), ()), load("zh"))
    cell = next(r for r in made.rows if r.index == row).cells[at]
    found = of_cell(
        view, view.cell(Evidence(cell, "收支表", "", "", quantity=cell.quantity)), PAGES
    )
    assert found is not None
    return found


def test_label_and_header_of_the_own_half() -> None:
    made = table()
    row = next(r for r in made.rows if (r.panel, r.label) == (1, "合计"))
    fields = Fields.of(made, row.cells[1])
    assert fields is not None
    assert [(f.text, f.box.x0) for f in fields.label] == [("合计", 280)]
    assert [f.text for f in fields.header] == list(LINES[0])


def test_the_columns_between_are_left_out() -> None:
    found = crop(table(), 4, 1)
    assert [(round(p.view.x0), round(p.view.x1)) for p in found.pieces] == [
        (38, 122),
        (198, 282),
    ] * 2
    assert [(round(p.view.y0), round(p.view.y1)) for p in found.pieces[:2]] == [(100, 120)] * 2
    assert (found.width, found.height) < (200, 60)


def test_the_figure_beside_its_label_is_one_piece() -> None:
    found = crop(table(), 4, 0)
    assert len(found.pieces) == 2
    (mark,) = found.marks
    last = found.pieces[-1]
    assert last.x <= mark.box.x0 < mark.box.x1 <= last.x + last.view.width
    assert last.y <= mark.box.y0 < mark.box.y1 <= last.y + last.view.height


def test_the_header_of_a_table_that_goes_on_overleaf() -> None:
    found = crop(table(page_of_last=2), 4, 0)
    assert [p.page for p in found.pieces] == [1, 2]


@pytest.mark.parametrize("made", [table(turned=True)])
def test_of_a_turned_table_the_whole_row(made: Table) -> None:
    assert len(crop(made, 4, 0).pieces) == 1


def test_no_line_above_or_below_is_cut_into() -> None:
    """Lines 12 points high that stand one under the other: a crop shows its own."""
    first = factories.sentence(0, "上一行的文字")
    second = factories.sentence(1, "收入总计98.50万元，增长3%。")
    lower = tuple(
        type(p)(p.page, Box(p.box.x0, p.box.y0 + 13, p.box.x1, p.box.y1 + 13))
        for p in second.places
    )
    second = type(second)(1, second.text, lower, second.section, 1)
    claim = factories.claim("c1", second, "98.50万元")
    disclosure = factories.disclosure(sentences=(first, second), claims=(claim,))
    view = View(Audit(disclosure, (), (), ()), load("zh"))
    found = of_claim(view, view.claims["c1"], "mismatch", {21: Picture(600, 800, "data:,")})
    assert found is not None
    (piece,) = found.pieces
    assert 32 < piece.view.y0 < 33
    assert piece.view.y1 > 45
