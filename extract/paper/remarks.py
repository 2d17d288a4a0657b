"""Remarks under a table: a few lines of small type right below it, which speak of the table.

One that begins with 注 is known by that wherever it stands; others only by how they are set. What
they say is no narrative, and figures in them (what was budgeted first, where the money is from) are
of other things than the table's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_high

from extract.geometry import Box
from extract.ordinals import is_prose, names_part
from extract.paper.paragraphs import TextLine

#: Remarks are set in letters smaller than the narrative by this; so many characters of narrative
#: tell how large those are.
_SMALL, _ENOUGH = 0.88, 120
#: They are so many lines at most, so near (font sizes) to the table and to each other, and reach
#: no further than this (font sizes) beyond its sides.
_LINES, _UNDER, _APART, _OVER = 6, 2.5, 1.2, 2.0
#: Gaps wider than this (font sizes) are between columns.
_COLUMNS = 2.0
#: The ordinals of headings: parts, 一、, （一）.
_HEADINGS = 2


def remarked(
    lines: Sequence[Sequence[TextLine]], tables: Mapping[int, Sequence[Box]]
) -> list[list[TextLine]]:
    """The lines of each page, those of remarks under its tables set apart from the text."""
    size = _narrative_size(lines)
    if not size:
        return [list(of_page) for of_page in lines]
    return [_without(of_page, tables, _SMALL * size) for of_page in lines]


def _narrative_size(lines: Sequence[Sequence[TextLine]]) -> float:
    """How large the letters of the narrative are: of prose on pages without tables; 0 where that
    is too little to tell."""
    sizes: Counter[float] = Counter()
    for item in (item for of_page in lines for item in of_page):
        if not item.aside and not item.beside_table and is_prose(item.text):
            sizes[round(_size(item), 1)] += len(item.line.glyphs)
    return sizes.most_common(1)[0][0] if sizes.total() >= _ENOUGH else 0.0


def _size(item: TextLine) -> float:
    return median_high(g.size for g in item.line.glyphs)


def _without(
    lines: Sequence[TextLine], tables: Mapping[int, Sequence[Box]], small: float
) -> list[TextLine]:
    boxes = tables.get(lines[0].page, ()) if lines else ()
    found = {id(item) for box in boxes for item in _remarks(lines, box, small)}
    return [replace(item, aside=True) if id(item) in found else item for item in lines]


def _remarks(lines: Sequence[TextLine], box: Box, small: float) -> list[TextLine]:
    """The lines of the remarks under a table; none where more follows right below them."""
    under = sorted(
        (item for item in lines if not item.aside and item.box.center[1] > box.y1),
        key=lambda item: item.box.y0,
    )
    found: list[TextLine] = []
    last, most = box.y1, _UNDER
    for item in under:
        size = _size(item)
        if item.box.y0 - last > most * size:
            break
        if size >= small or not _stands_under(item, box, size) or _is_heading(item):
            break
        found.append(item)
        last, most = item.box.y1, _APART
    told = len(found) <= _LINES and not any(_is_row(item) for item in found)
    return found if told else []


def _is_row(item: TextLine) -> bool:
    """Whether a line stands in columns, as that of a table does that was not read as one."""
    pairs = pairwise(item.line.glyphs)
    return any(b.box.x0 - a.box.x1 > _COLUMNS * max(a.size, b.size) for a, b in pairs)


def _stands_under(item: TextLine, box: Box, size: float) -> bool:
    return item.box.x0 > box.x0 - _OVER * size and item.box.x1 < box.x1 + _OVER * size


def _is_heading(item: TextLine) -> bool:
    return (item.level is not None and item.level <= _HEADINGS) or names_part(item.text)
