"""The pages of a file that are pictures, read: characters and rules, as a text page has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import pymupdf

from extract.geometry import Box
from extract.layout import Page, Pages
from extract.pdf.opened import opened
from extract.scan import cache, watch
from extract.scan.counted import with_ordinals
from extract.scan.divided import divided
from extract.scan.engine import Model, Piece, available, one_thread, recognise
from extract.scan.overlapping import without_overlaps
from extract.scan.photographed import corners_of
from extract.scan.pictures import is_picture, picture_of, scale_of
from extract.scan.placed import placed
from extract.scan.points import with_points
from extract.scan.reading import Reading, understood, written
from extract.scan.rims import Rim, rims_of, without_rims
from extract.scan.ruling import Inked, inked, outside, without_rules
from extract.scan.settled import Settled, settled
from extract.scan.spread import gutter_of, in_halves, without_number
from extract.scan.straight import slope_of, straightened
from extract.scan.strokes import without_strokes
from extract.scan.torn import with_torn
from extract.scan.unread import dashes, unread_spots, with_strokes
from extract.scanned import Scan, Tilt, Word

#: Characters that a model is this sure of on the whole are those of the picture as it lies.
_SURE = 0.8
#: Where a page has text that somebody's machine recognised, and much less is read here, that text
#: is the better one.
_BETTER = 0.6


def with_scans(pages: Pages) -> Pages:
    """The pages of a file, those read that are pictures of text; as they are where nothing is to
    recognise characters with, or none are to be (`watch.Ocr`)."""
    wanted = [page for page in pages.pages if is_picture(page)]
    told = watch.current()
    if not wanted or not told.wanted or not available():
        return pages
    told.counted(len(wanted))
    one_thread()
    read: dict[int, Page] = {}
    with opened(pages.path) as document:
        for number, page in enumerate(wanted, 1):
            found = _reading(document[page.number - 1])
            if len(found.glyphs) > _BETTER * len(page.glyphs):
                read[page.number] = _with_reading(page, found)
            told.done(number, len(wanted))
    return replace(pages, pages=tuple(read.get(p.number, p) for p in pages.pages))


def _with_reading(page: Page, reading: Reading) -> Page:
    """A page with what was read from its picture instead of what it had."""
    tilt = reading.scan.tilt
    return replace(
        page,
        width=tilt.size[0],
        height=tilt.size[1],
        glyphs=reading.glyphs,
        rules=reading.rules,
        images=(Box(0, 0, *tilt.size),),
        recognised=False,
        pictures=(),
        hidden=(),
        overlays=(),
        outlined=False,
        scan=reading.scan,
    )


def _reading(page: pymupdf.Page) -> Reading:
    """What the picture of a page says, taken from the cache where it was read before."""
    scale = scale_of(page)
    picture = picture_of(page, scale)
    key = cache.key_of(picture, scale)
    known = cache.known(key)
    if known is None:
        known = understood(written(read_picture(picture, scale)))  # as the cache would give it
        cache.keep(key, known)
    return known


def read_picture(picture: Any, scale: float) -> Reading:
    """What a grey picture of `scale` dots a point says."""
    straight, tilt, second, rims = _upright(picture, scale)
    found = inked(straight, scale, [rim.shown(scale) for rim in rims])
    plain = partial(without_strokes, ink=found.ink, rules=found.rules, scale=scale)
    parted = partial(divided, ink=found.ink, rules=found.rules, scale=scale)
    first = plain(parted(without_overlaps(recognise(straight), found.ink)))
    first = with_strokes(found.ink, first)
    second = plain(parted(without_overlaps(second, found.ink)))
    unread = unread_spots(found.ink, [*first, *second])
    bare = without_rules(straight, found)
    pieces = with_points(settled(bare, first, second, unread, plain), found.ink)
    pieces = with_ordinals(with_torn(pieces), found.ink)
    blank = dashes(found.ink, [one.piece for one in pieces])
    pieces = (*pieces, *(Settled(dash) for dash in blank))
    gutter = gutter_of(found.ink, [one.piece for one in pieces], found.rules, scale)
    if gutter:
        return _folded(replace(tilt, fold=gutter), pieces, found, scale)
    glyphs = placed([one.piece for one in pieces], found.ink, scale)
    words = tuple(_word(one, scale) for one in pieces)
    rules = outside(found.rules, [word.box for word in words])
    return Reading(Scan(tilt, words), glyphs, rules)


def _folded(tilt: Tilt, pieces: Sequence[Settled], found: Inked, scale: float) -> Reading:
    """What a picture of two pages says, the right one below the left one."""
    left, right = in_halves(pieces, tilt.fold, scale)
    words = [_word(one, scale) for one in pieces]
    rules = outside(found.rules, [word.box for word in words])
    height = found.ink.shape[0]
    halves = without_number(left, height, at_top=False), without_number(right, height, at_top=True)
    glyphs = tuple(
        replace(glyph, box=box, baseline=box.y1)
        for half in halves
        for glyph in placed([one.piece for one in half], found.ink, scale)
        for box in (tilt.folded(glyph.box),)
    )
    moved = tuple(replace(word, box=tilt.folded(word.box)) for word in words)
    return Reading(Scan(tilt, moved), glyphs, tuple(map(tilt.folded, rules)))


class _Turned(NamedTuple):
    """A picture made straight, how it lay, what the second model reads on it, and the rims of the
    stamps that were taken from it."""

    straight: Any
    tilt: Tilt
    second: tuple[Piece, ...]
    rims: tuple[Rim, ...]


def _upright(picture: Any, scale: float) -> _Turned:
    """A picture made straight and upright: a sheet that was fed in sideways or upside down gives
    the second model next to nothing that it is sure of."""
    corners = tuple(at / scale for at in corners_of(picture))
    found = [_turned(picture, scale, 0, corners)]
    if not _makes_sense(found[0].second):
        found += [_turned(picture, scale, quarters, corners) for quarters in (1, 2, 3)]
    return max(found, key=lambda one: _sense(one.second))


def _turned(picture: Any, scale: float, quarters: int, corners: tuple[float, ...]) -> _Turned:
    sheet = (picture.shape[1] / scale, picture.shape[0] / scale) if corners else (0.0, 0.0)
    level = straightened(picture, Tilt(quarters, 0.0, 0.0, 0.0, corners), scale)
    height, width = level.shape
    tilt = Tilt(quarters, slope_of(level), width / scale, height / scale, corners, sheet)
    straight = straightened(picture, tilt, scale)
    rims = rims_of(straight, scale)
    straight = without_rims(straight, rims, scale)
    return _Turned(straight, tilt, recognise(straight, Model.SECOND), rims)


def _makes_sense(pieces: Sequence[Piece]) -> bool:
    """Whether what was read stands in level lines and is no guess."""
    long = [p for p in pieces if len(p.text) > 2]
    level = sum(p.box[2] - p.box[0] > p.box[3] - p.box[1] for p in long)
    characters = sum(len(p.text) for p in pieces)
    sure = sum(len(p.text) * p.confidence for p in pieces)
    return 3 * level >= 2 * len(long) and sure >= _SURE * characters


def _sense(pieces: Sequence[Piece]) -> float:
    """How much was read in level lines, doubtful pieces counting for little: a line that runs up or
    down is turned by the model itself, so that a sheet on its side is read as well."""
    level = (p for p in pieces if p.box[2] - p.box[0] > p.box[3] - p.box[1])
    return sum(len(p.text) * max(0.0, p.confidence - 0.5) for p in level)


def _word(settled: Settled, scale: float) -> Word:
    x0, y0, x1, y1 = (at / scale for at in settled.piece.box)
    return Word(settled.piece.text, Box(x0, y0, x1, y1), settled.piece.confidence, settled.other)
