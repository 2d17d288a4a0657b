"""Lines of mixed Chinese and Western text for a terminal, where a 汉字 is two columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

_CLOSING = r"，。、；：！？）】》」』”’…)\]%‰,.;:"
_OPENING = r"（【《「『“‘(\["
#: What stays on one line: a marked figure, a figure or word, with the signs that lean on it.
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:【[^】]{{1,24}}】|[0-9A-Za-z.,%+\-_/]+|[^\s])[{_CLOSING}]*|\s+", re.DOTALL
)


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
    for match in _PIECE.finditer(text):
        piece = match.group()
        yield from chop_cells(piece, width) if cell_len(piece) > width else [piece]


def mark(text: str, start: int, end: int) -> str:
    """`text` with 【】 around the figure at [start, end)."""
    return f"{text[:start]}【{text[start:end]}】{text[end:]}"


def around(text: str, start: int, end: int, reach: int = 32) -> str:
    """The figure at [start, end), marked, with the words around it: to the ends of its clause, and
    at most `reach` characters to either side."""
    left = max(text.rfind(sign, 0, start) for sign in "。；\n") + 1
    ends = [i for sign in "。；\n" if (i := text.find(sign, end)) >= 0]
    right = min(ends, default=len(text))
    first, last = max(left, start - reach), min(right, end + reach)
    before = "…" if first > left else ""
    after = "…" if last < right else ""
    return before + mark(text[first:last], start - first, end - first).strip() + after
