"""Figures of which a part may be gone: a strip or a box of the page was whitened, and what is left
of a figure reads as another. Such a piece stands behind a hole in its line, or lacks the decimals
that all other figures of its table have. Where a whole column is blank, all of it
may be gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extract.disclosure import Claim, Disclosure
from extract.geometry import Place
from extract.table import Cell, Table

#: A gap as wide as so many characters is a hole; so far in no line begins that goes on.
_HOLE, _INDENT = 3.0, 2.5
#: Figures without decimals stand out among so many that have some, so many times as many.
_OTHERS, _TIMES = 20, 10
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
    width = sum(place.box.width for place in places[first:last])
    pairs = zip(places[first - 1 : last - 1], places[first:last], strict=False)
    return any(_is_hole(one, other, lines, width) for one, other in pairs)


def _is_hole(before: Place, after: Place, paragraph: Sequence[Place], width: float) -> bool:
    """Whether something stood between two characters that follow each other: on one line, at the
    end of the line of the first, where the figure behind it (`width`) would have had room, or at
    the beginning of that of the second."""
    one, other = before.box, after.box
    if before.page != after.page:
        return False
    boxes = [place.box for place in paragraph if place.page == before.page]
    size = max(box.width for box in boxes)
    if abs(one.center[1] - other.center[1]) < other.height / 2:
        return other.x0 - one.x1 > _HOLE * size
    if other.y0 < one.center[1] or other.x0 >= one.x0:
        return False
    starts_late = other.x0 > boxes[0].x0 + _INDENT * size
    return starts_late or max(box.x1 for box in boxes) - one.x1 > width + _HOLE * size


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
