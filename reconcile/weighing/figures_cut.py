"""Figures of which a part may be gone: a strip or a box of the page was whitened, and what is left
of a figure reads as another. Such a piece stands behind a hole in its line, lacks the decimals that
all other figures of its table have, or is the beginning or the end of what it should be. Where a
whole column is blank, all of it may be gone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from extract.disclosure import Disclosure, Sentence
from extract.geometry import Place
from extract.table import Cell, Table
from reconcile.audit import Check, Verdict
from reconcile.weighing.lines_lost import lines_lost
from reconcile.weighing.solving import solved

#: A gap as wide as so many characters is a hole; so far in no line begins that goes on.
_HOLE, _INDENT = 3.0, 2.5
#: Figures without decimals stand out among so many that have some, so many times as many; several
#: in one row or column, among so many times as many as they are.
_OTHERS, _TIMES, _STRIP = 20, 10, 3
#: What is left of a figure has so many digits at least, and lacks so many: one left out is a slip.
_LEFT, _GONE = 3, 2
#: So many rows with a figure elsewhere show that a column without any lost its own.
_ROWS = 3
_HEADLESS = re.compile(r"[^\w.．]*[.．]\d")


def holes(disclosure: Disclosure) -> frozenset[tuple[int, int]]:
    """The characters of the narrative right before which text is missing: the id of each one's
    sentence and where it stands in it."""
    grouped = [list(told) for _, told in groupby(disclosure.sentences, key=lambda s: s.paragraph)]
    within = (hole for told in grouped for hole in _holes(told))
    return frozenset((*within, *lines_lost(grouped)))


def _holes(told: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The same for the sentences of a paragraph."""
    places = [place for sentence in told for place in sentence.places]
    left: dict[int, float] = {}
    size: dict[int, float] = {}
    for page, on_page in groupby(places, key=lambda place: place.page):
        boxes = [place.box for place in on_page]
        left.setdefault(page, boxes[0].x0)
        size[page] = max(size.get(page, 0.0), *(box.x1 - box.x0 for box in boxes))
    behind = [n for n, (a, b) in enumerate(pairwise(places), 1) if _is_hole(a, b, left, size)]
    if behind:
        named = [(sentence.id, n) for sentence in told for n in range(len(sentence.places))]
        yield from (named[n] for n in behind)


def _is_hole(
    before: Place, after: Place, left: Mapping[int, float], size: Mapping[int, float]
) -> bool:
    """Whether something stood between two characters of a page that follow each other: on one
    line, or at the beginning of that of the second. Lines end early for many reasons."""
    one, other, page = before.box, after.box, after.page
    wide = other.x0 - one.x1 > _HOLE * size[page]
    if before.page != page or (one.x0 <= other.x0 and not wide):  # as nearly all stand
        return False
    if abs(one.center[1] - other.center[1]) < other.height / 2:
        return wide
    if other.y0 < one.center[1] or other.x0 >= one.x0:
        return False
    return other.x0 > left[page] + _INDENT * size[page]


def is_piece(one: Decimal, other: Decimal, least: int = _GONE) -> bool:
    """Whether a figure is the beginning or the end of another and much less (6.02 of 15076.02), by
    so many digits at `least`, and not the same in another unit."""
    left, whole = (format(abs(value), "f").replace(".", "") for value in (one, other))
    ends = whole.endswith(left) or whole.startswith(left)
    few = _LEFT if least >= _GONE else _LEFT - 1
    told = len(left.strip("0")) >= few or (len(left) > _LEFT and whole.endswith(left))
    in_unit = left.strip("0") == whole.strip("0")
    gone = min(len(whole) - len(left), _high(other) - _high(one))
    return ends and told and gone >= least and not in_unit


def _high(figure: Decimal) -> int:
    """How many digits a figure has before its point."""
    return len(str(int(abs(figure))))


def pieces(checks: Iterable[Check]) -> frozenset[Cell]:
    """The figures in failed equations that are what is left of what they should be. One that lacks
    one digit is a slip, but where another in its column is what is left of a figure."""
    failed = [c for c in checks if c.verdict is Verdict.MISMATCH]
    found = {cell for check in failed for cell in _left_of(check, _GONE)} | parts_left(failed)
    columns = {(cell.table, cell.page, cell.column) for cell in found}
    slips = (cell for check in failed for cell in (_left_of(check, 1) if columns else ()))
    return frozenset(found | {c for c in slips if (c.table, c.page, c.column) in columns})


def _left_of(check: Check, least: int) -> Iterator[Cell]:
    """The figures of a failed equation that lack so many digits of what they should be."""
    stated, expected = check.stated, check.expected
    if stated is None or expected is None:
        return
    for one, other in ((stated, expected), (expected, stated)):
        if is_piece(one, other, least):
            yield from (c for c in check.cells if c.quantity and c.quantity.value == one)


def parts_left(checks: Iterable[Check]) -> frozenset[Cell]:
    """The figures among those that failed equations compute with which are what is left of what
    they would have to be for the equation to hold (386 of 386600)."""
    failed = [c for c in checks if c.verdict is Verdict.MISMATCH]
    return frozenset(cell for check in failed for cell in _parts_left(check))


def _parts_left(check: Check) -> Iterator[Cell]:
    """The same of one failed equation."""
    for number, operand in enumerate(check.operands[1:], 1):
        if operand.cell is None or operand.quantity is None:
            continue
        if any(is_piece(operand.quantity.value, figure) for figure in solved(check, number)):
            yield operand.cell


def cut_cells(tables: Sequence[Table]) -> frozenset[Cell]:
    """The fields of tables whose figures may be gone in part, or wholly."""
    ways = (_without_decimals, _in_blank, _headless)
    return frozenset(cell for table in tables for way in ways for cell in way(table))


def _headless(table: Table) -> Iterator[Cell]:
    """The figures that begin with their point (.50), but where a table prints all below one like
    that, several of them: a program left out the nought. Of one alone the digits may be gone."""
    cells = [cell for row in table.rows for cell in row.cells if cell.quantity is not None]
    small = [cell for cell in cells if cell.quantity and abs(cell.quantity.value) < 1]
    headless = [cell for cell in small if _HEADLESS.match(cell.text)]
    with_nought = any(_decimals(cell) for cell in small if cell not in headless)
    if len(headless) == 1 or with_nought:
        yield from headless


def _without_decimals(table: Table) -> Iterator[Cell]:
    """The figures that alone in their table have no decimals; those of one row, or of one column,
    are as one: a strip went through it."""
    amounts = [
        cell
        for row in table.rows
        for cell in row.cells
        if cell.quantity is not None and cell.quantity.kind == "amount" and cell.quantity.exact
    ]
    decimals = Counter(_decimals(cell) for cell in amounts)
    usual, count = decimals.most_common(1)[0] if decimals else (0, 0)
    whole = [cell for cell in amounts if not _decimals(cell)]
    alike = usual and count + len(whole) == len(amounts)
    strips = min(len({c.row for c in whole}), len({c.column for c in whole}))
    least = _TIMES if strips < len(whole) else _OTHERS
    if alike and count >= max(least, _TIMES * strips, _STRIP * len(whole)):
        yield from whole


def _decimals(cell: Cell) -> int:
    return cell.quantity.decimals if cell.quantity is not None else 0


def _in_blank(table: Table) -> Iterator[Cell]:
    """The fields of columns in which nothing is printed, not even for nothing, though their rows
    have figures in others. A table that is blank throughout was left so, as some are published."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    for row in table.rows:
        if any(cell.quantity is not None and cell.quantity.exact for cell in row.cells):
            for cell in row.cells:
                columns[cell.column].append(cell)
    for cells in columns.values():
        if len(cells) >= _ROWS and not any(cell.text.strip() for cell in cells):
            yield from cells
