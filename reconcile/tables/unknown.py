"""Tables whose rows or columns no template fixes (lists of projects, and tables of a kind that
gouji does not know): what adds up in most of their columns adds up in all.

That the rows of a table are the parts of its total row is known by the table itself, where two
columns of different figures show it to the last digit; the same for its columns and two rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.table import Cell, Column, Row
from reconcile.audit import Check, Verdict
from reconcile.plain import plain
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import is_total, lies_among_parts, sum_check
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in

#: So many columns (or rows) with figures of their own must add up before one that does not counts.
_PROOF = 2
#: The kind of tables that list projects.
_PROJECTS = "project"
#: So many sums over codes for each that does not hold.
_NEARLY = 5


def leaves(code: str, library: Library) -> Iterator[Check]:
    """The total row of a table against all its other rows, column by column; not where some of
    them have codes and are parts of others by these."""
    for sheet in library.sheets:
        rows = sheet.table.rows
        coded = any(r.code and r.code.isdigit() for r in rows)
        if (coded and not _is_of_projects(sheet)) or len({r.panel for r in rows}) > 1:
            continue
        totals = [r for r in rows if is_total(r)]
        parts = [r for r in rows if not is_total(r) and r.label]
        if len(totals) == 1 and len(parts) > 1 and totals[0] in (rows[0], rows[-1]):
            sums = [
                _Sum(totals[0], column, tuple((row, column) for row in parts))
                for column in _amounts(sheet)
            ]
            yield from _proven(code, sheet, sums)


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
    """The column 合计 of a table of unknown kind against all other columns, row by row; in any
    table the column 小计 under a common heading against the others under it."""
    for sheet in library.sheets:
        columns = _amounts(sheet)
        if len({r.panel for r in sheet.table.rows}) > 1:
            continue
        for group in _groups(columns):
            yield from _in_rows(code, sheet, group)
        headed = columns and pattern("columns", "whole").search(sheet.header(columns[0]))
        if headed and (not sheet.kind or sheet.kind == _PROJECTS):
            yield from _in_rows(code, sheet, columns)


def _is_of_projects(sheet: Sheet) -> bool:
    """Whether a table lists projects, each with the code of its item, none with that of a class of
    them: its rows are of one level then."""
    codes = {r.code for r in sheet.table.rows if r.code}
    nested = any(a != b and b.startswith(a) for a in codes for b in codes)
    return sheet.kind == _PROJECTS and not nested


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
        """The sum, and the figures in it that are not zero; None where there are less than two."""
        found_at = {(c.page, c.box): c for r, k in self.parts if (c := sheet.cell(r, k))}
        cells = list(found_at.values())  # a field that is merged over rows counts once
        found = next(sum_check(code, sheet.cell(self.row, self.column), cells), None)
        figures = tuple(_digits(c) for c in cells if c.quantity is not None and c.quantity.value)
        return (found, figures) if found is not None and len(figures) > 1 else None


def _proven(code: str, sheet: Sheet, sums: Sequence[_Sum]) -> Iterator[Check]:
    """All the sums, where enough of them hold, or one does and a slip of the pen explains the one
    that does not; else those that do. What lies among its parts is their mean rather than a sum."""
    found = [c for s in sums if (c := s.check(code, sheet)) is not None]
    holding = {figures for check, figures in found if check.verdict is Verdict.CONSISTENT}
    failing = [check for check, _ in found if check.verdict is Verdict.MISMATCH]
    proven = len(holding) >= _PROOF and len(failing) < len(holding)
    slipped = len(holding) == len(failing) == 1 and any(map(slips_in, failing))
    for check, _ in found:
        stands = slipped or (proven and (bool(slips_in(check)) or not lies_among_parts(check)))
        if stands or check.verdict is Verdict.CONSISTENT:
            yield check


def _amounts(sheet: Sheet) -> list[Column]:
    """The columns of a table that hold what adds up: no rates, no averages."""
    mean = pattern("columns", "mean")
    columns = (c for c in sheet.table.columns if not sheet.is_rate(c))
    return [c for c in columns if not mean.search(sheet.header(c))]


def _digits(cell: Cell) -> str:
    assert cell.quantity is not None
    return f"{cell.quantity.value:f}"
