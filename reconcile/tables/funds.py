"""The money of a project's form (申报表, 自评表): its total is what its sources make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from extract.table import Cell, Row
from reconcile.audit import Check
from reconcile.plain import label
from reconcile.tables.library import Library, Sheet
from reconcile.tables.scores import words
from reconcile.tables.sums import sum_check


def fund_checks(library: Library) -> Iterator[Check]:
    """年度资金总额 = 财政拨款 + 其他资金 (and what else the form lists under it), in every column.
    By the form's own design the list is complete where it ends with 其他资金."""
    for sheet in library.of_kind("evaluation"):
        rows = sheet.table.rows
        for number, row in enumerate(rows):
            if words("funds_total").search(label(row.label)):
                yield from _total(sheet, row, rows[number + 1 :])


def _total(sheet: Sheet, total: Row, after: Sequence[Row]) -> Iterator[Check]:
    for cell in total.cells:
        if cell.quantity is None or cell.quantity.kind == "percent":  # 执行率 is no money
            continue
        below = takewhile(lambda r: _is_source(r) or _is_total(r), after)
        parts = [(r, c) for r in below if not _is_total(r) and (c := _under(r, cell))]
        names = [label(r.label) for r, _ in parts]
        rest = [n for n, name in enumerate(names) if words("funds_rest").search(name)]
        if rest and rest[0] and len(set(names[: rest[0] + 1])) == rest[0] + 1:
            yield from sum_check("E04", cell, [c for _, c in parts[: rest[0] + 1]])


def _is_source(row: Row) -> bool:
    return words("funds_source").search(label(row.label)) is not None


def _is_total(row: Row) -> bool:
    """The total of other years beside the year's, in a row of its own."""
    return words("funds_total").search(label(row.label)) is not None


def _under(row: Row, cell: Cell) -> Cell | None:
    return next((c for c in row.cells if c.column == cell.column), None)
