"""Tables that differ by what was carried over: one tells the year's own money, the other all that
can be spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reconcile.audit import Check, Verdict
from reconcile.tables.library import Library
from reconcile.tables.vocabulary import pattern

#: The two tables of a check, the one with the larger figure first.
_Pair = tuple[str, str]


def without_carried(library: Library, checks: Sequence[Check]) -> list[Check]:
    """The checks of relations, without those between two tables that differ by just what one of
    the report's tables prints as carried over from last year (上年结转): then one of the two holds
    it and the other does not, as their notes may say. Of the same two tables, a class that is less
    by no more says nothing either."""
    carried = carried_over(library)
    if not carried:
        return list(checks)
    known: dict[_Pair, Fraction] = {}
    for check in checks:
        pair, less = _differs(check)
        if pair and less in carried:
            known[pair] = max(less, known.get(pair, Fraction(0)))
    return [c for c in checks if not _explained(c, known)]


def _explained(check: Check, known: dict[_Pair, Fraction]) -> bool:
    pair, less = _differs(check)
    return pair is not None and less <= known.get(pair, Fraction(0))


def _differs(check: Check) -> tuple[_Pair | None, Fraction]:
    """The tables of a check that holds one figure against another and fails, and by how much."""
    figures = [(o.cell.table, o.quantity.exact) for o in check.operands if o.cell and o.quantity]
    if check.verdict is not Verdict.MISMATCH or len(figures) != 2 or len(check.operands) != 2:
        return None, Fraction(0)
    (small, least), (large, most) = sorted(figures, key=lambda f: f[1])
    return ((large, small), most - least) if small != large else (None, Fraction(0))


def carried_over(library: Library) -> frozenset[Fraction]:
    """What the report's tables print as money carried over from last year, in rows and in columns
    of that name and in the rows under one of them."""
    return frozenset(_carried(library))


def _carried(library: Library) -> Iterator[Fraction]:
    said = pattern("columns", "carried")
    for sheet in library.sheets:
        columns = {c.index for c in sheet.table.columns if any(map(said.search, c.header))}
        for row in sheet.table.rows:
            named = any(map(said.search, row.labels))
            yield from (
                c.quantity.exact
                for c in row.cells
                if c.quantity and c.quantity.value and (named or c.column in columns)
            )
