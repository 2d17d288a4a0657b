"""Pieces of lines that stand close above each other, each with the ink of its own line only.

Models draw the box of a lone digit higher than its line, so that the line above reaches into it:
its ink would be measured, and read, with that of the digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extract.scan.engine import Piece

#: Pieces whose middles are so far apart (of the lower one's height) are of two lines.
_APART = 0.4
#: They stand above each other where they share so much of the narrower one's width.
_ABOVE = 0.3


def without_overlaps(pieces: Sequence[Piece], ink: Any) -> tuple[Piece, ...]:
    """The pieces of one reading, those that reach into the line above or below cut off between the
    lines: where there is the least ink."""
    found = list(pieces)
    order = sorted(range(len(found)), key=lambda n: found[n].box[1])
    for at, n in enumerate(order):
        for other in order[at + 1 :]:
            if found[other].box[1] >= found[n].box[3]:
                break
            upper, lower = sorted((n, other), key=lambda m: _middle(found[m]))
            if _are_lines(found[upper], found[lower]):
                cut = _between(found[upper], found[lower], ink)
                x0, y0, x1, _ = found[upper].box
                found[upper] = replace(found[upper], box=(x0, y0, x1, cut))
                x0, _, x1, y1 = found[lower].box
                found[lower] = replace(found[lower], box=(x0, cut, x1, y1))
    return tuple(found)


def _middle(piece: Piece) -> float:
    return (piece.box[1] + piece.box[3]) / 2


def _are_lines(upper: Piece, lower: Piece) -> bool:
    """Whether two pieces are of two lines that reach into each other."""
    a, b = upper.box, lower.box
    low, narrow = min(a[3] - a[1], b[3] - b[1]), min(a[2] - a[0], b[2] - b[0])
    shared = min(a[2], b[2]) - max(a[0], b[0])
    return (
        a[3] > b[1] and _middle(lower) - _middle(upper) > _APART * low and shared > _ABOVE * narrow
    )


def _between(upper: Piece, lower: Piece, ink: Any) -> int:
    """The row between two lines: the middle one of those with the least ink, between their
    middles."""
    import numpy

    left, right = max(0, upper.box[0], lower.box[0]), min(upper.box[2], lower.box[2])
    top, bottom = max(0, round(_middle(upper))), round(_middle(lower))
    filled = ink[top:bottom, left:right].sum(axis=1)
    if not len(filled):
        return bottom
    least = numpy.flatnonzero(filled == filled.min())
    return top + int(least[len(least) // 2])
