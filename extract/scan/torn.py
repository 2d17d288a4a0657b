"""Figures that are torn between two lines of text: their signs mended as those of one figure.

What ends a line and what begins the next one look like two sound figures each (95.13 and 7.47), and
a point or comma at the end of a line is passed over. Together they can stand for one figure only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.scan.engine import Piece
from extract.scan.separators import is_sound, mended
from extract.scan.settled import Settled

_TAIL = re.compile(r"[0-9][0-9.,]*$")
_HEAD = re.compile(r"[.,]?[0-9][0-9.,]*(?<=[0-9])")
_TEXT = re.compile("[\u4e00-\u9fff]")
#: With thousands set apart, and two decimals at the most.
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
#: How far (of a line's height) the middle of the next line is at most, and how far apart the
#: pieces of a line are.
_NEXT, _BESIDE = 2.6, 2.0


def with_torn(pieces: Sequence[Settled]) -> tuple[Settled, ...]:
    """The pieces of a page, the signs of figures that go on in the next line mended."""
    found = list(pieces)
    for at, one in enumerate(found):
        text = one.piece.text.rstrip()
        tail = _TAIL.search(text)
        if tail is None or not _TEXT.search(text):
            continue
        below = _next(one.piece, found)
        head = _HEAD.match(found[below].piece.text) if below is not None else None
        if below is None or head is None:
            continue
        first, second = as_one(tail[0], head[0])
        if (first, second) != (tail[0], head[0]):
            found[at] = _with(one, text[: tail.start()] + first)
            rest = found[below].piece.text[head.end() :]
            found[below] = _with(found[below], second + rest)
    return tuple(found)


def as_one(tail: str, head: str) -> tuple[str, str]:
    """Both parts of a torn figure with the signs that it must have been printed with: its digits
    stay. Parts that make a sound figure as they are, or none whatever their signs, stay as well."""
    joined = tail + head
    whole = mended(joined)
    if len(whole) == len(joined) and whole != joined:
        return whole[: len(tail)], whole[len(tail) :]
    if is_sound(joined) or "," not in joined:
        return tail, head
    sign = next((s for s in ",." if _GROUPED.fullmatch(tail + s + head)), "")
    return tail + sign, head


def _with(one: Settled, text: str) -> Settled:
    return replace(one, piece=replace(one.piece, text=text))


def _next(piece: Piece, pieces: Sequence[Settled]) -> int | None:
    """Which piece begins the line below one."""
    x0, y0, x1, y1 = piece.box
    high, middle = y1 - y0, (y0 + y1) / 2
    boxes = {n: one.piece.box for n, one in enumerate(pieces)}
    below = {
        n: (box[1] + box[3]) / 2
        for n, box in boxes.items()
        if 0.7 * high < (box[1] + box[3]) / 2 - middle < _NEXT * high
    }
    under = [n for n in below if boxes[n][0] < x1 and boxes[n][2] > x0]
    if not under:
        return None
    first = min(under, key=lambda n: (round((below[n] - middle) / high), boxes[n][0]))
    for n in sorted(below, key=lambda n: -boxes[n][0]):
        in_line = abs(below[n] - below[first]) < 0.5 * high
        beside = -high < boxes[first][0] - boxes[n][2] < _BESIDE * high
        if in_line and beside:
            first = n
    return first
