"""The body of a table without vertical rules: the stretch of its columns, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.characters import plain
from extract.paper.unruled.heads import Span
from extract.paper.unruled.pieces import AMOUNT, Piece, Strip
from extract.vocabulary import vocabulary

#: A corridor between columns is at least this wide (points).
_CORRIDOR = 2.5
#: A line nearer to a row than this share of the distance between rows is a part of it.
_NEAR = 0.75
#: Two lines of one label stand at most this far apart (font sizes, middle to middle).
_LEADING = 1.35
#: No two rows stand nearer to each other than this (font sizes).
_TIGHT = 1.25


def column_spans(body: Sequence[Strip], *, totals: bool = False) -> list[Span]:
    """The stretch of each column: the pieces that overlap. The numbers of columns (栏次) say
    nothing of them, nor does the label of a total, which may stand across columns, unless
    `totals` asks for it; nor does a dash, which may stand anywhere in its column, beside
    figures."""
    pieces = [p for row in body if not counts(row) for p in row.pieces]
    telling = [p for p in pieces if not p.is_total]
    if not totals and any(p.is_figure and not p.is_dash for p in telling):
        spans = _merged((p.box.x0, p.box.x1) for p in telling if not p.is_dash)
        return _with_dashes(spans, body)
    if totals and not any(not p.is_figure for p in telling):
        telling = pieces
    return _merged((p.box.x0, p.box.x1) for p in telling)


def _with_dashes(spans: Sequence[Span], body: Sequence[Strip]) -> list[Span]:
    """Columns with the dashes in them, of the rows that have a piece in each column, and what is no
    dash within its own."""
    found = list(spans)
    for row in body:
        pieces = sorted(row.pieces, key=lambda p: p.box.x0)
        if len(pieces) != len(spans) or not all(
            p.is_dash or (p.box.x0 < x1 and x0 < p.box.x1)
            for p, (x0, x1) in zip(pieces, spans, strict=True)
        ):
            continue
        for number, piece in enumerate(pieces):
            x0, x1 = found[number]
            before = found[number - 1][1] if number else float("-inf")
            after = found[number + 1][0] if number + 1 < len(found) else float("inf")
            if piece.is_dash and before + _CORRIDOR < piece.box.x0 < piece.box.x1 < after:
                found[number] = min(x0, piece.box.x0), max(x1, piece.box.x1)
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for x0, x1 in sorted(spans):
        if merged and x0 < merged[-1][1] + _CORRIDOR:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def counts(row: Strip) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3."""
    texts = [plain(p.text) for p in row.pieces]
    words = vocabulary().words["header.index"]
    numbers = [int(t) for t in texts if t.isdecimal() and len(t) < 3]
    named = [t for t in texts if t in words]
    if len(numbers) < 2 or len(numbers) + len(named) < len(texts):
        return False
    return all(b - a == 1 for a, b in pairwise(numbers)) and (numbers[0] == 1 or bool(named))


def is_filled(row: Strip) -> bool:
    """Whether a line holds a figure, or the dash for none, beside other fields."""
    return len(row.pieces) > 1 and any(p.is_figure for p in row.pieces) and not counts(row)


def is_label(row: Strip) -> bool:
    """Whether a line without figures is a row all the same: numbered labels, totals, 栏次."""
    levels = vocabulary().levels
    labelled = all(p.is_total or any(level.search(p.text) for level in levels) for p in row.pieces)
    return labelled or counts(row)


def anchors(body: Sequence[Strip]) -> list[int]:
    """The lines that begin rows: those with figures or codes, but not the second line of
    figures that their column is too narrow for."""
    found: list[int] = []
    for n, row in enumerate(body):
        if not (is_filled(row) or _coded(row) or counts(row)):
            continue
        tight = _TIGHT * row.pieces[0].size
        if not found or row.box.center[1] - body[found[-1]].box.center[1] > tight:
            found.append(n)
    return found


def around(body: Sequence[Strip], starts: Sequence[int]) -> list[Strip]:
    """Rows around the lines at `starts`; a line of a label belongs to the nearest of them, or
    with the line above it to a row without figures."""
    middles = [row.box.center[1] for row in body]
    pitch = min((middles[b] - middles[a] for a, b in pairwise(starts)), default=float("inf"))
    owner = {n: n for n in starts}
    for n, row in enumerate(body):
        if n in owner:
            continue
        reach = min(_NEAR * pitch, _LEADING * row.pieces[0].size)
        near = min(starts, key=lambda a: abs(middles[a] - middles[n]), default=n)
        if abs(middles[near] - middles[n]) < reach:
            owner[n] = near
        else:
            above = n > 0 and middles[n] - middles[n - 1] < reach and owner[n - 1] not in starts
            owner[n] = owner[n - 1] if above else n
    groups: dict[int, list[Piece]] = {}
    for n, row in enumerate(body):
        groups.setdefault(owner[n], []).extend(row.pieces)
    return [Strip(tuple(groups[n])) for n in sorted(groups)]


def between_rules(lines: Sequence[Strip]) -> list[Strip]:
    """The row that the lines between two rules make; several where a rule between them was not
    seen: each then has a label of its own, and amounts below those of the one above."""
    starts = [n for n in anchors(lines) if _labelled(lines[n])]
    apart = [_stacked(lines[a], lines[b]) for a, b in pairwise(starts)]
    if apart and all(apart):
        return around(lines, starts)
    return [Strip(tuple(p for line in lines for p in line.pieces))]


def _labelled(row: Strip) -> bool:
    first = row.pieces[0]
    return _coded(row) or not first.is_figure


def _stacked(upper: Strip, lower: Strip) -> bool:
    """Whether amounts with decimals of two lines stand in one column."""
    above, below = (
        [p.box for p in row.pieces if AMOUNT.fullmatch(plain(p.text))] for row in (upper, lower)
    )
    return any(a.x0 < b.x1 and b.x0 < a.x1 for a in above for b in below)


def _coded(row: Strip) -> bool:
    first = plain(row.pieces[0].text)
    return first.isdecimal() and len(first) in (3, 5, 7)
