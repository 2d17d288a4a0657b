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


def kind_of_picture(data: bytes) -> str:
    """What MuPDF calls a file of pictures that begins so; "" for any other file."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


def as_pdf(data: bytes) -> bytes:
    """The same pages as a PDF. Raises what MuPDF raises on pictures that are none."""
    with pymupdf.open(stream=data, filetype=kind_of_picture(data)) as pictures:
        return bytes(pictures.convert_to_pdf())
