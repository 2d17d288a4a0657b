"""Amounts on scans whose point may have been overlooked: 2011 for 20.11.

Where a check fails with an amount that has no decimals, and holds with it once it has its point
back, the point was lost by whoever read the scan. Where it does not hold then either, the amount is
off as it is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.disclosure import Claim
from extract.figures.quantity import Quantity
from reconcile.audit import Check, Verdict
from reconcile.equation import again
from reconcile.weighing.unsettled import may_lack_a_point

#: How many decimals an amount may have lost its point before.
_DECIMALS = (1, 2)


def lacks_a_point(claim: Claim, checks: Sequence[Check]) -> bool:
    """Whether the amount that a scanned sentence states may be one whose point was overlooked;
    `checks` fail with it as it was read."""
    if not may_lack_a_point(claim.quantity):
        return False
    return not checks or any(_mends(check, claim.id) for check in checks)


def _mends(check: Check, claim: str) -> bool:
    """Whether a check holds with a point in a claim's amount, or cannot be computed again."""
    places = [n for n, operand in enumerate(check.operands) if operand.claim == claim]
    if check.equation is None or not places:
        return True
    for decimals in _DECIMALS:
        pointed = {
            n: _pointed(quantity, decimals)
            for n in places
            if (quantity := check.operands[n].quantity) is not None
        }
        outcome = again(check, pointed)
        if outcome is not None and outcome.verdict is not Verdict.MISMATCH:
            return True
    return False


def _pointed(quantity: Quantity, decimals: int) -> Quantity:
    """An amount with its point so many digits from its end."""
    return replace(quantity, value=quantity.value.scaleb(-decimals))
