"""Texts from files that people make with whatever program they have."""

from __future__ import annotations

import csv
import io

#: With or without a byte order mark; what Chinese Windows writes.
_ENCODINGS = ("utf-8-sig", "gb18030")


def decoded(raw: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB 18030; None for anything else."""
    encodings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def table(text: str, delimiter: str = ",") -> list[list[str]]:
    """The rows of a text in CSV, its fields as long as they are. Raises csv.Error."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
