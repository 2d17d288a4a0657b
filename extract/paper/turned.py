"""Pages whose text runs up or down or stands on its head, and scans that lie askew: upright for
reading, places turned back after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from extract.layout import Glyph, Page, Pages, Turn, Turned
from extract.scanned import Tilt
from extract.table import Cell, Table

#: So few glyphs do not say which way a page lies.
_LEAST = 10


def upright(pages: Pages) -> tuple[Pages, Turned]:
    """The pages with text that does not run to the right turned upright, and which of them were. A
    scan is read straight: it is how it is shown that is turned here."""
    turned: Turned = {}
    result = []
    for page in pages.pages:
        if page.scan is not None:
            if not page.scan.tilt.level:
                turned[page.number] = (page.scan.tilt, _tilted(page, page.scan.tilt))
            result.append(page)
            continue
        turn = _turn(page)
        if turn:
            turned[page.number] = (turn, page)
        result.append(_turned(page, turn) if turn else page)
    return (replace(pages, pages=tuple(result)) if turned else pages), turned


def turned_like(page: Page, turned: Turned) -> Page:
    """Another reading of a page turned the way that page was."""
    turn = turned[page.number][0] if page.number in turned else None
    return _turned(page, turn) if isinstance(turn, Turn) else page


def turned_back(table: Table, turned: Turned) -> Table:
    """A table with its places as they are on the pages shown."""
    if not any(page in turned for page in table.pages):
        return table

    def cell(c: Cell) -> Cell:
        return replace(c, box=place_back(c.page, c.box, turned))

    boxes = tuple((page, place_back(page, box, turned)) for page, box in table.boxes)
    return replace(table.with_cells(cell), boxes=boxes)


def place_back(page: int, box: Box, turned: Turned) -> Box:
    """A place on a page turned upright, where it is on the page as it is shown."""
    return _back(box, *turned[page]) if page in turned else box


def place_upright(page: int, box: Box, turned: Turned) -> Box:
    """A place on a page as it is shown, where it is on the page turned upright."""
    if page not in turned:
        return box
    turn, shown = turned[page]
    return turn.straight(box) if isinstance(turn, Tilt) else _over(shown, turn)(box)


def sentences_back(sentences: tuple[Sentence, ...], turned: Turned) -> tuple[Sentence, ...]:
    """Sentences with their places as they are on the pages shown."""

    def back(place: Place) -> Place:
        if place.page not in turned:
            return place
        return replace(place, box=_back(place.box, *turned[place.page]))

    return tuple(
        replace(s, places=tuple(back(p) for p in s.places))
        if any(p.page in turned for p in s.places)
        else s
        for s in sentences
    )


def _turn(page: Page) -> Turn | None:
    """How most glyphs follow one another: beside, or above and below each other; or that they
    stand on their heads."""
    if _on_heads(page.glyphs):
        return Turn.OVER
    level = down = up = 0
    middles = ((g, *g.box.center) for g in page.glyphs)
    for (first, ax, ay), (_, bx, by) in pairwise(middles):
        near = 1.6 * first.size
        if abs(by - ay) < 0.3 * first.size and abs(bx - ax) < near:
            level += 1
            if 3 * level > len(page.glyphs):  # whatever the rest does
                return None
        elif abs(bx - ax) < 0.3 * first.size and abs(by - ay) < near:
            down += by > ay
            up += by < ay
    if max(down, up) <= 2 * level or max(down, up) < _LEAST:
        return None
    return Turn.DOWN if down > up else Turn.UP


def _on_heads(glyphs: Sequence[Glyph]) -> bool:
    """Whether most glyphs hang down from the line they stand on, each further left than the one
    before it."""
    hanging = len([g for g in glyphs if 2 * g.baseline < g.box.y0 + g.box.y1])
    if 2 * hanging <= len(glyphs) or hanging < _LEAST:
        return False
    pairs = [(a, b) for a, b in pairwise(glyphs) if abs(a.baseline - b.baseline) < 0.3 * a.size]
    left = sum(b.box.center[0] < a.box.center[0] for a, b in pairs)
    return 2 * left > len(pairs)


def _turned(page: Page, turn: Turn) -> Page:
    over = _over(page, turn)
    size = page.width, page.height
    width, height = size if turn is Turn.OVER else size[::-1]
    return replace(
        page,
        width=width,
        height=height,
        glyphs=tuple(_upright_glyph(g, over) for g in page.glyphs),
        rules=tuple(over(b) for b in page.rules),
        images=tuple(over(b) for b in page.images),
        pictures=tuple(over(b) for b in page.pictures),
        hidden=tuple(_upright_glyph(g, over) for g in page.hidden),
        overlays=tuple(_upright_glyph(g, over) for g in page.overlays),
        red=tuple(over(b) for b in page.red),
    )


def _upright_glyph(glyph: Glyph, over: Callable[[Box], Box]) -> Glyph:
    box = over(glyph.box)
    return replace(glyph, box=box, baseline=box.y1 - 0.2 * box.height)


def _over(page: Page, turn: Turn) -> Callable[[Box], Box]:
    if turn is Turn.OVER:
        return lambda b: _upside_down(b, page)
    if turn is Turn.DOWN:
        return lambda b: Box(b.y0, page.width - b.x1, b.y1, page.width - b.x0)
    return lambda b: Box(page.height - b.y1, b.x0, page.height - b.y0, b.x1)


def _back(box: Box, turn: Turn | Tilt, page: Page) -> Box:
    if isinstance(turn, Tilt):
        return turn.shown(box)
    if turn is Turn.OVER:
        return _upside_down(box, page)
    if turn is Turn.DOWN:
        return Box(page.width - box.y1, box.x0, page.width - box.y0, box.x1)
    return Box(box.y0, page.height - box.x1, box.y1, page.height - box.x0)


def _upside_down(box: Box, page: Page) -> Box:
    return Box(page.width - box.x1, page.height - box.y1, page.width - box.x0, page.height - box.y0)


def _tilted(page: Page, tilt: Tilt) -> Page:
    """A page read straight, as it is shown."""
    width, height = tilt.sheet if tilt.corners else tilt.lying
    return replace(
        page,
        width=width,
        height=height,
        glyphs=tuple(replace(g, box=tilt.shown(g.box)) for g in page.glyphs),
        rules=tuple(tilt.shown(b) for b in page.rules),
        images=tuple(tilt.shown(b) for b in page.images),
        pictures=tuple(tilt.shown(b) for b in page.pictures),
    )
