"""The press for made-up reports, fpdf2: pages, headings and running text; how texts are broken.

The font is the CJK font that PyMuPDF carries; only the characters in use are embedded. The page
every figure lands on is kept, and nothing depends on the time or the machine.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pymupdf
from fpdf import FPDF

from corpus.sampling.document import (
    Figure,
    Grid,
    Heading,
    Piece,
    Report,
    Text,
)
from corpus.sampling.looks import Look

MARGIN = 56.0
_TEXT, _LEADING = 12.0, 22.0
_HEADINGS = {1: 18.0, 2: 14.0, 3: 12.5}
#: No line starts with these.
_HANGING = "，。；：、）》”％%！？"


@cache
def font_file() -> Path:
    """The font as a file, which is how fpdf2 wants it; kept until this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="gouji-font-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "cjk.ttf"
    path.write_bytes(pymupdf.Font("cjk").buffer)
    return path


@dataclass(slots=True)
class Press:
    """The page being filled: `y` is the height reached, from the top, in points."""

    report: Report
    look: Look
    pdf: FPDF = field(init=False)
    y: float = field(default=MARGIN, init=False)
    pages: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(datetime(self.report.year + 1, 9, 1, tzinfo=UTC))
        self.pdf.set_title(self.report.cover[0])
        self.pdf.add_font("cjk", fname=font_file())

    @property
    def width(self) -> float:
        return float(self.pdf.w) - 2 * MARGIN

    @property
    def bottom(self) -> float:
        return float(self.pdf.h) - MARGIN

    def cover(self) -> None:
        """The title page, or the title over the first page where the look has none."""
        self.page(self.look.landscape == "all")
        if not self.look.cover:
            for line in self.report.cover:
                self._centred(line, 20.0)
            self.y += 12
            return
        self.y = self.bottom / 3
        for line in self.report.cover:
            self._centred(line, 22.0)
            self.y += 40
        self.page(self.look.landscape == "all")

    def page(self, landscape: bool) -> None:
        """Begin a page, with its number and, where the look has one, a running head."""
        self.pdf.add_page(orientation="L" if landscape else "P")
        self.y = MARGIN
        number = self.pdf.page_no()
        if number == 1:
            return
        self.text(self.pdf.w / 2 - 8, self.pdf.h - 28, f"— {number} —", 9)
        if self.look.running:
            self.text(MARGIN, 36, self.report.cover[0], 9)

    def text(self, x: float, baseline: float, text: str, size: float) -> None:
        """One line of text."""
        self.pdf.set_font("cjk", size=size)
        self.pdf.text(x, baseline, text)

    def measure(self, text: str, size: float) -> float:
        """How wide a text is."""
        self.pdf.set_font("cjk", size=size)
        return float(self.pdf.get_string_width(text))

    def seen(self, piece: Piece) -> None:
        """Note the page a figure begins on."""
        if isinstance(piece, Figure):
            self.pages.setdefault(piece.name, self.pdf.page_no())

    def _centred(self, text: str, size: float) -> None:
        for line in wrap(self, text, size, self.width):
            self.text((self.pdf.w - self.measure(line, size)) / 2, self.y + size, line, size)
            self.y += 1.6 * size

    def heading(self, heading: Heading) -> None:
        """Typeset a heading."""
        size = _HEADINGS[heading.level]
        if self.y + 4 * size > self.bottom:
            self.page(self.look.landscape == "all")
        self.y += 6
        if heading.level == 1:
            self._centred(heading.text, size)
        else:
            self.text(MARGIN + 2 * _TEXT, self.y + size, heading.text, size)
            self.y += 1.8 * size

    def paragraph(self, pieces: Text) -> None:
        """Typeset running text."""
        for line in _lines(self, pieces, self.width):
            if self.y + _LEADING > self.bottom:
                self.page(self.look.landscape == "all")
            for piece, _ in line:
                self.seen(piece)
            self.text(MARGIN, self.y + _TEXT, "".join(text for _, text in line), _TEXT)
            self.y += _LEADING


def _lines(press: Press, pieces: Text, width: float) -> Iterator[list[tuple[Piece, str]]]:
    """A paragraph broken into lines: parts of pieces, with the pieces they are from."""
    line: list[tuple[Piece, str]] = [("", "　　")]
    used = press.measure("　　", _TEXT)
    for piece in pieces:
        part = ""
        for char in piece.text if isinstance(piece, Figure) else piece:
            step = press.measure(char, _TEXT)
            if used + step > width and char not in _HANGING:
                line.append((piece, part))
                yield line
                line, part, used = [], "", 0.0
            part += char
            used += step
        line.append((piece, part))
    yield line


def wrap(press: Press, text: str, size: float, width: float) -> list[str]:
    """A text broken into lines of at most `width`, at least one line."""
    lines, line, used = [], "", 0.0
    for char in text:
        step = press.measure(char, size)
        if line and used + step > width:
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += step
    return [*lines, line]


def columns(grid: Grid, width: float, left: float) -> list[float]:
    """Where the columns of a table begin, and where the last one ends."""
    scale = width / sum(grid.widths)
    edges = [left]
    for share in grid.widths:
        edges.append(edges[-1] + share * scale)
    return edges
