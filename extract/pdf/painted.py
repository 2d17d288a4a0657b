"""What a page paints beside its text: areas, pictures and lines, in the order they are painted.

Places are those of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pymupdf

from extract.geometry import Box
from extract.pdf.outlines import Point, outline_of

Colour: TypeAlias = tuple[float, float, float]
#: A painted area less wide or high than this (points) is a rule.
_LEAST = 3.0
#: A character has about so many sides.
_SIDES = 16
#: Text lighter than this may stand on a shade.
_LIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """Something painted: its box and colour (None where that is not one colour), when, whether it
    hides what is under it, and whether it fills its box; where it does not, the corners of what it
    fills (an oval has many), () where that is not one closed line."""

    box: Box
    colour: Colour | None
    order: int
    opaque: bool
    whole: bool
    outline: tuple[Point, ...] = ()


def brightness(colour: Colour) -> float:
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def box_shown(bbox: Sequence[float], shown: pymupdf.Matrix | None) -> Box:
    return Box(*bbox) if shown is None else Box(*(pymupdf.Rect(bbox) * shown))


def point_shown(point: Sequence[float], shown: pymupdf.Matrix | None) -> Sequence[float]:
    return point if shown is None else tuple(pymupdf.Point(point) * shown)


def without_notes(
    page: pymupdf.Page, drawings: Sequence[dict[str, Any]]
) -> Sequence[dict[str, Any]]:
    """Of a page's drawings, those that are its own: what readers put on it (comments, marks) is
    drawn last, each in its own place."""
    places = [Box(*note.rect) for note in page.annots()] if page.first_annot else []
    end = len(drawings)
    while end and any(_inside(drawings[end - 1]["rect"], place) for place in places):
        end -= 1
    return drawings[:end]


def _inside(rect: Sequence[float], place: Box) -> bool:
    x0, y0, x1, y1 = rect
    return (
        x0 >= place.x0 - _LEAST
        and y0 >= place.y0 - _LEAST
        and x1 <= place.x1 + _LEAST
        and y1 <= place.y1 + _LEAST
    )


def is_light(colour: Sequence[float]) -> bool:
    rgb = _rgb(colour)
    return rgb is None or brightness(rgb) > _LIGHT


def fills(drawings: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None) -> Iterator[Shape]:
    """The painted areas that text fits on, no further than their clip lets them be seen."""
    clips: dict[int, Sequence[float]] = {}
    blended: set[int] = set()
    for drawing in drawings:
        level, kind = drawing["level"], drawing["type"]
        if clips and max(clips) >= level:
            clips = {k: clip for k, clip in clips.items() if k < level}
        blended = {k for k in blended if k < level} if blended else blended
        if kind == "clip":
            clips[level] = drawing["scissor"]
        elif kind == "group":
            if drawing["blendmode"] != "Normal" or drawing["opacity"] < 1:
                blended.add(level)
        elif may_cover(drawing):
            for rect, colour, opaque, whole in _areas(drawing):
                seen_of_it = _common([rect, *clips.values()])
                if min(seen_of_it[2] - seen_of_it[0], seen_of_it[3] - seen_of_it[1]) >= _LEAST:
                    box, solid = box_shown(seen_of_it, shown), opaque and not blended
                    around = () if whole or not solid else outline_of(drawing["items"], shown)
                    yield Shape(box, colour, drawing["seqno"], solid, whole, around)


def may_cover(drawing: dict[str, Any]) -> bool:
    """Whether what a path paints is wide and high enough for text to stand on, or lie under."""
    x0, y0, x1, y1 = drawing["rect"]
    filled = "f" in drawing["type"] and min(x1 - x0, y1 - y0) >= _LEAST
    return filled or (drawing.get("width") or 0) >= _LEAST


_Area: TypeAlias = tuple[Sequence[float], Colour | None, bool, bool]


def _areas(drawing: dict[str, Any]) -> Iterator[_Area]:
    """What a path paints: its inside, box by box where it is made of boxes, and thick lines; each
    with its colour, whether it is opaque, and whether it fills its box."""
    items = drawing["items"]
    if "f" in drawing["type"]:
        fill, opaque = _rgb(drawing.get("fill")), drawing.get("fill_opacity", 1) in (1, None)
        opaque = opaque and drawing.get("fill") is not None
        boxes = [item[1] for item in items if item[0] == "re"]
        if len(boxes) == len(items):
            yield from ((box, fill, opaque, True) for box in boxes)
        else:
            yield drawing["rect"], fill, opaque, _is_box(items)
    elif (drawing.get("width") or 0) >= _LEAST:
        half, opaque = drawing["width"] / 2, drawing.get("stroke_opacity", 1) in (1, None)
        for item in items:
            if item[0] == "l":
                (ax, ay), (bx, by) = item[1], item[2]
                level, upright = abs(ay - by) < 1, abs(ax - bx) < 1
                if level or upright:
                    dx, dy = (0.0, half) if level else (half, 0.0)
                    rect = (min(ax, bx) - dx, min(ay, by) - dy, max(ax, bx) + dx, max(ay, by) + dy)
                    yield rect, _rgb(drawing.get("color")), opaque, True


def _common(rects: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """What rectangles have in common; with a side of no length where that is nothing."""
    if len(rects) == 1:
        x0, y0, x1, y1 = rects[0]
    else:
        lows, highs = (
            ([r[n] for r in rects] for n in (0, 1)),
            ([r[n] for r in rects] for n in (2, 3)),
        )
        (x0, y0), (x1, y1) = map(max, lows), map(min, highs)
    return x0, y0, max(x0, x1), max(y0, y1)


def _rgb(fill: Sequence[float] | None) -> Colour | None:
    if fill is None or len(fill) not in (1, 3):
        return None
    return (fill[0], fill[0], fill[0]) if len(fill) == 1 else (fill[0], fill[1], fill[2])


def _is_box(items: Sequence[Any]) -> bool:
    """Whether a path is an upright rectangle, drawn as one or by its sides."""
    if len(items) == 1 and items[0][0] == "qu":
        corners = [(items[0][1][n], items[0][1][n + 1]) for n in (0, 2, 4, 6)] if isinstance(
            items[0][1][0], float) else list(items[0][1])  # fmt: skip
    elif 3 <= len(items) <= 5 and all(i[0] == "l" for i in items):
        corners = [i[1] for i in items]
    else:
        return False
    xs, ys = {round(c[0]) for c in corners}, {round(c[1]) for c in corners}
    return len(xs) <= 2 and len(ys) <= 2


def pictures_of(
    page: pymupdf.Page, pictures: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None
) -> Iterator[Shape]:
    """The pictures and shades, which may be of any colour."""
    masked = {tuple(round(v) for v in i["bbox"]): i.get("has-mask", True) for i in pictures}
    for order, (kind, bbox) in enumerate(page.get_bboxlog()):
        if kind == "fill-image":
            opaque = not masked.get(tuple(round(v) for v in bbox), True)
            yield Shape(box_shown(bbox, shown), None, order, opaque, True)
        elif kind in ("fill-shade", "fill-imgmask"):
            yield Shape(box_shown(bbox, shown), None, order, False, False)


def characters_of(drawing: dict[str, Any]) -> int:
    """How many characters turned into outlines a path may hold: one, or more where it has many
    sides, as a line of them in one path has."""
    return max(1, len(drawing["items"]) // _SIDES) if _is_small(drawing) else 0


def _is_small(drawing: dict[str, Any]) -> bool:
    """Whether a painted path may be a character turned into outlines."""
    if "f" not in drawing["type"]:
        return False
    x0, y0, x1, y1 = drawing["rect"]
    if not (2 < y1 - y0 < 40 and x1 - x0 > 1):  # as rules are not
        return False
    return len(drawing["items"]) > 6 or any(i[0] == "c" for i in drawing["items"])
