"""Characters that a font calls blanks, or nothing at all, and draws: the points of figures.

A file says itself which character a glyph is. Where it calls the point of 1,684.13 a blank, the
page shows the point and the text has 1,684 13, or 168413 where the blank has no form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

import numpy
import pymupdf

from extract.characters import UNKNOWN, seen
from extract.pdf.miscoded import Coded

#: Text that runs level, and where a glyph is looked at: so many places of each.
_LEVEL, _LOOKS = 0.999, 3
#: A point or comma is no wider than this (font sizes), and no narrower.
_NARROW, _WIDE = 0.08, 0.7
#: What stands between two digits is no further from them than this (font sizes).
_GAP = 0.15
#: It is drawn so many dots high; ink is darker, or lighter, than the paper by so many of 255 steps.
_DOTS_HIGH, _CONTRAST = 48, 60

#: A mark on the line rises no higher over it than this (font sizes); a comma reaches so far under
#: it, a point no further than that.
_HIGH, _COMMA, _POINT = 0.3, 0.08, 0.04
#: A bar that parts thousands, as some fonts draw the blank that keeps a figure together, is higher
#: than this, and no wider than this.
_BAR, _THIN = 0.5, 0.12

#: Codes that are no blanks: most of a page's.
_PLAIN = frozenset((*range(0x21, 0x7F), *range(0x4E00, 0xA000)))

#: Where a glyph stands: its box, its baseline, its size.
Place: TypeAlias = tuple[Sequence[float], float, float]
#: By font, what glyphs are drawn as that are called something else.
Drawn: TypeAlias = Mapping[str, Mapping[Coded, str]]


def inked(page: pymupdf.Page, traced: Sequence[Mapping[str, Any]]) -> Drawn:
    """By font, the glyphs between the digits of figures that are called blanks, or nothing, and
    are drawn all the same, each with what is seen there: a point, a comma, or something unknown.
    `traced` is what PyMuPDF traces."""
    places: dict[tuple[str, Coded], list[Place]] = defaultdict(list)
    for span in traced:
        if span["dir"][0] > _LEVEL and span["size"]:
            for coded, box, baseline in _between_digits(span["chars"], span["size"]):
                places[span["font"], coded].append((box, baseline, span["size"]))
    found: dict[str, dict[Coded, str]] = defaultdict(dict)
    if not places:
        return found
    drawn = _as_stored(page)
    for (font, coded), at in places.items():
        seen_there = {_mark(drawn, *place) for place in at[:_LOOKS]}
        if "" not in seen_there:
            found[font][coded] = seen_there.pop() if len(seen_there) == 1 else UNKNOWN
    return found


def _between_digits(
    chars: Sequence[tuple[int, int, Sequence[float], Sequence[float]]], size: float
) -> Iterator[tuple[Coded, Sequence[float], float]]:
    """The blanks, and what has no form, that fill the room between two digits; each with its
    baseline."""
    most = _GAP * size
    for n, (code, glyph, origin, box) in enumerate(chars):
        if code in _PLAIN or not 0 < n < len(chars) - 1:
            continue
        (before, _, _, left), (after, _, _, right) = chars[n - 1], chars[n + 1]
        if not (_is_digit(before) and _is_digit(after)) or not _is_nothing(code):
            continue
        near = box[0] - left[2] <= most and -most <= right[0] - box[2] <= most
        if near and _NARROW * size <= box[2] - box[0] <= _WIDE * size:
            yield (code, glyph), box, origin[1]


def _is_digit(code: int) -> bool:
    return 0x30 <= code <= 0x39


def _is_nothing(code: int) -> bool:
    char = seen(chr(code))
    return not char or char.isspace()


def _mark(drawn: pymupdf.DisplayList, box: Sequence[float], baseline: float, size: float) -> str:
    """What is drawn in the room of a glyph and reaches neither of its sides (what stands beside
    it may reach in, and a rule runs through); "" for nothing, or for a thin bar."""
    scale = _DOTS_HIGH / size
    room = (box[0], baseline - size, box[2], baseline + _HIGH * size)
    shown = drawn.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0, clip=room
    )
    grey = numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.height, shown.stride)
    grey = grey[:, : shown.width].astype(numpy.int64)
    if min(grey.shape) < 3:
        return ""
    ink = numpy.abs(grey - int(numpy.median(grey))) > _CONTRAST
    clear = numpy.flatnonzero(~ink.any(axis=0))
    if not len(clear):
        return ""
    ink = ink[:, clear[0] : clear[-1]]
    rows, columns = (numpy.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return ""
    line = (baseline * scale - shown.y) / _DOTS_HIGH  # all in font sizes from here on
    above, under = line - rows[0] / _DOTS_HIGH, (rows[-1] + 1) / _DOTS_HIGH - line
    if above > _BAR and under > _COMMA and len(columns) < _THIN * _DOTS_HIGH:
        return ""
    if not 0 < above < _HIGH:
        return UNKNOWN
    return "." if under < _POINT else "," if under > _COMMA else UNKNOWN


def _as_stored(page: pymupdf.Page) -> pymupdf.DisplayList:
    """What a page draws, in the places of the page as it is stored."""
    turned = page.rotation
    if turned:
        page.set_rotation(0)
    drawn = page.get_displaylist()
    if turned:
        page.set_rotation(turned)
    return cast(pymupdf.DisplayList, drawn)
