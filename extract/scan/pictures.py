"""Which pages are pictures of text, and the picture of one: grey, without stamps over the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pymupdf

from extract.layout import Page

#: A picture of a page covers so much of it.
_COVERS = 0.5
#: A page with fewer characters has no text of its own.
_FEW = 10
#: A head and a foot have fewer than so many.
_HEAD = 80
#: Pictures are read at no more and no fewer dots an inch, and have no more dots than this.
_FINE, _COARSE, _MOST_DOTS = 220, 120, 12_000_000
#: A stamp is red, about as wide as it is high, and has a side of so many points.
_SIDE, _ROUND = (40.0, 200.0), 1.6
#: Red is where red is brighter than the other colours by so many shades of 256.
_RED = 45
#: How far (dots) JPEG spreads colours, and how much of the red beside it a thin stroke has lost.
_COARSER, _LOST = 0.8, 0.45


def is_picture(page: Page) -> bool:
    """Whether what a page says is in its pictures: they cover it, and it has no text of its own, or
    only one that a machine took them for, or a head and a foot around one that is written on."""
    if page.problem or (len(page.glyphs) >= _HEAD and not page.recognised):
        return False
    own = len(page.glyphs) >= _FEW and not page.recognised
    shown = page.pictures if own else page.images
    return sum(b.width * b.height for b in shown) > _COVERS * page.width * page.height


def scale_of(page: pymupdf.Page) -> float:
    """How many dots a point a page is drawn with: as many as its largest picture has."""
    shown = [
        max(i["width"], i["height"]) / max(side)
        for i in page.get_image_info()
        if (side := (i["bbox"][2] - i["bbox"][0], i["bbox"][3] - i["bbox"][1])) and min(side) > 36
    ]
    fine = max(shown, default=_FINE / 72)
    most: float = (_MOST_DOTS / max(page.rect.width * page.rect.height, 1.0)) ** 0.5
    return min(max(min(fine, _FINE / 72), _COARSE / 72), most)


def picture_of(page: pymupdf.Page, scale: float) -> Any:
    """A page as an array of grey dots; stamps of red ink are left out, what they cover is not."""
    return without_stamps(_drawn(page, scale), scale)


def stamps_of(page: pymupdf.Page, scale: float) -> Any:
    """The red ink of a page's stamps: an array of dots, 0 where it is and 255 elsewhere; None where
    there are no stamps."""
    return red_of_stamps(_drawn(page, scale), scale)


def _drawn(page: pymupdf.Page, scale: float) -> Any:
    import numpy

    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    coloured = numpy.frombuffer(drawn.samples, numpy.uint8)
    coloured = coloured.reshape(drawn.h, drawn.stride)[:, : drawn.w * drawn.n]
    return coloured.reshape(drawn.h, drawn.w, drawn.n)


def red_of_stamps(picture: Any, scale: float) -> Any:
    """The same for a picture of red, green and blue dots."""
    import numpy

    found = _stamps(picture, scale) if picture.shape[2] > 2 else ()
    if not found:
        return None
    red = _red(picture)
    shown = numpy.full(picture.shape[:2], 255, numpy.uint8)
    for x0, y0, x1, y1 in found:
        shown[y0:y1, x0:x1] = 255 * (1 - red[y0:y1, x0:x1])
    return shown


def without_stamps(picture: Any, scale: float) -> Any:
    """A picture of red, green and blue dots in grey; what is red in a stamp is as paper is: red
    light does not tell it from white, and thin strokes that have lost some of their red, as JPEG
    keeps colours coarser than light, are as much lighter as there is red around."""
    import cv2
    import numpy

    if picture.shape[2] < 3:
        return picture[:, :, 0].copy()
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    for x0, y0, x1, y1 in _stamps(picture, scale):
        seen = picture[y0:y1, x0:x1].astype(numpy.float32)
        red = seen[:, :, 0]
        paper = numpy.percentile(red, 90)
        near = cv2.GaussianBlur(_redness(seen), (0, 0), _COARSER)
        near = cv2.dilate(near, numpy.ones((3, 3), numpy.uint8))
        lit = numpy.minimum(red + _LOST * near, paper).astype(numpy.uint8)
        stamp = cv2.dilate(_red(picture[y0:y1, x0:x1]), numpy.ones((5, 5), numpy.uint8)) > 0
        grey[y0:y1, x0:x1] = numpy.where(stamp, lit, grey[y0:y1, x0:x1])
    return grey


def _stamps(picture: Any, scale: float) -> Sequence[tuple[int, int, int, int]]:
    """The boxes of the stamps on a picture."""
    import cv2
    import numpy

    mask = _red(picture)
    if not mask.any():
        return ()
    near = max(3, round(3 * scale))
    joined = cv2.dilate(mask, numpy.ones((near, near), numpy.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least, most = (side * scale for side in _SIDE)
    return [
        (x, y, x + w, y + h)
        for x, y, w, h, _ in boxes[1:].tolist()
        if least < min(w, h) and max(w, h) < most and max(w, h) < _ROUND * min(w, h)
    ]


def _red(picture: Any) -> Any:
    """An array of dots, 1 where a picture is red."""
    import numpy

    return (_redness(picture.astype(numpy.int16)) > _RED).astype(numpy.uint8)


def _redness(picture: Any) -> Any:
    """By how many shades red is brighter than the other colours, dot for dot; 0 where it is not."""
    import numpy

    other = numpy.maximum(picture[:, :, 1], picture[:, :, 2])
    return numpy.maximum(picture[:, :, 0] - other, 0)
