"""The order in which a person reads the text of a page: columns one after the other, and what
stands beside the text (notes in the margin, vertical writing, footnotes) apart from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extract.geometry import Box, union
from extract.layout import Glyph, Line, lines_of

#: A gap this wide, in font sizes, divides a line in pieces.
_GAP = 0.9
#: A column of text has so many lines, so long on average (characters), and in this share of them
#: text over this much of its width.
_LINES, _CHARS, _FULL, _FILLED = 3, 7, 0.4, 0.7
#: Lines this far apart (font sizes) do not stand together.
_APART = 1.2
#: What stands so far (font sizes) under all else and is no higher is at a page's foot.
_FOOT, _FEW = 5.0, 3.5
#: The width of a column is that of all but the widest of its lines; of the edges at which lines
#: begin so many are looked at, those of most lines first.
_WIDE, _EDGES = 0.9, 40
#: Lines that begin this near to each other (points) begin at one edge.
_EDGE = 3.0
#: A gap that a line of one column narrows by running into it is this wide still (font sizes), and
#: so many other lines have a piece that begins behind it.
_SLIT, _BESIDE = 0.12, 4
#: A note in the margin has at most so many characters in a line, and stands so far (font sizes)
#: outside the text, whose block has so many lines at least.
_NOTE, _OUTSIDE, _BLOCK = 14, 0.5, 5
#: The characters of a title that is set apart (目　录) are no further from each other (sizes).
_SPACED = 3.0
#: Vertical writing: characters right above each other, no further apart than this (sizes), and so
#: many of them at least.
_LEADING, _COLUMN = 2.2, 4


@dataclass(frozen=True, slots=True)
class Region:
    """Lines from the top down: of a column where the page has several there, or `aside` where
    they are no part of the text."""

    lines: tuple[Line, ...]
    column: bool = False
    aside: bool = False


@dataclass(slots=True, unsafe_hash=True)
class _Piece:
    """What stands together in a line; it does not change."""

    glyphs: Final[tuple[Glyph, ...]]
    box: Final[Box]

    @property
    def size(self) -> float:
        return self.glyphs[0].size


def regions(glyphs: Sequence[Glyph], lines: Sequence[Line]) -> list[Region]:
    """The lines that some glyphs of a page make, region by region in reading order."""
    level, upright = _vertical(glyphs, lines)
    lines = lines_of(level) if upright else lines
    pieces = list(_parted([list(_pieces(line)) for line in lines]))
    text, notes = _margin(pieces)
    columns = _columns(text)
    if len(columns) == 1 and not notes:  # one column: its lines are those of the page
        found = [Region(tuple(lines), columns[0][1])]
    else:
        found = [Region(tuple(_lines(pieces)), column) for pieces, column in columns]
    beside = [Region(tuple(_lines(notes)), aside=True)] if notes else []
    return [*found, *beside, *(Region(column, aside=True) for column in upright)]


def _pieces(line: Line) -> Iterator[_Piece]:
    run = [line.glyphs[0]]
    for a, b in pairwise(line.glyphs):
        if b.box.x0 - a.box.x1 >= _GAP * max(a.size, b.size):
            yield _piece(run)
            run = []
        run.append(b)
    yield _piece(run)


def _parted(lines: Sequence[Sequence[_Piece]]) -> Iterator[_Piece]:
    """The pieces of some lines, each divided where it runs over the gap before a column: where in
    several lines a piece begins beside another one, and its own widest gap stands."""
    begun = Counter(round(p.box.x0 / _EDGE) for line in lines for p in line[1:])
    edges = [_EDGE * edge for edge, count in begun.items() if count >= _BESIDE]
    for piece in (p for line in lines for p in line):
        at = _slit(piece, edges)
        yield from (_piece(part) for part in (piece.glyphs[:at], piece.glyphs[at:]) if part)


def _slit(piece: _Piece, edges: Sequence[float]) -> int:
    """Before which glyph of a piece its widest gap is, if that stands at an edge; else 0."""
    if len(piece.glyphs) < 2 or not any(piece.box.x0 < e < piece.box.x1 for e in edges):
        return 0
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(piece.glyphs)]
    widest, *others = sorted(gaps, reverse=True)
    at = gaps.index(widest) + 1
    stands_out = widest > _SLIT * piece.size and widest > 2 * max(others, default=0.0)
    start = piece.glyphs[at].box.x0
    return at if stands_out and any(abs(start - edge) <= _EDGE for edge in edges) else 0


def _piece(glyphs: Sequence[Glyph]) -> _Piece:
    return _Piece(tuple(glyphs), union(g.box for g in glyphs))


def _lines(pieces: Iterable[_Piece]) -> list[Line]:
    return lines_of([g for piece in pieces for g in piece.glyphs])


def _vertical(
    glyphs: Sequence[Glyph], lines: Sequence[Line]
) -> tuple[list[Glyph], list[tuple[Line, ...]]]:
    """Of the glyphs of some lines those that stand in lines indeed, and the columns of vertical
    writing, each as one line; the rightmost column first."""
    alone = [g for line in lines for g in _lonely(line)]
    columns: list[list[Glyph]] = []
    for glyph in sorted(alone, key=lambda g: g.box.center[1]):
        above = [c for c in columns if _stands_under(glyph, c[-1])]
        if above:
            above[-1].append(glyph)
        else:
            columns.append([glyph])
    upright = [c for c in columns if len(c) >= _COLUMN]
    taken = {id(g) for column in upright for g in column}
    upright.sort(key=lambda c: -c[0].box.x0)
    return [g for g in glyphs if id(g) not in taken], [(Line(tuple(c)),) for c in upright]


def _lonely(line: Line) -> Iterator[Glyph]:
    """The glyphs of a line with nothing near on either side."""
    placed = (None, *line.glyphs, None)
    for before, glyph, after in zip(placed, line.glyphs, placed[2:], strict=False):
        apart = _GAP * glyph.size
        left = before is None or glyph.box.x0 - before.box.x1 >= apart
        right = after is None or after.box.x0 - glyph.box.x1 >= apart
        if left and right:
            yield glyph


def _stands_under(glyph: Glyph, above: Glyph) -> bool:
    (ax, ay), (bx, by) = above.box.center, glyph.box.center
    return (
        abs(ax - bx) < 0.3 * glyph.size
        and 0 < by - ay < _LEADING * glyph.size
        and abs(above.size - glyph.size) < 0.2 * glyph.size
    )


def _margin(pieces: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces of the text, and the short ones that stand beside its block; what stands over it,
    as the title of a short table of contents, is none of them."""
    widest = max((p.box.width for p in pieces), default=0.0)
    long = [p for p in pieces if p.box.width > 0.6 * widest]
    if len(long) < _BLOCK:
        return list(pieces), []
    left = min(p.box.x0 for p in long)
    right = max(p.box.x1 for p in long)
    top = min(p.box.y0 for p in long)
    inside = {id(p) for p in long}
    notes = [
        p
        for p in pieces
        if len(p.glyphs) <= _NOTE
        and p.box.y1 > top
        and (p.box.x1 < left - _OUTSIDE * p.size or p.box.x0 > right + _OUTSIDE * p.size)
        and not any(_goes_on(p, other) for other in pieces if id(other) not in inside)
    ]
    aside = {id(p) for p in notes}
    return [p for p in pieces if id(p) not in aside], notes


def _goes_on(piece: _Piece, other: _Piece) -> bool:
    """Whether two pieces are single characters of one title that is set apart: 目　录."""
    if len(piece.glyphs) != 1 or len(other.glyphs) != 1 or piece.size != other.size:
        return False
    gap = max(other.box.x0 - piece.box.x1, piece.box.x0 - other.box.x1)
    level = abs(piece.box.center[1] - other.box.center[1]) < 0.3 * piece.size
    return level and 0 <= gap < _SPACED * piece.size


def _columns(pieces: Sequence[_Piece], *, column: bool = False) -> list[tuple[list[_Piece], bool]]:
    """Pieces by column, in reading order, and whether it is one of several: what stands above
    columns first, what stands below them last."""
    best = max(_bands(pieces), key=lambda b: len(b.left) + len(b.right), default=None)
    if best is None:
        return [(list(pieces), column)] if pieces else []
    above = [p for p in pieces if p.box.center[1] < best.top]
    below = [p for p in pieces if p.box.center[1] > best.bottom]
    return [
        *_columns(above, column=column),
        *_columns(best.left, column=True),
        *_columns(best.right, column=True),
        *_columns(below, column=column),
    ]


@dataclass(frozen=True, slots=True)
class _Band:
    """A stretch of a page that a gutter divides."""

    left: list[_Piece]
    right: list[_Piece]

    @property
    def top(self) -> float:
        return min(p.box.y0 for p in (*self.left, *self.right))

    @property
    def bottom(self) -> float:
        return max(p.box.y1 for p in (*self.left, *self.right))


def _bands(pieces: Sequence[_Piece]) -> Iterator[_Band]:
    """The stretches with text on both sides of an edge at which several lines begin."""
    order = sorted(pieces, key=lambda p: p.box.center[1])
    starts = Counter(round(p.box.x0 / _EDGE) for p in order)
    for edge, count in starts.most_common(_EDGES):
        if count < 2:
            return
        x = _EDGE * edge - _EDGE
        crossing = [n for n, p in enumerate(order) if p.box.x0 < x < p.box.x1]
        for before, after in pairwise((-1, *crossing, len(order))):
            inside = _without_foot(order[before + 1 : after])
            left = [p for p in inside if p.box.x1 <= x]
            band = _beside_each_other(left, [p for p in inside if p.box.x0 >= x])
            if band:
                yield band


def _beside_each_other(left: list[_Piece], right: list[_Piece]) -> _Band | None:
    """Two columns where both hold text, without what stands above or below only one of them and
    apart from it."""
    if not (_is_text(left) and _is_text(right)):
        return None
    left, right = _without_head(left, right), _without_head(right, left)
    top = max(min(p.box.y0 for p in side) for side in (left, right))
    bottom = min(max(p.box.y1 for p in side) for side in (left, right))
    height = min(max(p.box.y1 for p in s) - min(p.box.y0 for p in s) for s in (left, right))
    return _Band(left, right) if bottom - top > 0.6 * height else None


def _without_head(side: list[_Piece], other: Sequence[_Piece]) -> list[_Piece]:
    """A column without the lines over it that stand higher than the other column begins, and apart
    from its own."""
    top = min(p.box.y0 for p in other)
    order = sorted(side, key=lambda p: p.box.y0)
    for n in range(len(order) - _LINES, 0, -1):
        above, below = order[n - 1], order[n]
        if above.box.y1 < top and below.box.y0 - above.box.y1 > _APART * below.size:
            return order[n:]
    return side


def _without_foot(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """Pieces, which come from the top down, without the last line or two where they stand far
    below all others: an address at the foot of a page is of no column."""
    gaps = [
        n
        for n, (a, b) in enumerate(pairwise(pieces), 1)
        if b.box.y0 - a.box.y1 > _FOOT * max(a.size, b.size)
    ]
    if not gaps:
        return pieces
    foot = pieces[gaps[-1] :]
    low = foot[-1].box.y1 - foot[0].box.y0 < _FEW * foot[0].size
    return pieces[: gaps[-1]] if low else pieces


def _is_text(side: Sequence[_Piece]) -> bool:
    """Whether pieces are the lines of a column of text."""
    if len(side) < _LINES:
        return False
    widths = sorted(p.box.width for p in side)
    width = widths[int(_WIDE * (len(widths) - 1))]
    full = sum(1 for p in side if p.box.width > _FILLED * width)
    chars = sum(len(p.glyphs) for p in side)
    return chars >= _CHARS * len(side) and full >= _FULL * len(side)
