"""Painted areas that are no boxes: what lies under an oval, a cloud or a lozenge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import pymupdf

from extract.geometry import Box

Point: TypeAlias = tuple[float, float]
#: A curve is followed in so many steps; a line with more pieces than this is no plain area.
_STEPS, _MOST = 6, 64
#: Ends this near (points) are one place.
_NEAR = 0.5


def outline_of(items: Sequence[Sequence[Any]], shown: pymupdf.Matrix | None) -> tuple[Point, ...]:
    """The corners of what a path fills, as the page is shown; () where the path is not one line
    (a ring, a row of letters)."""
    corners: list[Point] = []
    for item in items if len(items) <= _MOST else ():
        stretch = list(_stretch(item))
        if not stretch or (corners and _apart(corners[-1], stretch[0])):
            return ()
        corners += stretch[1:] if corners else stretch
    if len(corners) < 3:
        return ()
    return tuple(corners) if shown is None else tuple(_turned(c, shown) for c in corners)


def _stretch(item: Sequence[Any]) -> Iterator[Point]:
    """The points along one piece of a line; none of a piece that is an area of its own."""
    if item[0] == "l":
        yield from (_point(p) for p in item[1:])
    elif item[0] == "c":
        ends = [_point(p) for p in item[1:]]
        for n in range(_STEPS + 1):
            t = n / _STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield (
                sum(w * p[0] for w, p in zip(weights, ends, strict=True)),
                sum(w * p[1] for w, p in zip(weights, ends, strict=True)),
            )


def _point(value: Sequence[float]) -> Point:
    return float(value[0]), float(value[1])


def _apart(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) > _NEAR or abs(one[1] - other[1]) > _NEAR


def _turned(point: Point, shown: pymupdf.Matrix) -> Point:
    return _point(pymupdf.Point(point) * shown)


def encloses(outline: Sequence[Point], box: Box) -> bool:
    """Whether the middle of a box and most of what is around that lie within an outline."""
    x, y = box.center
    dx, dy = 0.3 * box.width, 0.25 * box.height
    places = [(x, y), *((x + i * dx, y + j * dy) for i in (-1, 1) for j in (-1, 1))]
    return all(_inside(outline, *place) for place in places)


def _inside(outline: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies within: a line from it to the right crosses the outline oddly often."""
    crossed = 0
    for (ax, ay), (bx, by) in pairwise((*outline, outline[0])):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossed += 1
    return crossed % 2 == 1
