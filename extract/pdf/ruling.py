"""The ruling lines of a page that a person can see.

White lines on white paper rule nothing: writers leave them where a field's edge was taken away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pymupdf

from extract.geometry import Box
from extract.lazy import lazy
from extract.pdf.painted import point_shown

#: A filled rectangle this thin (points) is a rule; its longer side is more.
THIN = 3.0
#: A line this little off level or upright (points) is level or upright.
_SLANT = 0.5
#: Shades (0 to 1) that no eye tells apart.
_SHADE = 0.03
#: A white rule is none where it runs through the middles (this share to either side of them) of so
#: many characters.
_SET_ACROSS, _MIDDLE = 3, 0.35
#: The middles of such characters are no further from it than this (points).
_LARGE = 12.0
_PAPER = (1.0, 1.0, 1.0)
_FAINT = 0.05

Shade = tuple[float, ...]


class _Paper:
    """The shades of a page's grounds, the later over the earlier."""

    def __init__(self) -> None:
        self.grounds: list[tuple[Box, Shade]] = []
        self.shades: set[Shade] = {_PAPER}
        self.plain: dict[Shade, bool] = {}

    def lay(self, box: Box, shade: Shade) -> None:
        self.grounds.append((box, shade))
        if shade not in self.shades:
            self.shades.add(shade)
            self.plain.clear()

    def shows(self, box: Box, shade: Shade) -> bool:
        """Whether a rule of that shade differs from what it lies on."""
        if shade not in self.plain:
            self.plain[shade] = all(_differ(shade, other) for other in self.shades)
        return self.plain[shade] or _differ(shade, self._under(box))

    def _under(self, box: Box) -> Shade:
        """What was laid last where the middle of a box is."""
        x, y = box.center
        return next((s for b, s in reversed(self.grounds) if b.contains(x, y)), _PAPER)


def _differ(shade: Shade, other: Shade) -> bool:
    """Whether an eye tells two shades apart."""
    return any(abs(a - b) > _SHADE for a, b in zip(shade, other, strict=True))


def visible_rules(
    drawings: Sequence[Mapping[str, Any]],
    shown: pymupdf.Matrix | None,
    text: Iterable[Box] = (),
) -> tuple[Box, ...]:
    """Of a page's drawings, the thin lines, the edges of thin rectangles and of framed boxes, as
    boxes; places are those of the page as it is shown, by the matrix `shown` where it is turned.

    White ones that `text` (the boxes of characters) is set across divide nothing: they show on the
    shaded rows of a table only."""
    paper = _Paper()
    across = _Across(text)
    rules: list[Box] = []
    for drawing in drawings:
        stroke, fill = (
            _ink(drawing, "color", "stroke_opacity"),
            _ink(drawing, "fill", "fill_opacity"),
        )
        for box, filled in _boxes(drawing["items"], shown):
            thin = box.x1 - box.x0 < THIN or box.y1 - box.y0 < THIN
            if filled and fill and not thin:
                paper.lay(box, fill)
            ink = stroke or (fill if thin or not filled else None)
            if not ink or not paper.shows(box, ink):
                continue
            if _differ(ink, _PAPER) or not across.is_set(box):
                rules.append(box)
    return tuple(rules)


class _Across:
    """The characters of a page, for the rules that run through them."""

    def __init__(self, text: Iterable[Box]) -> None:
        self._text = text

    @lazy
    def _by_side(self) -> tuple[list[Box], list[Box]]:
        """The characters from left to right, and from the top down."""
        boxes = list(self._text)
        return sorted(boxes, key=_across), sorted(boxes, key=_down)

    def is_set(self, rule: Box) -> bool:
        """Whether several characters have a rule run through their middles, along or across."""
        upright = rule.height > rule.width
        place = _across if upright else _down
        boxes = self._by_side[0 if upright else 1]
        at = place(rule)
        near = boxes[
            bisect_left(boxes, at - _LARGE, key=place) : bisect_right(boxes, at + _LARGE, key=place)
        ]
        through = (
            abs(place(b) - at) < _MIDDLE * (b.width if upright else b.height)
            for b in near
            if rule.meets(b)
        )
        return sum(through) >= _SET_ACROSS


def _across(box: Box) -> float:
    return box.center[0]


def _down(box: Box) -> float:
    return box.center[1]


def _ink(drawing: Mapping[str, Any], shade: str, opacity: str) -> Shade | None:
    """The red, green and blue that a drawing lays on, None where it lays on none."""
    found = drawing.get(shade)
    clear = drawing.get(opacity)
    if found is None or (clear is not None and clear < _FAINT):
        return None
    return tuple(found) if len(found) == 3 else (found[0],) * 3


def _boxes(
    items: Sequence[tuple[Any, ...]], shown: pymupdf.Matrix | None
) -> Iterator[tuple[Box, bool]]:
    """The level and upright lines of a drawing, and its rectangles, which may be filled."""
    for item in items:
        if item[0] == "l":
            box = _box((item[1], item[2]), shown)
            if box.x1 - box.x0 < _SLANT or box.y1 - box.y0 < _SLANT:
                yield box, False
        elif item[0] == "re":
            x0, y0, x1, y1 = item[1]
            yield _box(((x0, y0), (x1, y1)), shown), True
        elif item[0] == "qu" and _is_straight(item[1]):
            yield _box(item[1], shown), True


def _is_straight(corners: Sequence[Sequence[float]]) -> bool:
    """Whether a quadrilateral, its corners ul, ur, ll, lr, stands level."""
    ul, ur, ll, lr = corners
    sides = ((ul, ur), (ur, lr), (lr, ll), (ll, ul))
    return all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _SLANT for a, b in sides)


def _box(points: Sequence[Sequence[float]], shown: pymupdf.Matrix | None) -> Box:
    """The box around points, as the page is shown."""
    placed = points if shown is None else [point_shown(p, shown) for p in points]
    if len(placed) == 2:
        (ax, ay), (bx, by) = placed
        if ax <= bx and ay <= by:  # as nearly all are drawn
            return Box(ax, ay, bx, by)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    xs, ys = [p[0] for p in placed], [p[1] for p in placed]
    return Box(min(xs), min(ys), max(xs), max(ys))


def segments(rules: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """The level and the upright lines that rules draw: a framed box draws four."""
    level: list[Box] = []
    upright: list[Box] = []
    for box in rules:
        if box.height < THIN and box.width >= box.height:
            y = box.center[1]
            level.append(Box(box.x0, y, box.x1, y))
        elif box.width < THIN:
            x = box.center[0]
            upright.append(Box(x, box.y0, x, box.y1))
        else:
            level += [Box(box.x0, y, box.x1, y) for y in (box.y0, box.y1)]
            upright += [Box(x, box.y0, x, box.y1) for x in (box.x0, box.x1)]
    return level, upright


def joined(lines: Sequence[Box], near: float) -> list[Box]:
    """Level lines whose heights are so near, made whole where they touch or nearly do."""
    heights: list[list[Box]] = []
    for line in sorted(lines, key=lambda b: b.y0):
        if (
            heights
            and line.y0 - heights[-1][-1].y0 <= near
            and line.y0 - heights[-1][0].y0 <= 2 * near
        ):
            heights[-1].append(line)
        else:
            heights.append([line])
    return [whole for same in heights for whole in _whole(same, near)]


def _whole(lines: Sequence[Box], near: float) -> Iterator[Box]:
    y = sum(b.y0 for b in lines) / len(lines)
    start = end = None
    for line in sorted(lines, key=lambda b: b.x0):
        if start is None or end is None:
            start, end = line.x0, line.x1
        elif line.x0 - end <= near:
            end = max(end, line.x1)
        else:
            yield Box(start, y, end, y)
            start, end = line.x0, line.x1
    if start is not None and end is not None:
        yield Box(start, y, end, y)
