"""Tables that print an amount digit by digit, each in a column of its own under the name of its
place (亿千百十万千百十元角分), as vouchers and ledgers do: one column of whole figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.characters import plain
from extract.geometry import union
from extract.layout import Field, Grid, distinct

#: The names of places up to 元, and those behind it, each from left to right.
_WHOLE, _PARTS = "千百十亿千百十万千百十元", "角分"
#: Other characters for the names.
_ALIKE = str.maketrans("拾佰仟萬億圆", "十百千万亿元")
#: So many columns of this kind make an amount; with fewer they may be quantities of coins.
_LEAST = 5
#: What stands before a figure in the place to its left, and stands for none.
_MONEY, _MINUS, _NONE = "¥￥", "-−－–", "—/"
_DIGITS = frozenset("0123456789")
#: What stands for a digit that is not there, or for several in one place.
_LOST = "#"
#: Edges this near to each other (points) are those of the same column overleaf.
_EDGE = 3.0
#: What is said of the unit in a heading.
_UNIT = "（元）"

#: Columns of digits: the first, the one after the last, and how many of them are behind 元.
_Run = tuple[int, int, int]


def with_whole_figures(grids: Iterable[Grid]) -> Iterator[Grid]:
    """The grids, in each of which columns that hold the digits of amounts are one; those that go
    on overleaf without their header as well."""
    before: tuple[Grid, list[_Run]] | None = None
    for grid in grids:
        found = _named(grid)
        if found is not None:
            row, runs = found
            before = grid, runs
            yield _merged(grid, runs, row)
        elif before is not None and _alike(before[0], grid):
            yield _merged(grid, before[1], None)
        else:
            before = None
            yield grid


def _alike(one: Grid, other: Grid) -> bool:
    """Whether two grids have the same columns."""
    same = len(one.xs) == len(other.xs)
    return same and all(abs(a - b) <= _EDGE for a, b in zip(one.xs, other.xs, strict=True))


def _named(grid: Grid) -> tuple[int, list[_Run]] | None:
    """The row that names the places of digits, with the columns of each amount."""
    for number, row in enumerate(grid.matrix):
        names = [_name(f) if f.row == number else "" for f in row]
        runs = list(_runs(names))
        if runs:
            return number, runs
    return None


def _name(field: Field) -> str:
    """The place that a field of one column names; "" where it names none."""
    text = plain(field.text).translate(_ALIKE)
    known = field.width == 1 and len(text) == 1 and text in _WHOLE + _PARTS
    return text if known else ""


def _runs(names: Sequence[str]) -> Iterator[_Run]:
    """The columns of each amount: they end at 元, 角 or 分, and begin where the names do."""
    end = len(names)
    while end > 0:
        run = next((r for r in _ending(names, end)), None)
        if run is not None:
            yield run
        end = run[0] if run else end - 1


def _ending(names: Sequence[str], end: int) -> Iterator[_Run]:
    for behind in (2, 1, 0):
        right = _WHOLE + _PARTS[:behind]
        count = 0
        while count < min(end, len(right)) and names[end - 1 - count] == right[-1 - count]:
            count += 1
        if count >= _LEAST + behind:
            yield end - count, end, behind


def _merged(grid: Grid, runs: Sequence[_Run], header: int | None) -> Grid:
    """A grid with one column for each of some runs; `header` is the row that names the places."""
    inner = {c for first, end, _ in runs for c in range(first + 1, end)}
    kept = [c for c in range(len(grid.xs)) if c not in inner]
    moved = {c: n for n, c in enumerate(kept)}
    new = {
        f: f.moved(0, (moved[f.column], _end(f, kept))) for f in grid.fields if f.column in moved
    }
    made: dict[tuple[int, int], Field] = {}
    for run in runs:
        at = moved[run[0]], moved[run[0]] + 1
        for field in _figures(grid, run, header):
            put = field.moved(0, at)
            made.update({(row, run[0]): put for row in range(put.row, put.row_end)})
    matrix = tuple(
        tuple(made.get((number, c)) or new[row[c]] for c in kept[:-1])
        for number, row in enumerate(grid.matrix)
    )
    return replace(grid, xs=tuple(grid.xs[c] for c in kept), matrix=matrix)


def _end(field: Field, kept: Sequence[int]) -> int:
    """The column after a field, where only some columns are kept."""
    return sum(1 for c in kept if c < field.column_end)


def _figures(grid: Grid, run: _Run, header: int | None) -> Iterator[Field]:
    """What stands in the columns of an amount, row by row; not what is one field already."""
    first, end, behind = run
    for number, row in enumerate(grid.matrix):
        there = distinct(row[first:end])
        if number == header:
            yield _head(grid, run, number)
        elif len(there) > 1:
            text = _amount([f.text for f in row[first:end]], behind)
            starts = [f.start for f in there if f.start is not None]
            box = union(f.box for f in there)
            start = min(starts) if text and starts else None
            yield replace(there[0], box=box, row=number, row_end=number + 1, text=text, start=start)


def _head(grid: Grid, run: _Run, row: int) -> Field:
    """The heading of an amount: what stands over its columns alone, and its unit."""
    first, end, _ = run
    names = grid.matrix[row][first:end]
    over = grid.matrix[row - 1][first] if row else names[0]
    if row and (over.column, over.column_end) == (first, end):
        box = union((over.box, *(f.box for f in names)))
        return replace(over, box=box, row_end=row + 1, text=over.text + _UNIT)
    box = union(f.box for f in names)
    return replace(names[0], box=box, text=_UNIT, start=names[0].start)


def _amount(places: Sequence[str], behind: int) -> str:
    """The figure whose digits stand in some places, of which so many are behind 元; where one of
    them is none, a figure that cannot be read."""
    texts = [plain(text) for text in places]
    while texts and not texts[0]:
        texts.pop(0)
    filled = len(texts)
    while filled and not texts[filled - 1]:
        filled -= 1
    if not filled:
        return ""
    sign, digits = _signed(texts[:filled])
    if not all(d in _DIGITS for d in digits):
        printed = "".join(texts)
        none = set(printed) <= set(_NONE + _MINUS)
        return printed if none else "".join(d if d in _DIGITS else _LOST for d in digits)
    whole = "".join(digits) + "0" * (len(texts) - filled)
    cents = whole[-behind:].rjust(behind, "0") if behind else ""
    yuan = (whole[:-behind] if behind else whole).lstrip("0") or "0"
    return f"{sign}{yuan}.{cents}" if cents else sign + yuan


def _signed(texts: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The sign before the digits, and these; a sign of money goes."""
    sign, rest = "", list(texts)
    while rest and len(rest) > 1 and rest[0] in (*_MONEY, *_MINUS):
        sign = "-" if rest[0] in _MINUS else sign
        rest.pop(0)
    return sign, rest
