"""Passages set as small PDF reports: a cover, paragraphs that wrap, ruled tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pymupdf

FONT = pymupdf.Font("cjk")
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 72.0
ROOM = WIDTH - 2 * MARGIN
#: Sizes of the text, a cover's title and a table; how far apart lines of text and rows stand.
SIZE, TITLE, SMALL, LEAD = 12.0, 20.0, 9.0, 20.0
#: What is left free to the sides of a cell's text.
PAD = 3.0
#: A line breaks before any character but these; figures and words of letters stay whole.
_UNBROKEN = re.compile(r"\d[\d,.\-]*%?|[A-Za-z]+|.")
_NEVER_FIRST = frozenset("，。；：、？！）》」”％%,.;:?!)")


def typeset(path: Path, title: str, text: str) -> None:
    """Print a passage to a PDF: `title` on a cover of its own, if there is one, then the text.

    Of the text a line is a paragraph, one that begins with `# ` a heading; lines that begin with
    `|` are a table, the first of them its title and, at the right, its unit. A paragraph breaks its
    line where `\\n` is written.
    """
    with pymupdf.open() as document:
        sheet = _Sheet(document)
        if title:
            sheet.cover(title)
        lines = [line for line in text.splitlines() if line.strip()]
        for ruled, group in groupby(lines, key=lambda line: line.startswith("|")):
            if ruled:
                sheet.table([[field.strip() for field in line[1:].split("|")] for line in group])
                continue
            for line in group:
                heading = line.startswith("# ")
                sheet.paragraph(line.removeprefix("# "), 0 if heading else 2 * SIZE)
        sheet.finish()
        document.subset_fonts()
        document.save(path)


class _Sheet:
    """The page that is being filled, from the top; the next one begins where it is full."""

    def __init__(self, document: pymupdf.Document) -> None:
        self._document = document
        self._turn()

    def _turn(self) -> None:
        self._page = self._document.new_page(width=WIDTH, height=HEIGHT)
        self._text = pymupdf.TextWriter(self._page.rect)
        self._top = MARGIN

    def finish(self) -> None:
        """Print the text of the page that was filled."""
        self._text.write_text(self._page)

    def _need(self, height: float) -> None:
        if self._top + height > HEIGHT - MARGIN:
            self.finish()
            self._turn()

    def _write(self, x: float, text: str, size: float) -> None:
        """Text whose line begins at `x` and is `LEAD` high."""
        base = self._top + LEAD / 2 + size * 0.35
        self._text.append((x, base), text, font=FONT, fontsize=size)

    def cover(self, title: str) -> None:
        self._top = HEIGHT / 3
        self._write((WIDTH - FONT.text_length(title, TITLE)) / 2, title, TITLE)
        self.finish()
        self._turn()

    def paragraph(self, text: str, indent: float) -> None:
        first, *others = text.split(r"\n")
        lines = [*_lines(first, indent), *(line for part in others for line in _lines(part, 0))]
        for number, line in enumerate(lines):
            self._need(LEAD)
            self._write(MARGIN + (0 if number else indent), line, SIZE)
            self._top += LEAD

    def table(self, lines: Sequence[Sequence[str]]) -> None:
        """The title in the middle, the unit below it at the right, then the rows."""
        (title, *unit), *rows = lines
        self._need(LEAD * (len(rows) + 3))
        self._write((WIDTH - FONT.text_length(title, SIZE)) / 2, title, SIZE)
        self._top += LEAD
        for words in unit:
            self._write(WIDTH - MARGIN - FONT.text_length(words, SMALL), words, SMALL)
            self._top += LEAD
        widths, size = _columns(rows)
        for row in rows:
            self._need(LEAD)
            self._row(row, widths, size)
        self._top += LEAD

    def _row(self, row: Sequence[str], widths: Sequence[float], size: float) -> None:
        left = MARGIN
        for number, width in enumerate(widths):
            self._page.draw_rect((left, self._top, left + width, self._top + LEAD), width=0.6)
            text = row[number] if number < len(row) else ""
            if text:
                self._write(left + PAD, text, size)
            left += width
        self._top += LEAD


def _columns(rows: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """How wide the columns of a table are, which is as wide as the text, and the size of its
    characters, by which every text fits its cell."""
    number = max(len(row) for row in rows)
    longest = [
        max((FONT.text_length(row[n], SMALL) for row in rows if n < len(row)), default=0.0)
        for n in range(number)
    ]
    size = SMALL * min(1.0, (ROOM - 2 * PAD * number) / sum(longest))
    needed = [width * size / SMALL + 2 * PAD for width in longest]
    return [width + (ROOM - sum(needed)) / number for width in needed], size


def _lines(text: str, indent: float) -> Iterator[str]:
    """The lines that hold a text, the first of them set in."""
    line, used = "", indent
    for piece in _UNBROKEN.findall(text):
        long = FONT.text_length(piece, SIZE)
        if line and used + long > ROOM and piece not in _NEVER_FIRST:
            yield line
            line, used = "", 0.0
        line, used = line + piece, used + long
    yield line
