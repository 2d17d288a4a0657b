"""Characters that a font calls blanks, or nothing at all, and draws: the points of figures.

A file says itself which character a glyph is. Where it calls the point of 1,684.13 a blank, the
page shows the point and the text has 1,684 13, or 168413 where the blank has no form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy
import pymupdf

from extract.characters import seen
from extract.pdf.miscoded import Coded

#: Text that runs level, and where a glyph is looked at: so many places of each.
_LEVEL, _LOOKS = 0.999, 3
#: A point or comma is no wider than this (font sizes), and no narrower.
_NARROW, _WIDE = 0.08, 0.7
#: What stands between two digits is no further from them than this (font sizes).
_GAP = 0.15
#: It is drawn so many dots high; ink is darker, or lighter, than the paper by so many of 255 steps.
_DOTS_HIGH, _CONTRAST = 48, 60

Place = tuple[Sequence[float], float]


def inked(page: pymupdf.Page, traced: Sequence[Mapping[str, Any]]) -> dict[str, set[Coded]]:
    """By font, the glyphs between the digits of figures that are called blanks, or nothing, and
    are drawn all the same; `traced` is what PyMuPDF traces."""
    places: dict[tuple[str, Coded], list[Place]] = defaultdict(list)
    for span in traced:
        if span["dir"][0] > _LEVEL and span["size"]:
            for code, glyph, box in _between_digits(span["chars"], span["size"]):
                places[span["font"], (code, glyph)].append((box, span["size"]))
    found: dict[str, set[Coded]] = defaultdict(set)
    if not places:
        return found
    drawn = _as_stored(page)
    for (font, coded), at in places.items():
        if all(_has_ink(drawn, *place) for place in at[:_LOOKS]):
            found[font].add(coded)
    return found


def _between_digits(
    chars: Sequence[tuple[int, int, Any, Sequence[float]]], size: float
) -> Iterator[tuple[int, int, Sequence[float]]]:
    """The blanks, and what has no form, that fill the room between two digits."""
    for one, blank, other in zip(chars, chars[1:], chars[2:], strict=False):
        (before, _, _, left), (code, glyph, _, box), (after, _, _, right) = one, blank, other
        if not (_is_digit(before) and _is_digit(after)) or not _is_nothing(code):
            continue
        width, most = box[2] - box[0], _GAP * size
        near = box[0] - left[2] <= most and -most <= right[0] - box[2] <= most
        if near and _NARROW * size <= width <= _WIDE * size:
            yield code, glyph, box


def _is_digit(code: int) -> bool:
    return 0x30 <= code <= 0x39


def _is_nothing(code: int) -> bool:
    char = seen(chr(code))
    return not char or char.isspace()


def _has_ink(drawn: pymupdf.DisplayList, box: Sequence[float], size: float) -> bool:
    """Whether something is drawn in the room of a glyph that reaches neither of its sides: what
    stands beside it may reach in, and a rule runs through."""
    scale = _DOTS_HIGH / size
    shown = drawn.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0, clip=box
    )
    grey = numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.height, shown.stride)
    grey = grey[:, : shown.width].astype(numpy.int64)
    if min(grey.shape) < 3:
        return False
    ink = (numpy.abs(grey - int(numpy.median(grey))) > _CONTRAST).any(axis=0)
    inner = numpy.flatnonzero(~ink)
    # between the first and the last column without ink
    return bool(len(inner)) and bool(ink[inner[0] : inner[-1]].any())


def _as_stored(page: pymupdf.Page) -> pymupdf.DisplayList:
    """What a page draws, in the places of the page as it is stored."""
    turned = page.rotation
    if not turned:
        return page.get_displaylist()
    page.set_rotation(0)
    drawn = page.get_displaylist()
    page.set_rotation(turned)
    return drawn
