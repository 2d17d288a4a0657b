"""Which form a file has, told by its content and not by its name, and the layout of it."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from extract.errors import UnreadableError
from extract.files import PACKED, file_bytes
from extract.flow.blocks import Flow
from extract.flow.leaves import laid_out as flow_laid_out
from extract.layout import Layout
from extract.paper.laid_out import laid_out
from extract.pdf.pages import read_pages
from extract.pdf.pictured import kind_of_picture
from extract.scan.read import with_scans

_HEAD = 1 << 16
#: How long the head of a file of the older office programs is.
_OLE_HEAD = 512
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Found(Enum):
    """What a file is."""

    PDF = "pdf"
    PICTURE = "picture"
    WEB = "web"
    WORD = "word"
    BOOK = "book"
    OLD_BOOK = "old_book"
    TEXT_TABLE = "text_table"
    OLD_WORD = "old_word"
    OTHER_BOOK = "other_book"
    ARCHIVE = "archive"
    ENCRYPTED = "encrypted"
    NONE = "none"


def layout_of(path: str | Path, *, alone: bool = True) -> Layout:
    """The layout of the file at `path`, whatever form it has; one that is not `alone` may be a
    picture without text, a page of a report.

    Raises UnreadableError, with the cause and what to do, where nothing can be read.
    """
    path = Path(path)
    data = file_bytes(path)
    found = form_of(data)
    if found in (Found.PDF, Found.PICTURE):
        return laid_out(with_scans(read_pages(path)), alone=alone or found is Found.PDF)
    if found is Found.ENCRYPTED:
        raise UnreadableError("encrypted", f"{path.name}：文件已加密，请先用密码解除保护后再查")
    if found is Found.ARCHIVE:
        raise UnreadableError("archive", f"{path.name}：这是压缩包，请用 gouji scan 或 --together")
    if found is Found.NONE:
        raise UnreadableError("not_pdf", f"{path.name}：不是PDF、网页、图片、Word或Excel文件")
    return flow_laid_out(_readers()[found](path, data, hashlib.sha256(data).hexdigest()))


def _readers() -> Mapping[Found, Callable[[Path, bytes, str], Flow]]:
    """What reads each form; loaded where one is met."""
    from extract.web.read import read_web
    from extract.word.converted import read_old_word
    from extract.word.read import read_word
    from extract.workbook.read import (
        read_book,
        read_old_book,
        read_other_book,
        read_text_table,
    )

    return {
        Found.WEB: read_web,
        Found.WORD: read_word,
        Found.OLD_WORD: read_old_word,
        Found.BOOK: read_book,
        Found.OLD_BOOK: read_old_book,
        Found.OTHER_BOOK: read_other_book,
        Found.TEXT_TABLE: read_text_table,
    }


def form_of(data: bytes) -> Found:
    """What some bytes are, by what they begin with and hold."""
    head = data[:_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if head.startswith(b"PK\x03\x04"):  # a PDF may lie in it as it is
        return _zipped(data)
    if head.startswith(PACKED):
        return Found.ARCHIVE
    if head.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in head and not (start.startswith(b"<") and b"%%EOF" not in data):
        return Found.PDF
    if kind_of_picture(head):
        return Found.PICTURE
    if start.startswith(b"{\\rtf"):
        return Found.OLD_WORD
    return _written(data, head)


def _zipped(data: bytes) -> Found:
    """What a zip is: a document of an office program, or an archive."""
    marks = _marks()["zip"]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if marks["open"] in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError):
        return _cut(data)
    if marks["word"] in names:
        return Found.WORD
    if marks["workbook"] in names:
        return Found.BOOK
    if marks["binary"] in names or b"opendocument.spreadsheet" in kind:
        return Found.OTHER_BOOK
    return Found.OLD_WORD if b"opendocument.text" in kind else Found.ARCHIVE


def _cut(data: bytes) -> Found:
    """What a zip was before it was cut short or damaged: its reader says so."""
    if b"word/" in data:
        return Found.WORD
    office = b"xl/" in data or b"docProps/" in data or b"[Content_Types].xml" in data
    return Found.BOOK if office else Found.ARCHIVE


def _compound(data: bytes) -> Found:
    """What a file of the older office programs is, by the streams it names."""
    forms = {"encrypted": Found.ENCRYPTED, "word": Found.OLD_WORD, "workbook": Found.OLD_BOOK}
    for name, streams in _marks()["ole"].items():
        if any(stream.encode("utf-16-le") + b"\0\0" in data for stream in streams):
            return forms[name]
    return Found.OLD_BOOK if _is_cut_short(data) else Found.NONE  # its reader says that it is cut


def _is_cut_short(data: bytes) -> bool:
    """Whether the list of streams of such a file lies behind its end."""
    if len(data) < _OLE_HEAD:
        return True
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    return (int.from_bytes(data[48:52], "little") + 1) * size >= len(data)


def _written(data: bytes, head: bytes) -> Found:
    """What a file of text is: a page, or a table."""
    from extract.web.decoded import decoded, is_archive
    from extract.workbook.separated import is_table

    if is_archive(data):
        return Found.WEB
    text = decoded(head)
    office = re.search(_marks()["markup"]["office"], text)
    if office and text.lstrip("\ufeff \r\n").startswith("<?xml"):
        return Found.OLD_WORD if office["program"] == "Word" else Found.OTHER_BOOK
    if re.search(_marks()["markup"]["page"], text):
        return Found.WEB
    return Found.TEXT_TABLE if is_table(data) else Found.NONE


@cache
def _marks() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("forms.toml").read_text("utf-8"))
