"""What a line strikes out: words and figures in a line of text, and whole rows of a table.

A line strikes words out that runs through their middle and no further than they do. One that runs
through a row of a table from edge to edge does so where it goes through the middle of all that
stands there, and few lines of the page do: where many do, text and rules were set apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.geometry import Box
from extract.layout import Glyph
from extract.pdf.drawn import Run

#: A line that strikes words out runs no further beyond them (font sizes).
_BEYOND = 0.7
#: The part of a character's height that is its middle, from above and from below.
_ABOVE, _BELOW = 0.35, 0.3
#: A struck row has so many fields at least; they stand so far apart (font sizes).
_FIELDS, _APART = 3, 1.0
#: No more of the rows of a page are struck than one in so many.
_ROWS = 4


class Strikes:
    """The thin level lines of a page (`strokes`, from the top down) and what they strike out."""

    def __init__(self, runs: Sequence[Run], strokes: Sequence[Box]) -> None:
        self._strokes = strokes
        self._heights = [stroke.y0 for stroke in strokes]
        self._rows = self._through_rows([r for r in runs if not r.angle]) if strokes else set()

    def left_of(self, run: Run, kept: Sequence[Glyph]) -> Sequence[Glyph]:
        """The characters of a run, those `kept` so far, without the ones that are struck out."""
        if not self._strokes or not kept or run.angle:
            return kept
        box, beyond = run.box, _BEYOND * run.size
        struck = [
            s
            for n, s in self._across(box)
            if n in self._rows or (s.x0 > box.x0 - beyond and s.x1 < box.x1 + beyond)
        ]
        if not struck:
            return kept
        return [g for g in kept if not any(s.x0 <= g.box.center[0] <= s.x1 for s in struck)]

    def _across(self, box: Box) -> Iterable[tuple[int, Box]]:
        """The lines through the middle of a box, with their numbers."""
        height = box.y1 - box.y0
        start = bisect_left(self._heights, box.y0 + _ABOVE * height)
        end = bisect_left(self._heights, box.y1 - _BELOW * height, start)
        for n in range(start, end):
            if self._strokes[n].x0 < box.x1 and self._strokes[n].x1 > box.x0:
                yield n, self._strokes[n]

    def _through_rows(self, runs: Sequence[Run]) -> set[int]:
        """The numbers of the lines that strike out a row."""
        crossed: dict[int, list[Run]] = {}
        for run in runs:
            for n, _ in self._across(run.box):
                crossed.setdefault(n, []).append(run)
        rows = {n for n, row in crossed.items() if _is_row(row)}
        if not rows:
            return rows
        rows = {n for n in rows if self._is_all(n, crossed[n], runs)}
        lines = Counter(round(run.glyphs[0].baseline) for run in runs)
        filled = sum(1 for count in lines.values() if count >= _FIELDS)
        return rows if _ROWS * len(rows) <= filled else set()

    def _is_all(self, number: int, row: Sequence[Run], runs: Sequence[Run]) -> bool:
        """Whether a line runs through the middle of all that it runs over."""
        stroke, struck = self._strokes[number], set(map(id, row))
        over = (r for r in runs if r.box.y0 < stroke.y0 < r.box.y1)
        return all(id(r) in struck or r.box.x1 <= stroke.x0 or r.box.x0 >= stroke.x1 for r in over)


def _is_row(runs: Sequence[Run]) -> bool:
    """Whether runs are fields of a row, with a figure among them."""
    if len(runs) < _FIELDS or not any(g.char.isdecimal() for r in runs for g in r.glyphs):
        return False
    boxes = sorted((r.box for r in runs), key=lambda box: box.x0)
    gaps = [b.x0 - a.x1 for a, b in pairwise(boxes)]
    return sum(gap > _APART * runs[0].size for gap in gaps) >= _FIELDS - 1
