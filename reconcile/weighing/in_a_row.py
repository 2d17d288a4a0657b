"""What a row of a table has side by side (年初结转 | 本年收入 | 本年支出 | 年末结转): of several
figures that explain alike why an equation of the narrative fails, that one is off in whose place a
row has what would be right, beside all the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction

from extract.disclosure import Disclosure
from extract.table import Cell
from reconcile.audit import Check
from reconcile.weighing.trials import Suspect, figure_of, printed_of

#: So many amounts, what is nothing aside, must stand in the row.
_FEWEST = 3


def told_in_rows(disclosure: Disclosure) -> Callable[[Suspect], bool]:
    """Whether a row of a report's tables has what would mend a suspect beside the other figures
    of what it mends, and not the suspect itself."""
    rows = [
        frozenset(c.quantity.exact for c in row.cells if c.quantity and c.quantity.value)
        for table in disclosure.tables
        for row in table.rows
    ]
    wide = [row for row in rows if len(row) >= _FEWEST]
    return lambda suspect: any(_is_told(suspect, check, wide) for check in suspect.mended)


def _is_told(suspect: Suspect, check: Check, rows: Collection[frozenset[Fraction]]) -> bool:
    printed = printed_of(suspect.of, [check])
    if isinstance(suspect.of, Cell) or printed is None:
        return False
    others = [o.quantity for o in check.operands if figure_of(o) != suspect.of]
    if any(q is None or q.kind != "amount" for q in others):
        return False
    beside = {q.exact for q in others if q is not None and q.value} | {suspect.figure.exact}
    return len(beside) >= _FEWEST and any(
        beside <= row and printed.exact not in row for row in rows
    )
