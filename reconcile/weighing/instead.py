"""How a rate was computed, where it is what people often compute instead of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from extract.figures.quantity import round_half_up
from reconcile.audit import Check
from reconcile.phrases import Words, phrase
from reconcile.weighing.slips import significant

#: Fewer digits agree with another figure by chance.
_TELLING = 3
_Method = tuple[str, Callable[[Fraction, Fraction], Fraction | int]]
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


def computed_instead(check: Check) -> Words:
    """How the rate that a failed check states was computed: on this year's figure in place of last
    year's, upside down, as what is left of the whole; "" where it is none of these."""
    stated = check.operands[0].quantity
    if check.equation is None or stated is None or significant(stated.value) < _TELLING:
        return ""
    methods = _INSTEAD.get((check.rule, check.equation.name), ())
    figures = [o.quantity.exact for o in check.operands[1:] if o.quantity is not None]
    for name, method in methods if len(figures) == 2 and all(figures) else ():
        rate = round_half_up(Fraction(method(*figures)) * 100, max(0, stated.decimals))
        if rate < 0 and name == "slip.rest":
            continue  # nothing is left: 超过计划的9.67% tells by how much it was more
        if abs(rate) == abs(stated.value):
            return phrase(name)
    return ""
