"""What would mend a figure that failed checks hold: every correction of it, tried on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extract.figures.quantity import MONEY, Quantity, round_half_up
from extract.table import Cell
from reconcile.audit import Check, Operand, Verdict
from reconcile.equation import again
from reconcile.weighing.sides import millionths, sides_of
from reconcile.weighing.slips import slips
from reconcile.weighing.solving import solved

#: What a correction costs: a slip of the pen, a figure copied from nearby, any other figure.
SLIP, _COPIED, _OTHER = 1, 2, 4
#: A figure so many times another is that in another unit, or with its point elsewhere.
_SCALED = Fraction(100)
#: Every count below is a slip away from every other.
_TELLING = 100
#: The units of money that are written for each other.
_MIXED_UP = ("元", "万元", "亿元")

#: A figure of the report: a claim by its id, or a cell.
Figure = str | Cell


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure of the report, what would mend it, and which failed checks hold with that."""

    of: Figure
    figure: Quantity
    mended: tuple[Check, ...]
    broken: int
    exact: int
    cost: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The better, the greater: `exact` of the mended checks hold without any rounding."""
        return len(self.mended) - self.broken, self.exact, -self.cost


def figures(check: Check) -> list[Figure]:
    """The figures of the report that stand in a check, each once."""
    return list(dict.fromkeys(f for o in check.operands if (f := figure_of(o)) is not None))


def figure_of(operand: Operand) -> Figure | None:
    return operand.claim or operand.cell


def _places(check: Check, of: Figure) -> list[int]:
    """The numbers of a check's operands that are one figure."""
    return [i for i, o in enumerate(check.operands) if figure_of(o) == of]


class _Correction:
    """A figure in place of a printed one, what it costs, the failed check it is taken from (None
    where from the figure itself), and what came of it where it was tried."""

    __slots__ = ("broken", "cost", "figure", "key", "source", "tried")

    def __init__(self, figure: Quantity, cost: int, source: Check | None) -> None:
        self.figure, self.cost, self.source = figure, cost, source
        self.key = str(figure.value), figure.unit
        self.tried: list[tuple[Check, Verdict | None, bool]] | None = None
        self.broken: int | None = None


class Trial:
    """The corrections of a figure, tried on failed checks it stands in. What came of one is kept
    for when fewer of the checks are left."""

    def __init__(
        self,
        of: Figure,
        failing: Sequence[Check],
        holding: Sequence[Check],
        may_be: Callable[[Figure, Quantity], bool],
    ) -> None:
        self.of, self.printed, self.holding = of, printed_of(of, failing), holding
        self.sides = {id(c): sides_of(c, _places(c, of)) for c in failing}
        found = (_Correction(*one) for one in _corrections(of, failing))
        self.corrections = [one for one in found if may_be(of, one.figure)]

    def suspect(self, failing: Sequence[Check]) -> Suspect | None:
        """The correction that mends most of the failed checks that are left."""
        left = {id(c) for c in failing}
        best: Suspect | None = None
        seen: set[tuple[str, str]] = set()
        for one in self.corrections:
            if one.key in seen or (one.source is not None and id(one.source) not in left):
                continue  # the first is the cheapest
            seen.add(one.key)
            if one.tried is None:
                one.tried = list(self._try(one.figure, failing))
            tried = [found for found in one.tried if id(found[0]) in left]
            mended = tuple(check for check, _, holds in tried if holds)
            if not mended:
                continue
            exact = sum(verdict is Verdict.CONSISTENT for _, verdict, _ in tried)
            if one.broken is None:
                after = (_verdict(c, self.of, one.figure) for c in self.holding)
                one.broken = sum(not (verdict and verdict.holds) for verdict in after)
            found = Suspect(self.of, one.figure, mended, one.broken, exact, one.cost)
            if best is None or found.rank > best.rank:
                best = found
        return best

    def _try(
        self, figure: Quantity, failing: Sequence[Check]
    ) -> Iterator[tuple[Check, Verdict | None, bool]]:
        """What comes of failed checks with another figure in place, and whether that mends them."""
        value, ulp = millionths(figure.exact), millionths(figure.ulp)
        for check in failing:
            both = self.sides[id(check)]
            if both is None or both.may_meet(value, ulp):
                verdict = _verdict(check, self.of, figure)
                holds = verdict is not None and verdict.holds
                yield check, verdict, holds and not _vanishing(check, self.of, figure)


def _verdict(check: Check, of: Figure, figure: Quantity) -> Verdict | None:
    """What comes of a check with another figure in a place; None where it has no value."""
    outcome = again(check, changed(check, of, figure))
    return outcome.verdict if outcome is not None else None


def changed(check: Check, of: Figure, figure: Quantity) -> dict[int, Quantity]:
    """A check's operands that are one figure, as another."""
    return {i: _like(check.operands[i].quantity, figure) for i in _places(check, of)}


def _like(printed: Quantity | None, figure: Quantity) -> Quantity:
    """A correction in the unit that a check has its figure in (a cell of 元 held in 万元)."""
    if printed is None or {printed.unit, figure.unit} - MONEY.keys():
        return figure
    return figure.to(printed.unit)


def printed_of(of: Figure, failing: Sequence[Check]) -> Quantity | None:
    """A figure as it is printed."""
    if isinstance(of, Cell):
        return of.quantity
    return next((o.quantity for c in failing for o in c.operands if figure_of(o) == of), None)


def _corrections(
    of: Figure, failing: Sequence[Check]
) -> Iterator[tuple[Quantity, int, Check | None]]:
    """Figures that may stand in place of a printed one, each with its cost, and with the check that
    it is taken from."""
    printed = printed_of(of, failing)
    if printed is None:
        return
    small = printed.kind == "count" and abs(printed.value) < _TELLING
    if printed.unit in MONEY and printed.value:
        yield from ((printed.with_unit(u), SLIP, None) for u in _MIXED_UP if u != printed.unit)
    for value in slips(printed.value):
        yield with_value(printed, value), _OTHER if small else SLIP, None
    copied = ((o.quantity, c) for c in failing for o in c.operands if figure_of(o) != of)
    for other, check in copied:
        if other is not None and other.kind == printed.kind and other.exact != printed.exact:
            yield _in_unit_of(printed, other), _OTHER if small else _COPIED, check
    for check in failing:
        for number, operand in enumerate(check.operands):
            if figure_of(operand) == of and operand.quantity is not None:
                for value in solved(check, number):
                    yield with_value(operand.quantity, value), _OTHER, check


def _in_unit_of(printed: Quantity, other: Quantity) -> Quantity:
    """What another amount is as it would stand in place of a printed one: 7412.60万元 for 7.41亿元
    is 0.74亿元."""
    if printed.unit == other.unit or {printed.unit, other.unit} - MONEY.keys():
        return other
    decimals = max(0, printed.decimals)
    return with_value(printed, round_half_up(other.exact / printed.scale, decimals))


def _vanishing(check: Check, of: Figure, figure: Quantity) -> bool:
    """Whether a check holds with a figure a hundredfold or more off only as that makes the figure
    vanish beside the others, or the greatest of them beside it: to leave one out mends nothing."""
    after = changed(check, of, figure)
    printed = next((o.quantity for o in check.operands if figure_of(o) == of), None)
    if printed is None or not printed.exact or not figure.exact:
        return False
    if 1 / _SCALED < abs(figure.exact / printed.exact) < _SCALED:
        return False
    others = [
        (abs(o.quantity.exact), i)
        for i, o in enumerate(check.operands)
        if i and i not in after and o.quantity is not None and o.quantity.kind == "amount"
        if o.quantity.exact  # what is nothing is left out already
    ]
    left_out = [*after, *(i for _, i in sorted(others)[-1:])]
    return any(
        _holds(check, after | {i: with_value(q, Decimal(0))})
        for i in left_out
        if (q := check.operands[i].quantity) is not None
    )


def _holds(check: Check, figures: Mapping[int, Quantity]) -> bool:
    outcome = again(check, figures)
    return outcome is not None and outcome.verdict.holds


def with_value(printed: Quantity, value: Decimal) -> Quantity:
    return Quantity(f"{value:f}{printed.unit}", value, printed.unit)
