"""Rules too thin to be ink: hairlines that a scanner shows a few shades darker than the paper.

Dot by dot they are lost in the noise. Along a rule there are hundreds of dots, and what is darker
on the whole than what lies beside it on both sides is a line. What is ink is left out: characters
above each other, and rules that are seen anyway.
"""

from __future__ import annotations

from typing import Any

#: Shades are averaged over so many points along a rule, in steps, and held against those so many
#: points beside it on both sides; by so many shades of 256 it is darker.
_ALONG, _STEP, _BESIDE, _DARKER = 6.0, 1.2, 2.0, 4.0
#: Gaps of so many points are where rules cross it, or characters stand on it; the shortest of such
#: rules (points).
_CROSSED, _LONG = 9.0, 40.0
#: So much of what is seen of it is darker, and so much of it is seen; so much of a place is no ink.
_WHOLE, _SEEN, _PLAIN = 0.8, 0.3, 0.4
#: Ink no higher (points), and so much wider than it is high, may be a piece of a rule.
_THIN, _FLAT = 1.5, 2
#: How far (points, along the lines of text and across them) ink blurs what is around it.
_AROUND = (2.0, 0.7)


def plain_of(ink: Any, scale: float) -> Any:
    """Where there is neither ink nor the edge of any (1): of `scale` dots a point."""
    import cv2
    import numpy

    wide, high = (2 * max(2, round(at * scale)) + 1 for at in _AROUND)
    return 1 - cv2.dilate(ink, numpy.ones((high, wide), numpy.uint8))


def without_dashes(ink: Any, scale: float) -> Any:
    """Ink without what is low and wide by itself, as pieces of a thin level rule are."""
    import cv2
    import numpy

    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    kept = (high > max(2, round(_THIN * scale))) | (wide < _FLAT * high)
    kept[0] = False
    return kept[labels].astype(numpy.uint8)


def faint_runs(picture: Any, plain: Any, scale: float) -> list[tuple[int, int, int, int]]:
    """The faint level rules on a grey picture of `scale` dots a point where it is `plain`, as boxes
    of dots; those of both flipped are the upright ones."""
    import cv2
    import numpy

    step = max(1, round(_STEP * scale))  # dots along a rule that are taken together
    along, beside = max(1, round(_ALONG * scale / step)), max(3, round(_BESIDE * scale))
    height, width = picture.shape
    size = (-(-width // step), height)
    known = plain.astype(numpy.float32)
    share = cv2.blur(cv2.resize(known, size, interpolation=cv2.INTER_AREA), (along, 1))
    shades = cv2.resize(picture * known, size, interpolation=cv2.INTER_AREA)
    shades = cv2.blur(shades, (along, 1)) / numpy.maximum(share, 0.01)
    seen = share > _PLAIN
    seen &= numpy.roll(seen, beside, 0) & numpy.roll(seen, -beside, 0)
    around = numpy.minimum(numpy.roll(shades, beside, 0), numpy.roll(shades, -beside, 0))
    seen[:beside] = seen[-beside:] = False
    darker = (seen & (around - shades > _DARKER)).astype(numpy.uint8)
    thick = cv2.dilate(darker, numpy.ones((3, 1), numpy.uint8))  # a slope that is left
    gap, long = round(_CROSSED * scale / step), round(_LONG * scale / step)
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, numpy.ones((1, gap), numpy.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones((1, long), numpy.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for x, y, wide, high, _area in boxes[1:].tolist():
        there = seen[y : y + high, x : x + wide].any(axis=0)
        filled = thick[y : y + high, x : x + wide].any(axis=0)
        clear = there.mean() > _SEEN and (filled & there).sum() > _WHOLE * there.sum()
        if high <= 2 * beside and clear:
            found.append((x * step, y, min(width, (x + wide) * step), y + high))
    return found


def paper_of(picture: Any) -> Any:
    """The shades of the paper of a grey picture."""
    import cv2

    height, width = picture.shape
    small = cv2.resize(picture, (max(1, width // 8), max(1, height // 8)))
    return cv2.resize(cv2.medianBlur(small, 9), (width, height))
