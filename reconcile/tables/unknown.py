"""Tables whose rows or columns no template fixes (lists of projects, and tables of a kind that
gouji does not know): what adds up in most of their columns adds up in all.

That the rows of a table are the parts of its total row is known by the table itself, where two
columns of different figures show it to the last digit; the same for its columns and two rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.table import Cell, Column, Row
from reconcile.audit import Check, Verdict
from reconcile.plain import plain
from reconcile.tables.flat import amounts, flat_list
from reconcile.tables.grouped import told_elsewhere
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import lies_among_parts, sum_check
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in

#: So many columns (or rows) with figures of their own must add up before one that does not counts.
_PROOF = 2
#: The kinds of tables whose columns relations of their own add up, row by row.
_ADDED_UP = frozenset(
    {
        "income",
        "expenditure",
        "general",
        "appropriation",
        "basic",
        "three_public",
        "fund",
        "capital",
    }
)
#: So many sums over codes for each that does not hold.
_NEARLY = 5


def leaves(code: str, library: Library) -> Iterator[Check]:
    """The total row of a table against all its other rows, column by column; not where some of
    them have codes and are parts of others by these. A column whose items another table prints
    each by its code (grouped.py) needs no other column that adds up."""
    for sheet in library.sheets:
        listed = flat_list(sheet)
        if listed is not None:
            total, parts = listed
            sums = [
                _Sum(total, column, tuple((row, column) for row in parts))
                for column in amounts(sheet)
            ]
            yield from _proven(code, sheet, sums, told_elsewhere(library, sheet))


def clearly(checks: Iterable[Check]) -> Iterator[Check]:
    """The sums over the codes of a table that nobody knows (one of two side by side has no title of
    its own), where they show that its codes are those of subjects: nearly all hold, and a slip of
    the pen explains each that does not; else those that hold."""
    found = list(checks)
    failing = [c for c in found if c.verdict is Verdict.MISMATCH]
    holding = [c for c in found if c.verdict is Verdict.CONSISTENT]
    proven = len(holding) >= _NEARLY * max(1, len(failing)) and all(map(slips_in, failing))
    yield from found if proven else holding


def across(code: str, library: Library) -> Iterator[Check]:
    """The column 合计 of a table that no relation of its own adds up against all columns behind it,
    row by row; in any table the column 小计 under a common heading against the others under it."""
    for sheet in library.sheets:
        columns = amounts(sheet)
        if len({r.panel for r in sheet.table.rows}) > 1:
            continue
        for group in _groups(columns):
            yield from _in_rows(code, sheet, group)
        whole = pattern("columns", "whole")
        headed = [n for n, c in enumerate(columns) if whole.search(sheet.header(c))]
        if headed and sheet.kind not in _ADDED_UP:
            yield from _in_rows(code, sheet, columns[headed[0] :])


def _groups(columns: Sequence[Column]) -> Iterator[Sequence[Column]]:
    """The columns under each common heading of which the first is called 小计."""
    under = groupby(columns, key=lambda c: c.header[:-1])
    for group in ([*found] for heading, found in under if heading):
        if pattern("columns", "subtotal").fullmatch(plain(group[0].header[-1])):
            yield group


def _in_rows(code: str, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Check]:
    """The first of some columns against the sum of the others, row by row."""
    whole, *parts = columns
    if len(parts) > 1:
        rows = sheet.table.rows
        sums = [_Sum(row, whole, tuple((row, column) for column in parts)) for row in rows]
        yield from _proven(code, sheet, sums)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A cell that may be the sum of others: each by its row and column."""

    row: Row
    column: Column
    parts: tuple[tuple[Row, Column], ...]

    def check(self, code: str, sheet: Sheet) -> tuple[Check, tuple[str, ...]] | None:
        """The sum, and the figures in it that are not zero; None where there are none."""
        found_at = {(c.page, c.box): c for r, k in self.parts if (c := sheet.cell(r, k))}
        cells = list(found_at.values())  # a field that is merged over rows counts once
        found = next(sum_check(code, sheet.cell(self.row, self.column), cells), None)
        figures = tuple(_digits(c) for c in cells if c.quantity is not None and c.quantity.value)
        return (found, figures) if found is not None and figures else None


def _proven(
    code: str, sheet: Sheet, sums: Sequence[_Sum], told: Collection[int] = ()
) -> Iterator[Check]:
    """All the sums, where enough of them hold, or one does and a slip of the pen explains the one
    that does not, or the column is `told` elsewhere; else those that do. What lies among its parts
    is their mean rather than a sum. A single part shows nothing by being the whole; where it is
    another figure, a slip must explain it."""
    found = [(s.column, *c) for s in sums if (c := s.check(code, sheet)) is not None]
    several = [(check, figures) for _, check, figures in found if len(figures) > 1]
    holding = {figures for check, figures in several if check.verdict is Verdict.CONSISTENT}
    failing = [check for _, check, _ in found if check.verdict is Verdict.MISMATCH]
    proven = len(holding) >= _PROOF and len(failing) < len(holding)
    slipped = len(holding) == len(failing) == 1
    for column, check, figures in found:
        if check.verdict is Verdict.CONSISTENT:
            stands = len(figures) > 1
        elif slips_in(check):
            stands = proven or slipped or column.index in told
        else:
            stands = proven and len(figures) > 1 and not lies_among_parts(check)
        if stands:
            yield check


def _digits(cell: Cell) -> str:
    assert cell.quantity is not None
    return f"{cell.quantity.value:f}"
