"""Tables that show by their rules that rows were there which are not: the rule at the foot stands
far below the last row, or fields are drawn for several rows and nothing stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.geometry import Box
from extract.layout import Page
from extract.table import Cell, Table

#: What stands at the head and the foot of a page is no part of its tables.
_EDGE = 0.1
#: Rules stand this near to the box of their table (points).
_RULE = 3.0
#: So much of a page between a table and the rule at its foot is room for rows; that rule runs over
#: so much of it, and may be drawn field by field.
_ROOM, _ALL = 0.02, 0.9
#: So many blank rows together are no room between two parts of a table, where so many others are
#: filled, each field of them.
_BLANK, _FILLED = 2, 4


def is_left_open(page: Page, box: Box, tables: Sequence[Table]) -> bool:
    """Whether a rule as long as a table stands beneath it in the body of a page, with nothing
    between: the rule at its foot, over which rows are gone."""
    around = box.grown(_RULE)
    if not any(r.height > r.width and around.meets(r) for r in page.rules):
        return False  # where level rules part the head from the rest there may be none
    low, high = box.y1 + _ROOM * page.height, (1 - _EDGE) * page.height
    level = sorted((r for r in page.rules if low < r.y0 and r.height <= _RULE), key=lambda r: r.y0)
    foot = [r for r in level if r.y0 - level[0].y0 <= _RULE]
    if not foot or foot[0].y0 > high or sum(r.width for r in foot) < _ALL * box.width:
        return False
    if max(abs(min(r.x0 for r in foot) - box.x0), abs(max(r.x1 for r in foot) - box.x1)) > _RULE:
        return False
    between = Box(box.x0, box.y1 + _RULE, box.x1, foot[0].y0 - _RULE)
    things = (*page.rules, *page.images, *(g.box for g in page.glyphs))
    under = (b for t in tables for n, b in t.boxes if n == page.number and b != box)
    return not any(between.meets(b) for b in (*things, *under))


def pages_blanked(table: Table) -> Iterator[int]:
    """The pages on which several rows of a table are blank between others, though every field of
    all its other rows is filled: a row of such a table has something to say of each column."""
    first = min((row.index for row in table.rows), default=0)
    body = [line for line in table.grid if line and line[0].row >= first]
    filled = [line for line in body if not _is_blank(line)]
    if len(filled) < _FILLED or not all(c.text.strip() for line in filled for c in line):
        return
    runs = [(blank, list(run)) for blank, run in groupby(body, key=_is_blank)]
    for blank, run in runs[1:-1]:
        if blank and len(run) >= _BLANK:
            yield from {line[0].page for line in run}


def _is_blank(line: Sequence[Cell]) -> bool:
    return not any(cell.text.strip() for cell in line)
