"""Equations between printed figures and their verdicts, on intervals (docs/verdicts.md).

Exact arithmetic on fractions in base units (元, plain ratios, pieces); what rounding can explain is
decided by intervals, never by a tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from itertools import product

from extract.disclosure import Claim
from extract.quantity import MONEY, Interval, Quantity, round_half_up
from extract.table import Cell
from reconcile.audit import Check, Operand, Verdict
from reconcile.phrases import Words, phrase
from reconcile.slips import name_slip

#: Beyond so many operands the corners of their intervals are not tried one by one.
_MAX_CORNERS = 6
#: Amounts known to no more than this, in 元, are rounded for reading.
_ROUGH = 100_000


@dataclass(frozen=True, slots=True)
class Term:
    """A printed figure in an equation and where it stands."""

    quantity: Quantity
    claim: Claim | None = None
    cell: Cell | None = None

    @property
    def operand(self) -> Operand:
        return Operand(str(self.quantity), self.claim.id if self.claim else None, self.cell)

    @property
    def exact(self) -> Fraction:
        return self.quantity.exact


def of_claim(claim: Claim) -> Term:
    return Term(claim.quantity, claim=claim)


def of_cell(cell: Cell, unit: str = "") -> Term:
    """A cell's figure, in `unit` where that is one of money and the cell's is too or is not
    printed; a blank one counts as zero."""
    quantity = cell.quantity if cell.quantity is not None else Quantity("", Decimal(0), unit)
    if unit in MONEY and quantity.unit in MONEY:
        quantity = quantity.to(unit)
    elif unit in MONEY and quantity.unit == "":
        quantity = quantity.with_unit(unit)
    return Term(quantity, cell=cell)


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
        return Outcome(Verdict.ROUNDING, expected, phrase("detail.within", off=f"{off:f}"))
    if _cut_off(value, decimals) == stated.value:
        return Outcome(Verdict.ROUNDING, expected, phrase("detail.cut_off"))
    if copied and stated.kind == "amount" and decimals > 0 and ulps == 1:
        return Outcome(Verdict.ROUNDING, expected, phrase("detail.copied"))
    slip = name_slip(stated, expected)
    if stated.kind == "percent" and decimals == 0:  # 100% where it is 88.08%
        expected = round_half_up(value, 2)
    return Outcome(Verdict.MISMATCH, expected, slip)


def _cut_off(value: Fraction, decimals: int) -> Decimal:
    with localcontext() as context:
        context.prec = 80
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)


def check(
    rule: str,
    stated: Term,
    operands: Sequence[Term],
    function: Callable[..., Fraction],
    formula: str,
    *,
    copied: bool = False,
) -> Check | None:
    """One equation `stated = function(operands)`; None where it has no value (a base of zero).

    `formula` shows the operands' figures, as {0}, {1} … in their order.
    """
    try:
        exact = function(*(t.exact for t in operands))
    except ZeroDivisionError:
        return None
    reach, rough = _reach(operands, function), any(map(_is_rough, operands))
    outcome = judge(stated.quantity, exact, reach, copied=copied, rough=rough)
    units = {t.quantity.unit for t in operands if t.quantity.unit in MONEY}
    common = units.pop() if len(units) == 1 else None
    shown = formula.format(*(_in_unit(t, common) for t in operands))
    return Check(
        rule,
        outcome.verdict,
        stated.quantity.value,
        outcome.expected,
        stated.quantity.unit,
        shown,
        tuple(t.operand for t in (stated, *operands)),
        outcome.detail,
    )


def check_sum(
    rule: str,
    whole: Term,
    parts: Sequence[Term],
    signs: Sequence[int] = (),
    *,
    blank: tuple[Cell, ...] = (),
) -> Check:
    """`whole` = the sum of `parts` (with signs where given); `blank` cells add nothing to it."""
    factors = signs or [1] * len(parts)
    exact = sum((f * t.exact for f, t in zip(factors, parts, strict=True)), Fraction(0))
    spread = sum((t.quantity.ulp / 2 for t in parts if t.quantity.interval.low != t.exact),
                 Fraction(0))  # fmt: skip
    outcome = judge(whole.quantity, exact, Interval(exact - spread, exact + spread))
    shown = "".join(
        ("−" if f < 0 else "+" if i else "") + _figure(t, whole.quantity.unit)
        for i, (f, t) in enumerate(zip(factors, parts, strict=True))
    )
    return Check(
        rule,
        outcome.verdict,
        whole.quantity.value,
        outcome.expected,
        whole.quantity.unit,
        shown,
        tuple(t.operand for t in (whole, *parts)),
        outcome.detail,
        blank,
    )


def _is_rough(term: Term) -> bool:
    return term.quantity.kind == "amount" and term.quantity.ulp >= _ROUGH


def _in_unit(term: Term, common: str | None) -> str:
    """An operand's figure; with its unit where the amounts of the equation have no common one."""
    mixed = common is None and term.quantity.unit in MONEY
    return str(term.quantity) if mixed else f"{term.quantity.value:f}"


def _figure(term: Term, unit: str) -> str:
    text = f"{term.quantity.value:f}"
    return text if term.quantity.unit == unit else text + term.quantity.unit


def _reach(operands: Sequence[Term], function: Callable[..., Fraction]) -> Interval:
    """All values of the function over the operands' intervals, by their corners: it is monotonic
    in each operand wherever it is used."""
    bounds = [(t.quantity.interval.low, t.quantity.interval.high) for t in operands]
    if len(bounds) > _MAX_CORNERS:
        raise ValueError("use check_sum for long sums")
    values = []
    for corner in product(*bounds):
        try:
            values.append(function(*corner))
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
