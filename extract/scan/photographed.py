"""Sheets that were photographed: bright on something darker, seen at an angle, made flat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

#: The corners of a sheet as they are shown (top left, top right, bottom right, bottom left), each
#: its x and its y.
Corners: TypeAlias = tuple[float, ...]

#: The sheet is looked for on a picture of so many dots at its longer side.
_SMALL = 800
#: So much of the picture's edge is not the sheet; the sheet is so much of the picture, and so many
#: shades of 256 brighter than what is around it.
_AROUND, _SHEET, _BRIGHTER = 0.35, (0.3, 0.97), 45
#: How near (of the way around the sheet) its edges are to straight lines, and how long its shorter
#: side is of the longer one at least.
_STRAIGHT, _SLIM = 0.02, 0.4


def corners_of(picture: Any) -> Corners:
    """The corners, in dots, of the sheet on a grey picture; none where the picture is the sheet, as
    a scanner's is, or where no sheet with four corners is seen."""
    import cv2
    import numpy

    scale = min(1.0, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), 2)
    _, sheet = cv2.threshold(small, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    edge = numpy.concatenate((sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1]))
    if 1 - edge.mean() < _AROUND or _difference(small, sheet) < _BRIGHTER:
        return ()
    whole = cv2.morphologyEx(sheet, cv2.MORPH_CLOSE, numpy.ones((25, 25), numpy.uint8))
    outlines, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(outline) / whole.size
    polygon = cv2.approxPolyDP(outline, _STRAIGHT * cv2.arcLength(outline, True), True)
    if len(polygon) != 4 or not _SHEET[0] < share < _SHEET[1]:
        return ()
    corners = _ordered([(float(x) / scale, float(y) / scale) for ((x, y),) in polygon])
    wide, high = size_of(corners)
    return corners if min(wide, high) > _SLIM * max(wide, high) else ()


def size_of(corners: Corners) -> tuple[float, float]:
    """How wide and how high a sheet is when it is flat: as its longer edges are."""
    points = list(zip(corners[::2], corners[1::2], strict=True))

    def far(a: int, b: int) -> float:
        return float(
            ((points[a][0] - points[b][0]) ** 2 + (points[a][1] - points[b][1]) ** 2) ** 0.5
        )

    return max(far(0, 1), far(3, 2)), max(far(0, 3), far(1, 2))


def flattened(picture: Any, corners: Corners) -> Any:
    """A sheet of a picture, its corners given in dots, as if it lay flat."""
    import cv2
    import numpy

    wide, high = map(round, size_of(corners))
    shown = numpy.array(corners, numpy.float32).reshape(4, 2)
    flat = numpy.array(((0, 0), (wide, 0), (wide, high), (0, high)), numpy.float32)
    matrix = cv2.getPerspectiveTransform(shown, flat)
    flags, border = cv2.INTER_CUBIC, cv2.BORDER_REPLICATE
    return cv2.warpPerspective(picture, matrix, (wide, high), flags=flags, borderMode=border)


def _difference(picture: Any, sheet: Any) -> float:
    """By how many shades what may be a sheet is brighter than what is around it."""
    if not sheet.any() or sheet.all():
        return 0.0
    return float(picture[sheet > 0].mean()) - float(picture[sheet == 0].mean())


def _ordered(points: Sequence[tuple[float, float]]) -> Corners:
    """Four corners from the top left one on, clockwise."""
    by_sum = sorted(points, key=lambda p: p[0] + p[1])
    first, last = by_sum[0], by_sum[-1]
    right, left = sorted(by_sum[1:3], key=lambda p: p[1] - p[0])
    return (*first, *right, *last, *left)
