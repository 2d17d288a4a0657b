"""Items that are listed one by one and printed in another table each by its code: the 项目支出 of
each 项, of which the table of projects lists several (2130205: 造林补助, 通道绿化).

That the two tables are of the same money they show themselves: they print one total, the codes of
one are all those of the other, and most of the items agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extract.table import Cell, Column, Row
from reconcile.audit import Check, Verdict
from reconcile.tables.flat import amounts, flat_list
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import is_total, sum_check
from reconcile.weighing.solving import slips_in

#: So many items of different amounts must agree, and so many for each that does not.
_ENOUGH, _FOR_EACH = 3, 3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column of a list held against one of another table, item by item."""

    column: Column
    checks: tuple[Check, ...]

    @property
    def failing(self) -> list[Check]:
        return [c for c in self.checks if c.verdict is Verdict.MISMATCH]

    @property
    def holding(self) -> int:
        """How many items of different amounts agree."""
        held = (c for c in self.checks if c.verdict is Verdict.CONSISTENT)
        return len({c.stated for c in held if c.stated})

    @property
    def is_proven(self) -> bool:
        """Whether enough items agree, and what does not is a slip that leaves one of the two totals
        without its parts: what one table counts under another code adds up in both."""
        off = sum((c.stated - c.expected for c in self.failing if c.stated and c.expected), 0)
        enough = self.holding >= max(_ENOUGH, _FOR_EACH * len(self.failing))
        return enough and (not self.failing or (bool(off) and all(map(slips_in, self.failing))))


def grouped(code: str, library: Library) -> Iterator[Check]:
    """Each item of another table against the rows of a list that have its code."""
    for sheet in library.sheets:
        for pair in _pairs(code, library, sheet):
            yield from pair.checks


def told_elsewhere(library: Library, sheet: Sheet) -> frozenset[int]:
    """The columns of a list whose items another table prints each by its code."""
    return frozenset(pair.column.index for pair in _pairs("", library, sheet))


def _pairs(code: str, library: Library, sheet: Sheet) -> Iterator[_Pair]:
    """Each column of a list with the other table's that most of its items agree with; with none
    where two such disagree in other items."""
    listed = flat_list(sheet)
    if listed is None or not all(row.code for row in listed[1]):
        return
    by_code = _by_code(listed[1])
    trees = [t for s in library.sheets if s is not sheet and (t := _tree(s)) is not None]
    for column in amounts(sheet):
        whole = _exact(sheet.cell(listed[0], column))
        ours = {c: [sheet.cell(r, column) for r in rows] for c, rows in by_code.items()}
        found = [
            _Pair(column, tuple(_of_items(code, tree, other, ours)))
            for tree in trees
            for other in amounts(tree.sheet)
            if whole and tree.is_of(other, whole, ours)
        ]
        proven = [pair for pair in found if pair.is_proven]
        most = max((pair.holding for pair in proven), default=0)
        best = [pair for pair in proven if pair.holding == most]
        if len({tuple(c.stated for c in pair.failing) for pair in best}) == 1:
            yield best[0]


def _by_code(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Tree:
    """A table with its total row and, by their codes, the rows that have none below them."""

    sheet: Sheet
    total: Row
    items: Mapping[str, Row]

    def is_of(self, column: Column, whole: Fraction, ours: Mapping[str, object]) -> bool:
        """Whether a column comes to a total, and has all its amounts in some items."""
        if _exact(self.sheet.cell(self.total, column)) != whole:
            return False
        filled = {c for c, row in self.items.items() if _exact(self.sheet.cell(row, column))}
        return filled <= ours.keys() <= self.items.keys()


def _tree(sheet: Sheet) -> _Tree | None:
    coded = [r for r in sheet.table.rows if r.code and r.code.isdigit()]
    codes = {r.code for r in coded}
    total = next((r for r in sheet.table.rows if not r.code and is_total(r)), None)
    if total is None or len(codes) < len(coded) or len({r.panel for r in sheet.table.rows}) > 1:
        return None
    leaves = {
        r.code: r for r in coded if not any(c != r.code and c.startswith(r.code) for c in codes)
    }
    return _Tree(sheet, total, leaves)


def _of_items(
    code: str, tree: _Tree, column: Column, ours: Mapping[str, Sequence[Cell | None]]
) -> Iterator[Check]:
    for item, cells in ours.items():
        whole = tree.sheet.cell(tree.items[item], column)
        yield from sum_check(code, whole, [c for c in cells if c is not None])


def _exact(cell: Cell | None) -> Fraction | None:
    return cell.quantity.exact if cell is not None and cell.quantity is not None else None
