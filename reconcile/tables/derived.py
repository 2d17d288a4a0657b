"""Columns that a table computes from two others: 增减额, 增减率, 执行率, 完成预算%, 数量×单价.

Which columns those are the table itself shows: what holds in two rows of different figures, to the
last digit, and fails in fewer, holds in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, permutations

from extract.table import Cell, Column, Row
from reconcile.audit import Check, Verdict
from reconcile.equation import Term, check, may_hold, of_cell
from reconcile.formula import DIFFERENCE, RATIO, RISE, Formula, products
from reconcile.tables.library import Library, Sheet
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant

#: So many rows must show how a column is computed before one that does not counts.
_PROOF = 2
#: A table has no more amounts than this from which others of its columns may be computed; more,
#: where the column says that it tells a change.
_MOST, _MANY = 4, 10
#: Figures of fewer digits agree by chance.
_TELLING = 3


def computed(code: str, library: Library) -> Iterator[Check]:
    """Every column that is the difference, the product, the quotient or the change of two others,
    row by row."""
    for sheet in library.sheets:
        if len({r.panel for r in sheet.table.rows}) > 1:
            continue
        columns = sheet.table.columns
        amounts = [c for c in columns if not sheet.is_rate(c)]
        told = [c for c in columns if pattern("columns", "change").search(sheet.header(c))]
        for column in columns if len(amounts) <= _MOST else told if len(amounts) <= _MANY else ():
            formulas = (RATIO, RISE) if sheet.is_rate(column) else (DIFFERENCE, products(1))
            yield from _best(code, sheet, column, formulas, amounts)


def _best(
    code: str,
    sheet: Sheet,
    column: Column,
    formulas: Sequence[Formula],
    amounts: Sequence[Column],
) -> Iterator[Check]:
    """The checks of the way to compute a column from two before it that enough rows show; of two
    that are shown alike, only where the same rows fail."""
    others = [c for c in amounts if c.index < column.index]
    tried = [
        _checks(code, sheet, column, formula, pair)
        for formula in formulas
        for pair in permutations(others, 2)
        if _may_be_shown(sheet, column, formula, pair)
    ]
    most = max(map(_shown, tried), default=0)
    ways = [t for t in tried if _shown(t) == most]
    failing = {frozenset(_failing(w)) for w in ways}
    if most < _PROOF or len(failing) != 1 or len(_failing(ways[0])) >= most:
        return
    if not any(_is_made_up(sheet, found) for found in ways[0]):
        yield from ways[0]


def _is_made_up(sheet: Sheet, found: Check) -> bool:
    """Whether what a row is off by stands in another of its fields: then that field belongs to it
    as well, and is empty in the rows that seemed to show otherwise (合计 = 基本 + 项目 + 经营)."""
    if found.verdict is not Verdict.MISMATCH or found.stated is None or found.expected is None:
        return False
    gap = abs(found.stated - found.expected)
    own = {cell for cell in found.cells}
    rows = (r for r in sheet.table.rows if own <= set(r.cells))
    others = [c.quantity.value for r in rows for c in r.cells if c not in own and c.quantity]
    return any(gap == abs(value) for value in others if value) or gap == abs(sum(others))


def _failing(checks: Sequence[Check]) -> set[int]:
    """The rows in which a column is not computed so."""
    return {c.cells[0].row for c in checks if c.verdict is Verdict.MISMATCH}


def _shown(checks: Sequence[Check]) -> int:
    """In how many rows, each of other figures, a column is computed so."""
    return len({str(c.formula) for c in checks if c.verdict is Verdict.CONSISTENT and _tells(c)})


def _tells(found: Check) -> bool:
    """Whether what a check states has digits enough, and is no difference from nothing."""
    figures = [o.quantity for o in found.operands]
    if any(q is None or not q.value for q in figures) or found.stated is None:
        return False
    return significant(found.stated) >= _TELLING


def _checks(
    code: str, sheet: Sheet, column: Column, formula: Formula, pair: Sequence[Column]
) -> list[Check]:
    return [
        found
        for row in sheet.table.rows
        if (cells := _cells(sheet, row, (column, *pair))) is not None
        if (found := check(code, of_cell(cells[0]), _terms(sheet, cells[1:], pair), formula))
    ]


def _may_be_shown(sheet: Sheet, column: Column, formula: Formula, pair: Sequence[Column]) -> bool:
    """Whether enough rows for a proof may be computed so. Most ways are none, and what fails in
    each of their rows takes long to say."""
    rows = (_cells(sheet, row, (column, *pair)) for row in sheet.table.rows)
    holding = (cells for cells in rows if cells and _may_hold(sheet, cells, formula, pair))
    return len([*islice(holding, _PROOF)]) == _PROOF


def _may_hold(
    sheet: Sheet, cells: Sequence[Cell], formula: Formula, pair: Sequence[Column]
) -> bool:
    stated = of_cell(cells[0]).quantity
    operands = [term.quantity for term in _terms(sheet, cells[1:], pair)]
    return may_hold(formula, stated, operands)


def _terms(sheet: Sheet, cells: Sequence[Cell], columns: Sequence[Column]) -> list[Term]:
    """The cells as operands; what a column of numbers (数量) counts is no money."""
    terms = [of_cell(c) for c in cells]
    counted = [pattern("columns", "number").search(sheet.header(c)) for c in columns]
    return [
        replace(t, quantity=t.quantity.with_unit("个")) if n else t
        for t, n in zip(terms, counted, strict=True)
    ]


def _cells(sheet: Sheet, row: Row, columns: Sequence[Column]) -> list[Cell] | None:
    """The cells of a row under some columns; None where one is blank or holds words."""
    found = [sheet.cell(row, column) for column in columns]
    cells = [c for c in found if c is not None and c.quantity is not None]
    return cells if len(cells) == len(columns) else None
