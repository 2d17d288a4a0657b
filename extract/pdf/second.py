"""A second reading of the pages, by another decoder of the same file: playa.

Places are those of `pages.py`, so that both readings can be held against each other field by field.
Where playa stumbles over a page there is no second reading of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import playa
import pymupdf
from playa.content import TextObject
from playa.exceptions import PDFException
from playa.pdftypes import KWD

from extract.geometry import Box, in_any
from extract.layout import Glyph, Page, Pages
from extract.pdf.beside import UNSEEN
from extract.pdf.boxdrawn import rules_of_characters

#: What playa raises on pages and files that it cannot read, and MuPDF on a file that it opens, or
#: whose pages it finds, only in memory.
_STUMBLES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    PDFException, RecursionError, RuntimeError, StopIteration, TypeError, ValueError,
    pymupdf.mupdf.FzErrorBase,
)  # fmt: skip
#: No more glyphs are decoded than so many times those that are drawn.
_SLACK = 4
#: The instructions of a page that say what its text is and where it stands: paths, colours and
#: marked content are passed over, which is most of a page of tables.
_OF_TEXT = frozenset(
    map(KWD, b"BT ET q Q cm gs Do Tf Td TD Tm T* Tj TJ ' \" Tc Tw Tz TL Ts Tr BI ID EI".split())
)
#: What PyMuPDF calls PDF_ENCRYPT_NONE.
_CLEAR = 1


def second_reading(pages: Pages, wanted: Sequence[Page]) -> dict[int, tuple[Glyph, ...]]:
    """By page number, the glyphs of the wanted pages as playa decodes them."""
    if not wanted:
        return {}
    found: dict[int, tuple[Glyph, ...]] = {}
    try:
        with (
            pymupdf.open(pages.path, filetype="pdf") as document,
            _opened(pages.path, document) as other,
        ):
            if len(other.pages) != document.page_count:
                return {}
            for page in wanted:
                shown = document[page.number - 1]
                matrix = _placing(shown)
                most = _SLACK * len(page.glyphs) + 1000
                try:
                    texts = other.pages[page.number - 1].flatten(TextObject, _OF_TEXT)
                    decoded = list(_glyphs(texts, matrix, most))
                except _STUMBLES:
                    continue
                glyphs, _ = rules_of_characters(decoded)
                found[page.number] = _with_notes(shown, page.glyphs, tuple(glyphs))
    except _STUMBLES:
        return found
    return found


def _opened(path: Path, document: pymupdf.Document) -> playa.Document:
    """A file as playa reads it. One that opens without a password although it is encrypted is
    handed over in the clear: playa knows few of the ciphers. One whose objects are not where its
    table of them says is handed over mended: playa would go over all of it for each object."""
    encrypted = document.metadata and document.metadata.get("encryption")
    if document.page_count:
        document.load_page(0)  # what is not in its place is found by looking for it
    if encrypted or document.is_repaired:
        return playa.parse(document.tobytes(encryption=_CLEAR), space="default")
    return playa.open(path, space="default")


def _placing(page: pymupdf.Page) -> pymupdf.Matrix:
    """What takes a place in the file to one on the page as it is shown."""
    unit = page.transformation_matrix.a
    left, top = page.cropbox.x0, page.mediabox.y1 - page.cropbox.y0
    stored = pymupdf.Matrix(unit, 0, 0, -unit, -unit * left, unit * top)
    return pymupdf.Matrix(stored * page.rotation_matrix)


def _with_notes(
    shown: pymupdf.Page, first: Sequence[Glyph], glyphs: tuple[Glyph, ...]
) -> tuple[Glyph, ...]:
    """The glyphs of a page as playa decodes them, with what notes print over it as it was read
    first: playa decodes no notes."""
    notes = [
        Box(*note.rect * shown.rotation_matrix)
        for note in (shown.annots() if shown.first_annot is not None else ())
        if note.type[1] == "FreeText" and not note.flags & UNSEEN
    ]
    if not notes:
        return glyphs
    under = [g for g in glyphs if not in_any(g.box, notes)]
    return (*under, *(g for g in first if in_any(g.box, notes)))


def _glyphs(texts: Iterable[TextObject], matrix: pymupdf.Matrix, most: int) -> Iterator[Glyph]:
    """The glyphs of the texts of a page, no more than `most`; the matrix turns by right angles
    only."""
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    for count, glyph in enumerate(glyph for text in texts for glyph in text):
        if count > most:
            return
        text = glyph.text
        if not text or text.isspace():
            continue
        x0, y0, x1, y1 = glyph.bbox
        left, right = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
        top, bottom = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
        box = Box(left, top, right, bottom)
        size = min(box.width, box.height) if box.width and box.height else 1.0
        yield Glyph(text, box, box.y1, size)
