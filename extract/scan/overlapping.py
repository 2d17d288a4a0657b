"""Pieces of lines that stand close above each other or side by side, each with its own ink only.

Models draw the box of a lone digit higher than its line, so that the line above reaches into it:
its ink would be measured, and read, with that of the digit. And they take characters that begin two
lines for one that is written downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.scan.engine import Piece

#: Pieces whose middles are so far apart (of the lower one's height) are of two lines.
_APART = 0.4
#: They stand above each other where they share so much of the narrower one's width.
_ABOVE = 0.3
#: What is written downwards is so much higher than it is wide, and its lines are so high (of the
#: usual one).
_DOWN, _LINES = 1.2, (0.75, 1.5)


def without_overlaps(pieces: Sequence[Piece], ink: Any) -> tuple[Piece, ...]:
    """The pieces of one reading, those that reach into the line above or below, or into the next
    piece of their line, cut off between them, where there is the least ink, and those of several
    lines as several."""
    heights = sorted(p.box[3] - p.box[1] for p in pieces)
    usual = heights[len(heights) // 2] if heights else 0
    found = [part for piece in pieces for part in _by_line(piece, usual, ink)]
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
                continue
            left, right = sorted((n, other), key=lambda m: found[m].box[0])
            if _reach_over(found[left], found[right]):
                beside = _beside(found[left], found[right], ink)
                x0, y0, _, y1 = found[left].box
                found[left] = replace(found[left], box=(x0, y0, beside, y1))
                _, y0, x1, y1 = found[right].box
                found[right] = replace(found[right], box=(beside, y0, x1, y1))
    return tuple(found)


def _by_line(piece: Piece, usual: int, ink: Any) -> Iterator[Piece]:
    """A piece that is about as many lines (of the usual height) high as it has characters, and
    higher than it is wide, as one for each of them."""
    x0, y0, x1, y1 = piece.box
    chars = [c for c in piece.text if not c.isspace()]
    lines = len(chars)
    fits = _LINES[0] * lines * usual < y1 - y0 < _LINES[1] * lines * usual
    if lines < 2 or not fits or y1 - y0 < _DOWN * (x1 - x0):
        yield piece
        return
    high, top = (y1 - y0) / lines, y0
    for n, char in enumerate(chars, 1):
        at = y0 + n * high
        near = round(at - 0.3 * high), round(at + 0.3 * high)
        foot = y1 if n == lines else _least_inked(ink, *near, max(0, x0), x1)
        yield replace(piece, text=char, box=(x0, top, x1, foot))
        top = foot


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


def _reach_over(left: Piece, right: Piece) -> bool:
    """Whether two pieces of one line reach into each other, by no more than a character."""
    a, b = left.box, right.box
    low = min(a[3] - a[1], b[3] - b[1])
    level = abs(_middle(left) - _middle(right)) < _APART * low
    return level and 0 < a[2] - b[0] < low and a[2] < b[2]


def _beside(left: Piece, right: Piece, ink: Any) -> int:
    """The column between two pieces of a line: the middle one of those with the least ink where
    they reach into each other."""
    top, bottom = max(left.box[1], right.box[1]), min(left.box[3], right.box[3])
    return _least_inked(ink.T, right.box[0], left.box[2], top, bottom)


def _between(upper: Piece, lower: Piece, ink: Any) -> int:
    """The row between two lines: the middle one of those with the least ink, between their
    middles."""
    left, right = max(upper.box[0], lower.box[0]), min(upper.box[2], lower.box[2])
    return _least_inked(ink, round(_middle(upper)), round(_middle(lower)), left, right)


def _least_inked(ink: Any, top: int, bottom: int, left: int, right: int) -> int:
    """The row with the least ink between two others: the middle one of several."""
    import numpy

    top = max(0, top)
    filled = ink[top:bottom, max(0, left) : right].sum(axis=1)
    if not len(filled):
        return bottom
    least = numpy.flatnonzero(filled == filled.min())
    return top + int(least[len(least) // 2])
