"""How much it says that one slip of the pen explains a failed sum.

A list that nobody says to be whole falls short of its whole for a reason as often as not. That two
digits of one figure changed places explains hardly any of the sums there may be, that one digit is
wrong many of them: the fewer digits the figures have, the more.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from reconcile.audit import Check
from reconcile.phrases import Phrase, Words
from reconcile.weighing.slips import digits
from reconcile.weighing.solving import slips_in

#: A slip that explains so many of the sums there may be explains by chance.
_BY_CHANCE = Fraction(1, 40)
#: Slips of the pen from the likeliest to the least, by their names.
_KINDS = (
    "slip.transposed",
    "slip.ten",
    "slip.hundred",
    "slip.ten_thousand",
    "slip.added",
    "slip.lost",
    "slip.one_digit",
)
#: Those of them that explain hardly anything by chance.
_RARE = _KINDS[:4]


def telling_slip(check: Check) -> Words:
    """The likeliest slip in one figure of a failed sum that explains by how much it fails, unless
    as likely ones would explain too many others; "" where there is none."""
    told = {s.name: s for s in slips_in(check) if isinstance(s, Phrase)}
    named = next((name for name in _KINDS if name in told), None)
    figures = _figures(check)
    if named is None or not figures:
        return ""
    room = sum(figures, Decimal(0)) / _step(figures) / 2
    kinds = _KINDS[: _KINDS.index(named) + 1]
    ways = sum(_ways(digits(figure), kind) for figure in figures for kind in kinds)
    return told[named] if ways <= _BY_CHANCE * Fraction(room) else ""


def rare_slip(check: Check) -> Words:
    """The slip that explains a failed sum of which it is not even known what it is a sum of: two
    digits that changed places or the point elsewhere, and no other digit; "" where none does."""
    slip = telling_slip(check)
    return slip if isinstance(slip, Phrase) and slip.name in _RARE else ""


def _figures(check: Check) -> Sequence[Decimal]:
    """The figures of a sum that are not nothing, its whole first; () where they are in several
    units."""
    printed = [o.quantity for o in check.operands if o.quantity is not None]
    if len(printed) < len(check.operands) or len({p.unit for p in printed}) > 1:
        return ()
    return [abs(p.value) for p in printed if p.value]


def _step(figures: Sequence[Decimal]) -> Decimal:
    """What all figures are multiples of: 1, 10, 0.01."""
    ends = [figure.normalize().as_tuple().exponent for figure in figures]
    return Decimal(1).scaleb(min(end for end in ends if isinstance(end, int)))


def _ways(figure: str, kind: str) -> int:
    """How many figures a slip of one kind makes of a figure."""
    plain = figure.replace(".", "")
    if kind == "slip.transposed":
        return sum(a != b for i, a in enumerate(plain) for b in plain[:i])
    if kind == "slip.one_digit":
        return 9 * len(plain)
    if kind == "slip.lost":
        return 10 * (len(plain) + 1)
    return len(plain) if kind == "slip.added" else 2
