"""The one cell behind several failed checks.

A wrong digit in a table breaks every sum the cell takes part in, and every sentence that quotes the
figure rightly. Where two or more of these checks, each by itself, give the same figure for one
cell, that cell is the likely culprit and the rest is sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extract.quantity import Quantity, parse_quantity, round_half_up
from extract.table import Cell
from reconcile.audit import Check, Operand


@dataclass(frozen=True, slots=True)
class Culprit:
    """A cell, the figure that checks agree on for it, and the checks, the one to show first."""

    cell: Cell
    expected: Decimal
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class _Correction:
    """What one check gives for one of its cells, in base units, known to `ulp`."""

    check: Check
    value: Fraction
    ulp: Fraction


def culprits(failed: Sequence[Check]) -> Iterator[Culprit]:
    """The culprits of failed checks, no check blamed on two cells; a sum of cells must be among
    the checks of each."""
    offered: dict[Cell, list[_Correction]] = defaultdict(list)
    for check in failed:
        if _is_linear(check):
            for cell, correction in _corrections(check):
                offered[cell].append(correction)
    taken: set[int] = set()
    for cell, corrections in sorted(offered.items(), key=lambda item: -len(item[1])):
        agreeing = _agreeing([c for c in corrections if id(c.check) not in taken])
        sums = [c for c in agreeing if c.check.rule != "N01"]
        if len(agreeing) < 2 or not sums or cell.quantity is None:
            continue
        stated_first = sorted(sums, key=lambda c: (_stated(c.check) != cell, len(c.check.operands)))
        shown = stated_first[0]
        rest = [c.check for c in agreeing if c is not shown]
        taken.update(id(c.check) for c in agreeing)
        expected = round_half_up(shown.value / cell.quantity.scale, cell.quantity.decimals)
        yield Culprit(cell, expected, (shown.check, *rest))


def _is_linear(check: Check) -> bool:
    """Whether a check says that one figure is another, or the sum of others."""
    relation = check.rule.startswith("T") or check.rule in ("N01", "E01", "E03")
    return relation and "≤" not in str(check.formula) and check.expected is not None


def _stated(check: Check) -> Cell | None:
    return check.operands[0].cell


def _corrections(check: Check) -> Iterator[tuple[Cell, _Correction]]:
    """For each cell of a check the figure that would make it hold, the others being right."""
    stated = _quantity(check.operands[0])
    if check.expected is None or check.stated is None:
        return
    missing = Fraction(check.stated - check.expected) * stated.scale
    for operand in check.operands:
        if operand.cell is not None and operand.cell.quantity is not None:
            figure = operand.cell.quantity
            change = -missing if operand is check.operands[0] else missing
            finest = max(stated.ulp, figure.ulp)
            yield operand.cell, _Correction(check, figure.exact + change, finest)


def _quantity(operand: Operand) -> Quantity:
    if operand.cell is not None and operand.cell.quantity is not None:
        return operand.cell.quantity
    return parse_quantity(operand.text)


def _agreeing(corrections: Sequence[_Correction]) -> list[_Correction]:
    """The largest group of corrections that give one figure, as far as each is known."""
    groups = [
        [c for c in corrections if abs(c.value - one.value) <= max(c.ulp, one.ulp)]
        for one in corrections
    ]
    return max(groups, key=len, default=[])
