"""Opening a file whose pages are drawn: a PDF, or pictures, each of which is a page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from extract.files import file_bytes
from extract.pdf.pictured import as_pdf, kind_of_picture


@contextlib.contextmanager
def opened(path: Path) -> Iterator[pymupdf.Document]:
    """The document at `path`. Raises UnreadableError where it cannot be opened, and what MuPDF
    raises where it is broken."""
    data = file_bytes(path)
    if kind_of_picture(data):
        data = as_pdf(data)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        yield document
