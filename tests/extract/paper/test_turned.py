"""Pages turned upright, and places turned back."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.geometry import Box
from extract.layout import Glyph, Page, Pages, Turn
from extract.paper.turned import place_back, place_upright, upright

WIDE, HIGH, SIZE = 600.0, 800.0, 10.0


def _page(turn: Turn | None) -> Page:
    """A line of digits that begins near the top left corner of a page held so that it is read."""
    glyphs = []
    for n in range(40):
        x = 50 + SIZE * n
        box, baseline = Box(x, 60, x + SIZE, 70), 68.0
        if turn is Turn.OVER:
            box = Box(WIDE - box.x1, HIGH - box.y1, WIDE - box.x0, HIGH - box.y0)
            baseline = HIGH - baseline
        elif turn is Turn.DOWN:
            box, baseline = Box(WIDE - 70, x, WIDE - 60, x + SIZE), x
        elif turn is Turn.UP:
            box, baseline = Box(60, HIGH - x - SIZE, 70, HIGH - x), HIGH - x
        glyphs.append(Glyph(str(n % 10), box, baseline, SIZE))
    return Page(1, WIDE, HIGH, tuple(glyphs), (), ())


@pytest.mark.parametrize("turn", [None, *Turn])
def test_a_page_is_read_upright_and_its_places_turned_back(turn: Turn | None) -> None:
    page = _page(turn)
    pages, turned = upright(Pages(Path("a.pdf"), "", (page,)))
    assert [way for way, _ in turned.values()] == ([turn] if turn else [])
    (level,) = pages.pages
    first, last = level.glyphs[0], level.glyphs[-1]
    assert (first.box.x0, first.box.y0) == pytest.approx((50, 60))
    assert last.box.x0 > first.box.x0
    for stored, read in zip(page.glyphs, level.glyphs, strict=True):
        assert place_back(1, read.box, turned) == stored.box
        assert place_upright(1, stored.box, turned) == read.box


def test_letters_that_hang_from_their_line_and_run_to_the_right_are_not_turned() -> None:
    """A font with odd boxes is no page on its head."""
    glyphs = tuple(Glyph(g.char, g.box, g.box.y0 + 2, g.size) for g in _page(None).glyphs)
    _, turned = upright(Pages(Path("a.pdf"), "", (Page(1, WIDE, HIGH, glyphs, (), ()),)))
    assert not turned
