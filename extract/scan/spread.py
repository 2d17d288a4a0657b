"""Two pages on one picture, as an open book lies on a scanner: the right one is read below the left
one, as if both were one long page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extract.geometry import Box
from extract.scan.engine import Piece
from extract.scan.settled import Settled

#: A picture of two pages is so much wider than it is high; the paper between them is in this part
#: of its width, and so wide (of it).
_WIDE, _MIDDLE, _PAPER = 1.15, (0.4, 0.6), 0.035
#: So many lines, or pieces of lines, each of the pages has.
_LINES = 5
#: What stands so near (of the height) to the edge, and is a number by itself, is that of the page.
_EDGE = 0.1
_NUMBER = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]*[0-9]{1,3}[^0-9A-Za-z\u4e00-\u9fff]*")


def gutter_of(ink: Any, pieces: Sequence[Piece], rules: Sequence[Box], scale: float) -> float:
    """Where (points from the left) the paper between two pages on a straight picture is; 0 where it
    is of one. `ink` is without rules, which are in points."""
    height, width = ink.shape
    if width < _WIDE * height:
        return 0.0
    left, right = (round(share * width) for share in _MIDDLE)
    filled = ink[:, left:right].any(axis=0)
    for rule in rules:
        filled[
            max(0, round(rule.x0 * scale) - left) : max(0, round(rule.x1 * scale) - left + 1)
        ] = True
    start, end = _longest(filled.tolist())
    middle = left + (start + end) / 2
    sides = sum((p.box[0] + p.box[2]) / 2 < middle for p in pieces)
    enough = min(sides, len(pieces) - sides) >= _LINES
    return middle / scale if end - start >= _PAPER * width and enough else 0.0


def in_halves(
    pieces: Sequence[Settled], gutter: float, scale: float
) -> tuple[list[Settled], list[Settled]]:
    """The pieces of the left page and of the right one."""
    left = [p for p in pieces if _middle(p.piece) < gutter * scale]
    return left, [p for p in pieces if _middle(p.piece) >= gutter * scale]


def without_number(pieces: Sequence[Settled], height: int, *, at_top: bool) -> list[Settled]:
    """The pieces without the number of their page at an edge: text goes on over that."""
    edge = _EDGE * height

    def is_number(one: Settled) -> bool:
        y = (one.piece.box[1] + one.piece.box[3]) / 2
        near = y < edge if at_top else y > height - edge
        return near and bool(_NUMBER.fullmatch(one.piece.text))

    return [one for one in pieces if not is_number(one)]


def _middle(piece: Piece) -> float:
    return (piece.box[0] + piece.box[2]) / 2


def _longest(filled: Sequence[bool]) -> tuple[int, int]:
    """The longest stretch that is not filled."""
    best, start = (0, 0), 0
    for at, full in enumerate([*filled, True]):
        if full:
            best = max(best, (start, at), key=lambda s: s[1] - s[0])
            start = at + 1
    return best
