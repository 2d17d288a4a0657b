"""Comments that an office program prints beside the page: 批注[李明1]：… in the margin.

They say what somebody thought of the text, and are no part of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extract.geometry import Box, union
from extract.layout import Glyph, lines_of

#: A gap this wide (font sizes) ends what stands together in a line.
_GAP = 0.9
#: The lines of a comment are no further apart, begin no further aside (font sizes), and are as
#: large.
_APART, _ASIDE, _SIZE = 1.2, 1.5, 0.15


def without_comments(glyphs: list[Glyph]) -> tuple[list[Glyph], tuple[Glyph, ...]]:
    """The characters of a page that are text, and those of comments in its right margin."""
    if not _is_likely(glyphs):
        return glyphs, ()
    pieces = [piece for line in lines_of(glyphs) for piece in _pieces(line.glyphs)]
    begun = [p for p in pieces if _pattern().match(_words_of(p)) and _has_left(p, pieces)]
    taken: set[int] = set()
    for first in begun:
        box = union(g.box for g in first)
        for piece in sorted(pieces, key=lambda p: p[0].box.y0):
            if _goes_on(piece, first, box):
                taken.update(map(id, piece))
                box = union((box, *(g.box for g in piece)))
    text = [g for g in glyphs if id(g) not in taken]
    return text, tuple(g for g in glyphs if id(g) in taken)


def _is_likely(glyphs: Sequence[Glyph]) -> bool:
    """Whether a word that comments begin with may be on a page, told quickly."""
    chars = {g.char for g in glyphs}
    return bool(chars & set(":：")) and any(set(word) <= chars for word in _words())


def _pieces(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    pieces = [[glyphs[0]]]
    for a, b in pairwise(glyphs):
        if b.box.x0 - a.box.x1 >= _GAP * max(a.size, b.size) or not _alike(a, b):
            pieces.append([])
        pieces[-1].append(b)
    return pieces


def _words_of(piece: Sequence[Glyph]) -> str:
    return "".join(g.char for g in piece)


def _alike(one: Glyph, other: Glyph) -> bool:
    return abs(one.size - other.size) <= _SIZE * one.size


def _has_left(piece: Sequence[Glyph], pieces: Sequence[Sequence[Glyph]]) -> bool:
    """Whether most text of the page stands left of a piece."""
    left = sum(len(p) for p in pieces if p[-1].box.x1 < piece[0].box.x0)
    return 2 * left > sum(map(len, pieces))


def _goes_on(piece: Sequence[Glyph], first: Sequence[Glyph], box: Box) -> bool:
    """Whether a piece is a line of the comment that has so far got to `box`."""
    size, start = first[0].size, piece[0].box
    return (
        _alike(first[0], piece[0])
        and abs(start.x0 - first[0].box.x0) <= _ASIDE * size
        and first[0].box.y0 - 1 <= start.y0 < box.y1 + _APART * size
    )


@cache
def _pattern() -> re.Pattern[str]:
    text = files("extract.pdf").joinpath("overlays.toml").read_text("utf-8")
    return re.compile(str(tomllib.loads(text)["comment"]))


@cache
def _words() -> tuple[str, ...]:
    return tuple(re.findall(r"[一-龥]{2,}|[A-Za-z]{4,}", _pattern().pattern))
