"""Which error that people make is behind a contradiction: a slip of the pen, another base."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from extract.figures.quantity import round_half_up
from reconcile.audit import Check
from reconcile.phrases import Words, phrase
from reconcile.weighing.slips import digits, name_slip, significant
from reconcile.weighing.suspects import Contradiction
from reconcile.weighing.trials import SLIP

#: Fewer digits agree with another figure by chance.
_TELLING = 3
#: What is off by so little of itself is off by next to nothing.
_NEXT_TO = Fraction(1, 400)
_Method = tuple[str, Callable[[Fraction, Fraction], Fraction | int]]
#: No part of a sum is so little as so many of its last place.
_FEW = 10
#: What is computed in place of a rate, and what is said of it, by rule and name of the equation.
_INSTEAD: Mapping[tuple[str, str], Sequence[_Method]] = {
    ("N03", "rise"): (
        ("slip.new_base", lambda now, base: (now - base) / now),
        ("slip.level", lambda now, base: now / base),
    ),
    ("N03", "fall"): (
        ("slip.new_base", lambda now, base: (base - now) / now),
        ("slip.level", lambda now, base: now / base),
    ),
    ("N03", "implied_rise"): (("slip.new_base", lambda change, now: change / now),),
    ("N03", "implied_fall"): (("slip.new_base", lambda change, now: change / now),),
    ("N03", "ratio"): (
        ("slip.new_base", lambda change, base: change / (base + change)),
        ("slip.new_base", lambda change, base: change / (base - change) if base != change else 0),
    ),
    ("N04", "ratio"): (("slip.rest", lambda part, whole: 1 - part / whole),),
    ("N05", "ratio"): (
        ("slip.upside_down", lambda spent, budget: budget / spent),
        ("slip.rest", lambda spent, budget: 1 - spent / budget),
        ("slip.excess", lambda spent, budget: 2 - spent / budget),
    ),
}


def error_behind(one: Contradiction) -> Words:
    """The error that explains failed checks; "" where none that people make does.

    It is looked for in the figure that is accused, in what each check states, and in how a rate
    was computed.
    """
    for check in one.checks:
        named = _slip(check) or _rearranged(check) or _other_way(check) or _computed(check)
        named = named or _near(check) or _twice(check)
        if named:
            return named
    by_slip = any(suspect.cost == SLIP for suspect in one.suspects)
    return phrase("slip.of_another") if by_slip else ""


def _slip(check: Check) -> Words:
    """A slip in what a check states; of a small count every other is a digit away."""
    stated = check.operands[0].quantity
    small = stated is not None and stated.kind == "count" and not _tells(stated.value)
    return "" if small else check.detail


def _twice(check: Check) -> Words:
    """One part that states another's amount once more, as it is copied from the line before."""
    if check.rule != "N06" or len(check.operands) <= _TELLING:
        return ""
    parts = [o.quantity.value for o in check.operands[1:] if o.quantity and o.quantity.value]
    again = [v for v in parts if parts.count(v) > 1 and len(digits(v).replace(".", "")) > _TELLING]
    return phrase("slip.twice") if again and not all(v == again[0] for v in parts) else ""


def _near(check: Check) -> Words:
    """Off by next to nothing: figures that do not belong together hardly ever come so close. A sum
    may be off by a small part that goes unmentioned, but by no such as is a few of its last place.
    """
    if not check.stated or check.expected is None or not _tells(check.stated):
        return ""
    off = abs(Fraction(check.stated) - Fraction(check.expected))
    limit = _NEXT_TO * abs(Fraction(check.stated))
    if check.rule in ("N06", "N12"):
        exponent = check.stated.as_tuple().exponent
        limit = min(limit, _FEW * Fraction(10) ** int(exponent))
    return phrase("slip.near") if off <= limit else ""


def _rearranged(check: Check) -> Words:
    """The digits of the right figure in another order (21.9 for 19.2)."""
    if check.stated is None or check.expected is None:
        return ""
    stated, expected = (digits(value) for value in (check.stated, check.expected))
    alike = sorted(stated) == sorted(expected) and stated != expected
    return phrase("slip.rearranged") if alike and _tells(check.stated) else ""


def _other_way(check: Check) -> Words:
    """A slip in what would be right if it had moved the other way."""
    stated = check.operands[0].quantity
    if stated is None or check.expected is None or check.expected >= 0:
        return ""
    return name_slip(stated, -check.expected)


def _computed(check: Check) -> Words:
    """How a rate was computed, where it is what people often compute instead: on this year's figure
    in place of last year's, upside down, as what is left of the whole."""
    stated = check.operands[0].quantity
    if check.equation is None or stated is None or not _tells(stated.value):
        return ""
    methods = _INSTEAD.get((check.rule, check.equation.name), ())
    figures = [o.quantity.exact for o in check.operands[1:] if o.quantity is not None]
    for name, method in methods if len(figures) == 2 and all(figures) else ():
        rate = round_half_up(Fraction(method(*figures)) * 100, max(0, stated.decimals))
        if abs(rate) == abs(stated.value):
            return phrase(name)
    return ""


def _tells(value: Decimal) -> bool:
    return significant(value) >= _TELLING
