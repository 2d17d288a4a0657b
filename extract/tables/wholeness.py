"""Whether a table was read whole: on the next page, which could not be read or is blank, may stand
the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.geometry import Box
from extract.layout import Glyph, Page, lines_of
from extract.table import Table
from extract.tables.captions import few, text_line

#: Page numbers and running heads and feet stand within this share of the page's edges.
_EDGE = 0.1


def cut_off(
    tables: Sequence[Table], pages: Sequence[Page], unread: Collection[int]
) -> tuple[Table, ...]:
    """The tables; those with little under them on a page before an unread or blank one name that
    page among those on which they may go on, those without a title after one name that. A page
    that lost what stood on it looks like a blank one."""
    silent = {*unread, *(page.number for page in pages if _is_blank(page))}
    return tuple(_marked(table, tables, pages, silent) for table in tables)


def _marked(
    table: Table, tables: Sequence[Table], pages: Sequence[Page], silent: Collection[int]
) -> Table:
    last, bottom = max(table.boxes, key=lambda b: (b[0], b[1].y1))
    first, top = min(table.boxes, key=lambda b: (b[0], b[1].y0))
    more = [page for page in silent if first < page < last]
    under = (b for t in tables for page, b in t.boxes if page == last and b.y0 > bottom.y1)
    if last + 1 in silent and not any(under) and _ends(pages[last - 1], bottom):
        more.append(last + 1)
    if first - 1 in silent and not table.title and _begins(pages[first - 1], top):
        more.append(first - 1)
    return replace(table, goes_on=tuple(sorted({*table.goes_on, *more}))) if more else table


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
