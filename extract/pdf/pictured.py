"""Files that are pictures of pages, as documents: TIFF (of one page or several), JPEG and PNG."""

from __future__ import annotations

import pymupdf

#: What such files begin with, and what MuPDF calls them.
_KINDS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
#: The longer side of a page (points) lies between these, or the picture does not say how large its
#: dots are: then it is a page of A4.
_SIDES, _A4 = (400.0, 1300.0), 842.0


def kind_of_picture(data: bytes) -> str:
    """What MuPDF calls a file of pictures that begins so; "" for any other file."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


def as_pdf(data: bytes) -> bytes:
    """The pages of a file of pictures as a PDF, each of a size that paper has. Raises what MuPDF
    raises on pictures that are none."""
    with pymupdf.open(stream=data, filetype=kind_of_picture(data)) as pictures:
        plain = bytes(pictures.convert_to_pdf())
        sizes = [page.rect for page in pictures]
    if all(_SIDES[0] <= max(s.width, s.height) <= _SIDES[1] for s in sizes):
        return plain
    with pymupdf.open(stream=plain, filetype="pdf") as source, pymupdf.open() as made:
        for page in source:
            scale = _A4 / max(page.rect.width, page.rect.height, 1.0)
            size = page.rect.width * scale, page.rect.height * scale
            sheet = made.new_page(width=size[0], height=size[1])
            sheet.show_pdf_page(sheet.rect, source, page.number)
        return bytes(made.tobytes())
