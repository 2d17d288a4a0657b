"""Write the marked copies of a report: one for each of its files, each in its own form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.disclosure import Disclosure
from extract.errors import UnreadableError
from extract.flow.office import converted
from extract.leaves import Form
from report.marked_copy.book import commented_book
from report.marked_copy.notes import Note, notes
from report.marked_copy.word import commented_word
from report.source import unchanged
from report.view import View

_ZIP = b"PK\x03\x04"
_WRITERS: dict[Form, tuple[str, Callable[[bytes, Iterable[Note], str], bytes]]] = {
    Form.WORD: ("docx", commented_word),
    Form.WORKBOOK: ("xlsx", commented_book),
}


@dataclass(frozen=True, slots=True)
class _File:
    """One of the files of a report, and its pages."""

    path: Path
    sha256: str
    form: Form
    first: int
    last: int


def write_copies(view: View, folder: Path, stem: str) -> list[str]:
    """Write a copy of every Word file and workbook of a report, with comments; their names.

    Files of the older programs become .docx and .xlsx, where LibreOffice is found. Raises
    SourceError where a file is gone or has changed, OSError where a copy cannot be written.
    """
    found = list(notes(view))
    names = []
    files = [f for f in _files(view.audit.disclosure) if f.form in _WRITERS]
    for number, file in enumerate(files, 1):
        ending, writer = _WRITERS[file.form]
        data = _as_new(file, unchanged(file.path, file.sha256), ending)
        if data is None:
            continue
        own = [n for n in found if file.first <= n.page <= file.last]
        name = f"{stem}{f'-{number}' if len(files) > 1 else ''}.marked.{ending}"
        (folder / name).write_bytes(writer(data, own, view.texts("pdf.author")))
        names.append(name)
    return names


def _files(disclosure: Disclosure) -> Iterator[_File]:
    if not disclosure.pieces:
        form = disclosure.form
        yield _File(disclosure.path, disclosure.sha256, form, 1, disclosure.page_count)
    for piece in disclosure.pieces:
        yield _File(Path(piece.path), piece.sha256, piece.form, piece.first, piece.last)


def _as_new(file: _File, data: bytes, ending: str) -> bytes | None:
    """The bytes of a file as the newer programs write it; None where that cannot be had."""
    if data.startswith(_ZIP) and file.path.suffix.lower() not in (".odt", ".ods", ".xlsb"):
        return data
    try:
        return converted(file.path, data, ending)
    except UnreadableError:
        return None
