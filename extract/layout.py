"""What a source hands on: its characters, fields and paragraphs, each with its place on a page.

Nothing behind this value knows of what kind the source was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from extract.geometry import Box, Place, union
from extract.lazy import lazy
from extract.leaves import Leaf, Piece
from extract.scanned import Scan, Tilt


@dataclass(slots=True, unsafe_hash=True)
class Glyph:
    """One drawn character: its box, the baseline it stands on and its font size (points);
    `printed` is how it looks where `char` is read otherwise (萬 for 万)."""

    char: Final[str]
    box: Final[Box]
    baseline: Final[float]
    size: Final[float]
    printed: Final[str] = ""


@dataclass(unsafe_hash=True)
class Line:
    """Glyphs that stand side by side, from left to right; blanks are left out of `glyphs`. It does
    not change, as `Box` does not."""

    glyphs: Final[tuple[Glyph, ...]]

    @lazy
    def text(self) -> str:
        return "".join(g.char for g in self.glyphs)

    @lazy
    def box(self) -> Box:
        return union(g.box for g in self.glyphs)


@dataclass(frozen=True)
class Page:
    """One page: number from 1, size in points, its glyphs (blanks left out), its ruling lines.

    `rules` are the boxes of thin vector lines and rectangle edges; `images` the boxes of the
    pictures drawn on the page, a scan's among them. `problem` says, in Chinese, why a page was
    not read; then there is nothing on it. `hidden` are the characters that are drawn and not
    read: those nobody sees, and the `overlays`, which lie over or beside the text (watermarks,
    line numbers). `recognised` says that the text is what a machine took a scan for; `pictures`
    are those of `images` with writing on them, `outlined` says that there are characters turned
    into drawings, `cut` that lines go on beyond the page's edge, `edgeless` that it is no page of
    paper and has no running heads and feet, `torn` that some of it may be lost, `covered` that
    figures on it were covered, `noted` that notes or filled-in fields with figures stand on it,
    which are not read. `scan` says how the characters
    were recognised, where gouji did it: they and the rules are then where they would be on a
    straight page. `red` are the boxes of figures in red, `struck` those of what is struck
    out.
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
    torn: bool = False
    covered: bool = False
    noted: bool = False
    scan: Scan | None = None
    red: tuple[Box, ...] = ()
    struck: tuple[Box, ...] = ()

    @lazy
    def lines(self) -> tuple[Line, ...]:
        """All its characters as lines, from the top down."""
        return tuple(lines_of([*self.glyphs]))

    @property
    def is_scan(self) -> bool:
        """A page of pictures without text: not read, and that must be said."""
        area = sum(b.width * b.height for b in self.images)
        return len(self.glyphs) < 10 and area > 0.3 * self.width * self.height

    @property
    def has_rules(self) -> bool:
        """Whether ruling lines on the page can make a table."""
        return len(self.rules) >= 4


#: What is said of a file some of whose pages are not there.
COUNTED, MISSING, SKIPPED, DISORDERED, JUMPED, BROKEN_OFF, STRANGE = (
    "文件的页数记录与实有页面不符，可能有页面未读",
    "页脚所印的总页数多于文件的页数，有页面缺失",
    "页脚所印的页码不连续，此页之后可能有页面缺失",
    "页脚所印的页码次序颠倒，各页可能没有按次序排列",
    "正文的编号在此页之后不连续，其间可能有内容缺失，各页也可能没有按次序排列",
    "正文在此页之末没有说完，其后可能有内容缺失",
    "此页所写的单位或年度与其他各页不同，可能是别的报告的页",
)
#: What is said where the contents list what is not there, or name later pages.
UNFOUND, LISTED = (
    "目录所列的内容没有找到，此页之后可能有页面缺失",
    "目录所印的页码多于实有的页，此页之后可能有页面缺失",
)
#: What is said of a page with text of which some seems to be lost, and before what.
LEFT_OUT, HOLED = (
    "本页有正文的编号不连续，其间可能有内容缺失",
    "本页有正文没有说完或留有空缺，其间可能有内容缺失",
)


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole file: where it lies, its SHA-256 and its pages; and what it holds `beside` them
    that is not read, each said at a page."""

    path: Path
    sha256: str
    pages: tuple[Page, ...]
    beside: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Field:
    """One field of a grid, merged or not: its rows and columns (ends excluded) and its text.

    `text` is free of white space; `start` is where its first line begins (a label's indent), None
    where it is blank. It does not change, as `Box` does not.
    """

    page: Final[int]
    box: Final[Box]
    row: Final[int]
    column: Final[int]
    row_end: Final[int]
    column_end: Final[int]
    text: Final[str] = ""
    start: Final[float | None] = None

    @property
    def width(self) -> int:
        """How many columns it covers."""
        return self.column_end - self.column

    @property
    def height(self) -> int:
        """How many rows it covers."""
        return self.row_end - self.row

    def moved(self, rows: int, columns: tuple[int, int] | None = None) -> Field:
        """The same field so many rows further down, in other columns where such are given."""
        column, column_end = columns or (self.column, self.column_end)
        row, row_end = self.row + rows, self.row_end + rows
        return replace(self, row=row, row_end=row_end, column=column, column_end=column_end)


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
    """Which way the text of a page runs: down or up it, or level and head over heels."""

    DOWN = "down"
    UP = "up"
    OVER = "over"


#: The pages that were turned upright, by number: which way their text runs, or how the scan lies,
#: and as they were.
Turned: TypeAlias = dict[int, tuple[Turn | Tilt, Page]]


#: Characters of the narrative with where they stand.
Printed: TypeAlias = Sequence[tuple[str, Place]]


@dataclass(frozen=True, slots=True)
class Differing:
    """What a second reading finds otherwise, with what it finds: fields by their page and box as
    they are shown, figures of the narrative by their names."""

    fields: Mapping[tuple[int, Box], str]
    figures: Mapping[str, str]


class Again(Protocol):
    """Reads pages of a source once more, by other means than the first time."""

    def differing(
        self,
        numbers: Collection[int],
        figures: Mapping[str, Printed] | None = None,
        fields: Collection[tuple[int, Box]] = (),
    ) -> Differing:
        """What is read otherwise in the fields of some pages, and of some figures as they are
        printed in the narrative. Reading a scan again takes time: of its pages only the `fields`
        named (page and box, as they are shown) are read."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole source, laid out: `pages` upright, with the `grids` and `paragraphs` on them in
    reading order; `unread` says in Chinese what of which page was not read; `turned` are the pages
    that were turned upright. Where a source has no pages, `leaves` says what the places on each are
    called; `partial` are the places of tables of which not all was read; `pieces` the files, where
    the report is in several; `again` reads fields a second time, where the source allows it;
    `texts` are the ruled areas that hold text and no table."""

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
    again: Again | None = None
    texts: tuple[Grid, ...] = ()

    @property
    def shown(self) -> tuple[Page, ...]:
        """The pages as they are shown, turned ones as they stand."""
        return tuple(self.turned[p.number][1] if p.number in self.turned else p for p in self.pages)


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Group glyphs to lines, top to bottom, each from left to right.

    A glyph belongs to a line when its middle lies within the line's height: figures on a raised
    or lowered baseline stay in the line a reader sees them in.
    """
    if not glyphs:
        return []
    y0, y1 = glyphs[0].box.y0, glyphs[0].box.y1
    if all(g.box.y0 == y0 and g.box.y1 == y1 for g in glyphs):
        return [Line(tuple(sorted(glyphs, key=_left)))]
    rows: list[_Row] = []
    last: _Row | None = None
    for glyph in sorted(glyphs, key=_place):
        y0, y1 = glyph.box.y0, glyph.box.y1
        if last is not None and y0 == last.y0 and y1 == last.y1:  # as most of a line is
            last.glyphs.append(glyph)
            if glyph.size > last.size:
                last.size = glyph.size
            continue
        middle = (y0 + y1) / 2
        for row in rows[:-4:-1]:
            if row.top <= middle <= row.bottom or y0 <= row.middle <= y1:
                row.glyphs.append(glyph)
                row.level = False
                if glyph.size >= row.size:
                    row.fit(glyph)
                break
        else:
            rows.append(_Row(glyph))
        last = rows[-1]
    rows.sort(key=lambda r: r.top + r.bottom)
    return [Line(tuple(r.glyphs if r.level else sorted(r.glyphs, key=_left))) for r in rows]


def _place(glyph: Glyph) -> tuple[float, float]:
    return glyph.box.y0 + glyph.box.y1, glyph.box.x0


def _left(glyph: Glyph) -> float:
    return glyph.box.x0


class _Row:
    """A line in the making: its glyphs, and the height that its largest glyph gives it, which
    reaches from `y0` to `y1`; a `level` one has them from left to right, as all are of a height."""

    __slots__ = ("bottom", "glyphs", "level", "middle", "size", "top", "y0", "y1")

    def __init__(self, glyph: Glyph) -> None:
        self.glyphs = [glyph]
        self.level = True
        self.fit(glyph)

    def fit(self, glyph: Glyph) -> None:
        """Take the height of a glyph, the largest so far."""
        self.y0, self.y1 = glyph.box.y0, glyph.box.y1
        inset = 0.2 * (self.y1 - self.y0)
        self.top, self.bottom = self.y0 + inset, self.y1 - inset
        self.middle = (self.top + self.bottom) / 2
        self.size = glyph.size
