"""Rules drawn twice: double lines, and fields each in a frame of its own, as browsers draw them.

What stands between two rules that run side by side, a few points apart, is no row or column where
no text does. Two tables one under the other are that near as well: only what upright rules run
through, or what comes again and again on the page, is one rule.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extract.geometry import Box
from extract.layout import Glyph

#: Rules no further apart than this (points) may be one; beside each other over so much of the
#: shorter one.
_NEAR, _BESIDE = 6.0, 0.5
#: A rule that is not run through is one with another where so many pairs are as far apart.
_AGAIN = 3
#: Places this near (points) are one.
_SAME = 0.75
#: A page with more rules is a drawing; no rule has more beside it than so many.
_MOST, _MANY = 3_000, 200


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two level rules that may be one: the numbers of the upper and the lower one."""

    upper: int
    lower: int
    apart: float


def once(
    level: Sequence[Box], upright: Sequence[Box], glyphs: Sequence[Glyph]
) -> tuple[list[Box], list[Box]]:
    """The level and upright rules of a page, those drawn twice in one place each."""
    if len(level) + len(upright) > _MOST:
        return list(level), list(upright)
    lines, across = _once(level, upright, glyphs, _level)
    turned = [*map(_flipped, across)], [*map(_flipped, lines)]
    across, lines = _once(*turned, glyphs, _upright)
    return [*map(_flipped, lines)], [*map(_flipped, across)]


#: Where a character stands, the place across the rules first.
_Place: TypeAlias = Callable[[Glyph], tuple[float, float]]


def _level(glyph: Glyph) -> tuple[float, float]:
    x, y = glyph.box.center
    return y, x


def _upright(glyph: Glyph) -> tuple[float, float]:
    return glyph.box.center


def _flipped(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _once(
    level: Sequence[Box], upright: Sequence[Box], glyphs: Sequence[Glyph], place: _Place
) -> tuple[list[Box], list[Box]]:
    """Level rules without their doubles, and the upright ones drawn on to where those went."""
    pairs = list(_pairs(level, glyphs, place))
    if not pairs:
        return list(level), list(upright)
    heights: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        heights[round(pair.apart / _SAME)].add(round(level[pair.upper].y0))
    one = [
        pair
        for pair in pairs
        if len(heights[round(pair.apart / _SAME)]) >= _AGAIN
        or _is_run_through(level[pair.upper], level[pair.lower], upright)
    ]
    moved = _moved(level, one)
    lines = [Box(b.x0, y, b.x1, y) for b, y in zip(level, moved, strict=True)]
    shifts = [(b, y) for b, y in zip(level, moved, strict=True) if y != b.y0]
    return lines, [_drawn_on(line, shifts) for line in upright]


def _pairs(level: Sequence[Box], glyphs: Sequence[Glyph], place: _Place) -> Iterator[_Pair]:
    """The level rules that run side by side, with nothing between them."""
    near = list(_near(level))
    middles = sorted(map(place, glyphs)) if near else ()
    for upper, lower, start, end in near:
        top, bottom = level[upper].y0, level[lower].y0
        if not _is_text_in(middles, top, bottom, start, end):
            yield _Pair(upper, lower, bottom - top)


def _near(level: Sequence[Box]) -> Iterator[tuple[int, int, float, float]]:
    """The level rules that run side by side, the upper ones first, with where both do."""
    order = sorted(range(len(level)), key=lambda n: level[n].y0)
    for at, upper in enumerate(order):
        for lower in order[at + 1 : at + 1 + _MANY]:
            a, b = level[upper], level[lower]
            if b.y0 - a.y0 > _NEAR:
                break
            start, end = max(a.x0, b.x0), min(a.x1, b.x1)
            if b.y0 > a.y0 and end - start > _BESIDE * min(a.width, b.width):
                yield upper, lower, start, end


def _is_text_in(
    middles: Sequence[tuple[float, float]], top: float, bottom: float, left: float, right: float
) -> bool:
    first, last = bisect_left(middles, (top, 0.0)), bisect_right(middles, (bottom, 0.0))
    return any(left < x < right for _, x in middles[first:last])


def _is_run_through(upper: Box, lower: Box, upright: Sequence[Box]) -> bool:
    """Whether an upright rule goes on over the room between two level ones."""
    start, end = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    return any(
        start - _NEAR <= line.x0 <= end + _NEAR
        and line.y0 <= upper.y0 + _SAME
        and line.y1 >= lower.y0 - _SAME
        for line in upright
    )


def _moved(level: Sequence[Box], pairs: Sequence[_Pair]) -> list[float]:
    """Where each rule goes: to the longest of those that are one with it, the upper one of two."""
    leader = list(range(len(level)))

    def lead(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    for pair in pairs:
        one, other = lead(pair.upper), lead(pair.lower)
        first, second = sorted((one, other), key=lambda n: (-round(level[n].width), level[n].y0))
        leader[second] = first
    return [level[lead(n)].y0 for n in range(len(level))]


def _drawn_on(line: Box, shifts: Sequence[tuple[Box, float]]) -> Box:
    """An upright rule that ends where the rules that it meets went."""
    ends = []
    for end in (line.y0, line.y1):
        met = [
            y
            for box, y in shifts
            if abs(box.y0 - end) <= _SAME and box.x0 - _NEAR <= line.x0 <= box.x1 + _NEAR
        ]
        ends.append(met[0] if met else end)
    return Box(line.x0, min(ends), line.x1, max(ends))
