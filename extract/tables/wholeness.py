"""Whether a table was read whole: on the next page, which could not be read, may stand the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.characters import plain
from extract.geometry import Box
from extract.layout import Page, lines_of
from extract.table import Table
from extract.tables.captions import is_note
from extract.vocabulary import vocabulary

#: Page numbers and running feet stand within this share of the page's foot.
_FOOT = 0.1


def cut_off(
    tables: Sequence[Table], pages: Sequence[Page], unread: Collection[int]
) -> tuple[Table, ...]:
    """The tables; those with nothing under them on a page before an unread one name that page
    among those on which they may go on, those without a title after one name that."""
    return tuple(_marked(table, pages, unread) for table in tables) if unread else tuple(tables)


def _marked(table: Table, pages: Sequence[Page], unread: Collection[int]) -> Table:
    last, bottom = max(table.boxes, key=lambda b: (b[0], b[1].y1))
    first, top = min(table.boxes, key=lambda b: (b[0], b[1].y0))
    more = [page for page in unread if first < page < last]
    if last + 1 in unread and not table.notes and _ends(pages[last - 1], bottom):
        more.append(last + 1)
    if first - 1 in unread and not table.title and not _led_in(pages[first - 1], top):
        more.append(first - 1)
    return replace(table, goes_on=tuple(sorted({*table.goes_on, *more}))) if more else table


def _ends(page: Page, box: Box) -> bool:
    """Whether nothing but the page's foot stands under a table: more of it may follow."""
    foot = (1 - _FOOT) * page.height
    below = [g for g in page.glyphs if box.y1 + 1 < g.box.center[1]]
    lines = [line for line in lines_of(below) if line.box.center[1] < foot or is_note(line.text)]
    return all(vocabulary().find("caption.page_number", plain(line.text)) for line in lines)


def _led_in(page: Page, box: Box) -> bool:
    """Whether text stands over a table, its page's head aside."""
    head = _FOOT * page.height
    return any(head < g.box.center[1] < box.y0 - 1 for g in page.glyphs)
