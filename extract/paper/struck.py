"""Text that is struck through: what a later hand took away is no text of the report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.geometry import Box
from extract.layout import Glyph, Line, Page

#: A rule strikes what its height is in the middle of, between these shares of the glyph's height,
#: and runs no further beyond it than one letter.
_TOP, _BOTTOM = 0.3, 0.75
_FEW = 2


def unstruck(page: Page, glyphs: Sequence[Glyph], lines: Sequence[Line]) -> Sequence[Glyph]:
    """The glyphs of a page, which stand in these lines, without those that a rule is drawn through
    from the first to the last of a run of them."""
    rules = sorted((r for r in page.rules if r.height < 3 and r.width > 3), key=_middle)
    struck: set[int] = set()
    middles = [_middle(rule) for rule in rules]
    for line in lines if rules else ():
        first, end = bisect_left(middles, line.box.y0), bisect_right(middles, line.box.y1)
        if first < end:
            across = sorted(line.glyphs, key=lambda g: g.box.center[0])
            places = [g.box.center[0] for g in across]
            for rule in rules[first:end]:
                left, right = bisect_left(places, rule.x0 - 1), bisect_right(places, rule.x1 + 1)
                struck.update(map(id, _through(rule, across[left:right])))
    return [g for g in glyphs if id(g) not in struck] if struck else glyphs


def _middle(rule: Box) -> float:
    return rule.center[1]


def _through(rule: Box, over: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs that a rule strikes of those `over` which it runs; none where it runs on beyond
    them, or beside the middle of one."""
    y = _middle(rule)
    if len(over) < _FEW or not all(_is_struck(g, y) for g in over):
        return ()
    beyond = max(over[0].box.x0 - rule.x0, rule.x1 - over[-1].box.x1)
    return over if beyond < over[0].size else ()


def _is_struck(glyph: Glyph, y: float) -> bool:
    return _TOP < (y - glyph.box.y0) / max(glyph.box.height, 0.1) < _BOTTOM
