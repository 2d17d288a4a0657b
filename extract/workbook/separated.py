"""Tables in files of text: .csv, with commas, tabs or semicolons."""

from __future__ import annotations

import csv
import io

from extract.figures.numerals import is_number
from extract.web.decoded import decoded
from extract.workbook.sheets import Place, Sheet, Shown

_SIGNS = ",\t;|，"
_HEAD = 1 << 16
#: A table has so many rows with so many fields, and so many figures.
_ROWS, _FIELDS, _FIGURES = 3, 2, 3


def is_table(data: bytes) -> bool:
    """Whether a file of text is a table: rows of several fields with figures among them."""
    if b"\x00" in data[:_HEAD].replace(b"\xff\xfe", b"") and not data.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        return False
    text = decoded(data[:_HEAD])
    if text.count("\ufffd") > 3:
        return False
    rows = _rows(text, _sign(text))
    wide = [row for row in rows if sum(1 for f in row if f.strip()) >= _FIELDS]
    figures = sum(1 for row in wide for f in row if is_number(f.strip()))
    return len(wide) >= _ROWS and figures >= _FIGURES


def text_sheet(data: bytes) -> Sheet:
    """The table of a file of text as a sheet."""
    text = decoded(data)
    cells: dict[Place, Shown] = {}
    for row, fields in enumerate(_rows(text, _sign(text))):
        for column, found in enumerate(fields):
            if found.strip():
                cells[row, column] = Shown(found)
    return Sheet("", cells)


def _rows(text: str, sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=sign))
    except csv.Error:
        return [line.split(sign) for line in text.splitlines()]


def _sign(text: str) -> str:
    """The sign between fields: the one that divides most lines into as many fields as others."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def steady(sign: str) -> int:
        counts = [len(row) for row in _rows("\n".join(lines), sign) if len(row) > 1]
        return max((counts.count(n) for n in set(counts)), default=0)

    return max(_SIGNS, key=steady)
