"""A second reading of the pages, by another decoder of the same file: playa.

Places are those of `pages.py`, so that both readings can be held against each other field by field.
Where playa stumbles over a page, or may not read the file, there is no second reading of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pymupdf
from playa.exceptions import PDFException

from extract.pages import Glyph, Page, Pages
from extract.painted import box_shown

#: What playa raises on pages and files that it cannot read, and MuPDF on a file that it opens only
#: from memory.
_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    PDFException, RecursionError, RuntimeError, StopIteration, TypeError, ValueError,
)  # fmt: skip
#: No more glyphs are decoded than so many times those that are drawn.
_SLACK = 4


def second_reading(pages: Pages, wanted: Sequence[Page]) -> dict[int, tuple[Glyph, ...]]:
    """By page number, the glyphs of the wanted pages as playa decodes them."""
    if not wanted:
        return {}
    import playa

    found: dict[int, tuple[Glyph, ...]] = {}
    try:
        with (
            playa.open(pages.path, space="default") as other,
            pymupdf.open(pages.path, filetype="pdf") as document,
        ):
            if len(other.pages) != document.page_count:
                return {}
            for page in wanted:
                shown = document[page.number - 1]
                matrix = _placing(shown)
                most = _SLACK * len(page.glyphs) + 1000
                try:
                    glyphs = tuple(_glyphs(other.pages[page.number - 1], matrix, most))
                except _STUMBLES:
                    continue
                found[page.number] = glyphs
    except _STUMBLES:
        return found
    return found


def _placing(page: pymupdf.Page) -> pymupdf.Matrix:
    """What takes a place in the file to one on the page as it is shown."""
    unit = page.transformation_matrix.a
    left, top = page.cropbox.x0, page.mediabox.y1 - page.cropbox.y0
    stored = pymupdf.Matrix(unit, 0, 0, -unit, -unit * left, unit * top)
    return pymupdf.Matrix(stored * page.rotation_matrix)


def _glyphs(page: object, matrix: pymupdf.Matrix, most: int) -> Iterator[Glyph]:
    """The glyphs of one page, no more than `most`."""
    for count, glyph in enumerate(page.glyphs):  # type: ignore[attr-defined]
        if count > most:
            return
        text = glyph.text
        if not text or text.isspace():
            continue
        box = box_shown(glyph.bbox, matrix)
        size = min(box.width, box.height) if box.width and box.height else 1.0
        yield Glyph(text, box, box.y1, size)
