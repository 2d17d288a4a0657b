"""The rules that are seen on the pages, made ready for Camelot's lattice parser, which makes fields
of them (`camelot_parser`).

The rules are those that PyMuPDF draws, so that nothing is read of a page but what it shows; where
a page has none, Camelot looks for lines in its picture.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf

from extract import faults
from extract.geometry import Box, union
from extract.layout import Page, Pages, Turn, lines_of
from extract.paper.camelot_parser import fields_in_picture, fields_of
from extract.paper.doubled import once
from extract.paper.lines import Lines
from extract.pdf.ruling import joined, segments
from extract.vocabulary import vocabulary

#: A page with fewer glyphs has no text to put into a table.
_FEW = 10
#: A page with more lines, or more crossings of them, is a drawing.
_MOST_LINES = 8_000
_MOST_CROSSINGS = 60_000
#: Rules this near to each other (points) are one; lines that end this near to another one meet it;
#: what runs over the outermost crossing by less is not meant to.
_ONE, _MEETS, _OVER = 2.0, 3.0, 12.0
#: A scan covers at least this share of its page, and a page of tables has figures in this share
#: of its lines.
_PICTURE = 0.3
_FIGURES = 0.25
#: Pictures of pages have 300 dots an inch, and no more dots than this; a page that would have less
#: than one dot a point is not looked at.
_SCALE = 300 / 72
#: What Camelot's parser and OpenCV raise on lines that they make nothing of.
_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip
_MOST_DOTS = 12_000_000
#: Why the tables of a page are not read.
_TOO_MANY = "本页线条过多或有损坏，表格未能读取"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rules of all tables, and the pages whose rules could not be looked at, each with why."""

    lines: tuple[Lines, ...]
    failed: tuple[tuple[int, str], ...] = ()


def lattices(pages: Pages, turned: Mapping[int, Turn] | None = None) -> Drawn:
    """The rules of every table: drawn rules first, pixels where a page has no others.

    `turned` says which pages were turned upright, and from which way."""
    found: list[Lines] = []
    failed: list[tuple[int, str]] = []
    for page in pages.pages:
        level, upright = _lines_on(page) if page.has_rules else ([], [])
        try:
            tables = _ruled(page, level, upright)
            why = _TOO_MANY if tables is None else ""
        except _STUMBLES as error:
            tables, why = None, _why_not(error)
        if why:
            failed.append((page.number, why))
        found += tables or ()
    done = {lines.page for lines in found} | {number for number, _ in failed}
    pictured = [p for p in pages.pages if p.number not in done and _may_show_tables(p)]
    raster = _pictured(pages, pictured, turned or {})
    return Drawn((*found, *raster.lines), (*failed, *raster.failed))


def _why_not(error: Exception) -> str:
    """Why the tables of a page are not read, by what came up while its lines were looked at."""
    return faults.said(faults.TABLES, error) if faults.is_own(error) else _TOO_MANY


def _may_show_tables(page: Page) -> bool:
    """Whether a picture takes most of a page that has text, figures in much of it: a scan."""
    if page.scan is not None:  # its rules were looked for where its characters were
        return False
    area = sum(b.width * b.height for b in page.images)
    if len(page.glyphs) < _FEW or area < _PICTURE * page.width * page.height:
        return False
    lines = lines_of(list(page.glyphs))
    figures = sum(1 for line in lines if any(c.isdecimal() for c in line.text))
    titled = any(vocabulary().find("caption.title", line.text) for line in lines)
    return figures > _FIGURES * len(lines) or titled


def _lines_on(page: Page) -> tuple[list[Box], list[Box]]:
    """The level and the upright lines of a page, made whole, meeting and ending at each other."""
    level, upright = segments(page.rules)
    level = joined(level, _ONE)
    upright = [_flipped(b) for b in joined([_flipped(b) for b in upright], _ONE)]
    if len(level) + len(upright) > _MOST_LINES:
        return level, upright
    level, upright = once(level, upright, page.glyphs)
    level = joined(level, _ONE)
    upright = [_flipped(b) for b in joined([_flipped(b) for b in upright], _ONE)]
    return _fitted(level, upright), [
        _flipped(b) for b in _fitted([_flipped(b) for b in upright], [_flipped(b) for b in level])
    ]


def _flipped(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _fitted(level: Sequence[Box], upright: Sequence[Box]) -> list[Box]:
    """Level lines drawn on to the upright ones that they nearly meet, and cut off where they run a
    little over the last one."""
    order = sorted(upright, key=lambda b: b.x0)
    xs = [b.x0 for b in order]
    fitted = []
    for line in level:
        low, high = bisect_left(xs, line.x0 - _MEETS), bisect_left(xs, line.x1 + _MEETS)
        meets = [b.x0 for b in order[low:high] if b.y0 - _MEETS <= line.y0 <= b.y1 + _MEETS]
        start, end = line.x0, line.x1
        if len(meets) > 1:
            start = meets[0] if meets[0] - line.x0 < _OVER else line.x0
            end = meets[-1] if line.x1 - meets[-1] < _OVER else line.x1
        fitted.append(Box(start, line.y0, end, line.y0))
    return fitted


def _ruled(page: Page, level: Sequence[Box], upright: Sequence[Box]) -> list[Lines] | None:
    """The tables that lines make on a page; None where there are too many of them."""
    if not level or not upright:
        return []
    if len(level) + len(upright) > _MOST_LINES:
        return None
    joints = _crossings(level, upright)
    if joints is None:
        return None
    return fields_of(page, level, upright, joints) if joints else []


def _crossings(
    level: Sequence[Box], upright: Sequence[Box]
) -> dict[Box, list[tuple[float, float]]] | None:
    """By the box around lines that hang together, where they cross (y downwards); None for more
    crossings than a page of tables has."""
    order = sorted(range(len(upright)), key=lambda n: upright[n].x0)
    xs = [upright[n].x0 for n in order]
    leader = list(range(len(level) + len(upright)))

    def lead(n: int) -> int:
        while leader[n] != n:
            leader[n] = leader[leader[n]]
            n = leader[n]
        return n

    found: list[tuple[int, float, float]] = []
    for h, line in enumerate(level):
        low, high = bisect_left(xs, line.x0 - _ONE), bisect_left(xs, line.x1 + _ONE)
        for n in order[low:high]:
            if upright[n].y0 - _ONE <= line.y0 <= upright[n].y1 + _ONE:
                found.append((h, upright[n].x0, line.y0))
                leader[lead(len(level) + n)] = lead(h)
        if len(found) > _MOST_CROSSINGS:
            return None
    groups: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for h, x, y in found:
        groups[lead(h)].append((x, y))
    boxes: dict[int, list[Box]] = defaultdict(list)
    for n, box in enumerate((*level, *upright)):
        if lead(n) in groups:
            boxes[lead(n)].append(box)
    return {union(boxes[root]): joints for root, joints in groups.items() if len(joints) > 3}


def _pictured(pages: Pages, wanted: Sequence[Page], turned: Mapping[int, Turn]) -> Drawn:
    """The tables whose rules show in the pictures of pages."""
    if not wanted:
        return Drawn(())
    import cv2

    found: list[Lines] = []
    failed: list[tuple[int, str]] = []
    with pymupdf.open(pages.path, filetype="pdf") as document:
        for page in wanted:
            image = _picture(document[page.number - 1], turned.get(page.number))
            if image is None:
                failed.append((page.number, _TOO_MANY))
                continue
            try:
                found += fields_in_picture(page, image)
            except (*_STUMBLES, cv2.error) as error:
                failed.append((page.number, _why_not(error)))
    return Drawn(tuple(found), tuple(failed))


def _picture(page: pymupdf.Page, turn: Turn | None) -> Any:
    """A page's picture as an array of dots, turned upright; None where it would be too coarse."""
    import cv2
    import numpy

    dots = page.rect.width * page.rect.height
    scale = min(_SCALE, (_MOST_DOTS / max(dots, 1.0)) ** 0.5)
    if scale < 1:
        return None
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    image = numpy.frombuffer(drawn.samples, numpy.uint8).reshape(drawn.h, drawn.w, drawn.n)
    if turn is None:
        return image.copy()
    back = {
        Turn.DOWN: cv2.ROTATE_90_COUNTERCLOCKWISE,
        Turn.UP: cv2.ROTATE_90_CLOCKWISE,
        Turn.OVER: cv2.ROTATE_180,
    }
    return cv2.rotate(image, back[turn])
