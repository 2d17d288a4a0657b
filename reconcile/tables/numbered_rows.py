"""Rows under another row (（一）支出合计: 1.因公出国, 2.公务用车, …; 工资福利支出: 基本工资, …) or
over it (货物小计): what makes it in most places of a table does so in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.table import Cell, Column, Row
from reconcile.audit import Check, Verdict
from reconcile.plain import label
from reconcile.tables.flat import amounts
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import is_total, sum_check
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in

#: So many sums of different figures must hold, and so many for each that does not.
_PROOF, _FOR_EACH = 2, 2
_DIGITS = "一二三四五六七八九十"
_NUMBER = re.compile(rf"(?P<open>[（(]?)(?P<number>\d{{1,2}}|[{_DIGITS}])(?P<close>[)）、.．])")
#: The tables whose numbered rows have relations of their own, or are no sums.
_OTHERS = frozenset({"evaluation"})


#: A row and those that make it.
_Section = tuple[Row, list[Row]]


def numbered_rows(code: str, library: Library) -> Iterator[Check]:
    """Every row against the numbered rows right below it, column by column; in tables without codes
    the classes against the rows up to the next one, and subtotals against those above them."""
    for sheet in library.sheets:
        if sheet.kind not in _OTHERS:
            yield from _proven(list(_sums(code, sheet)))
            for sections in (_classes(sheet), _subtotals(sheet)):
                yield from _proven(list(_of_sections(code, sheet, sections)))


def _classes(sheet: Sheet) -> list[_Section]:
    """The classes of expenditure (工资福利支出), each with the rows behind it, in order."""
    name, found = pattern("wording", "economic_class"), list[_Section]()
    for row in sheet.table.rows:
        if name.search(label(row.label)):
            found.append((row, []))
        elif found:
            found[-1][1].append(row)
    return found


def _subtotals(sheet: Sheet) -> list[_Section]:
    """The subtotals (货物小计), each with the rows between the one before and it."""
    found, open_ = list[_Section](), list[Row]()
    for row in sheet.table.rows:
        if label(row.label).endswith("小计"):
            found.append((row, open_))
            open_ = []
        elif not is_total(row):
            open_.append(row)
    return found


def _of_sections(code: str, sheet: Sheet, sections: Sequence[_Section]) -> Iterator[Check]:
    """Each section's row against its own rows, and the total against the rows of the sections,
    where all rows are in one."""
    rows = sheet.table.rows
    coded, panels = any(r.code for r in rows), {r.panel for r in rows}
    if coded or len(panels) > 1 or len(sections) < _PROOF:
        return
    totals = [r for r in rows if is_total(r)]
    known = len(totals) + sum(1 + len(below) for _, below in sections)
    wholes = [(t, [whole for whole, _ in sections]) for t in totals[:1] if known == len(rows)]
    for whole, parts in (*sections, *wholes):
        if len(parts) > 1 and not any(is_total(r) for r in parts):
            for column in amounts(sheet):
                yield from _sum(code, sheet, column, whole, parts)


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
    shared = set.intersection(*(set(c.cells) for c in failing)) if failing else set[Cell]()
    causes = 1 if shared else len(failing)  # a subtotal is off in its rows' sum and in the total's
    enough = len(holding) >= max(_PROOF, _FOR_EACH * causes)
    proven = enough and all(map(slips_in, failing))
    yield from (c for c in found if proven or c.verdict is Verdict.CONSISTENT)
