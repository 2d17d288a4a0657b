"""Digits that a font draws as others than it names them: drawn 3, called 8.

A font's map from glyphs to characters is made by whatever wrote the file, and nobody who looks at
the page sees it. Where two entries are exchanged every figure reads as another one, and a second
decoder reads it the same. So each digit of a font is held against digits of common type once in a
document. Type that looks like none of these says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any, TypeAlias

import numpy
import pymupdf
from numpy.typing import NDArray

from extract.geometry import Box
from extract.layout import Glyph

#: A digit of a font: the font's name, what the digit is called, the number of its glyph.
Named: TypeAlias = tuple[str, int, int]
#: Where a digit is drawn on a page as it is stored, and its size.
Place: TypeAlias = tuple[Sequence[float], float]
Digits: TypeAlias = Mapping[Named, Sequence[Place]]
#: The digit that another one looks like, and by how much less it looks like itself.
_Taken: TypeAlias = tuple[int, float]
_Dots: TypeAlias = NDArray[numpy.float64]

#: Why a page is not read.
MISNAMED = "本页字体把数字的编码弄错（画出的数字与文字代码不同），未读"
#: Type that the digits of a page are held against.
_TYPES = ("helv", "hebo", "heit", "tiro", "tibo", "tiit", "cour", "cobo")
#: So many times a digit is looked at, on the page where it first stands, of so many places there.
_LOOKS, _PLACES = 2, 12
#: Type smaller than this (points) is not looked at; it is drawn so many dots high.
_SMALLEST, _DOTS_HIGH = 4.0, 32
#: A digit's ink is compared on so many rows and columns, and by how wide it is for its height.
_ROWS, _COLUMNS, _WIDTH = 14, 10, 0.3
#: Ink is darker (or lighter) than the paper by this share of the contrast, which is no less than
#: so many of 255 steps; it is no lower than so many dots.
_INK, _CONTRAST, _LOW = 0.4, 60, 10
#: A shape is another digit's where it resembles it so much, and its own by so much less; a font is
#: wrong where two digits are, or one by more. Of two that each look like the other less will do,
#: so much together: no type draws both a 3 like an 8 and an 8 like a 3.
_ALIKE, _LESS, _MUCH_LESS, _EXCHANGED = 0.7, 0.15, 0.3, 0.2
#: Text that runs level, as it is drawn, and is filled with a colour that covers.
_LEVEL, _FILLED, _SOLID = 0.999, 0, 0.9


def digits_of(traced: Sequence[Mapping[str, Any]]) -> Digits:
    """The level digits that a page paints, each with the first places where it stands; `traced` is
    what PyMuPDF traces."""
    places: dict[Named, list[Place]] = defaultdict(list)
    for span in traced:
        painted = span["type"] == _FILLED and span["opacity"] > _SOLID
        if span["dir"][0] < _LEVEL or span["size"] < _SMALLEST or not painted:
            continue
        for code, glyph, _, box in span["chars"]:
            if 0x30 <= code <= 0x39:
                known = places[span["font"], code - 0x30, glyph]
                if len(known) < _PLACES:
                    known.append((box, span["size"]))
    return places


@dataclass
class Shapes:
    """Looks at the digits of one document, at each of a font on the first page that has it."""

    seen: set[Named] = field(default_factory=set)
    wrong: set[Named] = field(default_factory=set)

    def misnamed(self, page: pymupdf.Page, digits: Digits, glyphs: Sequence[Glyph]) -> bool:
        """Whether a page has digits that are drawn as others than they are named; `glyphs` are
        what is seen of its text."""
        new = {named: at for named, at in digits.items() if named not in self.seen}
        if new:
            new = dict(_visible(new, page.rotation_matrix, glyphs))
            self.seen.update(new)
            self.wrong.update(_wrong(page, new))
        return not self.wrong.isdisjoint(digits)


def _visible(
    digits: Digits, shown: pymupdf.Matrix, glyphs: Sequence[Glyph]
) -> Iterator[tuple[Named, Sequence[Place]]]:
    """The digits in those places where they are seen: what covers one may be another digit."""
    standing: dict[tuple[str, int], list[Box]] = defaultdict(list)
    for glyph in glyphs:
        standing[glyph.char, round(glyph.box.center[0])].append(glyph.box)
    for named, places in digits.items():
        char = str(named[1])
        kept = []
        for box, size in places:
            x, y = Box(*(pymupdf.Rect(box) * shown)).center
            near = (b for at in (-1, 0, 1) for b in standing.get((char, round(x) + at), ()))
            if any(b.contains(x, y) for b in near):
                kept.append((box, size))
        if kept:
            yield named, kept[:_LOOKS]


def _wrong(page: pymupdf.Page, places: Digits) -> Iterator[Named]:
    """Those of some digits that are drawn as others, where their font has two of them, or one that
    is plainly another."""
    turned = page.rotation
    if turned:  # places are those of the page as it is stored
        page.set_rotation(0)
    drawn = page.get_displaylist()
    if turned:
        page.set_rotation(turned)
    found: dict[str, dict[Named, _Taken]] = defaultdict(dict)
    for named, at in places.items():
        looks = [ink for ink in (_drawn(drawn, box, size) for box, size in at) if ink is not None]
        taken = _taken([_likeness(ink) for ink in looks], named[1])
        if taken is not None:
            found[named[0]][named] = taken
    for of_font in found.values():
        plain = {named: less for named, (_, less) in of_font.items() if less > _LESS}
        if len(plain) > 1 or max(plain.values(), default=0.0) > _MUCH_LESS:
            yield from plain
        yield from _exchanged(of_font)


def _exchanged(taken: Mapping[Named, _Taken]) -> Iterator[Named]:
    """Those of the digits of one font that are drawn each as the other."""
    for (one, (as_one, less)), (other, (as_other, also)) in combinations(taken.items(), 2):
        if (as_one, as_other) == (other[1], one[1]) and less + also > _EXCHANGED:
            yield from (one, other)


def _taken(looks: Sequence[_Dots], digit: int) -> _Taken | None:
    """The one other digit that a digit looks like in all its places, and by how much less it looks
    like itself; None where it may be itself."""
    best = {int(numpy.argmax(look)) for look in looks}
    if len(best) != 1 or digit in best:
        return None
    (other,) = best
    if max(look[other] for look in looks) < _ALIKE:
        return None
    return other, float(max(look[other] - look[digit] for look in looks))


def _likeness(ink: tuple[float, _Dots]) -> _Dots:
    """How much a shape is like each of the ten digits, in the type that it is most like."""
    width, dots = ink
    shapes, widths = _references()
    alike = shapes @ dots - _WIDTH * numpy.abs(numpy.log(width / widths))
    best: _Dots = alike.max(axis=1)
    return best


@cache
def _references() -> tuple[_Dots, _Dots]:
    """The ten digits in each type: their ink, and how wide it is for its height."""
    inks = [list(_of_type(name)) for name in _TYPES]
    shapes = numpy.array([[inks[n][d][1] for n in range(len(_TYPES))] for d in range(10)])
    widths = numpy.array([[inks[n][d][0] for n in range(len(_TYPES))] for d in range(10)])
    return shapes, widths


def _of_type(name: str) -> Iterable[tuple[float, _Dots]]:
    with pymupdf.open() as document:
        page = document.new_page()
        shape = page.new_shape()
        for digit in range(10):
            shape.insert_text((50 + 30 * digit, 100), str(digit), fontname=name, fontsize=20)
        shape.commit()
        drawn = page.get_displaylist()
        for span in page.get_texttrace():
            for _, _, _, box in span["chars"]:
                ink = _drawn(drawn, box, span["size"])
                assert ink is not None
                yield ink


def _drawn(
    drawn: pymupdf.DisplayList, box: Sequence[float], size: float
) -> tuple[float, _Dots] | None:
    """The ink of a character: how wide it is for its height, and its dots, on a grid and made
    comparable. None where there is none to tell."""
    scale = _DOTS_HIGH / size
    shown = drawn.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=0, clip=box
    )
    grey = numpy.frombuffer(shown.samples, numpy.uint8).reshape(shown.height, shown.stride)
    grey = grey[:, : shown.width].astype(numpy.float64)
    if min(grey.shape) < 2:
        return None
    edge = numpy.sort(numpy.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]))
    paper = float(edge[(len(edge) - 1) // 2] + edge[len(edge) // 2]) / 2
    darkest, lightest = float(grey.min()), float(grey.max())
    colour = darkest if paper - darkest > lightest - paper else lightest
    if abs(paper - colour) < _CONTRAST:
        return None
    ink = ((paper - grey) / (paper - colour)).clip(0, 1)
    rows, columns = (numpy.flatnonzero(ink.max(axis=axis) > _INK) for axis in (1, 0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if ink.shape[0] < _LOW:
        return None
    return ink.shape[1] / ink.shape[0], _on_grid(ink)


def _on_grid(ink: _Dots) -> _Dots:
    """The ink on a grid of a few rows and columns, its mean taken off and of length one."""
    height, width = ink.shape
    rows = numpy.arange(_ROWS) * height // _ROWS
    columns = numpy.arange(_COLUMNS) * width // _COLUMNS
    fewer = ink[rows] if height < _ROWS else _meant(ink, rows, height)
    fewer = fewer.T[columns] if width < _COLUMNS else _meant(fewer.T, columns, width)
    dots: _Dots = (fewer - fewer.mean()).ravel()
    return dots / (numpy.linalg.norm(dots) or 1.0)


def _meant(dots: _Dots, starts: NDArray[numpy.int64], end: int) -> _Dots:
    """The means of some rows on end, each stretch beginning where `starts` says."""
    sums: _Dots = numpy.add.reduceat(dots, starts, axis=0)
    return sums / numpy.diff(numpy.append(starts, end))[:, None]
