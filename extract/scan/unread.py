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
#: What is so narrow (of its height) may be a stroke of a stamp: a 1 is so high (ems), and so far
#: (ems) at most from the middle of a line beside it.
_NARROW, _ONE_HIGH, _ASTRAY = 0.4, (0.6, 0.95), 0.16
#: How long, thin and far from the middle of its line (ems) the stroke of 一 is.
_LONG, _THIN, _OFF = (0.55, 1.15), 0.22, 0.22
#: How long (ems) a dash of a blank field is, how high at most, and how many a page has.
_DASH, _DASH_HIGH, _MOST_DASHES = (0.2, 1.3), 0.22, 400
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
    spots = _joined([s for s in spots if not _is_stroke(s) or _is_digit(s, pieces, em)], em)
    return tuple(spots) if len(spots) <= _MOST else ()


def dashes(ink: Any, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The dashes of blank fields that no model has read: flat ink by itself, in the middle of a
    line that has something elsewhere."""
    if not pieces:
        return ()
    em = _em(pieces)
    left = list(_left_over(ink, pieces))
    flat = [s for s in left if _is_flat(s, em)]
    found = []
    for spot in flat if len(flat) <= _MOST_DASHES else ():
        line = next((p for p in pieces if _in_its_middle(spot, p, em)), None)
        if line is not None and not any(_is_near(spot, b, em) for b in _boxes(left, pieces)):
            found.append(Piece("-", (spot[0], line.box[1], spot[2], line.box[3]), 1.0))
    return tuple(found)


def _is_flat(spot: Spot, em: float) -> bool:
    wide, high = spot[2] - spot[0], spot[3] - spot[1]
    return _DASH[0] * em < wide < _DASH[1] * em and high < _DASH_HIGH * em and wide > 1.15 * high


def _in_its_middle(spot: Spot, line: Piece, em: float) -> bool:
    middle = (line.box[1] + line.box[3]) / 2
    return abs((spot[1] + spot[3]) / 2 - middle) < _OFF * em


def _boxes(left: Sequence[Spot], pieces: Sequence[Piece]) -> Iterator[Spot]:
    yield from left
    yield from (p.box for p in pieces)


def _is_near(spot: Spot, other: Spot, em: float) -> bool:
    """Whether other ink or a line is so near that a dash may be a part of it."""
    if other == spot:
        return False
    beside = other[0] - em < spot[2] and spot[0] < other[2] + em
    return beside and other[1] - 0.2 * em < spot[3] and spot[1] < other[3] + 0.2 * em


def _is_stroke(spot: Spot) -> bool:
    return spot[2] - spot[0] < _NARROW * (spot[3] - spot[1])


def _is_digit(spot: Spot, pieces: Sequence[Piece], em: float) -> bool:
    """Whether an upright stroke stands in a line of the page, as high as its digits."""
    _, top, _, bottom = spot
    if not _ONE_HIGH[0] * em < bottom - top < _ONE_HIGH[1] * em:
        return False
    middle = (top + bottom) / 2
    return any(abs((p.box[1] + p.box[3]) / 2 - middle) < _ASTRAY * em for p in pieces)


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
