"""Where each character of a line stands: the line's text laid over its ink.

The models say what stands in a line, and where the line is; a table needs to know of each character
in which field it stands, and a mark on the page where a figure begins and ends. The characters are
laid from left to right so that each has about its usual width, cuts go through blank paper, and
what blank there is costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extract.geometry import Box
from extract.layout import Glyph, lines_of
from extract.scan.engine import Piece

#: How wide characters are (ems): full ones, digits and letters, signs of punctuation.
_FULL, _HALF, _NARROW = 1.0, 0.52, 0.3
_NARROW_ONES = frozenset(".,:;'|!il·、1()[]")
#: What it costs to cut through ink (a line's height of it), to leave a column of ink between
#: characters, to make a character wider or narrower than usual, and to see one where no ink is.
_CUT, _LEFT_OUT, _STRETCH, _BLANK = 3.0, 4.0, 2.0, 3.0
#: Widths that are tried (of the usual one).
_WIDTHS = (0.45, 0.55, 0.65, 0.75, 0.85, 0.92, 1.0, 1.08, 1.16, 1.28, 1.45)
#: How high the ink of a line is (ems) where it holds full characters, and where it does not.
_TALL, _LOW = 0.92, 0.72
#: Signs without height, and the size of type of a line by the height of its box.
_DASHES, _OF_BOX = frozenset("-–—一_"), 0.8
#: Signs that stand at the left of a full character, and how much of it (ems) is theirs.
_FULL_SIGNS, _SIGN = frozenset("，、；：。"), 0.85
#: A figure with decimals, as it is printed: no two figures make one; and how much blank (ems) there
#: is at most beside its point, whose ink a scan may lose, and its 1, which is narrow.
_FIGURE = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{1,2}(?![0-9.,])")
_LOST = 0.55
#: The middles of full characters that follow upon each other are so far apart (ems) at most.
_PITCH = 1.25
#: Sizes that differ by no more than this share are one.
_ALIKE = 0.2


def placed(pieces: Sequence[Piece], ink: Any, scale: float) -> tuple[Glyph, ...]:
    """The characters of pieces with their places in points, in the order in which a person reads
    them; `ink` is that of the whole page, of `scale` dots a point."""
    lines = [line for line in (_line(piece, ink) for piece in pieces) if line is not None]
    sizes = _sizes([(line.em, len(line.chars)) for line in lines])
    return _in_order([_glyphs(line, sizes[line.em], scale) for line in lines])


def spans_of(piece: Piece, ink: Any) -> list[tuple[int, int]]:
    """Where each character of a piece, blanks left out, begins and ends, in dots of the page."""
    line = _line(piece, ink)
    if line is None:
        return []
    spans = _spans(line.chars, line.columns, line.em)
    return [(line.left + left, line.left + right) for left, right in spans]


def misfit(piece: Piece, ink: Any) -> float:
    """How badly the characters of a piece fit its ink: 0 where each has its own, of its width."""
    line = _line(piece, ink)
    return 0.0 if line is None else _tried(line.chars, line.columns, line.em)[2]


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece's characters, where its columns of ink begin, and how its ink stands: its middle,
    and the size of type that it looks like (dots)."""

    chars: Sequence[str]
    left: int
    columns: Any
    middle: float
    em: float


def _line(piece: Piece, ink: Any) -> _Line | None:
    chars = [c for c in piece.text if not c.isspace()]
    x0, y0, x1, y1 = _within(piece.box, ink.shape)
    window = ink[y0:y1, x0:x1]
    if not chars or not window.size:
        return None
    rows = window.sum(axis=1).nonzero()[0]
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, y1 - y0)
    em = (bottom - top) / (_TALL if any(map(_is_full, chars)) else _LOW)
    if set(chars) <= _DASHES:  # their ink says nothing of their size
        em, top, bottom = _OF_BOX * (y1 - y0), 0, y1 - y0
    return _Line(chars, x0, window.sum(axis=0), y0 + (top + bottom) / 2, max(4.0, em))


def _sizes(measured: Sequence[tuple[float, int]]) -> dict[float, float]:
    """The sizes of type of a page by what its lines look like: a line of signs or with a stamp over
    it looks smaller or larger than it is, and no page has many sizes that are nearly alike."""
    left = Counter[float]()
    for em, count in measured:
        left[em] += count
    sizes: dict[float, float] = {}
    while left:
        common = _middle(left)
        near = [em for em in left if abs(em - common) <= _ALIKE * common]
        sizes.update(dict.fromkeys(near, common))
        for em in near:
            del left[em]
    return sizes


def _middle(counts: Mapping[float, int]) -> float:
    """The value in the middle, each as often as it is counted."""
    half = sum(counts.values()) / 2
    for value in sorted(counts):
        half -= counts[value]
        if half <= 0:
            return value
    return max(counts)


def _glyphs(line: _Line, em: float, scale: float) -> tuple[Glyph, ...]:
    size, middle = em / scale, line.middle / scale
    high, low = middle - size / 2, middle + size / 2
    spans = _with_room(line.chars, _spans(line.chars, line.columns, em), em)
    return tuple(
        Glyph(char, Box((line.left + a) / scale, high, (line.left + b) / scale, low), low, size)
        for char, (a, b) in zip(line.chars, spans, strict=True)
    )


def _with_room(
    chars: Sequence[str], spans: Sequence[tuple[int, int]], em: float
) -> Sequence[tuple[int, int]]:
    """The places of a line's characters with the blank that is theirs: gaps there are none between
    columns, words or figures. Full characters that follow upon each other meet in the middle,
    and so do those of a figure; a full sign (，、；) reaches up to the next character."""
    rooms = list(spans)
    found = _FIGURE.finditer("".join(chars))
    figures = {at for one in found for at in range(one.start(), one.end() - 1)}
    for at, (char, after) in enumerate(pairwise(chars)):
        (left, right), (start, end) = rooms[at], rooms[at + 1]
        squares = _is_square(char) and _is_square(after)
        if (squares and start + end - left - right < 2 * _PITCH * em) or (
            at in figures and 0 < start - right < _LOST * em
        ):
            middle = max(left, min(end, (right + start) // 2))
            rooms[at], rooms[at + 1] = (left, middle), (middle, end)
        elif char in _FULL_SIGNS:
            rooms[at] = left, max(right, min(round(left + _SIGN * em), start))
    if chars and chars[-1] in _FULL_SIGNS:
        left, right = rooms[-1]
        rooms[-1] = left, max(right, round(left + _SIGN * em))
    return rooms


def _in_order(pieces: Iterable[Sequence[Glyph]]) -> tuple[Glyph, ...]:
    """The characters of pieces in the order in which a person reads them."""
    lines = lines_of([glyph for piece in pieces for glyph in piece])
    return tuple(glyph for line in lines for glyph in line.glyphs)


def _within(box: Sequence[int], shape: Sequence[int]) -> tuple[int, int, int, int]:
    height, width = shape[:2]
    x0, y0, x1, y1 = box
    return max(0, x0), max(0, y0), min(width, x1), min(height, y1)


def _is_full(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _is_square(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _usual(char: str) -> float:
    if char in _NARROW_ONES and char not in "1、":
        return _NARROW
    return _FULL if _is_full(char) else _HALF


def _spans(chars: Sequence[str], columns: Any, em: float) -> list[tuple[int, int]]:
    """Where each character begins and ends in the columns of a line's ink."""
    came, left_out, _ = _tried(chars, columns, em)
    return _traced(came, left_out, columns)


def _tried(chars: Sequence[str], columns: Any, em: float) -> tuple[list[Any], Any, float]:
    """The characters laid over the columns of a line's ink in every way: for each of them what it
    costs to end somewhere and where it begins then, what it costs to leave ink out, and the least
    that all of it costs."""
    import numpy

    width = len(columns)
    usual = sum(map(_usual, chars)) * em
    filled = columns.nonzero()[0]
    extent = int(filled[-1] - filled[0] + 1) if len(filled) else width
    fit = min(1.05, max(0.5, extent / usual)) if usual else 1.0
    cut = numpy.concatenate((columns, [0])) * (_CUT / em)
    left_out = numpy.concatenate(([0.0], numpy.cumsum(columns > 0))) * (_LEFT_OUT / em)
    filled_to = numpy.concatenate(([0], numpy.cumsum(columns > 0)))
    cost = left_out.copy()
    came: list[Any] = []
    for char in chars:
        best = numpy.full(width + 1, numpy.inf)
        start = numpy.zeros(width + 1, dtype=numpy.int64)
        own = _usual(char) * em * fit
        for share in _WIDTHS:
            wide = max(1, round(own * share))
            if wide > width:
                continue
            blank = filled_to[wide:] == filled_to[: width + 1 - wide]
            total = cost[: width + 1 - wide] + _STRETCH * (share - 1) ** 2 + cut[wide:]
            total += _BLANK * blank
            better = total < best[wide:]
            best[wide:][better] = total[better]
            start[wide:][better] = numpy.nonzero(better)[0]
        came.append((best, start))
        cost = numpy.minimum.accumulate(best - left_out) + left_out
    return came, left_out, float(cost[-1])


def _traced(came: Sequence[Any], left_out: Any, columns: Any) -> list[tuple[int, int]]:
    """The cheapest way back through what was tried, each character drawn in to its ink."""
    import numpy

    width = len(columns)
    spans: list[tuple[int, int]] = []
    limit = width
    for best, start in reversed(came):
        end = int(numpy.argmin(best[: limit + 1] - left_out[: limit + 1]))
        if not numpy.isfinite(best[end]):
            return _evenly(len(came), width)
        limit = int(start[end])
        spans.append(_drawn_in(limit, end, columns))
    return spans[::-1]


def _evenly(count: int, width: int) -> list[tuple[int, int]]:
    """A line whose ink has no room for its characters: all of one width."""
    return [(n * width // count, (n + 1) * width // count) for n in range(count)]


def _drawn_in(left: int, right: int, columns: Any) -> tuple[int, int]:
    filled = columns[left:right].nonzero()[0]
    if not len(filled):
        return left, right
    return left + int(filled[0]), left + int(filled[-1]) + 1
