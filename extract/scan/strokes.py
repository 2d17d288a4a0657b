"""Strokes that models take for digits: the dash of a blank field, which looks like a 1 on its side,
and the rule beside a figure, which looks like a 1 at its end; and rings that are a lone 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.geometry import Box
from extract.scan.engine import Piece
from extract.scan.placed import misfit

#: What a stroke is taken for.
_STROKES = frozenset("1lIi|!丨J]")
_DASH = "-"
#: What a lone zero is taken for, and how high (of its line's height) one is at least.
RINGS, _DIGIT = dict.fromkeys("。oO〇○Q", "0"), 0.45
#: A dash is no higher than this (of its line's height).
_LOW = 0.35
#: How far (of a line's height) a rule is from the end of the line that took it in.
_BESIDE = 0.75
#: The ink of a stroke is so high (of the highest), and no wider (of its height).
_TALL, _SLIM = 0.7, 0.5
#: By so much better a line must fit its ink without what the rule was taken for.
_BETTER = 0.2


def without_strokes(
    pieces: Sequence[Piece], ink: Any, rules: Sequence[Box], scale: float
) -> tuple[Piece, ...]:
    """The pieces, lone dashes as such and without the rules at their ends; `ink` is without rules,
    which are in points."""
    upright = [r for r in rules if r.height > r.width]
    return tuple(_without_rules(_as_sign(piece, ink), ink, upright, scale) for piece in pieces)


def _as_sign(piece: Piece, ink: Any) -> Piece:
    """A piece of one character with no ink as high as a character is as the dash it is, and a ring
    that is as high as a digit as the 0."""
    import cv2

    text = piece.text.strip()
    if len(text) != 1 or text in "一—_" or "\u4e00" < text <= "\u9fff":
        return piece
    x0, y0, x1, y1 = (max(0, at) for at in piece.box)
    boxes = cv2.connectedComponentsWithStats(ink[y0:y1, x0:x1].copy(), connectivity=8)[2][1:]
    high = boxes[:, cv2.CC_STAT_HEIGHT].max() if len(boxes) else 0
    if text in RINGS and high > _DIGIT * (y1 - y0):
        return replace(piece, text=RINGS[text])
    return replace(piece, text=_DASH) if 0 < high <= _LOW * (y1 - y0) else piece


def _without_rules(piece: Piece, ink: Any, upright: Sequence[Box], scale: float) -> Piece:
    """A piece without characters at its ends that are the rules there: it fits the ink better
    without them."""
    for at in (-1, 0):
        text = piece.text.strip()
        if len(text) < 2 or text[at] not in _STROKES:
            continue
        rest = text[:-1] if at else text[1:]
        edge = piece.box[2] if at else piece.box[0]
        bare = replace(piece, text=rest)
        if any(_beside(edge, piece, upright, scale)) and (
            misfit(bare, ink) + _BETTER < misfit(piece, ink)
            and _upright_ink(piece, ink, at) < _run(text, at)
        ):
            piece = bare
    return piece


def _run(text: str, at: int) -> int:
    """How many characters at an end (0 the first, -1 the last) of a text look like a stroke."""
    chars = text if at == 0 else text[::-1]
    return next((n for n, char in enumerate(chars) if char not in _STROKES), len(chars))


def _upright_ink(piece: Piece, ink: Any, at: int) -> int:
    """How many strokes by themselves, as high as the rest, stand at that end of a piece: what has
    ink of its own is no rule."""
    import cv2

    x0, y0, x1, y1 = (max(0, at) for at in piece.box)
    boxes = cv2.connectedComponentsWithStats(ink[y0:y1, x0:x1].copy(), connectivity=8)[2][1:]
    high = max((box[cv2.CC_STAT_HEIGHT] for box in boxes), default=0)
    count = 0
    for box in sorted(boxes.tolist(), reverse=at != 0):
        tall = box[cv2.CC_STAT_HEIGHT] > _TALL * high
        if not tall or box[cv2.CC_STAT_WIDTH] > _SLIM * box[cv2.CC_STAT_HEIGHT]:
            break
        count += 1
    return count


def _beside(edge: int, piece: Piece, upright: Sequence[Box], scale: float) -> Iterator[bool]:
    """For each rule whether it stands at one end of a piece."""
    _, y0, _, y1 = piece.box
    near = _BESIDE * (y1 - y0)
    for rule in upright:
        over = min(y1, rule.y1 * scale) - max(y0, rule.y0 * scale)
        yield abs(rule.x0 * scale - edge) <= near and over > 0.5 * (y1 - y0)
