"""The rows of a workbook as texts, for lists that auditors fill in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

#: How a workbook begins: it is an archive.
_ARCHIVE = b"PK\x03\x04"
#: A workbook that unpacks to more is no list that anybody filled in.
_MOST_BYTES = 400_000_000
_MOST_ROWS, _MOST_COLUMNS = 200_000, 60


class WorkbookError(ValueError):
    """A workbook that cannot be opened."""


def is_workbook(data: bytes) -> bool:
    """Whether bytes are those of a workbook (.xlsx) rather than a text."""
    return data.startswith(_ARCHIVE)


def rows_of(data: bytes) -> Iterator[list[list[str]]]:
    """The rows of each sheet of a workbook. Raises WorkbookError."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise WorkbookError("too large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise WorkbookError(str(error)) from error
    try:
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
            yield [[_text(value) for value in row] for row in rows]
    finally:
        book.close()


def _text(value: Any) -> str:
    """A field as it is shown: a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
