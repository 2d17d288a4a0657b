"""Tables that print the rules between their columns in some rows only, as the banded styles of
office programs do: what stands in a row without them is divided as in the others.

A row is divided only where it shows its columns itself: two figures or more stand in columns of
their own, and no character or word runs over an edge (a code under 类, 款 and 项).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, starmap

from extract.figures.numerals import is_number
from extract.layout import Glyph, Page
from extract.paper.lines import Lines

#: So many figures in columns of their own show the columns of a row.
_FIGURES = 2
#: A character runs over an edge by more than this (points).
_OVER = 0.5
#: Characters nearer to each other than this (font sizes) are of one word.
_ONE_WORD = 0.2


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands between two edges in a row, from the left."""

    left: float
    right: float
    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        return "".join(g.char for g in self.glyphs)

    @property
    def fits(self) -> bool:
        """Whether nothing in it runs over its edges."""
        low, high = self.left - _OVER, self.right + _OVER
        return all(low < g.box.x0 and g.box.x1 < high for g in self.glyphs)


def with_columns(page: Page, lines: Lines) -> Lines:
    """The rules of a table, with those between columns that some of its rows leave out."""
    wide = [(row, *stretch) for row in range(len(lines.ys) - 1) for stretch in _open(lines, row)]
    if not wide:
        return lines
    glyphs = sorted(page.glyphs, key=_height)
    heights = [_height(g) for g in glyphs]
    heads: list[tuple[int, int, int]] = []
    divided: set[tuple[int, int]] = set()
    for row, left, right in wide:
        low = bisect_right(heights, lines.ys[row])
        high = bisect_left(heights, lines.ys[row + 1])
        columns = list(_columns(glyphs[low:high], lines.xs[left : right + 1]))
        if not all(column.fits for column in columns) or any(starmap(_run_on, pairwise(columns))):
            continue
        if sum(is_number(column.text) for column in columns) >= _FIGURES:
            divided.update((row, c) for c in range(left, right - 1))
        elif all(column.glyphs for column in columns):
            heads.append((row, left, right))
    if divided:  # the words above the columns of a table that does so
        divided.update((row, c) for row, left, right in heads for c in range(left, right - 1))
    return _closed(lines, divided) if divided else lines


def _run_on(left: _Column, right: _Column) -> bool:
    """Whether the words of two neighbouring columns are one."""
    return any(
        b.box.x0 - a.box.x1 < _ONE_WORD * a.size and abs(_height(a) - _height(b)) < a.size / 2
        for a in left.glyphs
        if left.right - a.box.x1 < a.size
        for b in right.glyphs
        if b.box.x0 - right.left < b.size
    )


def _height(glyph: Glyph) -> float:
    return (glyph.box.y0 + glyph.box.y1) / 2


def _open(lines: Lines, row: int) -> Iterator[tuple[int, int]]:
    """The stretches of a row without rules between their columns that are merged with no row above
    or below them: the first column, and the one after the last."""
    start = 0
    for end in range(1, len(lines.xs)):
        if end < len(lines.xs) - 1 and lines.open_right[row][end - 1]:
            continue
        above = row > 0 and any(lines.open_below[row - 1][start:end])
        below = row + 2 < len(lines.ys) and any(lines.open_below[row][start:end])
        if end - start >= _FIGURES and not above and not below:
            yield start, end
        start = end


def _columns(glyphs: Sequence[Glyph], xs: Sequence[float]) -> Iterator[_Column]:
    for left, right in pairwise(xs):
        inside = (g for g in glyphs if left <= g.box.center[0] < right)
        yield _Column(left, right, sorted(inside, key=lambda g: g.box.x0))


def _closed(lines: Lines, places: set[tuple[int, int]]) -> Lines:
    """The rules with more of them right of some places."""
    return replace(
        lines,
        open_right=tuple(
            tuple(is_open and (r, c) not in places for c, is_open in enumerate(row))
            for r, row in enumerate(lines.open_right)
        ),
    )
