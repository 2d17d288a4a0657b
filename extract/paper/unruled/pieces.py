"""Pieces: what stands together in a line of a table that no vertical rules divide.

A wide gap divides a line. A narrow one does too where a figure ends that stands flush right with
the figures of other lines: in a narrow table a label begins close behind the figure before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.characters import plain
from extract.figures.numerals import is_number
from extract.geometry import Box, union
from extract.layout import Glyph, Line
from extract.lazy import lazy
from extract.vocabulary import vocabulary

#: A gap this wide, in font sizes, ends a piece of text whatever stands beside it.
_GAP = 0.8
#: A narrower one, in points, ends it beside a figure that stands flush with others.
_NARROW = 2.0
#: Characters of a number this far apart (font sizes) belong to two numbers.
_TORN = 0.4
#: Middles this near to each other (font sizes) stand in one line.
_LEVEL = 0.4
#: Right edges this near to each other (points) are flush.
_FLUSH = 1.0
#: A word of two characters is spaced out by at most this much (font sizes): 合　　计.
_SPACED = 3.2
#: A whole amount.
AMOUNT = re.compile(r"[0-9][0-9,]*\.[0-9]{2}")
_DIGITS = frozenset("0123456789.,")
_DASHES = frozenset("-—–－")


@dataclass(frozen=True)
class Piece:
    """Glyphs that stand together, in one line or in several that are wrapped."""

    glyphs: tuple[Glyph, ...]

    @lazy
    def lines(self) -> list[Piece]:
        """Its lines from the top down."""
        lines: list[list[Glyph]] = []
        for glyph in sorted(self.glyphs, key=lambda g: g.box.center[1]):
            if lines and glyph.box.center[1] - lines[-1][-1].box.center[1] < _LEVEL * glyph.size:
                lines[-1].append(glyph)
            else:
                lines.append([glyph])
        return [Piece(tuple(sorted(line, key=lambda g: g.box.x0))) for line in lines]

    @lazy
    def text(self) -> str:
        glyphs = self.glyphs
        if len({round(g.baseline) for g in glyphs}) > 1:
            glyphs = tuple(g for line in self.lines for g in line.glyphs)
        return "".join(g.char for g in glyphs)

    @lazy
    def box(self) -> Box:
        return union(g.box for g in self.glyphs)

    @lazy
    def size(self) -> float:
        return max(g.size for g in self.glyphs)

    @lazy
    def is_figure(self) -> bool:
        """A number, or the dash that stands for none."""
        return is_number(self.text) or self.is_dash

    @lazy
    def is_dash(self) -> bool:
        """The dash that stands for no figure."""
        return _DASHES.issuperset(self.text)

    @lazy
    def is_total(self) -> bool:
        """The label of a total, which often stands across the columns of codes and names."""
        return bool(vocabulary().find("label.total", plain(self.text)))


@dataclass(frozen=True)
class Strip:
    """A line of pieces, or several that make one row."""

    pieces: tuple[Piece, ...]

    @lazy
    def box(self) -> Box:
        return union(p.box for p in self.pieces)

    @lazy
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)

    @lazy
    def has_figures(self) -> bool:
        return any(is_number(p.text) for p in self.pieces)


def strips(lines: Sequence[Line]) -> list[Strip]:
    """Lines of one table in pieces."""
    numbers = [_numbers(line.glyphs) for line in lines]
    flush = _flush_edges(numbers)
    return [
        Strip(tuple(_words_joined(_divided(line, within, flush))))
        for line, within in zip(lines, numbers, strict=True)
    ]


def divided_at(piece: Piece, edges: Iterable[float], corridor: float) -> list[Piece]:
    """A piece divided in the gaps of at least `corridor` points that hold one of the edges."""
    parts: list[list[Glyph]] = [[piece.glyphs[0]]]
    edges = list(edges)
    for a, b in pairwise(piece.glyphs):
        wide = b.box.x0 - a.box.x1 >= corridor
        if wide and any(a.box.x1 - corridor <= x <= b.box.x0 + corridor for x in edges):
            parts.append([])
        parts[-1].append(b)
    return [Piece(tuple(p)) for p in parts]


def _flush_edges(numbers: Sequence[Sequence[Sequence[Glyph]]]) -> list[float]:
    """Where figures of several lines end; the numbers are those of each line."""
    ends = sorted(run[-1].box.x1 for within in numbers for run in within)
    return [x for a, b in pairwise(ends) if b - a < _FLUSH for x in (a, b)]


def _numbers(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The runs of characters of a line that are whole numbers, or a dash by itself."""
    runs: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if plain(glyph.char) not in _DIGITS:
            runs.append([glyph] if glyph.char in _DASHES else [])
            continue
        last = runs[-1][-1] if runs[-1] else None
        near = last is None or glyph.box.x0 - last.box.x1 < _TORN * glyph.size
        if near and (last is None or last.char not in _DASHES):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [r for r in runs if r and _is_whole(r)]


def _is_whole(run: Sequence[Glyph]) -> bool:
    """A dash, or digits at both ends: a figure or as much of one as fits into its column."""
    return run[0].char in _DASHES or (
        plain(run[0].char).isdecimal() and plain(run[-1].char).isdecimal()
    )


def _divided(line: Line, numbers: Sequence[Sequence[Glyph]], flush: Sequence[float]) -> list[Piece]:
    """A line with such numbers in it, in pieces; two amounts side by side are two whatever stands
    above them."""
    amounts = [r for r in numbers if AMOUNT.fullmatch(plain("".join(g.char for g in r)))]
    last, first = {id(r[-1]) for r in amounts}, {id(r[0]) for r in amounts}
    ends = {id(r[-1]) for r in numbers if _near(r[-1].box.x1, flush)}
    starts = {id(r[0]) for r in numbers if _near(r[-1].box.x1, flush)}
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for a, b in pairwise(line.glyphs):
        gap = b.box.x0 - a.box.x1
        beside = id(a) in ends or id(b) in starts or (id(a) in last and id(b) in first)
        if gap >= _GAP * b.size or (gap >= _NARROW and beside):
            parts.append([])
        parts[-1].append(b)
    return [Piece(tuple(p)) for p in parts]


def _near(x: float, edges: Sequence[float]) -> bool:
    """Whether one of the edges, which are in order, is as near as flush."""
    at = bisect_left(edges, x)
    return any(abs(x - edge) < _FLUSH for edge in edges[max(0, at - 1) : at + 1])


def _words_joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Words that were spaced out (合　计, 项　目) made whole."""
    words = vocabulary()
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and len(last.text) == len(piece.text) == 1
            and piece.box.x0 - last.box.x1 < _SPACED * piece.size
        ):
            whole = plain(last.text + piece.text)
            if whole in words.words["header.words"] or words.find("label.total", whole):
                joined[-1] = Piece((*last.glyphs, *piece.glyphs))
                continue
        joined.append(piece)
    return joined
