"""Round stamps that a scanner shows in grey: no colour tells them from text, but their rims do.

The rim and what is as wide as it are taken from the picture where they are lighter than ink. What
stands within it was read through strokes that are not its own, so that it is no evidence against
anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from extract.geometry import Box

#: The radius of a stamp (points), and how far the circle that is looked for may be from its rim.
_RADIUS, _OFF = (30.0, 75.0), 2.0
#: How sharp edges are (shades of 256), and how perfect (of 1) a circle is that may be a rim.
_SHARP, _PERFECT = 300.0, 0.4
#: A rim is looked at in so many parts, each at so many dots; one is whole that is ink in so much of
#: it, and a rim where so many of its parts are.
_PARTS, _DOTS, _WHOLE, _RIM = 36, 24, 0.9, 0.7
#: A circle near it is ink in so much of its length.
_MAYBE = 0.4
#: Ink is darker than the paper around it (so many points) by so many shades.
_AROUND, _DARKER = 15.0, 28
#: Half the width (points) of what is taken from the picture along a rim.
_WIDE = 1.6
#: A stamp that is darker than this (of the paper) is as dark as type: nothing parts them.
_LIGHT = 0.45
#: Strokes of type are less wide (points) than the star of a stamp.
_STROKE = 3.0


@dataclass(frozen=True, slots=True)
class Rim:
    """The rim of a stamp on a picture: its middle and its radius, in dots."""

    x: float
    y: float
    radius: float

    def shown(self, scale: float) -> Box:
        """The box around it in points."""
        x, y, radius = self.x / scale, self.y / scale, self.radius / scale
        return Box(x - radius, y - radius, x + radius, y + radius)


def rims_of(picture: Any, scale: float) -> tuple[Rim, ...]:
    """The rims of round stamps on a grey picture of `scale` dots a point."""
    import cv2

    height, width = picture.shape
    size = max(1, round(width / scale)), max(1, round(height / scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    circles = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT_ALT, dp=1.5, minDist=20, param1=_SHARP, param2=_PERFECT,
        minRadius=round(_RADIUS[0]), maxRadius=round(_RADIUS[1]),
    )  # fmt: skip
    if circles is None:
        return ()
    around = 2 * round(_AROUND * scale / 2) + 1
    smooth = cv2.GaussianBlur(picture, (0, 0), 0.3 * scale)
    method, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    ink = cv2.adaptiveThreshold(smooth, 1, method, kind, around, _DARKER)
    found = (_on_its_ink(scale * x, scale * y, scale * r, ink, scale) for x, y, r in circles[0])
    return tuple(rim for rim in found if rim is not None)


def without_rims(picture: Any, rims: Sequence[Rim], scale: float) -> Any:
    """A grey picture as it would be without round stamps: each dot as much lighter as the stamp
    makes it darker."""
    import cv2
    import numpy

    if not rims:
        return picture
    seen = picture.astype(numpy.float32)
    wide = 2 * round(_STROKE * scale / 2) + 1
    round_one = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
    for rim in rims:
        x0, y0, x1, y1 = _around(rim, picture.shape, scale)
        window = seen[y0:y1, x0:x1]
        paper = float(numpy.percentile(window, 90))
        ys, xs = numpy.mgrid[y0:y1, x0:x1]
        away = numpy.hypot(xs - rim.x, ys - rim.y) - rim.radius
        on_rim = numpy.abs(away) < 0.25 * scale
        shade = float(numpy.median(window[on_rim])) if on_rim.any() else 0.0
        if shade < _LIGHT * paper:
            continue
        behind = cv2.morphologyEx(cv2.medianBlur(window, 3), cv2.MORPH_CLOSE, round_one)
        behind = numpy.clip(behind, shade, paper)
        behind[numpy.abs(away) < _WIDE * scale] = shade
        behind[away > _WIDE * scale] = paper
        seen[y0:y1, x0:x1] = numpy.minimum(window * (paper / behind), numpy.maximum(window, paper))
    return numpy.clip(seen, 0, 255).astype(numpy.uint8)


def covered(shape: Sequence[int], rims: Sequence[Rim]) -> Any:
    """An array of the dots of a picture of that shape, 0 where a stamp with one of some rims lies,
    255 elsewhere; None where there are none."""
    import cv2
    import numpy

    if not rims:
        return None
    shown = numpy.full(shape[:2], 255, numpy.uint8)
    for rim in rims:
        cv2.circle(shown, (round(rim.x), round(rim.y)), round(rim.radius), (0.0,), -1)
    return shown


def _around(rim: Rim, shape: Sequence[int], scale: float) -> tuple[int, int, int, int]:
    far = rim.radius + 2 * _WIDE * scale
    x0, y0 = max(0, int(rim.x - far)), max(0, int(rim.y - far))
    return x0, y0, min(shape[1], int(rim.x + far) + 1), min(shape[0], int(rim.y + far) + 1)


def _on_its_ink(x: float, y: float, radius: float, ink: Any, scale: float) -> Rim | None:
    """The circle near another that lies best on ink; None where it is no rim."""
    import numpy

    best = numpy.array((x, y, radius), float)
    steps = numpy.array(list(product((0, -1, 1), repeat=3)), float)
    for share, every in ((1 / 2, 4), (1 / 4, 2), (1 / 8, 1)):
        tried = best + steps * (share * _OFF * scale)
        whole = _along(tried, ink, every).mean(axis=1)
        best = tried[int(whole.argmax())]
        if whole.max() < _MAYBE:
            return None
    parts = _along(best[None], ink).reshape(_PARTS, _DOTS).mean(axis=1)
    return Rim(*map(float, best)) if (parts >= _WHOLE).mean() >= _RIM else None


def _along(circles: Any, ink: Any, every: int = 1) -> Any:
    """For each of some circles (their middles and radii) whether there is ink at its dots, all or
    one of so many."""
    import numpy

    angles = numpy.linspace(0, 2 * numpy.pi, _PARTS * _DOTS, endpoint=False)[::every]
    height, width = ink.shape
    x, y, radius = (circles[:, [n]] for n in range(3))
    xs = numpy.rint(x + radius * numpy.cos(angles)).astype(int)
    ys = numpy.rint(y + radius * numpy.sin(angles)).astype(int)
    inside = (xs >= 0) & (xs < width) & (ys >= 0) & (ys < height)
    return inside & (ink[ys.clip(0, height - 1), xs.clip(0, width - 1)] > 0)
