"""Ink that no line was found in: lone digits, and the single stroke of 一, which models that look
for lines take for a speck or a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.scan.closer import Spot
from extract.scan.engine import Piece

#: How high and wide (ems) a character's ink is at least and at most.
_HIGH, _WIDE = (0.45, 1.15), (0.12, 1.3)
#: How long, thin and far from the middle of its line (ems) the stroke of 一 is.
_LONG, _THIN, _OFF = (0.55, 1.15), 0.22, 0.22
#: How far (ems) it is from the line that it belongs to.
_BESIDE = 0.6
#: So many places are looked at again on a page; more of them are a drawing.
_MOST = 40
_ONE = "一"


def unread_spots(ink: Any, pieces: Sequence[Piece]) -> tuple[Spot, ...]:
    """Where there is ink of the size of characters that no piece covers; `ink` is without rules."""
    if not pieces:
        return ()
    em = _em(pieces)
    spots: list[Spot] = []
    for x0, y0, x1, y1 in _left_over(ink, pieces):
        if _HIGH[0] * em < y1 - y0 < _HIGH[1] * em and _WIDE[0] * em < x1 - x0 < _WIDE[1] * em:
            spots.append((x0, y0, x1, y1))
    spots = _joined(spots, em)
    return tuple(spots) if len(spots) <= _MOST else ()


def with_strokes(ink: Any, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, those that a stroke of 一 stands before or behind with it."""
    strokes = list(_left_over(ink, pieces)) if pieces else []
    return tuple(_with_stroke(piece, strokes) for piece in pieces)


def _with_stroke(piece: Piece, strokes: Sequence[Spot]) -> Piece:
    x0, y0, x1, y1 = piece.box
    em, middle = float(y1 - y0) * 0.85, (y0 + y1) / 2
    for left, top, right, bottom in strokes:
        flat = _LONG[0] * em < right - left < _LONG[1] * em and bottom - top < _THIN * em
        if not flat or abs((top + bottom) / 2 - middle) > _OFF * em:
            continue
        if (
            _is_full(piece.text[0])
            and piece.text[0] != _ONE
            and -0.4 * em < x0 - right < _BESIDE * em
            and left < x0
        ):
            return replace(piece, text=_ONE + piece.text, box=(left, y0, x1, y1))
        if (
            _is_full(piece.text[-1])
            and piece.text[-1] != _ONE
            and -0.4 * em < left - x1 < _BESIDE * em
            and right > x1
        ):
            return replace(piece, text=piece.text + _ONE, box=(x0, y0, right, y1))
    return piece


def _is_full(char: str) -> bool:
    """Whether a character is one of Chinese writing; a stroke beside figures is a sign."""
    return "\u4e00" <= char <= "\u9fff"


def _left_over(ink: Any, pieces: Sequence[Piece]) -> Iterator[Spot]:
    """The boxes of ink whose middle no piece covers."""
    import cv2
    import numpy

    covered = numpy.zeros(ink.shape, numpy.uint8)
    for piece in pieces:
        x0, y0, x1, y1 = (max(0, at) for at in piece.box)
        covered[y0:y1, x0:x1] = 1
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for x, y, width, height, _area in boxes[1:].tolist():
        if not covered[y + height // 2, x + width // 2]:
            yield x, y, x + width, y + height


def _em(pieces: Sequence[Piece]) -> float:
    """How high most lines of a page are, without what is around them."""
    heights = sorted(p.box[3] - p.box[1] for p in pieces)
    return max(6.0, 0.8 * heights[len(heights) // 2])


def _joined(spots: Sequence[Spot], em: float) -> list[Spot]:
    """Characters side by side as one place."""
    joined: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (round(s[1] / em), s[0])):
        last = joined[-1] if joined else None
        beside = last and abs(last[1] - spot[1]) < 0.5 * em and -em < spot[0] - last[2] < 0.8 * em
        if last and beside:
            joined[-1] = (
                min(last[0], spot[0]), min(last[1], spot[1]),
                max(last[2], spot[2]), max(last[3], spot[3]),
            )  # fmt: skip
        else:
            joined.append(spot)
    return joined
