"""What a source hands on: its characters, fields and paragraphs, each with its place on a page.

Nothing behind this value knows of what kind the source was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from extract.geometry import Box, union
from extract.leaves import Leaf, Piece


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: its box, the baseline it stands on and its font size (points);
    `printed` is how it looks where `char` is read otherwise (萬 for 万)."""

    char: str
    box: Box
    baseline: float
    size: float
    printed: str = ""


@dataclass(frozen=True)
class Line:
    """Glyphs that stand side by side, from left to right; blanks are left out of `glyphs`."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return "".join(g.char for g in self.glyphs)

    @cached_property
    def box(self) -> Box:
        return union(g.box for g in self.glyphs)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: number from 1, size in points, its glyphs (blanks left out), its ruling lines.

    `rules` are the boxes of thin vector lines and rectangle edges; `images` the boxes of the
    pictures drawn on the page, a scan's among them. `problem` says, in Chinese, why a page was
    not read; then there is nothing on it. `hidden` are the characters that are drawn and not
    read: those nobody sees, and the `overlays`, which lie over or beside the text (watermarks,
    line numbers). `recognised` says that the text is what a machine took a scan for; `pictures`
    are those of `images` with writing on them, `outlined` says that there are characters turned
    into drawings, `cut` that lines go on beyond the page's edge, `edgeless` that it is no page of
    paper and has no running heads and feet.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    images: tuple[Box, ...]
    problem: str = ""
    hidden: tuple[Glyph, ...] = ()
    overlays: tuple[Glyph, ...] = ()
    recognised: bool = False
    pictures: tuple[Box, ...] = ()
    outlined: bool = False
    cut: bool = False
    edgeless: bool = False

    @property
    def is_scan(self) -> bool:
        """A page of pictures without text: not read, and that must be said."""
        area = sum(b.width * b.height for b in self.images)
        return len(self.glyphs) < 10 and area > 0.3 * self.width * self.height

    @property
    def has_rules(self) -> bool:
        """Whether ruling lines on the page can make a table."""
        return len(self.rules) >= 4


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole file: where it lies, its SHA-256 and its pages; and what it holds `beside` them
    that is not read, each said at a page."""

    path: Path
    sha256: str
    pages: tuple[Page, ...]
    beside: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a grid, merged or not: its rows and columns (ends excluded) and its text.

    `text` is free of white space; `start` is where its first line begins (a label's indent), None
    where it is blank; `second` is the other reading where the two differ.
    """

    page: int
    box: Box
    row: int
    column: int
    row_end: int
    column_end: int
    text: str = ""
    start: float | None = None
    second: str | None = None

    @property
    def width(self) -> int:
        """How many columns it covers."""
        return self.column_end - self.column

    @property
    def height(self) -> int:
        """How many rows it covers."""
        return self.row_end - self.row

    def moved(self, rows: int) -> Field:
        """The same field so many rows further down."""
        return replace(self, row=self.row + rows, row_end=self.row_end + rows)


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled area of a page.

    `matrix[row][column]` is the field there; a merged field stands at every place it covers. `xs`
    and `ys` are the edges of columns and rows, one more than there are of them. `ruled` is False
    where columns had to be guessed from how the text stands.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    matrix: tuple[tuple[Field, ...], ...]
    ruled: bool = True

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field once, row by row."""
        return distinct(f for row in self.matrix for f in row)


def distinct(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Each field once, in order of first appearance."""
    seen: dict[tuple[int, int, int], Field] = {}
    for one in fields:
        seen.setdefault((one.page, one.row, one.column), one)
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that run on, with what their places say of them; `aside` for notes in the margin,
    footnotes and the like."""

    glyphs: tuple[tuple[int, Glyph], ...]
    text: str
    centred: bool
    beside_table: bool
    contents: bool
    page: int
    aside: bool = False


class Turn(Enum):
    """Which way the text of a page runs."""

    DOWN = "down"
    UP = "up"


#: The pages that were turned upright, by number: which way their text runs, and as they were.
Turned: TypeAlias = dict[int, tuple[Turn, Page]]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole source, laid out: `pages` upright, with the `grids` and `paragraphs` on them in
    reading order; `unread` says in Chinese what of which page was not read; `turned` are the pages
    that were turned upright. Where a source has no pages, `leaves` says what the places on each are
    called; `partial` are the places of tables of which not all was read; `pieces` the files, where
    the report is in several."""

    path: Path
    sha256: str
    pages: tuple[Page, ...]
    grids: tuple[Grid, ...]
    paragraphs: tuple[Paragraph, ...]
    unread: tuple[tuple[int, str], ...] = ()
    turned: Turned = field(default_factory=dict)
    leaves: dict[int, Leaf] = field(default_factory=dict)
    partial: tuple[tuple[int, Box], ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def shown(self) -> tuple[Page, ...]:
        """The pages as they are shown, turned ones as they stand."""
        return tuple(self.turned[p.number][1] if p.number in self.turned else p for p in self.pages)


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Group glyphs to lines, top to bottom, each from left to right.

    A glyph belongs to a line when its middle lies within the line's height: figures on a raised
    or lowered baseline stay in the line a reader sees them in.
    """
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda g: (g.box.y0 + g.box.y1, g.box.x0)):
        for row in rows[:-4:-1]:
            if row.takes(glyph):
                row.add(glyph)
                break
        else:
            rows.append(_Row(glyph))
    rows.sort(key=lambda r: r.top + r.bottom)
    return [Line(tuple(sorted(r.glyphs, key=lambda g: g.box.x0))) for r in rows]


class _Row:
    """A line in the making: its glyphs, and the height that its largest glyph gives it."""

    def __init__(self, glyph: Glyph) -> None:
        self.glyphs: list[Glyph] = []
        self.size = 0.0
        self.add(glyph)

    def takes(self, glyph: Glyph) -> bool:
        y0, y1 = glyph.box.y0, glyph.box.y1
        return self.top <= (y0 + y1) / 2 <= self.bottom or y0 <= self.middle <= y1

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        if glyph.size >= self.size:
            inset = 0.2 * glyph.box.height
            self.top, self.bottom = glyph.box.y0 + inset, glyph.box.y1 - inset
            self.middle = (self.top + self.bottom) / 2
            self.size = glyph.size
