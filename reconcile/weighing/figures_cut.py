"""Figures of which a part may be gone: a strip or a box of the page was whitened, and what is left
of a figure reads as another. Such a piece stands behind a hole in its line, lacks the decimals that
all other figures of its table have, or is the beginning or the end of what it should be. Where a
whole column is blank, all of it may be gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extract.disclosure import Claim, Disclosure
from extract.geometry import Place
from extract.table import Cell, Table
from reconcile.audit import Check, Verdict

#: A gap as wide as so many characters is a hole; so far in no line begins that goes on.
_HOLE, _INDENT = 3.0, 2.5
#: Figures without decimals stand out among so many that have some, so many times as many.
_OTHERS, _TIMES = 20, 10
#: What is left of a figure has so many digits at least, and lacks so many: one left out is a slip.
_LEFT, _GONE = 3, 2
#: So many rows with a figure elsewhere show that a column without any lost its own.
_ROWS = 3


def is_cut(disclosure: Disclosure, claim: Claim) -> bool:
    """Whether text is missing right before a figure of the narrative, or within it."""
    sentence = disclosure.sentences[claim.sentence]
    told = [s for s in disclosure.sentences if s.paragraph == sentence.paragraph]
    before = [place for s in told if s.id < sentence.id for place in s.places][-1:]
    places = [*before, *sentence.places]
    first, last = max(claim.start + len(before), 1), claim.end + len(before)
    lines = [place for s in told for place in s.places]
    pairs = zip(places[first - 1 : last - 1], places[first:last], strict=False)
    return any(_is_hole(one, other, lines) for one, other in pairs)


def _is_hole(before: Place, after: Place, paragraph: Sequence[Place]) -> bool:
    """Whether something stood between two characters that follow each other: on one line, or at
    the beginning of that of the second. Lines end early for many reasons."""
    one, other = before.box, after.box
    if before.page != after.page:
        return False
    boxes = [place.box for place in paragraph if place.page == before.page]
    size = max(box.width for box in boxes)
    if abs(one.center[1] - other.center[1]) < other.height / 2:
        return other.x0 - one.x1 > _HOLE * size
    if other.y0 < one.center[1] or other.x0 >= one.x0:
        return False
    return other.x0 > boxes[0].x0 + _INDENT * size


def is_piece(one: Decimal, other: Decimal) -> bool:
    """Whether a figure is the beginning or the end of another and much less (6.02 of 15076.02), and
    not the same in another unit."""
    left, whole = (format(abs(value), "f").replace(".", "") for value in (one, other))
    ends = whole.endswith(left) or whole.startswith(left)
    enough = len(left.strip("0")) >= _LEFT and len(whole) >= len(left) + _GONE
    in_unit = left.strip("0") == whole.strip("0")
    return ends and enough and not in_unit and abs(one) * 10**_GONE < abs(other)


def pieces(checks: Iterable[Check]) -> frozenset[Cell]:
    """The figures in failed equations that are what is left of what they should be."""
    found: set[Cell] = set()
    for check in checks:
        stated, expected = check.stated, check.expected
        if check.verdict is not Verdict.MISMATCH or stated is None or expected is None:
            continue
        for one, other in ((stated, expected), (expected, stated)):
            if is_piece(one, other):
                found.update(c for c in check.cells if c.quantity and c.quantity.value == one)
    return frozenset(found)


def cut_cells(tables: Sequence[Table]) -> frozenset[Cell]:
    """The fields of tables whose figures may be gone in part, or wholly."""
    return frozenset(cell for t in tables for cell in (*_without_decimals(t), *_in_blank(t)))


def _without_decimals(table: Table) -> Iterator[Cell]:
    """The figures that alone in their table have no decimals."""
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
    if alike and count >= max(_OTHERS, _TIMES * len(whole)):
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
