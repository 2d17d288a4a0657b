"""Grids that hold more than the rows of one table: its caption and notes, or a second table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.geometry import Box
from extract.layout import Field, Grid, distinct
from extract.tables.captions import Caption, caption_inside, is_note

#: A table has so many rows at least, its header among them.
_LEAST = 3


def divided(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid, each with its caption: a row in it that is the title of a table begins
    another one, unless it says that the table goes on (续表)."""
    rows = [texts_of(row) for row in grid.matrix]
    cuts = [0]
    for row in range(_LEAST, len(rows) - _LEAST + 1):
        taken, caption = caption_inside(rows[row:])
        goes_on = any("续" in text for text in rows[row])
        if taken and caption.title and not goes_on and row - cuts[-1] >= _LEAST:
            cuts.append(row)
    for top, end in pairwise([*cuts, len(rows)]):
        yield _cut(grid, top, end) if len(cuts) > 1 else grid


def lift_caption(grid: Grid) -> tuple[Grid, Caption, tuple[str, ...]]:
    """A grid without the rows at its top that are its caption and those at its foot that are
    notes."""
    rows = [texts_of(row) for row in grid.matrix]
    top, caption = caption_inside(rows)
    end = len(rows)
    while end > top + 1 and len(rows[end - 1]) == 1 and is_note(rows[end - 1][0]):
        end -= 1
    notes = tuple(texts[0] for texts in rows[end:])
    return (_cut(grid, top, end) if top or notes else grid), caption, notes


def _cut(grid: Grid, top: int, end: int) -> Grid:
    ys = grid.ys[top : end + 1]
    moved = {f: f.moved(-top) for row in grid.matrix[top:end] for f in row}
    matrix = tuple(tuple(moved[f] for f in row) for row in grid.matrix[top:end])
    box = Box(grid.box.x0, ys[0], grid.box.x1, ys[-1])
    return replace(grid, ys=ys, matrix=matrix, box=box)


def texts_of(row: Sequence[Field]) -> tuple[str, ...]:
    """What is printed in the fields of a row, each once, blank ones left out."""
    return tuple(f.text for f in distinct(row) if f.text)
