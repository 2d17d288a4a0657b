"""All that is asked of Camelot's inside: its lattice parser, given lines instead of a file.

Camelot would read the page a second time, by a decoder of its own, and score what it read. Its
parser is handed our lines and their crossings instead and decides, as it always does, which of them
make a table and where its fields are. tests/extract/paper/test_camelot_parser.py names whatever of
this a new Camelot changes.

Camelot keeps the text of a table in a data frame of pandas. Our tables have no text here, so that
they have no frame, and pandas is not loaded for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from extract.deferred import unread
from extract.geometry import Box
from extract.layout import Page
from extract.paper.lines import Lines


def fields_of(
    page: Page,
    level: Sequence[Box],
    upright: Sequence[Box],
    joints: Mapping[Box, Sequence[tuple[float, float]]],
) -> list[Lines]:
    """What Camelot makes of the lines of a page and their crossings, by the box around those that
    hang together. It counts from the foot of the page; no text is given to it."""
    top = page.height
    parser = _parser(page, "vector")
    parser.vertical_segments = [(b.x0, top - b.y1, b.x0, top - b.y0) for b in upright]
    parser.horizontal_segments = [(b.x0, top - b.y0, b.x1, top - b.y0) for b in level]
    parser.table_bbox_parses = {
        (b.x0, top - b.y1, b.x1, top - b.y0): {"joints": [(x, top - y) for x, y in places]}
        for b, places in joints.items()
    }
    parser._compute_table_anchors()
    parser._generate_table_bbox = lambda: None
    return _extracted(parser, page)


def fields_in_picture(page: Page, image: Any) -> list[Lines]:
    """What Camelot makes of the lines that it sees in a page's picture (an array of dots)."""
    parser = _parser(page, "raster")
    parser.icb.to_array = lambda *_: image
    return _extracted(parser, page)


@cache
def loaded() -> tuple[type[Any], type[Any]]:
    """Camelot's lattice parser, and its table of columns, rows and edges without a data frame."""
    with unread("pandas"):
        from camelot.core import Cell, Table
        from camelot.parsers.lattice import Lattice

    class Ruled(Table):
        def __init__(self, cols: Sequence[Any], rows: Sequence[Any]) -> None:
            self.cols, self.rows = cols, rows
            self.cells = [[Cell(c[0], r[1], c[1], r[0]) for c in cols] for r in rows]

    return Lattice, Ruled


def _parser(page: Page, engine: str) -> Any:
    """Camelot's lattice parser, made ready for a page. It drops a grid of which 90% is blank as
    noise; in a report it is the table that says there was nothing to report."""
    lattice, ruled = loaded()
    parser: Any = lattice(engine=engine)
    parser._reject_table = lambda table: False
    parser._document_has_no_text = lambda: False
    parser._initialize_new_table = lambda number, box, cols, rows: ruled(cols, rows)
    parser.record_parse_metadata = lambda table: None
    size = (page.width, page.height)
    parser.prepare_page_parse("", None, size, page.number, [], [], [], "", {})
    return parser


def _extracted(parser: Any, page: Page) -> list[Lines]:
    return [_lines(table, page) for table in parser.extract_tables() if table.cols and table.rows]


def _lines(table: Any, page: Page) -> Lines:
    xs = [table.cols[0][0], *(c[1] for c in table.cols)]
    ys = [table.rows[0][0], *(r[1] for r in table.rows)]
    return Lines(
        page.number,
        tuple(xs),
        tuple(page.height - y for y in ys),
        tuple(tuple(not c.right for c in row) for row in table.cells),
        tuple(tuple(not c.bottom for c in row) for row in table.cells),
    )
