"""Tables without vertical rules (三线表): columns found by how their text stands.

Camelot's parsers for such tables take neighbouring columns for one as soon as a label is long, so
the columns are found here: the fields of a table leave vertical corridors that no line crosses,
over all its pages. A page that goes on with a table has its columns, whether it prints the header
again or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.characters import plain
from extract.geometry import Box
from extract.layout import Pages
from extract.paper.lines import Lines
from extract.paper.unruled.areas import Area, areas
from extract.paper.unruled.bodies import (
    anchors,
    around,
    between_rules,
    column_spans,
    is_filled,
    is_label,
)
from extract.paper.unruled.groups import Group, grouped
from extract.paper.unruled.heads import Column, Word, headed, words_of
from extract.paper.unruled.pieces import Strip
from extract.vocabulary import vocabulary

#: So many lines of a name are torn off at most.
_TORN = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page shows of a table; `clear` where that alone shows it to be one."""

    area: Area
    head: tuple[Strip, ...]
    body: tuple[Strip, ...]
    clear: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a table with the groups over them, and their edges."""

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    groups: tuple[tuple[Group, ...], ...]


def unruled(pages: Pages, taken: Sequence[Lines]) -> list[Lines]:
    """The tables whose columns no rules divide, outside those already read."""
    tables: list[list[_Part]] = []
    for page in pages.pages:
        boxes = [_box(lines) for lines in taken if lines.page == page.number]
        for area in areas(page, boxes) if page.glyphs else ():
            part = _part(area)
            whole = _with_rest(tables[-1], part) if part and tables else part
            if whole and tables and _goes_on(tables[-1], whole):
                tables[-1].append(whole)
            elif part and part.clear:
                tables.append([part])
    return [lines for parts in tables for lines in _laid_out(parts)]


def _box(lines: Lines) -> Box:
    return Box(lines.xs[0], lines.ys[0], lines.xs[-1], lines.ys[-1])


def _part(area: Area) -> _Part | None:
    """An area's header and body, None where the text there is no table."""
    shown = area.strips
    filled = [n for n, row in enumerate(shown) if is_filled(row)]
    start = _body_start(area, filled[0] if filled else len(shown))
    head, body = shown[:start], shown[start:]
    if not filled:
        blank = _is_headed(area, head) and all(is_label(row) for row in body)
        return _Part(area, head, body, area.sure) if blank else None
    if len(column_spans(body)) < 2:
        return None
    dense = 4 * len(filled) >= len(body)
    clear = area.sure and (dense or _is_headed(area, head))
    rest = area.first and (dense or bool(area.rules))
    return _Part(area, head, body, clear) if clear or rest else None


def _is_headed(area: Area, head: Sequence[Strip]) -> bool:
    """Whether an area between rules begins with words that head columns: a table, even where
    it says nothing but that there was nothing."""
    known = vocabulary().words["header.words"]
    named = sum(1 for row in head for p in row.pieces if plain(p.text) in known)
    return len(area.rules) > 1 and named > 1


def _body_start(area: Area, first: int) -> int:
    """The first line of the body: what stands under the last rule before the first line with
    figures, or label lines just above that are numbered or totals rather than headers."""
    shown = area.strips
    above = [sum(1 for s in shown if s.box.center[1] < rule) for rule in area.rules]
    start = max([n for n in above[:-1] if 0 < n <= first], default=first)
    while start > 0 and is_label(shown[start - 1]):
        start -= 1
    return start


def _with_rest(table: Sequence[_Part], part: _Part) -> _Part:
    """A part of a page with what a page break tore off the name of the last row before it: a line
    or two of words alone, under the header that is printed again, or first where none is."""
    texts = [strip.text for strip in table[0].head]
    again = len(texts) if [strip.text for strip in part.head[: len(texts)]] == texts else 0
    rest = part.head[again:]
    alone = all(len(row.pieces) == 1 and not row.pieces[0].is_figure for row in rest)
    if not rest or len(rest) > _TORN or not alone or not table[-1].area.last:
        return part
    return replace(part, head=part.head[:again], body=(*rest, *part.body))


def _goes_on(table: Sequence[_Part], part: _Part) -> bool:
    """Whether a page goes on with the table of the page before: it stands first there, under the
    same header or none, and its fields leave the same corridors."""
    last = table[-1]
    if part.area.page != last.area.page + 1 or not (part.area.first and last.area.last):
        return False
    if part.head:
        return [s.text for s in part.head] == [s.text for s in table[0].head]
    before = [row for p in table for row in p.body]
    joined = column_spans([*before, *part.body])
    return _keeps_apart(joined, column_spans(before)) and _keeps_apart(
        joined, column_spans(part.body)
    )


def _keeps_apart(joined: Sequence[tuple[float, float]], own: Sequence[tuple[float, float]]) -> bool:
    """Whether the columns of a page are columns apart where other pages are joined to it."""
    middles = [(x0 + x1) / 2 for x0, x1 in own]
    return all(sum(x0 <= middle <= x1 for middle in middles) <= 1 for x0, x1 in joined)


def _laid_out(parts: Sequence[_Part]) -> list[Lines]:
    """A table's rules as they would be drawn, page by page."""
    body = [row for part in parts for row in part.body]
    head = parts[0].head
    spans = column_spans(body, totals=not head)
    rules = _inside(parts[0])
    by_rules = _rows_are_ruled(parts)
    words = words_of(head, spans, rules, banded=by_rules)
    columns, groups = headed(words, spans, rules)
    if len(columns) < 2:
        return []
    left, right = parts[0].area.left, parts[0].area.right
    edges = _edges(columns, left, right)
    levels = grouped(groups, columns, edges, rules)
    layout = _Layout(tuple(columns), edges, tuple(tuple(level) for level in reversed(levels)))
    return [_lines(part, layout, _rows(part, by_rules)) for part in parts]


def _inside(part: _Part) -> list[Box]:
    """The rules inside a header, whole or short."""
    if not part.head:
        return []
    area, top, bottom = part.area, part.head[0].box.y1, part.head[-1].box.y0
    whole = [Box(area.left, y, area.right, y) for y in area.rules]
    return [r for r in (*whole, *area.short) if top - 2 < r.center[1] < bottom + 2]


def _edges(columns: Sequence[Column], left: float, right: float) -> tuple[float, ...]:
    """The edges of the columns: in the middle between the words of neighbours where these keep
    apart, else between their fields."""
    inner = []
    for a, b in pairwise(columns):
        x0 = max(a.span[1], a.word.box.x1 if a.word and a.word is not b.word else a.span[1])
        x1 = min(b.span[0], b.word.box.x0 if b.word and a.word is not b.word else b.span[0])
        inner.append((x0 + x1) / 2 if x0 < x1 else (a.span[1] + b.span[0]) / 2)
    return (min(left, columns[0].span[0]), *inner, max(right, columns[-1].span[1]))


def _lines(part: _Part, layout: _Layout, rows: Sequence[Strip]) -> Lines:
    heights, head_right, head_below = _header(part, layout)
    count = len(layout.columns)
    boxes = [row.box for row in rows]
    tops = [boxes[0].y0 - 1] if boxes else []
    below = heights[-1:] or tops
    inner = [(a.y1 + b.y0) / 2 for a, b in pairwise(boxes)]
    bottom = max([*part.area.rules[-1:], *(b.y1 for b in boxes[-1:]), *below])
    ys = (*heights[:-1], *below, *inner, bottom) if boxes else (*heights[:-1], *below)
    total = len(ys) - 1
    right = (*head_right, *(_across(row, layout) for row in rows))
    closed = (False,) * count
    open_below = (*head_below, *(closed for _ in rows))
    return Lines(part.area.page, layout.edges, ys, right[:total], open_below[:total], ruled=False)


def _across(row: Strip, layout: _Layout) -> tuple[bool, ...]:
    """Where a row's pieces run over the edge to the right of a column, into a blank one."""
    edges = layout.edges
    homes = [sum(1 for x in edges[1:-1] if x < p.box.center[0]) for p in row.pieces]
    over = [False] * len(layout.columns)
    for piece, home in zip(row.pieces, homes, strict=True):
        for c, x in enumerate(edges[1:-1]):
            beyond = c + 1 if home <= c else c
            if piece.box.x0 < x - 1 and piece.box.x1 > x + 1 and beyond not in homes:
                over[c] = True
    return tuple(over)


def _header(
    part: _Part, layout: _Layout
) -> tuple[tuple[float, ...], list[tuple[bool, ...]], list[tuple[bool, ...]]]:
    """The heights of the edges of a header's rows, and where its fields are open."""
    if not part.head:
        return (), [], []
    count, depth = len(layout.columns), len(layout.groups)
    over: list[list[object]] = [[None] * count for _ in range(depth + 1)]
    for level, groups in enumerate(layout.groups):
        for group in groups:
            for c in range(group.first, group.last + 1):
                over[level][c] = group
    for c, column in enumerate(layout.columns):
        depths = [n for n in range(depth) if over[n][c]]
        for n in range(depths[-1] + 1 if depths else 0, depth + 1):
            over[n][c] = column.word or column
        for n in range(depths[-1] if depths else 0):
            if not over[n][c]:
                over[n][c] = next(over[m][c] for m in range(n, depth + 1) if over[m][c])
    right = [tuple(c + 1 < count and row[c] is row[c + 1] for c in range(count)) for row in over]
    below = [
        tuple(n + 1 < len(over) and row[c] is over[n + 1][c] for c in range(count))
        for n, row in enumerate(over)
    ]
    return _heights(part, layout), right, below


def _heights(part: _Part, layout: _Layout) -> tuple[float, ...]:
    """The edges of a header's rows, from its top down: between a level's groups and what stands
    under them."""
    top, bottom = part.head[0].box.y0, max(s.box.y1 for s in part.head)
    shift = top - min((w.box.y0 for w in _words(layout)), default=top)
    heights = [top - 1]
    for level, groups in enumerate(layout.groups):
        low = max(g.word.box.y1 for g in groups)
        inside = {c for g in groups for c in range(g.first, g.last + 1)}
        under = [c.word.box.y0 for n, c in enumerate(layout.columns) if c.word and n in inside]
        later = [g for lower in layout.groups[level + 1 :] for g in lower if g.first in inside]
        under += [g.word.box.y0 for g in later]
        heights.append(max(heights[-1] + 0.1, (low + min(under, default=bottom)) / 2 + shift))
    first = part.body[0].box.y0 if part.body else bottom + 1
    rule = [y for y in part.area.rules if bottom - 1 < y < first + 1]
    return (*heights, rule[0] if rule else (bottom + first) / 2)


def _words(layout: _Layout) -> list[Word]:
    return [c.word for c in layout.columns if c.word] + [
        g.word for level in layout.groups for g in level
    ]


def _rows_are_ruled(parts: Sequence[_Part]) -> bool:
    """Whether a rule stands between any two rows of a table."""
    between = sum(
        1
        for part in parts
        for y in part.area.rules
        if part.body and part.body[0].box.y0 < y < part.body[-1].box.y1
    )
    rows = sum(len(anchors(part.body)) for part in parts)
    return between > 0 and 2 * between > rows - len(parts)


def _rows(part: _Part, by_rules: bool) -> list[Strip]:
    """The rows of the body: between rules where every row has them; else around the lines with
    figures, where a label takes several lines."""
    if not by_rules:
        return around(part.body, anchors(part.body))
    rows: dict[int, list[Strip]] = {}
    for row in part.body:
        above = sum(1 for y in part.area.rules if y < row.box.center[1])
        rows.setdefault(above, []).append(row)
    return [row for n in sorted(rows) for row in between_rules(rows[n])]
