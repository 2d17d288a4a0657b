"""Checks between cells: what shows one figure, what adds up, which row is the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.table import Cell, Row
from reconcile.audit import Check
from reconcile.equation import check, check_sum, of_cell
from reconcile.formula import COPY
from reconcile.plain import label
from reconcile.tables.library import Sheet
from reconcile.tables.vocabulary import pattern


def same_cells(code: str, first: Cell, other: Cell) -> Check | None:
    """Two cells that must show one figure; the finer one is held to the coarser one's decimals."""
    stated, source = of_cell(other), of_cell(first)
    if source.quantity.ulp > stated.quantity.ulp:
        stated, source = source, stated
    if stated.quantity.kind != source.quantity.kind:
        return None
    return check(code, stated, [source], COPY)


def sum_check(code: str, whole: Cell | None, parts: Sequence[Cell]) -> Iterator[Check]:
    """A sum with at least one printed part; blanks and dashes are zero. A blank whole is no
    figure, and with a part that cannot be read, or holds words, there is no sum. Rates are not
    added up (增减幅度-21.9%, -9.27%)."""
    printed = [p for p in parts if p.quantity is not None]
    if whole is None or whole.quantity is None or not printed or whole.quantity.kind == "percent":
        return
    blank = tuple(p for p in parts if p.quantity is None)
    alike = all(p.quantity.kind == whole.quantity.kind for p in printed if p.quantity)
    if not alike or not all(p.is_blank for p in blank):
        return
    yield check_sum(code, of_cell(whole), [of_cell(p) for p in printed], blank=blank)


def is_total(row: Row) -> bool:
    """Whether a row is the total of its table."""
    return re.fullmatch(r"合计|总计|支出合计|收入合计", label(row.label)) is not None


def is_left_out(sheet: Sheet, row: Row, cell: Cell) -> bool:
    """Whether a blank field stands under the heading of the whole in a row that prints parts: it is
    not zero, its figure was left out."""
    if not cell.is_blank:
        return False
    column = sheet.table.column(cell.column)
    others = (c for c in row.cells if c is not cell and c.quantity is not None)
    whole = pattern("columns", "total").search(sheet.header(column)) is not None
    return whole and any(
        c.quantity and sheet.table.column(c.column).panel == row.panel for c in others
    )


def lies_among_parts(check: Check) -> bool:
    """Whether a figure said to be a sum is no more than the largest of its parts and no less than
    the smallest, as a mean is."""
    stated, *parts = (o.quantity.exact for o in check.operands if o.quantity is not None)
    return len(parts) > 1 and min(parts) <= stated <= max(parts)
