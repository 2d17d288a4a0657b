"""What one operand of a failed check would have to be for it to hold, the others being right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from extract.figures.quantity import round_half_up
from reconcile.audit import Check
from reconcile.phrases import Words
from reconcile.weighing.slips import name_slip


def solved(check: Check, number: int) -> Iterator[Decimal]:
    """The figure of operand `number` (0 is the stated one), in its unit and with its decimals."""
    operand = check.operands[number]
    if check.equation is None or operand.quantity is None:
        return
    if number == 0:
        if check.expected is not None:
            yield check.expected
        return
    figures = [o.quantity.exact for o in check.operands if o.quantity is not None]
    if len(figures) == len(check.operands):
        exact = _inverse(check, figures, number)
        if exact is not None:
            yield round_half_up(exact / operand.quantity.scale, max(0, operand.quantity.decimals))


def slips_in(check: Check) -> list[Words]:
    """The slips of the pen, each in one figure of a failed check, that explain by how much it
    fails."""
    slips = (
        name_slip(operand.quantity, figure)
        for number, operand in enumerate(check.operands)
        for figure in solved(check, number)
        if operand.quantity is not None
    )
    return [slip for slip in slips if slip]


def _inverse(check: Check, figures: Sequence[Fraction], number: int) -> Fraction | None:
    """The operand that gives the stated figure. Every formula is a quotient of two linear
    functions in each of its operands, so that the cross ratio of four values is kept."""
    assert check.equation is not None
    stated, *operands = figures
    points = [Fraction(p) * (abs(operands[number - 1]) + 1) for p in ("1.1", "2.3", "3.7")]
    values = []
    for point in points:
        tried = [*operands[: number - 1], point, *operands[number:]]
        try:
            values.append(check.equation.value(tried))
        except ZeroDivisionError:
            return None
    (x1, x2, x3), (y1, y2, y3) = points, values
    if len({y1, y2, y3}) < 3 or stated == y2:
        return None
    ratio = (stated - y1) * (y3 - y2) / ((stated - y2) * (y3 - y1))
    # (x − x1)(x3 − x2) = ratio (x − x2)(x3 − x1)
    left, right = x3 - x2, ratio * (x3 - x1)
    if left == right:
        return None
    return (x1 * left - x2 * right) / (left - right)
