"""A Check as spreadsheet formulas: its value, the range that rounding allows it, its verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from extract.figures.quantity import Quantity, round_half_up
from reconcile.audit import Check
from report.excel.formula import FormulaError, Node, Ref, compute, degree, excel, parse

_ORDER = re.compile(r"^(-?[\d.]+)([=<>≤])(-?[\d.]+)$")
_MAX_CORNERS = 6


@dataclass(frozen=True, slots=True)
class Labels:
    """What a verdict formula answers."""

    consistent: str
    rounding: str
    mismatch: str
    look: str


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas for one row; `low` and `high` are "" where rounding has no say. `ends` are the
    exact bounds, for programs that show a workbook without computing it."""

    value: str
    low: str
    high: str
    verdict: str
    ends: tuple[Fraction, Fraction] | None = None


def quantities(check: Check) -> list[Quantity]:
    """The figures of a check, the stated one first, as their operands print them."""
    found = []
    for operand in check.operands:
        match = re.match(r"-?\d+(?:\.\d+)?", operand.text)
        if not match:
            raise FormulaError(f"{operand.text!r} is no figure")
        unit = operand.text[match.end() :]
        found.append(Quantity(operand.text, Decimal(match[0]), unit))
    return found


def is_arithmetic(check: Check) -> bool:
    """Whether a spreadsheet can compute the check: one that counts a list, or rests on words
    (支出为0), it cannot."""
    anywhere = ["A1"] * len(check.operands)
    try:
        formulas(check, anywhere, anywhere[:1] * 3, Labels("", "", "", ""))
    except (FormulaError, ZeroDivisionError):
        return False
    return True


def formulas(check: Check, cells: Sequence[str], at: Sequence[str], labels: Labels) -> Formulas:
    """The formulas of a check whose operands stand in `cells`, the stated one first.

    `at` are the references of the row's own value, lower and upper bound. Raises FormulaError
    where the equation as shown does not give what the check expects.
    """
    shown = str(check.formula)
    order = _ORDER.match(shown)
    if order:
        return _order_formulas(check, order[2], cells, at[0], labels)
    stated, *operands = quantities(check)
    node = parse(shown, [q.value for q in operands])
    exact = compute(node, [q.exact for q in operands])
    digits = _digits(check, stated)
    if round_half_up(exact / stated.scale, digits) != check.expected:
        raise FormulaError(f"{shown} does not give {check.expected}")
    sheet = _Sheet(node, stated, operands)
    value = sheet.formula(cells[1:], [""] * len(operands))
    bounds: tuple[str, str] = ("", "")
    ends = None
    if isinstance(node, Ref) and check.rule != "N06":
        excuse = _copied(stated, cells[0], at[0], value)
    else:
        bounds, ends = sheet.bounds(cells[1:])
        excuse = _within(stated, cells[0], at, value)
    excuse = "FALSE" if stated.kind == "count" and digits == 0 else excuse
    own = at[0] if digits == stated.decimals else f"ROUND({at[0]},{stated.decimals})"
    verdict = (
        f'=IF({own}={cells[0]},"{labels.consistent}",'
        f'IF({excuse},"{labels.rounding}","{labels.mismatch}"))'
    )
    low, high = map(_formula, bounds)
    return Formulas(f"=ROUND({value},{digits})", low, high, verdict, ends)


def _digits(check: Check, stated: Quantity) -> int:
    """The decimals of what is expected: more than those printed where 100% should be 88.08%."""
    exponent = check.expected.as_tuple().exponent if check.expected is not None else 0
    return max(stated.decimals, -exponent if isinstance(exponent, int) else 0)


def _formula(expression: str) -> str:
    return f"={expression}" if expression else ""


class _Sheet:
    """One equation's tree with the units of its figures."""

    def __init__(self, node: Node, stated: Quantity, operands: Sequence[Quantity]) -> None:
        self.node, self.stated, self.operands = node, stated, operands
        scales = {q.scale for q in operands}
        self.alike = len(scales) == 1
        power = scales.pop() ** degree(node) if self.alike else Fraction(1)
        self.factor = power / stated.scale

    def formula(self, cells: Sequence[str], shifts: Sequence[str]) -> str:
        """The value in the stated figure's unit, each operand moved by its shift."""
        shown = []
        for cell, shift, quantity in zip(cells, shifts, self.operands, strict=True):
            moved = f"({cell}{shift})" if shift else cell
            shown.append(moved if self.alike else f"({moved}{_times(quantity.scale)})")
        whole = excel(self.node, shown)
        if self.factor == 1:
            return whole
        return (whole if isinstance(self.node, Ref) else f"({whole})") + _times(self.factor)

    def bounds(self, cells: Sequence[str]) -> tuple[tuple[str, str], tuple[Fraction, Fraction]]:
        """The least and the greatest value over all that the operands may stand for: as formulas,
        and exactly, both in the stated figure's unit."""
        ends = [(q.interval.low, q.interval.high) for q in self.operands]
        if len(ends) <= _MAX_CORNERS:
            corners = list(product((0, 1), repeat=len(ends)))
        else:
            corners = self._steepest(ends)
        valued = [(v, c) for c in corners if (v := self._at(ends, c)) is not None]
        (least, low), (most, high) = min(valued), max(valued)
        scale = self.stated.scale
        shown = self._shifted(cells, low), self._shifted(cells, high)
        return shown, (least / scale, most / scale)

    def _at(self, ends: Sequence[tuple[Fraction, ...]], corner: Sequence[int]) -> Fraction | None:
        try:
            return compute(self.node, [e[i] for e, i in zip(ends, corner, strict=True)])
        except ZeroDivisionError:
            return None

    def _steepest(self, ends: Sequence[tuple[Fraction, ...]]) -> list[tuple[int, ...]]:
        """The two corners of a long sum: every operand pushed the way that adds to it."""
        middle = [q.exact for q in self.operands]
        base = compute(self.node, middle)
        up = []
        for index, (_, high) in enumerate(ends):
            moved = [*middle[:index], high, *middle[index + 1 :]]
            up.append(1 if compute(self.node, moved) >= base else 0)
        return [tuple(up), tuple(1 - u for u in up)]

    def _shifted(self, cells: Sequence[str], corner: Sequence[int]) -> str:
        shifts = []
        for quantity, end in zip(self.operands, corner, strict=True):
            half = Decimal(5).scaleb(-quantity.decimals - 1)
            fixed = quantity.interval.low == quantity.interval.high
            shifts.append("" if fixed else f"{'+' if end else '-'}{half:f}")
        return self.formula(cells, shifts)


def _times(factor: Fraction) -> str:
    if factor == 1:
        return ""
    if factor.denominator == 1:
        return f"*{factor.numerator}"
    if factor.numerator == 1:
        return f"/{factor.denominator}"
    return f"*{factor.numerator}/{factor.denominator}"


def _cut(value: str, digits: int) -> str:
    """The value cut off at its printed decimals; binary noise is rounded away first."""
    return f"TRUNC(ROUND({value},{digits + 8}),{digits})"


def _copied(stated: Quantity, cell: str, own: str, value: str) -> str:
    """A copied figure is excused where it was cut off, or is one unit in its last place off."""
    digits = stated.decimals
    cut = f"{_cut(value, digits)}={cell}"
    if stated.kind != "amount" or digits <= 0:
        return cut
    return f"OR({cut},ROUND(ABS({cell}-{own})*10^{digits},0)=1)"


def _within(stated: Quantity, cell: str, at: Sequence[str], value: str) -> str:
    """A computed figure is excused where the ranges meet, or where it was cut off."""
    digits = stated.decimals
    half = Decimal(5).scaleb(-digits - 1)
    near = digits + 8
    above = f"ROUND({at[2]}-({cell}-{half:f}),{near})>0"
    below = f"ROUND({cell}+{half:f}-{at[1]},{near})>0"
    return f"OR(AND({above},{below}),{_cut(value, digits)}={cell})"


def _order_formulas(
    check: Check, sign: str, cells: Sequence[str], own: str, labels: Labels
) -> Formulas:
    """An order of two figures: the sign that holds between the cells, and whether it is the
    one that was found. Where the words contradicted it, a change calls for a person."""
    first, second = quantities(check)[:2]
    left = cells[0] + ("" if first.scale == second.scale else _times(first.scale))
    right = cells[1] + ("" if first.scale == second.scale else _times(second.scale))
    if sign == "≤":
        slack = first.ulp / 2 + (second.ulp / 2 if second.text else 0)
        slack = slack / first.scale if first.scale == second.scale else slack
        value = f'=IF({left}<={right},"≤",">")'
        shown = Decimal(slack.numerator) / Decimal(slack.denominator)
        near = f"ROUND({left}-{right}-{shown:f},10)<=0"
        excuse = f'IF({near},"{labels.rounding}","{labels.mismatch}")'
        return Formulas(value, "", "", f'=IF({own}="≤","{labels.consistent}",{excuse})')
    value = f'=IF({left}<{right},"<",IF({left}>{right},">","="))'
    holds = check.verdict == "consistent"
    yes, no = (labels.consistent, labels.mismatch) if holds else (labels.mismatch, labels.look)
    return Formulas(value, "", "", f'=IF({own}="{sign}","{yes}","{no}")')
