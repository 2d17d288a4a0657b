"""Whether a table was read whole: on the next page, which could not be read or is blank, may stand
the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from statistics import median

from extract.characters import plain
from extract.geometry import Box
from extract.layout import Glyph, Page, lines_of
from extract.table import Table
from extract.tables.captions import few, is_note, text_line
from extract.tables.emptied import is_left_open, pages_blanked
from extract.vocabulary import vocabulary

#: Page numbers and running heads and feet stand within this share of the page's edges.
_EDGE = 0.1
#: A row is no higher than so many others: what is, is no sign of how much room the next one needs.
_HIGH = 3.0
#: The rules of a table stand this near to its box (points), and run over this share of it; so many
#: tables with a rule at their feet make one without it odd.
_RULE, _MOST, _SEVERAL = 3.0, 0.6, 3
#: No page ends higher than this share of it, whatever stands on the others.
_LOW = 0.8


def cut_off(
    tables: Sequence[Table],
    pages: Sequence[Page],
    unread: Collection[int],
    *,
    lost: Collection[int] = (),
) -> tuple[Table, ...]:
    """The tables, with the pages on which more of them may stand: an unread or blank one after
    little that stands under them, or before those without a title (a page that lost what stood on
    it looks like a blank one); one of their own where they go on out of sight; and with the
    pages that cut columns off. `lost` are the pages behind which others may be missing."""
    silent = {*unread, *(page.number for page in pages if _is_blank(page))}
    footless = _footless(tables, pages)
    feet = {page.number: _foot(page) for page in pages}
    marked = (_marked(table, tables, pages, silent, lost) for table in tables)
    return tuple(
        replace(
            t,
            open_at=(*_open_at(t, tables, pages, feet), *(n for n, _ in t.boxes if n == footless)),
        )
        for t in marked
    )


def _marked(
    table: Table,
    tables: Sequence[Table],
    pages: Sequence[Page],
    silent: Collection[int],
    lost: Collection[int],
) -> Table:
    last, bottom = max(table.boxes, key=lambda b: (b[0], b[1].y1))
    first, top = min(table.boxes, key=lambda b: (b[0], b[1].y0))
    under = any(page == last and b.y0 > bottom.y1 for t in tables for page, b in t.boxes)
    ends = not under and _ends(pages[last - 1], bottom)
    aside = {
        n for n, b in table.boxes if _runs_aside(pages[n - 1], b) or _breaks_off(pages[n - 1], b)
    }
    open_ = {n for n, b in table.boxes if is_left_open(pages[n - 1], b, tables)}
    more = aside | open_ | {page for page in silent if first < page < last}
    more |= {page for page in lost if first <= page < last}
    more |= {page for page, box in table.boxes if _runs_out(pages[page - 1], box)}
    if ends and last + 1 in silent:
        more.add(last + 1)
    if last in table.narrower:  # its last columns may be all that it lacks
        more.add(last)
    if ends and last in lost:
        more.add(last)
    if first - 1 in {*silent, *lost} and not table.title and _begins(pages[first - 1], top):
        more.add(first - 1)
    if not more:
        return table
    return replace(
        table,
        goes_on=tuple(sorted({*table.goes_on, *more})),
        narrower=tuple(sorted({*table.narrower, *aside})),
    )


def _open_at(
    table: Table, tables: Sequence[Table], pages: Sequence[Page], feet: Mapping[int, float]
) -> Iterator[int]:
    """The pages behind whose last row others of a table may have stood that are lost without a
    word: it goes on overleaf with room for the rows there, as it does not elsewhere, or leaves no
    room for another row where it ends."""
    bottoms = {page: max(b.y1 for n, b in table.boxes if n == page) for page, _ in table.boxes}
    *broken, last = sorted(bottoms)
    for number, following in pairwise([*broken, last]):
        page, bottom = pages[number - 1], bottoms[number]
        foot = max((bottoms[n] for n in broken if n != number), default=0.0)
        alike = page.height == pages[following - 1].height
        if alike and foot - bottom >= _row_height(table, following):
            yield number
    page, bottom = pages[last - 1], bottoms[last]
    if not page.edgeless and not _is_closed(table) and not _is_under(page, tables, bottom):
        ends = list(_ends_on_others(page, tables, pages, feet))
        foot = max([_LOW * page.height, *ends]) if ends else (1 - _EDGE) * page.height
        if bottom + _row_height(table, last) > foot:
            yield last


def _footless(tables: Sequence[Table], pages: Sequence[Page]) -> int | None:
    """The page on which no rule stands under the last row of a table, as one does under all others
    that only level rules divide; None where there is no such page, or more than one."""
    closed: list[int] = []
    others: list[int] = []
    for number, box in (part for table in tables for part in table.boxes):
        across = list(_across(pages[number - 1], box))
        if across:
            (closed if _is_foot(across[-1], box) else others).append(number)
    return others[0] if len(others) == 1 and len(closed) >= _SEVERAL else None


def _across(page: Page, box: Box) -> Iterator[Box]:
    """The level rules over most of a table on a page, from the top down; none where upright ones
    stand in it."""
    around = box.grown(_RULE)
    inside = [rule for rule in page.rules if around.meets(rule)]
    if not any(rule.height > rule.width for rule in inside):
        wide = (rule for rule in inside if rule.width > _MOST * box.width)
        yield from sorted(wide, key=lambda rule: rule.y0)


def _is_foot(rule: Box, box: Box) -> bool:
    return abs(rule.center[1] - box.y1) <= _RULE


def _is_under(page: Page, tables: Sequence[Table], bottom: float) -> bool:
    """Whether anything stands under that height in the body of a page."""
    text = any((g.box.y0 + g.box.y1) / 2 > bottom + 1 for g in _body(page))
    return text or any(n == page.number and b.y0 > bottom for t in tables for n, b in t.boxes)


def _foot(page: Page) -> float:
    """Where the text in the body of a page ends; 0 where there is none."""
    return max((g.box.y1 for g in _body(page)), default=0.0)


def _ends_on_others(
    page: Page, tables: Sequence[Table], pages: Sequence[Page], feet: Mapping[int, float]
) -> Iterator[float]:
    """Where text (`feet`) and tables end on the other pages of the size of one."""
    size = round(page.width), round(page.height)
    alike = [p for p in pages if p is not page and (round(p.width), round(p.height)) == size]
    numbers = {other.number for other in alike}
    yield from (feet[number] for number in numbers if feet[number])
    yield from (b.y1 for t in tables for number, b in t.boxes if number in numbers)


def _is_closed(table: Table) -> bool:
    """Whether the last row of a table is its total, or that of a part of it."""
    texts = [plain(cell.text) for cell in table.grid[-1]] if table.grid else []
    return any(vocabulary().find("label.total", text) for text in texts)


def _row_height(table: Table, page: int) -> float:
    """How much room the next row of a table may need, as the rows of a page are high."""
    rows = [line[0].box.height for line in table.grid if line and line[0].page == page]
    return min(max(rows), _HIGH * median(rows)) if rows else 0.0


def _runs_out(page: Page, box: Box) -> bool:
    """Whether more of a table may stand on its own page than was read: some of the page is lost,
    figures are written on it, or a picture with writing or figures that nobody sees stand under
    the last figures of the table."""
    if page.torn or page.covered or page.noted:
        return True
    digits = (g.box for g in page.glyphs if g.char.isdecimal())
    end = max((digit.y1 for digit in digits if box.meets(digit)), default=box.y0)
    beneath = Box(box.x0, end, box.x1, inf)
    pictured = any(p.y0 > end and p.meets(beneath) for p in page.pictures)
    return pictured or any(beneath.contains(*g.box.center) for g in _hidden(page))


def pages_with_rows_cut(tables: Sequence[Table], pages: Sequence[Page]) -> set[int]:
    """The pages on which rows of a table lack their first or their last column, its last rule
    stands far beneath them, or fields are there for rows and nothing is in them."""
    boxes = (part for table in tables for part in table.boxes)
    cut = {
        n
        for n, box in boxes
        if _breaks_off(pages[n - 1], box) or is_left_open(pages[n - 1], box, tables)
    }
    return cut | {page for table in tables for page in pages_blanked(table)}


def _runs_aside(page: Page, box: Box) -> bool:
    """Whether figures that nobody sees stand beside a table, beyond the edge of its page: some of
    its columns are cut off."""
    return any(
        box.y0 < y < box.y1 and not 0 <= x <= page.width
        for x, y in (g.box.center for g in _hidden(page))
    )


def _breaks_off(page: Page, box: Box) -> bool:
    """Whether rows of a table lack their first or their last column: one of the rules at its sides
    is shorter than the other."""
    left, right = (_length(page, edge, box) for edge in (box.x0, box.x1))
    return bool(left and right) and abs(left - right) > 2 * _RULE


def _length(page: Page, edge: float, box: Box) -> float:
    """How much of a table's height upright rules at an edge of it cover, end to end or nearly."""
    near = (r for r in page.rules if abs((r.x0 + r.x1) / 2 - edge) <= _RULE)
    upright = (r for r in near if r.height > r.width)
    covered, end = 0.0, box.y0
    for top, foot in sorted((r.y0, min(r.y1, box.y1)) for r in upright):
        covered += max(foot - (end if top <= end + _RULE else top), 0.0)
        end = max(end, foot)
    return covered


def _hidden(page: Page) -> list[Glyph]:
    """The digits of a page that nobody sees, but for what is laid over its text."""
    laid_over = set(page.overlays)
    return [g for g in page.hidden if g.char.isdecimal() and g not in laid_over]


def _is_blank(page: Page) -> bool:
    """Whether nothing stands on a page but at its head and foot; a note at its head is what the
    table before it ends with."""
    if page.edgeless or next(_body(page), None) is not None:
        return False
    return not any(is_note(line.text) for line in page.lines)


def _ends(page: Page, box: Box) -> bool:
    """Whether no more than a few lines stand under a table, its page's foot aside: more of it may
    follow."""
    return _has_few([g for g in _body(page) if box.y1 + 1 < (g.box.y0 + g.box.y1) / 2])


def _begins(page: Page, box: Box) -> bool:
    """Whether no more than a few lines stand over a table, its page's head aside."""
    return _has_few([g for g in _body(page) if (g.box.y0 + g.box.y1) / 2 < box.y0 - 1])


def _has_few(glyphs: list[Glyph]) -> bool:
    return few([text_line(line) for line in lines_of(glyphs)])


def _body(page: Page) -> Iterator[Glyph]:
    """The characters whose middles are in the body of a page."""
    low, high = 2 * (_EDGE * page.height), 2 * ((1 - _EDGE) * page.height)
    return (g for g in page.glyphs if low < g.box.y0 + g.box.y1 < high)
