"""A copy of a workbook with a comment in each cell that a finding is about."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable

import openpyxl
from openpyxl.comments import Comment

from report.marked_copy.notes import Note

_WIDTH, _HEIGHT = 420, 180


def commented_book(data: bytes, notes: Iterable[Note], author: str) -> bytes:
    """The bytes of the copy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        texts: dict[tuple[str, str], list[str]] = {}
        for note in notes:
            if note.spot.ref:
                texts.setdefault((note.leaf.sheet, note.spot.ref), []).append(note.text)
        for (sheet, ref), lines in texts.items():
            if sheet in book.sheetnames:
                cell = book[sheet][ref]
                before = [cell.comment.text] if cell.comment is not None else []
                text = "\n\n".join(dict.fromkeys((*before, *lines)))
                cell.comment = Comment(text, author, width=_WIDTH, height=_HEIGHT)
        stream = io.BytesIO()
        book.save(stream)
    return stream.getvalue()
