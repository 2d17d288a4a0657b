"""Whether a table was read whole: on the next page, which could not be read or is blank, may stand
the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import inf

from extract.geometry import Box
from extract.layout import Glyph, Page, lines_of
from extract.table import Table
from extract.tables.captions import few, text_line

#: Page numbers and running heads and feet stand within this share of the page's edges.
_EDGE = 0.1


def cut_off(
    tables: Sequence[Table], pages: Sequence[Page], unread: Collection[int], *, lost: bool = False
) -> tuple[Table, ...]:
    """The tables, with the pages on which more of them may stand: an unread or blank one after
    little that stands under them, or before those without a title (a page that lost what stood on
    it looks like a blank one); one of their own where they go on out of sight; and with the
    pages that cut columns off. `lost` says that the file has fewer pages than it should."""
    silent = {*unread, *(page.number for page in pages if _is_blank(page))}
    return tuple(_marked(table, tables, pages, silent, lost=lost) for table in tables)


def _marked(
    table: Table,
    tables: Sequence[Table],
    pages: Sequence[Page],
    silent: Collection[int],
    *,
    lost: bool,
) -> Table:
    last, bottom = max(table.boxes, key=lambda b: (b[0], b[1].y1))
    first, top = min(table.boxes, key=lambda b: (b[0], b[1].y0))
    under = any(page == last and b.y0 > bottom.y1 for t in tables for page, b in t.boxes)
    ends = not under and _ends(pages[last - 1], bottom)
    aside = {page for page, box in table.boxes if _runs_aside(pages[page - 1], box)}
    more = aside | {page for page in silent if first < page < last}
    more |= {page for page, box in table.boxes if _runs_out(pages[page - 1], box)}
    if ends and last + 1 in silent:
        more.add(last + 1)
    if ends and lost:
        more.add(last)
    if first - 1 in silent and not table.title and _begins(pages[first - 1], top):
        more.add(first - 1)
    if not more:
        return table
    return replace(
        table,
        goes_on=tuple(sorted({*table.goes_on, *more})),
        narrower=tuple(sorted({*table.narrower, *aside})),
    )


def _runs_out(page: Page, box: Box) -> bool:
    """Whether more of a table may stand on its own page than was read: some of the page is lost,
    figures are written on it, or a picture with writing or figures that nobody sees stand under
    the last figures of the table."""
    if page.torn or page.noted:
        return True
    digits = (g.box for g in page.glyphs if g.char.isdecimal())
    end = max((digit.y1 for digit in digits if box.meets(digit)), default=box.y0)
    beneath = Box(box.x0, end, box.x1, inf)
    pictured = any(p.y0 > end and p.meets(beneath) for p in page.pictures)
    return pictured or any(beneath.contains(*g.box.center) for g in _hidden(page))


def _runs_aside(page: Page, box: Box) -> bool:
    """Whether figures that nobody sees stand beside a table, beyond the edge of its page: some of
    its columns are cut off."""
    return any(
        box.y0 < y < box.y1 and not 0 <= x <= page.width
        for x, y in (g.box.center for g in _hidden(page))
    )


def _hidden(page: Page) -> list[Glyph]:
    """The digits of a page that nobody sees, but for what is laid over its text."""
    laid_over = set(page.overlays)
    return [g for g in page.hidden if g.char.isdecimal() and g not in laid_over]


def _is_blank(page: Page) -> bool:
    """Whether nothing stands on a page but at its head and foot."""
    return not page.edgeless and not any(_in_body(page, g) for g in page.glyphs)


def _ends(page: Page, box: Box) -> bool:
    """Whether no more than a few lines stand under a table, its page's foot aside: more of it may
    follow."""
    return _has_few([g for g in page.glyphs if box.y1 + 1 < g.box.center[1] and _in_body(page, g)])


def _begins(page: Page, box: Box) -> bool:
    """Whether no more than a few lines stand over a table, its page's head aside."""
    return _has_few([g for g in page.glyphs if g.box.center[1] < box.y0 - 1 and _in_body(page, g)])


def _has_few(glyphs: list[Glyph]) -> bool:
    return few([text_line(line) for line in lines_of(glyphs)])


def _in_body(page: Page, glyph: Glyph) -> bool:
    return _EDGE * page.height < glyph.box.center[1] < (1 - _EDGE) * page.height
