"""A page as it is painted, in greys: whether there is ink where a character should be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
import pymupdf
from numpy.typing import NDArray

from extract.geometry import Box

#: A page is drawn so many dots a point high, and no larger than so many dots.
_SCALE, _MOST = 2.0, 4000.0
#: Greys that differ by less on average (of 255 steps) are the same.
_SHADE = 4.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """The greys of a page as it is shown, so many dots a point."""

    greys: NDArray[numpy.uint8]
    scale: float

    def contrast(self, box: Box) -> int:
        """How much the lightest and the darkest dot in a box differ, of 255 steps."""
        part = self._inside(box)
        return int(part.max()) - int(part.min()) if part.size else 0

    def differs(self, other: Rendered, box: Box) -> bool:
        """Whether the same page, drawn otherwise, is another in a box."""
        one, two = self._inside(box).astype(int), other._inside(box).astype(int)
        return bool(one.size) and float(abs(one - two).mean()) > _SHADE

    def _inside(self, box: Box) -> NDArray[numpy.uint8]:
        sides = (box.x0, box.y0, box.x1, box.y1)
        x0, y0, x1, y1 = (max(0, round(self.scale * side)) for side in sides)
        return self.greys[y0:y1, x0:x1]


def rendered(page: pymupdf.Page) -> Rendered:
    """A page in greys."""
    scale = min(_SCALE, _MOST / max(page.rect.width, page.rect.height, 1.0))
    matrix = pymupdf.Matrix(scale, scale)
    shown = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False)
    greys = numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.height, shown.stride)
    return Rendered(greys[:, : shown.width], scale)
