"""Workbooks without the cells behind their contents that have a look and nothing in them: columns
formatted down to the last row would fill the memory for nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^<>/]*(/>|>\s*</c>|>)')
_ROW = re.compile(rb'<row r="(\d+)"[^<>/]*(?:/>|>\s*</row>)')
#: What such a match ends with where something stands in the cell.
_FILLED = b">"


def trimmed(sheet: bytes) -> bytes:
    """The XML of a sheet without empty cells to the right of its contents or below them."""
    last = right = 0
    for match in _CELL.finditer(sheet):
        if match[3] == _FILLED:
            last = max(last, int(match[2]))
            right = max(right, column_of(match[1]))

    def kept(match: re.Match[bytes]) -> bytes:
        behind = int(match[2]) > last or column_of(match[1]) > right
        return b"" if behind and match[3] != _FILLED else match[0]

    return _ROW.sub(lambda match: b"" if int(match[1]) > last else match[0], _CELL.sub(kept, sheet))


def with_members(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """A zip with other content in some of its members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, members[name] if name in members else old.read(name))
    return stream.getvalue()


def column_of(name: bytes) -> int:
    """The number of a column from its letters, A being 1."""
    number = 0
    for letter in name:
        number = 26 * number + letter - 64
    return number
