"""Tables without vertical rules (三线表): columns found by how their text stands.

Camelot's parsers for such tables take neighbouring columns for one as soon as a label is long, so
the columns are found here: the figures of a table leave vertical corridors that no line crosses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.geometry import Box, union
from extract.lattice import Lines
from extract.pages import Glyph, Line, Page, lines_of
from extract.readings import is_number, plain
from extract.vocabulary import vocabulary

#: A gap this wide, in font sizes, ends a piece of text.
_GAP = 0.8
#: A corridor between columns is at least this wide (points).
_CORRIDOR = 2.5
#: A rule this long, as a share of the page's width, closes a table above or below.
_LONG = 0.3
#: A line nearer to a row than this share of the distance between rows is a part of it.
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that stands together in a line."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of pieces, or several that make one row."""

    pieces: tuple[_Piece, ...]

    @property
    def box(self) -> Box:
        return union(p.box for p in self.pieces)

    @property
    def has_figures(self) -> bool:
        return any(is_number(p.text) for p in self.pieces)


def unruled(page: Page, taken: Sequence[Box]) -> list[Lines]:
    """The tables of a page whose columns no rules divide, outside the boxes already read."""
    found = []
    for area in _areas(page, taken):
        lines = _read(page, area)
        if lines:
            found.append(lines)
    return found


def _areas(page: Page, taken: Sequence[Box]) -> list[Box]:
    """Where a table may stand: between long level rules of one length; without any, below a
    line that gives the unit."""
    rules = [
        r
        for r in page.rules
        if r.height < 3
        and r.width > _LONG * page.width
        and not any(b.grown(3).contains(*r.center) for b in taken)
    ]
    areas: list[Box] = []
    while rules:
        first = min(rules, key=lambda r: r.y0)
        same = [r for r in rules if abs(r.x0 - first.x0) < 5 and abs(r.x1 - first.x1) < 5]
        rules = [r for r in rules if r not in same]
        if len(same) > 1:
            areas.append(Box(first.x0, first.y1, first.x1, max(r.y0 for r in same)))
    if not areas and not taken:
        areas.extend(_below_unit(page))
    return areas


def _below_unit(page: Page) -> list[Box]:
    """From the line that gives the unit, under a title, down to the last line with figures."""
    words = vocabulary()
    lines = lines_of(list(page.glyphs))
    for number, line in enumerate(lines):
        titled = any(words.find("caption.title", plain(above.text)) for above in lines[:number])
        if not titled or not words.find("caption.unit", plain(line.text)):
            continue
        below = lines[number + 1 :]
        end = next(
            (n for n, b in enumerate(below) if words.find("caption.note", plain(b.text))),
            len(below),
        )
        rows = [_row(b) for b in below[:end]]
        last = max((n for n, r in enumerate(rows) if r.has_figures), default=-1)
        if last > 0:
            return [union(r.box for r in rows[: last + 1]).grown(1)]
    return []


def _read(page: Page, area: Box) -> Lines | None:
    """The columns and rows of an area, None where the text there is no table."""
    glyphs = [g for g in page.glyphs if area.contains(*g.box.center)]
    lines = [_row(line) for line in lines_of(glyphs)]
    filled = [n for n, row in enumerate(lines) if row.has_figures and len(row.pieces) > 1]
    if len(filled) < 2 or 4 * len(filled) < len(lines) or _is_prose(lines):
        return None
    start = _body_start(lines, filled[0])
    spans = _columns(lines[start:], lines[:start])
    if len(spans) < 2:
        return None
    xs = _edges(spans, area)
    rows = _rows(lines[start:])
    head, open_right = _header(lines[:start], spans)
    ys = _row_edges(head, rows, area)
    count = len(spans)
    closed = tuple((False,) * count for _ in range(len(ys) - 1))
    texts = tuple(("",) * count for _ in range(len(ys) - 1))
    across = (*open_right, *closed[len(head) :])
    return Lines(page.number, xs, ys, texts, across, closed, ruled=False)


def _row(line: Line) -> _Row:
    pieces: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if pieces and glyph.box.x0 - pieces[-1][-1].box.x1 < _GAP * glyph.size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return _Row(tuple(_Piece("".join(g.char for g in p), union(g.box for g in p)) for p in pieces))


def _is_prose(lines: Sequence[_Row]) -> bool:
    sentences = sum(1 for r in lines if any("。" in p.text or "，" in p.text for p in r.pieces))
    return 4 * sentences > len(lines)


def _body_start(lines: Sequence[_Row], first: int) -> int:
    """The first line of the body: that of the first figure, or label lines just above it that
    are numbered or totals rather than headers."""
    words = vocabulary()
    start = first
    while start > 0 and all(
        any(level.search(p.text) for level in words.levels)
        or words.find("label.total", plain(p.text))
        for p in lines[start - 1].pieces
    ):
        start -= 1
    return start


def _columns(body: Sequence[_Row], head: Sequence[_Row]) -> list[tuple[float, float]]:
    """The stretch of each column: the pieces of the body that overlap, then headers over none."""
    spans = _merged((p.box.x0, p.box.x1) for row in body for p in row.pieces)
    for row in head:
        for piece in row.pieces:
            if all(piece.box.x1 < x0 or piece.box.x0 > x1 for x0, x1 in spans):
                spans = _merged([*spans, (piece.box.x0, piece.box.x1)])
    return spans


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if merged and x0 < merged[-1][1] + _CORRIDOR:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _edges(spans: Sequence[tuple[float, float]], area: Box) -> tuple[float, ...]:
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    return (min(area.x0, spans[0][0]), *inner, max(area.x1, spans[-1][1]))


def _rows(body: Sequence[_Row]) -> list[_Row]:
    """The rows of the body: where a label takes several lines, they make one row."""
    anchors = [n for n, row in enumerate(body) if row.has_figures or _coded(row)]
    middles = [row.box.center[1] for row in body]
    gaps = [b - a for a, b in pairwise(middles)]
    pitch = median([middles[b] - middles[a] for a, b in pairwise(anchors)] or gaps or [0.0])
    owner = {n: n for n in anchors}
    for n in range(len(body)):
        if n in owner:
            continue
        near = min(anchors, key=lambda a: abs(middles[a] - middles[n]))
        owner[n] = near if abs(middles[near] - middles[n]) < _NEAR * pitch else n
    groups: dict[int, list[_Piece]] = {}
    for n, row in enumerate(body):
        groups.setdefault(owner[n], []).extend(row.pieces)
    return [_Row(tuple(groups[n])) for n in sorted(groups)]


def _coded(row: _Row) -> bool:
    first = plain(row.pieces[0].text)
    return first.isdecimal() and len(first) in (3, 5, 7)


def _header(
    head: Sequence[_Row], spans: Sequence[tuple[float, float]]
) -> tuple[list[tuple[_Row, bool]], list[tuple[bool, ...]]]:
    """The header's lines and where its fields run on to the right.

    A piece that has others below it heads a group: it reaches to the middle between it and the
    next group. Lines that only go on with the words above them are one row with them.
    """
    rows: list[tuple[_Row, bool]] = []
    open_right: list[tuple[bool, ...]] = []
    for n, row in enumerate(head):
        fewer = n + 1 < len(head) and len(row.pieces) < len(head[n + 1].pieces)
        if fewer:
            rows.append((row, True))
            open_right.append(_grouped(row, spans))
        elif rows and not rows[-1][1]:
            rows[-1] = (_Row((*rows[-1][0].pieces, *row.pieces)), False)
        else:
            rows.append((row, False))
            open_right.append(tuple(False for _ in spans))
    return rows, open_right


def _grouped(row: _Row, spans: Sequence[tuple[float, float]]) -> tuple[bool, ...]:
    """Which columns run on to the right under the groups of a header line."""
    centres = [p.box.center[0] for p in row.pieces]
    nearest = [
        min(range(len(centres)), key=lambda k: abs(centres[k] - (x0 + x1) / 2)) for x0, x1 in spans
    ]
    return tuple(c + 1 < len(nearest) and nearest[c] == nearest[c + 1] for c in range(len(nearest)))


def _row_edges(
    head: Sequence[tuple[_Row, bool]], rows: Sequence[_Row], area: Box
) -> tuple[float, ...]:
    boxes = [row.box for row, _ in head] + [row.box for row in rows]
    inner = [(a.y1 + b.y0) / 2 for a, b in pairwise(boxes)]
    return (min(area.y0, boxes[0].y0), *inner, max(area.y1, boxes[-1].y1))
