"""Small pictures of a report's pages, to be embedded in what is written of it."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pymupdf
from PIL import Image

from extract.disclosure import Disclosure
from extract.leaves import Form
from extract.pdf.soundness import Soundness
from report.drawn import drawing_of
from report.source import SourceError, drawn_pages, source, unchanged

#: Shades of grey that a page keeps: enough for smooth type, and a third of the bytes.
_SHADES = 8
_LEVELS = [round(round(i / 255 * (_SHADES - 1)) * 255 / (_SHADES - 1)) for i in range(256)]
#: A page that is larger than this is no page of type but a photograph or a scan.
_MOST_BYTES = 160_000
#: Resolution by number of pages, so that a long report stays a small file.
_RESOLUTIONS = ((60, 150), (150, 110))
_LOWEST = 80
#: A page's longer side in pixels: an A3 page at 150 dpi has fewer, a wall chart has more.
_MOST_PIXELS = 3000
#: Of a page of type: how hard to pack it; more takes half as long again and saves 5%.
_EFFORT = 20
#: Of a photograph: how much of it to keep, of 100.
_QUALITY = 45


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a WebP picture: its size in points, as displayed, and its data URI."""

    width: float
    height: float
    uri: str


def pictures(disclosure: Disclosure) -> Mapping[int, Picture]:
    """A picture of each page, by its number from 1; where a source has no pages, a drawing of what
    was read of it.

    None of a PDF that is gone or no longer the one that was read: boxes on another file's pages
    would point at the wrong words. A page that cannot be drawn is left out, and one too damaged to
    be read: drawing it might not end.
    """
    if not disclosure.leaves:
        return dict(_of_pdf(partial(source, disclosure), disclosure.page_count))
    found: dict[int, Picture] = {}
    for number, leaf in disclosure.leaves.items():
        if leaf.form is not Form.PDF:
            made = drawing_of(disclosure, number)
            found[number] = Picture(made.width, made.height, made.uri)
    for piece in disclosure.pieces:
        if piece.form is Form.PDF:
            data = partial(unchanged, Path(piece.path), piece.sha256)
            pages = _of_pdf(data, disclosure.page_count)
            found |= {number + piece.first - 1: picture for number, picture in pages}
    return found


def pages_of(data: bytes, wanted: Collection[int]) -> Iterator[tuple[int, Picture]]:
    """Pictures of some pages of a PDF, by their numbers from 1; a page that cannot be drawn is left
    out."""
    return _of_pdf(lambda: data, len(wanted), wanted)


def _of_pdf(
    data: Callable[[], bytes], count: int, wanted: Collection[int] | None = None
) -> Iterator[tuple[int, Picture]]:
    """The pages of a PDF, of a report with so many pages in all; only those `wanted`, if any are
    named."""
    try:
        stream = data()
    except SourceError:
        return
    with pymupdf.open(stream=drawn_pages(stream), filetype="pdf") as document:
        dpi = next((d for most, d in _RESOLUTIONS if count <= most), _LOWEST)
        soundness = Soundness(document)
        for index in range(document.page_count):
            if wanted is not None and index + 1 not in wanted:
                continue
            try:
                reason, _ = soundness.problem(page := document[index])
                if not reason:
                    yield index + 1, _picture(page, dpi)
            except (pymupdf.mupdf.FzErrorBase, RuntimeError, TypeError, ValueError):
                continue


def _picture(page: pymupdf.Page, dpi: int) -> Picture:
    dpi = min(dpi, int(72 * _MOST_PIXELS / max(page.rect.width, page.rect.height, 1)))
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, annots=True)
    image = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
    data = _webp(image.point(_LEVELS), _EFFORT, lossless=True)
    if len(data) > _MOST_BYTES:
        pixels = page.get_pixmap(dpi=min(dpi, 110), colorspace=pymupdf.csRGB)
        image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
        data = _webp(image, _QUALITY, lossless=False)
    uri = "data:image/webp;base64," + base64.b64encode(data).decode("ascii")
    return Picture(page.rect.width, page.rect.height, uri)


def _webp(image: Image.Image, quality: int, *, lossless: bool) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "WEBP", lossless=lossless, quality=quality, method=1)
    return stream.getvalue()
