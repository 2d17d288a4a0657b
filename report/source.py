"""The PDF that an audit was read from, for writers that show its pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.disclosure import Disclosure
from extract.pdf.pictured import as_pdf, kind_of_picture


class SourceError(Exception):
    """The PDF is gone, or is no longer the one that was read."""


def source(disclosure: Disclosure) -> bytes:
    """The bytes of the file a disclosure was read from.

    Raises SourceError where they are not those any more: boxes would point at the wrong words.
    """
    return unchanged(disclosure.path, disclosure.sha256)


def unchanged(path: Path, sha256: str) -> bytes:
    """The bytes of a file that had this hash. Raises SourceError where they are others."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SourceError(f"{path.name}: changed since it was read")
    return data


def drawn_pages(data: bytes) -> bytes:
    """The PDF whose pages are those of a file: the file itself, or its pictures as pages."""
    return as_pdf(data) if kind_of_picture(data) else data
