"""Places on a page: boxes in PDF points, origin at the top left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(slots=True, unsafe_hash=True)
class Box:
    """A rectangle on a page, in PDF points; x grows to the right, y downwards.

    It does not change, nor do `Place` and `Glyph`: there are tens of thousands of them in a
    report, and where mypy sees to it (Final) they are made in a third of the time that a frozen
    dataclass takes.
    """

    x0: Final[float]
    y0: Final[float]
    x1: Final[float]
    y1: Final[float]

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside the box, edges included."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def meets(self, other: Box) -> bool:
        """Whether the two have an area in common."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def grown(self, by: float) -> Box:
        """The box with every side moved outwards by so many points."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def rounded(self) -> list[float]:
        """The four figures as the result shows them, to a tenth of a point."""
        return [round(v, 1) for v in (self.x0, self.y0, self.x1, self.y1)]


def in_any(box: Box, boxes: Iterable[Box]) -> bool:
    """Whether the middle of a box lies inside one of the others, edges included."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    for other in boxes:  # noqa: SIM110 - every glyph asks, and a generator takes thrice as long
        if other.x0 <= x <= other.x1 and other.y0 <= y <= other.y1:
            return True
    return False


class Boxes:
    """Boxes of a page among which points are looked up: each is kept by the strips that it reaches
    into, so that those far above and below a point are not looked at."""

    _STRIP = 32.0

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._strips: dict[int, list[Box]] = {}
        for box in boxes:
            for strip in range(self._strip(box.y0), self._strip(box.y1) + 1):
                self._strips.setdefault(strip, []).append(box)

    def hold(self, box: Box) -> bool:
        """Whether the middle of a box lies inside one of these, edges included."""
        return in_any(box, self._strips.get(self._strip((box.y0 + box.y1) / 2), ()))

    def _strip(self, y: float) -> int:
        return int(y // self._STRIP)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`; raises ValueError where there is none."""
    items = iter(boxes)
    first = next(items, None)
    if first is None:
        raise ValueError("no box to join")
    x0, y0, x1, y1 = first.x0, first.y0, first.x1, first.y1
    for box in items:
        if box.x0 < x0:
            x0 = box.x0
        if box.y0 < y0:
            y0 = box.y0
        if box.x1 > x1:
            x1 = box.x1
        if box.y1 > y1:
            y1 = box.y1
    return Box(x0, y0, x1, y1)


@dataclass(slots=True, unsafe_hash=True)
class Place:
    """Where something stands in a report: page (from 1) and box."""

    page: Final[int]
    box: Final[Box]
