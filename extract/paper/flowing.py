"""What stands over a table that the narrative flows round: its title and unit are the table's.

A reader takes the lines beside such a table for one column; the title over it stands in the lines
of that column, at their right or left end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.geometry import Box, union
from extract.layout import Glyph, Line, lines_of
from extract.ordinals import TABLE_TEXT, is_prose
from extract.vocabulary import vocabulary

#: Text flows beside a table where so many lines of so many characters stand there.
_LINES, _LONG = 2, 7
#: A gap this wide, in font sizes, divides a line in pieces; lines over a table stand no further
#: apart than this, and reach no further than this beyond its sides.
_GAP, _APART, _OVER = 0.9, 1.5, 1.0
_CAPTION = ("caption.title", "caption.unit", "caption.number")


def over_tables(glyphs: Sequence[Glyph], boxes: Sequence[Box]) -> tuple[list[Glyph], list[Line]]:
    """The glyphs of a page outside its tables without those that stand over a table round which
    text flows, and these, as lines."""
    beside = [box for box in boxes if _flows_round(glyphs, box)]
    heads: list[Line] = []
    for box in beside:
        heads += _heads(glyphs, box)
    if not heads:
        return list(glyphs), heads
    taken = {id(g) for line in heads for g in line.glyphs}
    return [g for g in glyphs if id(g) not in taken], heads


def _flows_round(glyphs: Sequence[Glyph], box: Box) -> bool:
    """Whether text stands beside a table, all of it on one side."""
    level = [g for g in glyphs if box.y0 < g.box.center[1] < box.y1]
    left = [g for g in level if g.box.x1 < box.x0]
    right = [g for g in level if g.box.x0 > box.x1]
    if bool(left) is bool(right):
        return False
    lines = [line for line in lines_of(left or right) if len(line.glyphs) >= _LONG]
    return len(lines) >= _LINES and any(is_prose(line.text) for line in lines)


def _heads(glyphs: Sequence[Glyph], box: Box) -> list[Line]:
    """The lines right over a table, no wider than it, that read like its title and unit."""
    found: list[Line] = []
    top = box.y0
    above = [g for g in glyphs if g.box.center[1] < box.y0]
    for line in reversed(lines_of(above)):
        own = [piece for piece in _pieces(line) if _stands_over(piece, box)]
        if not own or top - max(p[0].box.y1 for p in own) > _APART * own[0][0].size:
            break
        head = Line(tuple(g for piece in own for g in piece))
        if not _is_caption(head.text):
            break
        found.append(head)
        top = min(g.box.y0 for g in head.glyphs)
    return found


def _is_caption(text: str) -> bool:
    words = vocabulary()
    captioned = TABLE_TEXT.search(text) or any(words.find(name, text) for name in _CAPTION)
    return bool(captioned) and not is_prose(text)


def _pieces(line: Line) -> list[list[Glyph]]:
    """The glyphs of a line, divided at wide gaps."""
    pieces = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        if glyph.box.x0 - before.box.x1 >= _GAP * max(before.size, glyph.size):
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def _stands_over(piece: Sequence[Glyph], box: Box) -> bool:
    around, over = union(g.box for g in piece), _OVER * piece[0].size
    return around.x0 > box.x0 - over and around.x1 < box.x1 + over
