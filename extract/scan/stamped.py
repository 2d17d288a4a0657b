"""Figures that a stamp lies over: what is left of them both models may take for others alike.

The red of a stamp is left out before a page is read, and with it the edges of the strokes that it
crosses; 1.20 under the point of a star was 1.30 to both models, larger too. A stamp that was
scanned in grey is left out in part, and all that stands within its rim is touched by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.scan.closer import Spot

#: So near (points) a figure's ink is touched by a stamp, and so far (of its height) on both sides
#: of where it was read it may have another digit.
_NEAR, _BESIDE = 0.8, 0.6


class Stamps:
    """The stamps of a page: `shown` are arrays of dots, 0 where stamps are and 255 elsewhere, or
    None where there are none; `ink` is the other ink of the page (1 where there is some), of
    `scale` dots a point."""

    def __init__(self, shown: Sequence[Any], ink: Any, scale: float) -> None:
        masks = [one < 128 for one in shown if one is not None]
        self._near: Any = _grown(sum(masks), _NEAR * scale) if masks else None
        self._ink = ink

    def touch(self, spots: Sequence[Spot]) -> bool:
        """Whether a stamp touches the ink at one of some places."""
        return self._near is not None and any(map(self._touches, spots))

    def _touches(self, spot: Spot) -> bool:
        x0, y0, x1, y1 = spot
        beside = round(_BESIDE * (y1 - y0))
        window = slice(max(0, y0), y1), slice(max(0, x0 - beside), x1 + beside)
        return bool((self._near[window] & (self._ink[window] > 0)).any())


def _grown(mask: Any, by: float) -> Any:
    """An array of dots with what is no further than that from those that are set."""
    import cv2
    import numpy

    wide = 2 * max(1, round(by)) + 1
    return cv2.dilate(mask.astype(numpy.uint8), numpy.ones((wide, wide), numpy.uint8)) > 0
