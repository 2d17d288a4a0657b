"""Tables with rules between their columns and none between their rows: the figures of a column
stand one under the other in a single field, each beside the words of its row.

Such a field is divided only where the page leaves no choice: several columns hold nothing but
figures, and every line of every field stands at the height of one of their lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.figures.numerals import is_number
from extract.layout import Glyph, Line, Page, lines_of
from extract.paper.lines import Lines

#: So many figures under each other, in so many columns, are rows.
_FIGURES, _COLUMNS = 3, 2
#: Lines whose heights differ by less than this share of their size are one row.
_NEAR = 0.4


def with_rows(page: Page, lines: Lines) -> Lines:
    """The rules of a table, with those between rows that the page leaves out."""
    glyphs = sorted(page.glyphs, key=_height)
    heights = [_height(g) for g in glyphs]
    for row in reversed(range(len(lines.ys) - 1)):
        low = bisect_right(heights, lines.ys[row])
        high = bisect_left(heights, lines.ys[row + 1])
        if high - low > _COLUMNS * _FIGURES and _stands_apart(lines, row):
            inside = glyphs[low:high]
            spread = heights[high - 1] - heights[low]
            if spread <= (_FIGURES - 1) * _NEAR * min(g.size for g in inside):
                continue  # no room for so many lines
            edges = _edges(inside, lines.xs)
            lines = _divided(lines, row, edges) if edges else lines
    return lines


def _height(glyph: Glyph) -> float:
    return (glyph.box.y0 + glyph.box.y1) / 2


def _stands_apart(lines: Lines, row: int) -> bool:
    """Whether no field of a row is merged with those above or below it."""
    above = row > 0 and any(lines.open_below[row - 1])
    below = row + 2 < len(lines.ys) and any(lines.open_below[row])
    return not above and not below


def _edges(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[float]:
    """The heights at which the rows of one line of fields meet, none where it is one row."""
    placed = [((g.box.x0 + g.box.x1) / 2, g) for g in glyphs]
    columns = [lines_of([g for x, g in placed if a < x < b]) for a, b in pairwise(xs)]
    counted = [c for c in columns if len(c) >= _FIGURES and all(is_number(x.text) for x in c)]
    others = [line for c in columns if c not in counted for line in c]
    rows = list(_rows([line for c in counted for line in c]))
    if len(counted) < _COLUMNS or len(rows) < _FIGURES or not others:
        return []
    sizes = max(g.size for g in glyphs)
    named = {_nearest(line, rows, _NEAR * sizes) for line in others}
    if None in named or len(named) < len(rows):
        return []
    return [(a + b) / 2 for a, b in pairwise(rows)]


def _rows(lines: Sequence[Line]) -> Iterator[float]:
    """The heights at which some lines stand."""
    last = float("-inf")
    for line in sorted(lines, key=lambda x: x.box.center[1]):
        height = line.box.center[1]
        if height - last > _NEAR * line.glyphs[0].size:
            yield height
            last = height


def _nearest(line: Line, rows: Sequence[float], most: float) -> float | None:
    """The row a line stands in, None where it stands between rows."""
    near = min(rows, key=lambda y: abs(y - line.box.center[1]))
    return near if abs(near - line.box.center[1]) <= most else None


def _divided(lines: Lines, row: int, edges: Sequence[float]) -> Lines:
    """The rules with more of them through one row."""
    closed = (False,) * (len(lines.xs) - 1)
    more = len(edges)
    return replace(
        lines,
        ys=(*lines.ys[: row + 1], *edges, *lines.ys[row + 1 :]),
        open_right=(
            *lines.open_right[:row],
            *(lines.open_right[row] for _ in range(more + 1)),
            *lines.open_right[row + 1 :],
        ),
        open_below=(
            *lines.open_below[:row],
            *(closed for _ in range(more)),
            *lines.open_below[row:],
        ),
    )
