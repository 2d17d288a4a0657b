"""Ruled areas that hold text and are no tables: writing paper with a square for each character,
and narrative set in fields, its headings beside it (事项 | 说明)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.geometry import Box, in_any
from extract.layout import Glyph, Grid, Line, Page, lines_of

#: Writing paper has so many fields with text on a page, this share of them with one character, and
#: this many columns, of which none is wider than another by more than this.
_SQUARES, _SINGLE, _COLUMNS, _EVEN = 40, 0.9, 8, 1.3
#: Narrative in fields has so many fields with a paragraph, one in most of its rows; a paragraph has
#: so many characters, a heading beside it no more than this.
_PARAGRAPHS, _MOST, _LONG, _SHORT = 2, 0.6, 30, 30
_STATED = re.compile(r"[0-9](?:[万亿百千]*元|[%％])")


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text in a ruled area, and the field it stands in, None where that is a square for
    each character."""

    line: Line
    field: tuple[int, int] | None


def told_apart(grids: Sequence[Grid]) -> tuple[tuple[Grid, ...], tuple[Grid, ...]]:
    """The grids that are tables, and those that hold text."""
    squares: Counter[int] = Counter()
    for grid in grids:
        if _is_squared(grid):
            squares[grid.page] += sum(1 for f in grid.fields if f.text)
    paper = {page for page, count in squares.items() if count >= _SQUARES}
    texts = [(grid.page in paper and _is_squared(grid)) or _is_narrative(grid) for grid in grids]
    return (
        tuple(grid for grid, text in zip(grids, texts, strict=True) if not text),
        tuple(grid for grid, text in zip(grids, texts, strict=True) if text),
    )


def _is_squared(grid: Grid) -> bool:
    """Whether a grid may be writing paper, or a row of it."""
    if len(grid.xs) <= _COLUMNS or not grid.ruled:
        return False
    widths = [b - a for a, b in pairwise(grid.xs)]
    texts = [f.text for f in grid.fields if f.text]
    single = sum(len(text) == 1 for text in texts)
    return max(widths) <= _EVEN * min(widths) and single >= _SINGLE * len(texts)


def _is_narrative(grid: Grid) -> bool:
    """Whether a grid of one or two columns holds paragraphs that state amounts or rates, and no
    field with a figure alone."""
    if not 2 <= len(grid.xs) <= 3 or not grid.ruled:
        return False
    last = [f for f in grid.fields if f.column_end == len(grid.xs) - 1 and f.text]
    beside = [f for f in grid.fields if f.column_end < len(grid.xs) - 1]
    told = [f for f in last if len(f.text) > _LONG and "。" in f.text]
    stated = any(_STATED.search(f.text) for f in told)
    figures = any(re.fullmatch(r"[-0-9.,%]+", f.text) for f in grid.fields)
    plain = stated and not figures and all(len(f.text) <= _SHORT for f in beside)
    return plain and len(told) >= max(_PARAGRAPHS, _MOST * len(last))


def written_in(page: Page, grid: Grid) -> Iterator[Written]:
    """The lines of a grid that holds text, in the order in which they are read."""
    inside = [g for g in page.glyphs if in_any(g.box, (grid.box.grown(1),))]
    if _is_squared(grid):
        yield from (Written(line, None) for line in _squares(inside, grid))
        return
    for field in grid.fields:
        lines = lines_of([g for g in inside if field.box.contains(*g.box.center)])
        if lines and field.column_end < len(grid.xs) - 1:  # a heading, in one line
            lines = [Line(tuple(g for line in lines for g in line.glyphs))]
        yield from (Written(line, (field.row, field.column)) for line in lines)


def _squares(glyphs: Sequence[Glyph], grid: Grid) -> Iterator[Line]:
    """The rows of writing paper as lines, each character as wide as its square."""
    columns = list(pairwise(grid.xs))
    for line in lines_of(list(glyphs)):
        yield Line(tuple(replace(g, box=_widened(g.box, columns)) for g in line.glyphs))


def _widened(box: Box, columns: Sequence[tuple[float, float]]) -> Box:
    x, _ = box.center
    left, right = next(((a, b) for a, b in columns if a <= x <= b), (box.x0, box.x1))
    return Box(left, box.y0, right, box.y1)
