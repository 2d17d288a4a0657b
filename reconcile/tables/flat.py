"""Tables whose rows are all of one level: items, projects or bodies below or above one total."""

from __future__ import annotations

import re

from extract.table import Column, Row
from reconcile.plain import plain
from reconcile.tables.library import Sheet
from reconcile.tables.sums import is_total
from reconcile.tables.vocabulary import pattern

_TOTAL = re.compile("合计|总计")
#: The code of a class has so many digits.
_CLASS = 3


def flat_list(sheet: Sheet) -> tuple[Row, list[Row]] | None:
    """The total row of a table and all its other rows, where none of these is a part of another by
    its code (小学教育/基本工资, 初中教育/基本工资: one code twice); None for other tables."""
    rows = sheet.table.rows
    codes = {r.code for r in rows if r.code and r.code.isdigit()}
    nested = any(a != b and b.startswith(a) for a in codes for b in codes)
    if nested or any(len(c) == _CLASS for c in codes) or len({r.panel for r in rows}) > 1:
        return None
    totals = [r for r in rows if is_total(r) or _is_called_total(sheet, r)]
    parts = [r for r in rows if r.label and r not in totals]
    alone = len(totals) == 1 and len(parts) > 1 and totals[0] in (rows[0], rows[-1])
    return (totals[0], parts) if alone else None


def _is_called_total(sheet: Sheet, row: Row) -> bool:
    """Whether a row without a label is the total by what stands in another field of it (合计 in the
    column of numbers)."""
    if row.label or row.index >= len(sheet.table.grid):
        return False
    return any(_TOTAL.fullmatch(plain(field.text)) for field in sheet.table.grid[row.index])


def amounts(sheet: Sheet) -> list[Column]:
    """The columns of a table that hold what adds up: no rates, no averages."""
    mean = pattern("columns", "mean")
    columns = (c for c in sheet.table.columns if not sheet.is_rate(c))
    return [c for c in columns if not mean.search(sheet.header(c))]
