"""Rows with numbers of their own under another row (（一）支出合计: 1.因公出国, 2.公务用车, …):
what makes the row above them in most places of a table does so in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.table import Column, Row
from reconcile.audit import Check, Verdict
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import sum_check
from reconcile.weighing.solving import slips_in

#: So many sums of different figures must hold, and so many for each that does not.
_PROOF, _FOR_EACH = 2, 2
_DIGITS = "一二三四五六七八九十"
_NUMBER = re.compile(rf"(?P<open>[（(]?)(?P<number>\d{{1,2}}|[{_DIGITS}])(?P<close>[)）、.．])")
#: The tables whose numbered rows have relations of their own, or are no sums.
_OTHERS = frozenset({"evaluation"})


def numbered_rows(code: str, library: Library) -> Iterator[Check]:
    """Every row against the numbered rows right below it, column by column."""
    for sheet in library.sheets:
        if sheet.kind not in _OTHERS:
            yield from _proven(list(_sums(code, sheet)))


def _sums(code: str, sheet: Sheet) -> Iterator[Check]:
    rows = sheet.table.rows
    for whole in rows:
        below = [r for r in rows if r.panel == whole.panel and r.labels[:-1] == whole.labels]
        if len(below) < 2 or not _are_numbered(below):
            continue
        for column in sheet.table.columns:
            if column.panel == whole.panel and not sheet.is_rate(column):
                yield from _sum(code, sheet, column, whole, below)


def _sum(
    code: str, sheet: Sheet, column: Column, whole: Row, below: Sequence[Row]
) -> Iterator[Check]:
    cells = [c for row in below if (c := sheet.cell(row, column)) is not None]
    filled = [c for c in cells if c.quantity is not None and c.quantity.value]
    if len(cells) == len(below) and len(filled) > 1:
        yield from sum_check(code, sheet.cell(whole, column), cells)


def _are_numbered(rows: Sequence[Row]) -> bool:
    """Whether rows are numbered one after another from the first on, all in one way."""
    found = [_NUMBER.match(row.label.replace(" ", "")) for row in rows]
    told = [(m["open"], m["close"], _value(m["number"])) for m in found if m is not None]
    if len(told) < len(rows) or len({(*way,) for *way, _ in told}) > 1:
        return False
    return [number for *_, number in told] == [*range(1, len(rows) + 1)]


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _DIGITS.index(number) + 1


def _proven(found: Sequence[Check]) -> Iterator[Check]:
    """All the sums, where enough of them hold and a slip of the pen explains each that does not;
    else those that hold."""
    failing = [c for c in found if c.verdict is Verdict.MISMATCH]
    holding = {c.formula for c in found if c.verdict is Verdict.CONSISTENT}
    enough = len(holding) >= max(_PROOF, _FOR_EACH * len(failing))
    proven = enough and all(map(slips_in, failing))
    yield from (c for c in found if proven or c.verdict is Verdict.CONSISTENT)
