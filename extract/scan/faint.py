"""Rules too thin to be ink: hairlines that a scanner shows a few shades darker than the paper.

Dot by dot they are lost in the noise. Along a rule there are hundreds of dots, and what is darker
on the whole than what lies beside it on both sides is a line. What is ink is left out: characters
above each other, and rules that are seen anyway.
"""

from __future__ import annotations

from typing import Any

#: Shades are averaged over so many points along a rule, and held against those so many points
#: beside it on both sides; by so many shades of 256 it is darker.
_ALONG, _BESIDE, _DARKER = 6.0, 2.0, 4.0
#: Gaps of so many points are where rules cross it; the shortest of such rules (points).
_CROSSED, _LONG = 9.0, 40.0
#: So much of its length is darker.
_WHOLE = 0.8


def without_ink(picture: Any, ink: Any) -> Any:
    """A grey picture with paper where there is ink, and around it."""
    import cv2
    import numpy

    around = cv2.dilate(ink, numpy.ones((5, 5), numpy.uint8))
    return numpy.where(around > 0, paper_of(picture), picture)


def paper_of(picture: Any) -> Any:
    """The shades of the paper of a grey picture."""
    import cv2

    height, width = picture.shape
    small = cv2.resize(picture, (max(1, width // 8), max(1, height // 8)))
    return cv2.resize(cv2.medianBlur(small, 9), (width, height))


def faint_runs(picture: Any, scale: float) -> list[tuple[int, int, int, int]]:
    """The faint level rules on a grey picture without ink, of `scale` dots a point, as boxes of
    dots; those of a flipped picture are the upright ones."""
    import cv2
    import numpy

    along, beside = 2 * round(_ALONG * scale / 2) + 1, max(3, round(_BESIDE * scale))
    shades = cv2.blur(picture.astype(numpy.float32), (along, 1))
    around = numpy.minimum(numpy.roll(shades, beside, 0), numpy.roll(shades, -beside, 0))
    darker = (around - shades > _DARKER).astype(numpy.uint8)
    darker[:beside] = darker[-beside:] = 0
    thick = cv2.dilate(darker, numpy.ones((3, 1), numpy.uint8))  # a slope that is left
    gap, long = round(_CROSSED * scale), round(_LONG * scale)
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, numpy.ones((1, gap), numpy.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones((1, long), numpy.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for x, y, width, height, _area in boxes[1:].tolist():
        filled = thick[y : y + height, x : x + width].any(axis=0).mean() > _WHOLE
        if height <= 2 * beside and filled:
            found.append((x, y, x + width, y + height))
    return found
