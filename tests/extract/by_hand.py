"""Pages set by hand: lines of square characters where a test wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.geometry import Box
from extract.layout import Glyph, Page

SIZE = 12.0
LEFT = 90.0
WIDTH, HEIGHT = 595.0, 842.0
#: What fits between the margins.
COLUMNS = 34


def line(text: str, top: float, left: float = LEFT, size: float = SIZE) -> list[Glyph]:
    """The characters of one line, side by side; a blank leaves its place empty."""
    return [
        Glyph(c, Box(left + i * size, top, left + (i + 1) * size, top + size), top + size, size)
        for i, c in enumerate(text)
        if not c.isspace()
    ]


def centred(text: str, top: float, size: float = SIZE) -> list[Glyph]:
    return line(text, top, (WIDTH - len(text) * size) / 2, size)


def page(number: int, *glyphs: Iterable[Glyph]) -> Page:
    """A page that shows these glyphs and nothing else."""
    return Page(number, WIDTH, HEIGHT, tuple(g for part in glyphs for g in part), (), ())


def wrapped(text: str, columns: int = COLUMNS) -> list[str]:
    """A paragraph's lines: the first one set in by two characters."""
    body = "\u3000\u3000" + text
    return [body[i : i + columns] for i in range(0, len(body), columns)]


def document(
    paragraphs: Sequence[str], *, columns: int = COLUMNS, rows: int = 30, lead: float = 20.0
) -> tuple[Page, ...]:
    """Paragraphs set line by line, `rows` lines a page."""
    lines = [text for paragraph in paragraphs for text in wrapped(paragraph, columns)]
    return tuple(
        page(
            number + 1,
            *(line(text, 90 + lead * i) for i, text in enumerate(lines[start : start + rows])),
        )
        for number, start in enumerate(range(0, len(lines), rows))
    )
