"""The two sides of an equation without one of its figures: whether they may meet with another
figure in its place, told in whole numbers. It is asked of thousands of corrections; only those
that may mend something are worth a verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from extract.figures.quantity import Quantity
from reconcile.audit import Check

#: How the operands of equations that are no sums add up.
_SIGNS = {
    "copy": (1,),
    "difference": (1, -1),
    "shortfall": (-1, 1),
    "addition": (1, 1),
    "gap": (1, -1),
}
#: Rates multiplied out: `first` times the one operand is (the rate + `more`) times the other.
_QUOTIENTS = {"ratio": (1, 0), "opposite": (-1, 0), "rise": (1, 1), "fall": (-1, -1)}
#: Figures are held in whole millionths, so that what they are multiplied to has twice the digits.
_ONE = 1_000_000


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of an equation without one figure: how far they are `apart`, how often the figure
    is added to that (`times`), and what rounding may explain, generously: `slack`, and `more` for
    each one of the figure. `apart` and `slack` in millionths of millionths, the others in
    millionths; a figure no greater than `least` may be anything."""

    apart: int
    times: int
    slack: int
    more: int = 0
    least: bool = False

    def may_meet(self, value: int, ulp: int) -> bool:
        """Whether the sides may meet with another figure, in millionths; its verdict then says if
        they do."""
        if self.least and abs(value) <= ulp:
            return True
        slack = self.slack + abs(self.times) * 2 * ulp + self.more * (abs(value) + 2 * ulp)
        return abs(self.apart + self.times * value) <= slack


def sides_of(check: Check, places: Collection[int]) -> Sides | None:
    """The sides of an equation that adds and takes away, or of one rate, without the figure that
    stands at some of its operands (0 is the stated one); None of others."""
    figures = [o.quantity for o in check.operands if o.quantity is not None]
    equation = check.equation
    if equation is None or len(figures) < len(check.operands):
        return None
    if equation.name in _QUOTIENTS and len(places) == 1:
        (place,), (first, more) = places, _QUOTIENTS[equation.name]
        return _of_quotient(figures, place, first, more)
    signs = equation.signs or _SIGNS.get(equation.name)
    return _of_sum(figures, places, (1, *(-s for s in signs))) if signs else None


def _of_sum(figures: Sequence[Quantity], places: Collection[int], signs: Sequence[int]) -> Sides:
    apart = slack = Fraction(0)
    times = 0
    for number, (figure, sign) in enumerate(zip(figures, signs, strict=True)):
        if number in places:
            times += sign
            continue
        apart += sign * figure.exact
        slack += 2 * figure.ulp
    rounded = 1 + 2 * abs(times)  # millionths: what is lost of the figures themselves
    return Sides(millionths(apart) * _ONE, times * _ONE, (millionths(slack) + rounded) * _ONE)


def _of_quotient(figures: Sequence[Quantity], place: int, first: int, more: int) -> Sides | None:
    """The sides of `first` × one = (rate + `more`) × other."""
    rate, one, other = figures
    factor = rate.exact + more
    zero = abs(other.exact) <= other.ulp  # it may be nothing, and the quotient anything
    if zero and place != 2:
        return None
    of_one, of_rate = one.ulp, 2 * rate.ulp * (abs(other.exact) + other.ulp)
    of_other = abs(factor) * other.ulp
    if place == 0:
        apart, times = first * one.exact - more * other.exact, -other.exact
        return _sides(apart, times, of_one + abs(more) * other.ulp, 2 * other.ulp)
    if place == 1:
        return _sides(-factor * other.exact, Fraction(first), of_other + of_rate, Fraction(0))
    return _sides(first * one.exact, -factor, of_one, 2 * rate.ulp, least=True)


def _sides(
    apart: Fraction, times: Fraction, slack: Fraction, more: Fraction, *, least: bool = False
) -> Sides:
    """Sides in whole numbers; what is lost of them is added to the slack."""
    lost = 1 + 2 * abs(times)
    return Sides(
        millionths(apart) * _ONE,
        millionths(times),
        (millionths(slack) + millionths(lost) + 1) * _ONE,
        millionths(more) + 2,
        least,
    )


def millionths(figure: Fraction) -> int:
    whole, rest = divmod(figure.numerator * _ONE, figure.denominator)
    return round(figure * _ONE) if rest else whole
