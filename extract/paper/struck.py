"""Text that is struck through: what a later hand took away is no text of the report."""

from __future__ import annotations

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
    rules = [r for r in page.rules if r.height < 3 and r.width > 3]
    struck: set[int] = set()
    for rule in rules:
        y = rule.center[1]
        for line in lines:
            if line.box.y0 <= y <= line.box.y1:
                struck.update(map(id, _under(rule, y, line.glyphs)))
    return [g for g in glyphs if id(g) not in struck] if struck else glyphs


def _under(rule: Box, y: float, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that a rule strikes; none where it runs on beyond them."""
    found = [g for g in glyphs if rule.x0 - 1 <= g.box.center[0] <= rule.x1 + 1]
    through = [g for g in found if _TOP < (y - g.box.y0) / max(g.box.height, 0.1) < _BOTTOM]
    if len(through) < max(_FEW, len(found)):
        return []
    beyond = max(through[0].box.x0 - rule.x0, rule.x1 - through[-1].box.x1)
    return through if beyond < through[0].size else []
