"""Lines of mixed Chinese and Western text for a terminal, where a 汉字 is two columns wide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

_CLOSING = r"，。、；：！？）】》」』”’…)\]%‰,.;:"
_OPENING = r"（【《「『“‘(\["
#: What stays on one line: a marked figure, a figure or word, with the signs that lean on it.
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:【[^】]{{1,24}}】|[0-9A-Za-z.,%+\-_/]+|[^\s])[{_CLOSING}]*|\s+", re.DOTALL
)


#: What a terminal would obey rather than show; a new line and a tab are blanks.
_OBEYED = (
    *(range(0x20), range(0x7F, 0xA0)),  # control characters
    range(0x61C, 0x61D),  # marks of direction
    *(range(0x200E, 0x2010), range(0x202A, 0x202F), range(0x2066, 0x206A)),
    *(range(0x2028, 0x202A), range(0xFFF9, 0xFFFC), range(0xD800, 0xE000)),  # of lines, surrogates
)
_CONTROL = {code: "\N{REPLACEMENT CHARACTER}" for codes in _OBEYED for code in codes}
_BLANKS = {ord(blank): " " for blank in "\t\n\r"}
_LINES = {ord(line): line for line in "\t\n\r"}


def printable(text: str) -> str:
    """A text on one line without anything that a terminal would obey: names of files, and what
    stands in reports, are other people's."""
    return text if text.isprintable() else text.translate(_CONTROL | _BLANKS)


def harmless(text: str) -> str:
    """The same of a text whose lines and tabs are meant."""
    return text if text.isprintable() else text.translate(_CONTROL | _LINES)


def json_line(value: object) -> str:
    """A value as JSON on one line, with its new line; what a terminal would obey is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        text = "".join(c if ord(c) not in _CONTROL else f"\\u{ord(c):04x}" for c in text)
    return text + "\n"


def wrap(text: str, width: int) -> list[str]:
    """`text` cut into lines of at most `width` columns, no figure torn and no line begun with a
    closing sign; a piece wider than a whole line is cut all the same."""
    lines = [""]
    for piece in _pieces(text, width):
        if cell_len(lines[-1]) + cell_len(piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    for match in _PIECE.finditer(printable(text)):
        piece = match.group()
        yield from chop_cells(piece, width) if cell_len(piece) > width else [piece]
