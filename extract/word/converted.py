"""Files of older office programs (.doc, .wps, .rtf, .odt), turned into .docx by LibreOffice."""

from __future__ import annotations

from pathlib import Path

from extract.flow.blocks import Flow
from extract.flow.office import converted
from extract.word.read import read_word


def read_old_word(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of such a file. Raises UnreadableError where there is no LibreOffice, or it makes
    nothing of the file."""
    return read_word(path, converted(path, data, "docx"), sha256)
