"""Tables whose rules are characters (┌─┬─┐ │ ├─┼─┤), as programs print them that know no others:
the rules that a reader sees in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.geometry import Box
from extract.layout import Glyph

#: A page with fewer such characters has no table of them.
_LEAST = 20
#: Characters of one rule stand at one height, or above each other (font sizes), and no further
#: apart than this along it: level, and from one line of text to the next.
_SAME, _ALONG, _DOWN = 0.3, 1.3, 2.5
_HALF = 0.2
_LEVEL = frozenset("─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋")
_UPRIGHT = frozenset("│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋")


def rules_of_characters(glyphs: list[Glyph]) -> tuple[list[Glyph], tuple[Box, ...]]:
    """The characters of a page without those that draw rules, and these rules."""
    drawn = [g for g in glyphs if "─" <= g.char <= "╿"]
    if len(drawn) < _LEAST:
        return glyphs, ()
    rules = (*_level(drawn), *_upright(drawn))
    return [g for g in glyphs if not "─" <= g.char <= "╿"], rules


def _level(drawn: Sequence[Glyph]) -> Iterator[Box]:
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in drawn:
        if glyph.char in _LEVEL:
            rows[round(glyph.box.center[1])].append(glyph)
    for row in rows.values():
        row.sort(key=lambda g: g.box.x0)
        for part in _parts(row, 0, _ALONG):
            (x0, y), (x1, _) = part[0].box.center, part[-1].box.center
            yield Box(x0, y - _HALF, x1, y + _HALF)


def _upright(drawn: Sequence[Glyph]) -> Iterator[Box]:
    columns: list[list[Glyph]] = []
    for glyph in sorted((g for g in drawn if g.char in _UPRIGHT), key=lambda g: g.box.center[0]):
        last = columns[-1][-1] if columns else None
        if last and glyph.box.center[0] - last.box.center[0] < _SAME * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    for column in columns:
        column.sort(key=lambda g: g.box.y0)
        for part in _parts(column, 1, _DOWN):
            (x, y0), (_, y1) = part[0].box.center, part[-1].box.center
            yield Box(x - _HALF, y0, x + _HALF, y1)


def _parts(glyphs: Sequence[Glyph], way: int, apart: float) -> Iterator[list[Glyph]]:
    """Glyphs in order divided where two are further apart; a rule has two of them."""
    part = [glyphs[0]]
    for glyph in glyphs[1:]:
        if glyph.box.center[way] - part[-1].box.center[way] > apart * glyph.size:
            if len(part) > 1:
                yield part
            part = []
        part.append(glyph)
    if len(part) > 1:
        yield part
