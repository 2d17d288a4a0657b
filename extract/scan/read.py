"""The pages of a file that are pictures, read: characters and rules, as a text page has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pymupdf

from extract.geometry import Box
from extract.layout import Page, Pages, Scan, Tilt, Word
from extract.pdf.opened import opened
from extract.scan import cache, watch
from extract.scan.engine import Piece, available, recognise
from extract.scan.pictures import is_picture, picture_of, scale_of
from extract.scan.placed import placed
from extract.scan.reading import Reading
from extract.scan.ruling import inked
from extract.scan.straight import slope_of, straightened


def with_scans(pages: Pages) -> Pages:
    """The pages of a file, those read that are pictures of text; as they are where nothing is to
    recognise characters with, or none are to be (`watch.Ocr`)."""
    wanted = [page for page in pages.pages if is_picture(page)]
    told = watch.current()
    if not wanted or not told.wanted or not available():
        return pages
    told.counted(len(wanted))
    read: dict[int, Page] = {}
    with opened(pages.path) as document:
        for number, page in enumerate(wanted, 1):
            read[page.number] = _with_reading(page, _reading(document[page.number - 1]))
            told.done(number, len(wanted))
    return replace(pages, pages=tuple(read.get(p.number, p) for p in pages.pages))


def _with_reading(page: Page, reading: Reading) -> Page:
    """A page with what was read from its picture instead of what it had."""
    tilt = reading.scan.tilt
    return replace(
        page,
        width=tilt.width,
        height=tilt.height,
        glyphs=reading.glyphs,
        rules=reading.rules,
        images=(Box(0, 0, tilt.width, tilt.height),),
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
        known = read_picture(picture, scale)
        cache.keep(key, known)
    return known


def read_picture(picture: Any, scale: float) -> Reading:
    """What a grey picture of `scale` dots a point says."""
    height, width = picture.shape
    tilt = Tilt(0, slope_of(picture), width / scale, height / scale)
    straight = straightened(picture, tilt)
    found = inked(straight, scale)
    pieces = recognise(straight)
    glyphs = tuple(g for piece in pieces for g in placed(piece, found.ink, scale))
    words = tuple(_word(piece, scale) for piece in pieces)
    return Reading(Scan(tilt, words), glyphs, found.rules)


def _word(piece: Piece, scale: float) -> Word:
    x0, y0, x1, y1 = (at / scale for at in piece.box)
    return Word(piece.text, Box(x0, y0, x1, y1), piece.confidence)
