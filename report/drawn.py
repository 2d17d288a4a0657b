"""Leaves of a source without pages drawn from what was read: its text, its tables with their
rules. They take the place of pictures of pages."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from extract.disclosure import Disclosure, Sentence
from extract.geometry import Box, union
from extract.table import Cell, Table

_SIZE, _LEADING, _PAD, _EDGE = 12.0, 15.0, 3.0, 40.0
_NARROW = frozenset("0123456789.,-+%()/: ")
_STYLE = (
    "text{font:12px 'Noto Serif CJK SC','Source Han Serif SC',SimSun,'Songti SC',serif;fill:#222}"
    "rect{fill:none;stroke:#999;stroke-width:.6}"
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A leaf as SVG: its size in points, and its data URI."""

    width: float
    height: float
    uri: str


def drawing_of(disclosure: Disclosure, page: int) -> Drawing:
    """One leaf of a report as it is laid out."""
    texts = list(_texts(disclosure.sentences, page))
    fields = [f for table in disclosure.tables for f in _fields(table, page)]
    boxes = [box for box, _ in texts] + [field.box for field in fields]
    over = union(boxes) if boxes else Box(0, 0, _EDGE, _EDGE)
    width, height = over.x1 + _EDGE, over.y1 + _EDGE
    parts = [_text(box, text) for box, text in texts]
    for field in fields:
        parts.append(_rect(field.box))
        parts += _lines(field)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}"><style>{_STYLE}</style>'
        f'<path fill="#fff" d="M0 0h{width:.0f}v{height:.0f}H0z"/>{"".join(parts)}</svg>'
    )
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return Drawing(width, height, f"data:image/svg+xml;base64,{data}")


def _texts(sentences: Sequence[Sentence], page: int) -> Iterator[tuple[Box, str]]:
    """The printed lines of the narrative on a leaf."""
    for sentence in sentences:
        placed = zip(sentence.shown, sentence.places, strict=False)
        own = [(c, p.box) for c, p in placed if p.page == page]
        for _, run in groupby(own, key=lambda item: item[1].y0):
            line = list(run)
            yield union(box for _, box in line), "".join(c for c, _ in line)


def _fields(table: Table, page: int) -> Iterator[Cell]:
    """The fields of a table on a leaf, each once."""
    seen = {(c.page, c.box): c for line in table.grid for c in line if c.page == page}
    yield from seen.values()


def _lines(field: Cell) -> Iterator[str]:
    """The text of a field, broken where its box ends: figures at its right edge."""
    room = max(field.box.width - 2 * _PAD, _SIZE) + 0.1
    y = field.box.y0 + _PAD
    for text in field.text.split("\n"):
        part = ""
        for char in text:
            if part and _width(part + char) > room:
                yield _set(field, part, y)
                part, y = "", y + _LEADING
            part += char
        if part:
            yield _set(field, part, y)
            y += _LEADING


def _set(field: Cell, text: str, y: float) -> str:
    width = _width(text)
    x = field.box.x1 - _PAD - width if field.quantity is not None else field.box.x0 + _PAD
    return _text(Box(x, y, x + width, y + _SIZE), text)


def _width(text: str) -> float:
    return sum(_SIZE / 2 if c in _NARROW else _SIZE for c in text)


def _text(box: Box, text: str) -> str:
    return (
        f'<text x="{box.x0:.1f}" y="{box.y0 + 0.85 * _SIZE:.1f}" textLength="{box.width:.1f}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )


def _rect(box: Box) -> str:
    return (
        f'<rect x="{box.x0:.1f}" y="{box.y0:.1f}" width="{box.width:.1f}"'
        f' height="{box.height:.1f}"/>'
    )
