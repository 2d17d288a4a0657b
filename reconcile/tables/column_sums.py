"""Columns of a row that add up to another of its columns: 合计＝基本支出＋项目支出."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.disclosure import Role
from extract.table import Column, Row
from reconcile.audit import Check, Verdict
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import sum_check
from reconcile.tables.vocabulary import pattern

#: So many of the parts of a row may have no column in a table that prints others.
_FEW = 3
#: A column under a head has so many words over it.
_DIVIDED = 2


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """What is added up: the column `whole` is the sum of the columns `parts`, each by the names of
    vocabulary.toml, and of `extra`, which the whole may leave out."""

    code: str
    whole: str
    parts: tuple[str, ...]
    extra: tuple[str, ...]


def row_sums(told: ColumnSum, library: Library, sheet: Sheet) -> Iterator[Check]:
    """The sum in every row of a table, of this year's figures, of its budget, and of last year's
    where these stand under one head."""
    for role in (Role.LEVEL, Role.BUDGET, Role.PREVIOUS):
        for row in sheet.table.rows:
            yield from _row_sum(told, library, sheet, row, role)


def _row_sum(
    told: ColumnSum, library: Library, sheet: Sheet, row: Row, role: Role
) -> Iterator[Check]:
    if not any(c.quantity for c in row.cells):
        return
    whole = library.column(sheet, row, told.whole, role)
    parts = [_of_any(library, sheet, row, names, role) for names in told.parts]
    extra = [library.column(sheet, row, name, role) for name in told.extra]
    found_parts = (column for columns in parts for column in columns)
    known = [c for c in (*found_parts, *extra) if c is not None and c is not whole]
    if whole is None or len({c.index for c in known}) < 2:
        return
    if parts.count([]) > _FEW and _has_more(sheet, row, [whole, *known]):
        return
    if (
        role is Role.PREVIOUS
        and len({sheet.header(c).partition("/")[0] for c in (whole, *known)}) > 1
    ):
        return  # 2025年预算数 | 2025年执行数: the whole of one, the parts of the other
    if role is Role.BUDGET and whole == library.column(sheet, row, told.whole, Role.LEVEL):
        return
    cell = sheet.cell(row, whole)
    columns = list({c.index: c for c in known}.values())
    cells = [c for column in columns if (c := sheet.cell(row, column))]
    found = list(sum_check(told.code, cell, cells))
    if found and found[0].verdict is Verdict.MISMATCH and extra:
        without = [c for c in cells if c.column not in {e.index for e in extra if e}]
        found = list(sum_check(told.code, cell, without)) or found
    if not all(parts) and _has_more(sheet, row, [whole, *columns]):
        found = [c for c in found if c.verdict is not Verdict.MISMATCH]
    yield from found


def _of_any(library: Library, sheet: Sheet, row: Row, names: str, role: Role) -> list[Column]:
    """The column of the first name, or those of the others: `cars|car_purchase|car_running` is the
    column of both, where it is printed, else the two; all columns under a head of that name that
    is divided and has no column of its own (基本支出 over 人员支出 and 公用支出)."""
    first, *others = names.split("|")
    column = library.column(sheet, row, first, role)
    if column is not None:
        return _under_head(sheet, column, pattern("columns", first))
    found = (library.column(sheet, row, name, role) for name in others)
    return [c for c in found if c is not None]


def _under_head(sheet: Sheet, column: Column, name: re.Pattern[str]) -> list[Column]:
    """The column; with those beside it where only the head over them is of the name, and none of
    them is what the head comes to, or one of its stages (预算数, 决算数)."""
    *over, leaf = column.header or ("",)
    beside = [
        c
        for c in sheet.table.columns
        if c.panel == column.panel and list(c.header[:-1]) == over and over
    ]
    own = name.search(leaf) or not any(map(name.search, over))
    stages = any(pattern("wording", "head_stage").search(c.header[-1]) for c in beside)
    return [column] if own or stages or any(map(_is_all, beside)) else beside or [column]


def _is_all(column: Column) -> bool:
    """Whether a column under a head is what that comes to, or the head's only one."""
    return len(column.header) < _DIVIDED or bool(
        pattern("wording", "head_total").search(column.header[-1])
    )


def _has_more(sheet: Sheet, row: Row, known: Sequence[Column]) -> bool:
    """Whether a row prints an amount under a head of its own that none of the known columns has:
    it may be the part that was not found. The first of the known ones is the whole: a head that
    is over it too is over all of them; any other only where a known column is all of it."""
    taken = {column.index for column in known}
    heads = {column.header[:1] for column in known if _is_all(column)}
    heads.discard(known[0].header[:1])
    for cell in row.cells:
        amount = cell.quantity
        if cell.column in taken or amount is None or not amount.exact or amount.unit == "年":
            continue
        column = sheet.table.column(cell.column)
        if column.panel == row.panel and column.header and column.header[:1] not in heads:
            return True
    return False
