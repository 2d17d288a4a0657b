"""What is known of a page that was read from its picture: how it lies, and its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.geometry import Box


@dataclass(frozen=True, slots=True)
class Tilt:
    """How the picture of a scan lies on its page: turned by so many quarters (anticlockwise turns
    that set it upright), its lines falling to the right by so many degrees then; the page's size
    in points, upright. Of a sheet that was photographed at an angle `corners` are where those of
    the sheet are shown (points; from the top left one on, clockwise), and `sheet` the size of the
    page that shows it. Where there are two pages on it, what is right of `fold` (points) is read
    below what is left of it; 0 where there is one."""

    quarters: int
    slope: float
    width: float
    height: float
    corners: tuple[float, ...] = ()
    sheet: tuple[float, float] = (0.0, 0.0)
    fold: float = 0.0

    @property
    def level(self) -> bool:
        """Whether it lies as it is read."""
        return not (self.quarters or self.slope or self.corners or self.fold)

    @property
    def size(self) -> tuple[float, float]:
        """The size of the straight page, two pages being below each other."""
        if not self.fold:
            return self.width, self.height
        return max(self.fold, self.width - self.fold), 2 * self.height

    def unfolded(self, box: Box) -> Box:
        """A place on the straight page, where it is on the straight picture."""
        if not self.fold or box.center[1] < self.height:
            return box
        return _moved(box, self.fold, -self.height)

    def folded(self, box: Box) -> Box:
        """A place on the straight picture, where it is on the straight page."""
        if not self.fold or box.center[0] < self.fold:
            return box
        return _moved(box, -self.fold, self.height)

    def shown(self, box: Box) -> Box:
        """A place on the straight page, where it is on the page as it is shown."""
        flat = self._flat(self.unfolded(box))
        if not self.corners:
            return flat
        wide, high = self.lying
        a, b, c, d, e, f, g, h = _square_to(self.corners)

        def seen(x: float, y: float) -> tuple[float, float]:
            u, v = x / wide, y / high
            away = g * u + h * v + 1
            return (a * u + b * v + c) / away, (d * u + e * v + f) / away

        return _around(seen, flat)

    def straight(self, box: Box) -> Box:
        """A place on the page as it is shown, where it is on the straight page."""
        if self.corners:
            wide, high = self.lying
            a, b, c, d, e, f, g, h = _square_to(self.corners)

            def flat(x: float, y: float) -> tuple[float, float]:
                u = (e - f * h) * x + (c * h - b) * y + b * f - c * e
                v = (f * g - d) * x + (a - c * g) * y + c * d - a * f
                away = (d * h - e * g) * x + (b * g - a * h) * y + a * e - b * d
                return wide * u / away, high * v / away

            box = _around(flat, box)
        return self.folded(self._upright(box))

    @property
    def lying(self) -> tuple[float, float]:
        """The size of the flat sheet as it lies, not upright."""
        sideways = self.quarters % 2 == 1
        return (self.height, self.width) if sideways else (self.width, self.height)

    def _flat(self, box: Box) -> Box:
        """A place on the straight page, where it is on the sheet as it lies."""
        level = self._swung(box, -self.slope)
        if self.quarters % 4 == 1:
            return Box(self.height - level.y1, level.x0, self.height - level.y0, level.x1)
        if self.quarters % 4 == 2:
            return self._upside_down(level)
        if self.quarters % 4 == 3:
            return Box(level.y0, self.width - level.x1, level.y1, self.width - level.x0)
        return level

    def _upright(self, box: Box) -> Box:
        """A place on the sheet as it lies, where it is on the straight page."""
        if self.quarters % 4 == 1:
            box = Box(box.y0, self.height - box.x1, box.y1, self.height - box.x0)
        elif self.quarters % 4 == 2:
            box = self._upside_down(box)
        elif self.quarters % 4 == 3:
            box = Box(self.width - box.y1, box.x0, self.width - box.y0, box.x1)
        return self._swung(box, self.slope)

    def _upside_down(self, box: Box) -> Box:
        return Box(
            self.width - box.x1, self.height - box.y1, self.width - box.x0, self.height - box.y0
        )

    def _swung(self, box: Box, degrees: float) -> Box:
        """A box turned anticlockwise about the middle of the upright page: its middle and its two
        axes, so that a small box stays small and a wide one follows its line."""
        if not degrees:
            return box
        c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        x, y = box.center[0] - self.width / 2, box.center[1] - self.height / 2
        across, down = c * x + s * y + self.width / 2, -s * x + c * y + self.height / 2
        half = (abs(c) * box.width + abs(s) * box.height) / 2
        high = (abs(s) * box.width + abs(c) * box.height) / 2
        return Box(across - half, down - high, across + half, down + high)


def _square_to(corners: tuple[float, ...]) -> tuple[float, ...]:
    """The eight numbers of the view that shows a square of side 1 with these corners."""
    x0, y0, x1, y1, x2, y2, x3, y3 = corners
    ax, bx, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    ay, by, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    of = ax * by - bx * ay
    g, h = (sx * by - bx * sy) / of, (ax * sy - sx * ay) / of
    return (
        x1 - x0 + g * x1, x3 - x0 + h * x3, x0,
        y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h,
    )  # fmt: skip


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down)


def _around(seen: Callable[[float, float], tuple[float, float]], box: Box) -> Box:
    """The box around the corners of a box as they are seen."""
    points = [seen(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Word:
    """A line of a scan, or a piece of one, as characters were recognised: its box on the straight
    page, how sure the recogniser was (0 to 1), and what another reading made of it where that had
    other figures."""

    text: str
    box: Box
    confidence: float
    other: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read from its picture: how it lies, and its words."""

    tilt: Tilt
    words: tuple[Word, ...]

    def at(self, shown: Box) -> Word | None:
        """The word at the middle of a place of the page as it is shown; None where none is."""
        x, y = self.tilt.straight(shown).center
        return next((w for w in self.words if w.box.contains(x, y)), None)

    @property
    def figures(self) -> Iterator[Word]:
        """The words with figures in them."""
        return (w for w in self.words if any(c.isdecimal() for c in w.text))
