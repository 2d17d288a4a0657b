"""What is asked of Camelot's inside, by name: a new Camelot that changes it fails here first."""

from __future__ import annotations

import inspect

import numpy
import pytest
from camelot.core import Cell, Table
from camelot.parsers.lattice import Lattice

from extract.geometry import Box
from extract.layout import Page
from extract.paper.camelot_parser import fields_in_picture, fields_of

PAGE = Page(1, 200.0, 100.0, (), (), ())
LEVEL = [Box(10, y, 190, y) for y in (10.0, 40.0, 90.0)]
UPRIGHT = [Box(10, 10, 10, 90), Box(100, 40, 100, 90), Box(190, 10, 190, 90)]
JOINTS = [(10, 10), (190, 10), (10, 40), (100, 40), (190, 40), (10, 90), (100, 90), (190, 90)]


@pytest.mark.parametrize(
    ("method", "takes"),
    [
        ("extract_tables", ["self"]),
        ("_generate_table_bbox", ["self"]),
        ("_compute_table_anchors", ["self"]),
        ("_document_has_no_text", ["self"]),
        ("_reject_table", ["self", "table"]),
        (
            "prepare_page_parse",
            [
                *("self", "filename", "layout", "dimensions", "page_idx", "images"),
                *("horizontal_text", "vertical_text", "rotation", "layout_kwargs"),
            ],
        ),
    ],
)
def test_the_parser_has_the_method(method: str, takes: list[str]) -> None:
    assert list(inspect.signature(getattr(Lattice, method)).parameters) == takes


@pytest.mark.parametrize("engine", ["vector", "raster"])
def test_the_parser_has_the_engine(engine: str) -> None:
    assert Lattice(engine=engine)._resolve_engine() == engine


@pytest.mark.parametrize(
    "method", ["extract_tables", "_generate_columns_and_rows", "_generate_table"]
)
def test_the_parser_asks_for_what_it_is_handed(method: str) -> None:
    """The segments and the joints are taken from the parser itself, not made on the way."""
    handed = {
        "extract_tables": ("_generate_table_bbox()", "table_bboxes()"),
        "_generate_columns_and_rows": (
            "self.vertical_segments", "self.horizontal_segments", "self.table_bbox_parses",
        ),
        "_generate_table": ("set_edges(", "set_border()"),
    }  # fmt: skip
    source = inspect.getsource(getattr(Lattice, method))
    missing = [name for name in handed[method] if name not in source]
    assert not missing, f"Lattice.{method} no longer uses {', '.join(missing)}"


def test_a_table_has_columns_rows_and_cells_with_their_edges() -> None:
    table = Table([(0, 10), (10, 20)], [(20, 0)])
    assert (table.cols, table.rows) == ([(0, 10), (10, 20)], [(20, 0)])
    cell = table.cells[0][1]
    assert isinstance(cell, Cell)
    assert (cell.right, cell.bottom) == (False, False)


def test_lines_make_fields() -> None:
    (lines,) = fields_of(PAGE, LEVEL, UPRIGHT, {Box(10, 10, 190, 90): JOINTS})
    assert (lines.page, lines.xs, lines.ys) == (1, (10, 100, 190), (10, 40, 90))
    assert lines.open_right == ((True, False), (False, False))
    assert lines.open_below == ((False, False), (False, False))


def test_lines_without_text_make_a_table_all_the_same() -> None:
    """Camelot drops pages without text and grids that are nearly blank."""
    found = fields_of(PAGE, LEVEL, UPRIGHT, {Box(10, 10, 190, 90): JOINTS})
    assert len(found) == 1


def test_a_picture_is_taken_as_it_is_given() -> None:
    image = numpy.full((400, 800, 3), 255, numpy.uint8)
    for y in (40, 160, 360):
        image[y - 2 : y + 2, 40:762] = 0
    for x in (40, 400, 760):
        image[40:362, x - 2 : x + 2] = 0
    (lines,) = fields_in_picture(PAGE, image)
    assert [round(x) for x in lines.xs] == [10, 100, 190]
    assert [round(y) for y in lines.ys] == [10, 40, 90]
