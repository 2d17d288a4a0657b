"""Equations between printed figures and their verdicts, on intervals (docs/verdicts.md).

Exact arithmetic on fractions in base units (元, plain ratios, pieces); what rounding can explain is
decided by intervals, never by a tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Final

from extract.claims.ties import Tie, weakest
from extract.disclosure import Claim
from extract.figures.quantity import MONEY, Interval, Quantity, cut_off, round_half_up
from extract.table import Cell
from reconcile.audit import Check, Operand, Verdict
from reconcile.formula import Formula, total
from reconcile.phrases import Words, phrase
from reconcile.weighing.slips import name_slip

#: What has to be known of claims that stand in one equation; changes need their `base` as well.
ATTACHED = ("subject", "measure")
COMPARED = ("subject", "measure", "base")
#: Amounts known to no more than this, in 元, are rounded for reading.
_ROUGH = 100_000
#: A rate that rounding leaves open by so many percentage points is not told by its figures.
_POINT = 1


@dataclass(slots=True, unsafe_hash=True)
class Term:
    """A printed figure in an equation, where it stands, and how surely it is the one meant. It does
    not change; there are thousands in a report."""

    quantity: Final[Quantity]
    claim: Final[Claim | None] = None
    cell: Final[Cell | None] = None
    tie: Final[Tie] = Tie.SAID

    @property
    def operand(self) -> Operand:
        claim = self.claim.id if self.claim else None
        return Operand(str(self.quantity), claim, self.cell, self.quantity)

    @property
    def exact(self) -> Fraction:
        return self.quantity.exact


def of_claim(claim: Claim) -> Term:
    return Term(claim.quantity, claim=claim)


def of_cell(cell: Cell, unit: str = "", tie: Tie = Tie.SAID) -> Term:
    """A cell's figure, in `unit` where that is one of money and the cell's is too or is not
    printed; a blank one counts as zero."""
    quantity = cell.quantity if cell.quantity is not None else Quantity("", Decimal(0), unit)
    if unit in MONEY and quantity.unit in MONEY:
        quantity = quantity.to(unit)
    elif unit in MONEY and quantity.unit == "":
        quantity = quantity.with_unit(unit)
    return Term(quantity, cell=cell, tie=tie)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with the figure that was expected and what explains the difference."""

    verdict: Verdict
    expected: Decimal | None
    detail: Words = ""


def judge(
    stated: Quantity,
    exact: Fraction,
    reach: Interval,
    *,
    copied: bool = False,
    rough: bool = False,
) -> Outcome:
    """Hold a printed figure against what an equation gives for it.

    `exact` is the equation on the printed operands, `reach` all it can be over their intervals,
    both in base units; `copied` where the figure repeats another one, `rough` where an operand is
    rounded for reading (1.07亿元), so that what its rounding explains is worth no finding.
    """
    value = exact / stated.scale
    decimals = stated.decimals
    expected = round_half_up(value, decimals)
    if expected == stated.value:
        return Outcome(Verdict.CONSISTENT, expected)
    finer = reach.high - reach.low < stated.ulp
    if copied and finer and stated.interval.meets(reach):
        return Outcome(Verdict.CONSISTENT, stated.value)  # 70.2% of 70.25%, itself 70.246…%
    if stated.kind == "count" and decimals == 0:
        return Outcome(Verdict.MISMATCH, expected, name_slip(stated, expected))
    off = abs(stated.value - expected)
    ulps = int(off.scaleb(decimals))
    if not copied and stated.interval.meets(reach):
        if rough:
            return Outcome(Verdict.CONSISTENT, expected)
        return Outcome(Verdict.ROUNDING, expected, _within(stated, off, reach))
    bounds = (reach.low, reach.high) if finer and not copied else ()
    if any(cut_off(v / stated.scale, decimals) == stated.value for v in (exact, *bounds)):
        return Outcome(Verdict.ROUNDING, expected, phrase("detail.cut_off"))
    if copied and stated.kind == "amount" and decimals > 0 and ulps == 1:
        return Outcome(Verdict.ROUNDING, expected, phrase("detail.copied"))
    slip = name_slip(stated, expected)
    if stated.kind == "percent" and decimals == 0:  # 100% where it is 88.08%
        expected = round_half_up(value, 2)
    return Outcome(Verdict.MISMATCH, expected, slip)


def _within(stated: Quantity, off: Decimal, reach: Interval) -> Words:
    """How rounding explains a difference; of a rate, where it explains a whole percentage point
    and more, that it can be anything there (20.63 on a base of 1.96)."""
    if stated.unit != "%" or off < _POINT:
        return phrase("detail.within", off=f"{off:f}")
    ends = (round_half_up(end / stated.scale, stated.decimals) for end in (reach.low, reach.high))
    low, high = (f"{end:f}%" for end in ends)
    return phrase("detail.open", low=low, high=high)


def check(
    rule: str,
    stated: Term,
    operands: Sequence[Term],
    formula: Formula,
    *,
    ties: Sequence[str] = ATTACHED,
) -> Check | None:
    """One equation `stated = formula(operands)`; None where it has no value (a base of zero).

    `ties` names what must be known of its claims for it to say anything.
    """
    outcome = reckon(formula, stated.quantity, [t.quantity for t in operands])
    if outcome is None:
        return None
    units = {t.quantity.unit for t in operands if t.quantity.unit in MONEY}
    common = units.pop() if len(units) == 1 else None
    shown = formula.show([_in_unit(t, common) for t in operands])
    return _checked(rule, stated, operands, formula, outcome, shown, ties=ties)


def check_sum(
    rule: str,
    whole: Term,
    parts: Sequence[Term],
    signs: Sequence[int] = (),
    *,
    blank: tuple[Cell, ...] = (),
    ties: Sequence[str] = ATTACHED,
) -> Check:
    """`whole` = the sum of `parts` (with signs where given); `blank` cells add nothing to it."""
    formula = total(signs or [1] * len(parts))
    outcome = reckon(formula, whole.quantity, [t.quantity for t in parts])
    assert outcome is not None  # nothing is divided by
    shown = formula.show([_figure(t, whole.quantity.unit) for t in parts])
    return _checked(rule, whole, parts, formula, outcome, shown, blank=blank, ties=ties)


def _checked(
    rule: str,
    stated: Term,
    operands: Sequence[Term],
    formula: Formula,
    outcome: Outcome,
    shown: str,
    *,
    ties: Sequence[str],
    blank: tuple[Cell, ...] = (),
) -> Check:
    terms = (stated, *operands)
    known = [t.claim.ties for t in terms if t.claim is not None]
    own = [k.of(*ties) for k in known]
    guessed = (k.guessed(*ties) for k in known) if Tie.GUESSED in own else ()
    return Check(
        rule,
        outcome.verdict,
        stated.quantity.value,
        outcome.expected,
        stated.quantity.unit,
        shown,
        tuple(t.operand for t in terms),
        outcome.detail,
        blank,
        formula,
        weakest([*(t.tie for t in terms), *own]),
        tuple(dict.fromkeys(name for names in guessed for name in names)),
    )


def reckon(formula: Formula, stated: Quantity, operands: Sequence[Quantity]) -> Outcome | None:
    """The verdict of `stated = formula(operands)` on printed figures; None where it has no
    value."""
    try:
        exact = formula.value([q.exact for q in operands])
    except ZeroDivisionError:
        return None
    if exact and exact == stated.exact:  # as most are: nothing is rounded
        return Outcome(Verdict.CONSISTENT, stated.value)
    reach = _reach(formula, exact, operands)
    rough = formula.name != "sum" and any(map(_is_rough, operands))
    return judge(stated, exact, reach, copied=formula.name == "copy", rough=rough)


def may_hold(formula: Formula, stated: Quantity, operands: Sequence[Quantity]) -> bool:
    """Whether `stated = formula(operands)` can be consistent, told without saying what is off: to
    the last digit, or by the rounding of an operand that is rounded for reading."""
    try:
        exact = formula.value([q.exact for q in operands])
    except ZeroDivisionError:
        return False
    return any(map(_is_rough, operands)) or adds_up(stated, exact)


def adds_up(whole: Quantity, exact: Fraction) -> bool:
    """Whether a sum of just so much, in base units, is what `whole` prints."""
    if 2 * abs(whole.exact - exact) > whole.ulp:
        return False
    return round_half_up(exact / whole.scale, whole.decimals) == whole.value


def again(found: Check, figures: Mapping[int, Quantity]) -> Outcome | None:
    """A check with other figures in place of some of its operands (by number, the stated one
    being 0); None where it cannot be computed again."""
    quantities = [figures.get(i, o.quantity) for i, o in enumerate(found.operands)]
    if found.equation is None or any(q is None for q in quantities):
        return None
    stated, *operands = [q for q in quantities if q is not None]
    return reckon(found.equation, stated, operands)


def _is_rough(quantity: Quantity) -> bool:
    """Whether a figure is rounded for reading: 1.07亿元, 3.2万人."""
    if quantity.kind == "count":
        return quantity.scale > 1
    return quantity.kind == "amount" and quantity.ulp >= _ROUGH


def _in_unit(term: Term, common: str | None) -> str:
    """An operand's figure; with its unit where the amounts of the equation have no common one."""
    mixed = common is None and term.quantity.unit in MONEY
    return str(term.quantity) if mixed else f"{term.quantity.value:f}"


def _figure(term: Term, unit: str) -> str:
    text = f"{term.quantity.value:f}"
    return text if term.quantity.unit == unit else text + term.quantity.unit


def _reach(formula: Formula, exact: Fraction, operands: Sequence[Quantity]) -> Interval:
    """All values of a formula over the operands' intervals: a sum's by their widths, another's by
    their corners, as it is monotonic in each operand wherever it is used. A bare 0 among amounts
    with decimals is nothing, and not what rounds to it."""
    if formula.name == "sum":
        finest = min((q.ulp for q in operands if q.exact), default=None)
        widths = [
            q.ulp / 2
            for q in operands
            if q.interval.low != q.exact and (q.exact or finest is None or q.ulp <= finest)
        ]
        spread = sum(widths, Fraction(0))
        return Interval(exact - spread, exact + spread)
    values = []
    for corner in product(*((q.interval.low, q.interval.high) for q in operands)):
        try:
            values.append(formula.value(corner))
        except ZeroDivisionError:
            continue
    return Interval(min(values), max(values))


def best(options: Sequence[Check]) -> Check:
    """The kindest of several readings of one equation: what any of them confirms, stands."""
    order = (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.MISMATCH)
    return min(options, key=lambda c: order.index(c.verdict))


def best_of(options: Iterable[Check | None]) -> Iterator[Check]:
    """The kindest of the readings that could be computed, if any."""
    computed = [c for c in options if c is not None]
    if computed:
        yield best(computed)
