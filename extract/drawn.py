"""What a page draws, in the order it is drawn: runs of characters, boxes, pictures and rules.

Places are those of the page as it is shown. PDFs exported by Word carry their text a second time as
ActualText in the structure tree, and the two can differ; what counts is what is drawn, so
ActualText is ignored.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pymupdf

from extract.characters import seen
from extract.geometry import Box, union

_FLAGS = pymupdf.TEXT_IGNORE_ACTUALTEXT | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CLIP
_FILLED, _STROKED = 16, 32
#: A gap this wide (font sizes) ends a run: what stands beyond is another field.
_GAP = 1.2
#: Where the order of a character is not known, it is drawn after everything.
_LAST = 1 << 30
#: A painted area less wide or high than this (points) is a rule.
_LEAST = 3.0
#: A line lighter than this is not seen on paper.
_WHITE = 0.9
#: Text lighter than this may stand on a shade.
_LIGHT = 0.5
Colour: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: its box, the baseline it stands on and its font size (points)."""

    char: str
    box: Box
    baseline: float
    size: float


@dataclass(frozen=True)
class Run:
    """Characters set in one go, side by side in one style. `angle` is the way they run in
    degrees, clockwise from level; `order` is when they are drawn; `alpha` 0 for text that paints
    nothing; `outlined` for text with strokes of their own colour."""

    glyphs: tuple[Glyph, ...]
    colour: Colour
    alpha: float
    size: float
    angle: int
    order: int
    outlined: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(g.char for g in self.glyphs)

    @cached_property
    def box(self) -> Box:
        return union((self.glyphs[0].box, self.glyphs[-1].box))

    @cached_property
    def style(self) -> tuple[float, Colour, float]:
        """What tells it from other text of the page."""
        return round(self.size * 2) / 2, self.colour, round(self.alpha, 1)

    @property
    def light(self) -> float:
        """How light its colour is, from 0 (black) to 1 (white)."""
        return brightness(self.colour)


@dataclass(frozen=True, slots=True)
class Shape:
    """Something painted: its box and colour (None where that is not one colour), when, whether it
    hides what is under it, and whether it fills its box."""

    box: Box
    colour: Colour | None
    order: int
    opaque: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as drawn. `clipped` are the characters outside what their clip lets be painted,
    `strokes` the thin level lines that are not white, `small` the boxes of curved shapes of the
    size of a character."""

    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    rules: tuple[Box, ...]
    images: tuple[Box, ...]
    clipped: tuple[Glyph, ...]
    strokes: tuple[Box, ...]
    small: tuple[Box, ...]


def brightness(colour: Colour) -> float:
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def drawing_of(page: pymupdf.Page) -> Drawing:
    """What a page draws."""
    shown = page.rotation_matrix if page.rotation else None
    drawings = page.get_cdrawings(extended=True)
    pictures = page.get_image_info()
    shapes = list(_fills(drawings, shown))
    traced = page.get_texttrace()
    if pictures or any(_is_light(span["color"]) for span in traced):
        shapes += _pictures(page, pictures, shown)
    orders = _orders(traced) if shapes else {}
    raw = page.get_text("rawdict", flags=_FLAGS)
    runs = tuple(
        run
        for block in raw["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for run in _runs(span, line["dir"], shown, orders)
    )
    return Drawing(
        runs,
        tuple(shapes),
        tuple(_rules(drawings, shown)),
        tuple(box_shown(info["bbox"], shown) for info in pictures),
        tuple(_clipped(raw, traced, shown)),
        tuple(_strokes(drawings, shown)),
        tuple(box_shown(d["rect"], shown) for d in drawings if _is_small(d)),
    )


def _is_light(colour: Sequence[float]) -> bool:
    rgb = _rgb(colour)
    return rgb is None or brightness(rgb) > _LIGHT


def box_shown(bbox: Sequence[float], shown: pymupdf.Matrix | None) -> Box:
    return Box(*bbox) if shown is None else Box(*(pymupdf.Rect(bbox) * shown))


def _point_shown(point: Sequence[float], shown: pymupdf.Matrix | None) -> Sequence[float]:
    return point if shown is None else tuple(pymupdf.Point(point) * shown)


# -- characters ----------------------------------------------------------------------------------

_Key: TypeAlias = tuple[str, int, int]


def _key(char: str, origin: Sequence[float]) -> _Key:
    return char, round(origin[0]), round(origin[1])


def _orders(traced: Sequence[dict[str, Any]]) -> dict[_Key, deque[int]]:
    """When each character is drawn, by what and where it is."""
    orders: dict[_Key, deque[int]] = defaultdict(deque)
    for span in traced:
        for code, _, origin, _ in span["chars"]:
            orders[_key(chr(code), origin)].append(span["seqno"])
    return orders


def _clipped(
    raw: dict[str, Any], traced: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None
) -> Iterator[Glyph]:
    """The characters that are drawn outside what may be painted."""
    chars = [
        c
        for block in raw["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for c in span["chars"]
    ]
    if sum(len(span["chars"]) for span in traced) <= len(chars):
        return
    taken = {_key(c["c"], c["origin"]) for c in chars}
    for span in traced:
        for code, _, origin, bbox in span["chars"]:
            char = seen(chr(code))
            if char and not char.isspace() and _key(chr(code), origin) not in taken:
                yield Glyph(
                    char, box_shown(bbox, shown), _point_shown(origin, shown)[1], span["size"]
                )


def _runs(
    span: dict[str, Any],
    direction: Sequence[float],
    shown: pymupdf.Matrix | None,
    orders: Mapping[_Key, deque[int]],
) -> Iterator[Run]:
    """The characters of a span, blanks left out, divided at wide gaps."""
    x, y = _turned(direction, shown)
    angle = round(math.degrees(math.atan2(y, x))) % 360
    flags = span["char_flags"]
    alpha = span["alpha"] / 255 if flags & (_FILLED | _STROKED) else 0.0
    colour, outlined = _colour(span["color"]), bool(flags & _STROKED)
    for part, order in _parts(span, shown, orders, level=angle == 0):
        yield Run(tuple(part), colour, alpha, span["size"], angle, order, outlined)


def _parts(
    span: dict[str, Any],
    shown: pymupdf.Matrix | None,
    orders: Mapping[_Key, deque[int]],
    *,
    level: bool,
) -> list[tuple[list[Glyph], int]]:
    """A span's characters divided at wide gaps, each part with the time it is drawn."""
    parts: list[tuple[list[Glyph], int]] = []
    size, last = span["size"], None
    for c in span["chars"]:
        at = _LAST
        if orders:
            waiting = orders.get(_key(c["c"], c["origin"]))
            at = waiting.popleft() if waiting else _LAST
        char = seen(c["c"])
        if not char or char.isspace():
            continue
        box = box_shown(c["bbox"], shown)
        glyph = Glyph(char, box, _point_shown(c["origin"], shown)[1], size)
        gap = (box.x0 - last.x1 if level else _apart(last, box)) if last else 0.0
        if not parts or gap > _GAP * size:
            parts.append(([], at))
        parts[-1][0].append(glyph)
        last = box
    return parts


def _turned(direction: Sequence[float], shown: pymupdf.Matrix | None) -> tuple[float, float]:
    x, y = direction
    if shown is None:
        return x, y
    return x * shown.a + y * shown.c, x * shown.b + y * shown.d


def _colour(rgb: int) -> Colour:
    return (rgb >> 16 & 255) / 255, (rgb >> 8 & 255) / 255, (rgb & 255) / 255


def _apart(a: Box, b: Box) -> float:
    """The gap between two characters, whichever way they run."""
    return max(b.x0 - a.x1, a.x0 - b.x1, b.y0 - a.y1, a.y0 - b.y1)


# -- shapes ----------------------------------------------------------------------------------------


def _fills(drawings: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None) -> Iterator[Shape]:
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
        else:
            for rect, colour, opaque, whole in _areas(drawing):
                seen_of_it = _common([rect, *clips.values()])
                if min(seen_of_it[2] - seen_of_it[0], seen_of_it[3] - seen_of_it[1]) >= _LEAST:
                    box = box_shown(seen_of_it, shown)
                    yield Shape(box, colour, drawing["seqno"], opaque and not blended, whole)


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
    elif drawing.get("width", 0) >= _LEAST:
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


def _pictures(
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


def _rules(drawings: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None) -> Iterator[Box]:
    """Thin lines, the edges of thin rectangles and of framed boxes, as boxes."""
    for drawing in drawings:
        if drawing["type"] in ("clip", "group"):
            continue
        for item in drawing["items"]:
            if item[0] == "l":
                ax, ay = _point_shown(item[1], shown)
                bx, by = _point_shown(item[2], shown)
                if abs(ax - bx) < 1 or abs(ay - by) < 1:
                    yield Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            elif item[0] == "re":
                box = box_shown(item[1], shown)
                if min(box.width, box.height) < 3 or "s" in drawing["type"]:
                    yield box


def _strokes(drawings: Sequence[dict[str, Any]], shown: pymupdf.Matrix | None) -> Iterator[Box]:
    """Thin level lines that can be seen."""
    for drawing in drawings:
        if drawing["type"] not in ("s", "f", "fs"):
            continue
        colour = _rgb(drawing.get("color") or drawing.get("fill"))
        if colour is None or brightness(colour) < _WHITE:
            for box in _rules((drawing,), shown):
                if box.height < _LEAST and box.width > _LEAST:
                    yield box


def _is_small(drawing: dict[str, Any]) -> bool:
    """Whether a painted path may be a character turned into outlines."""
    if "f" not in drawing["type"]:
        return False
    x0, y0, x1, y1 = drawing["rect"]
    curved = len(drawing["items"]) > 6 or any(i[0] == "c" for i in drawing["items"])
    return curved and 2 < y1 - y0 < 40 and x1 - x0 > 1
