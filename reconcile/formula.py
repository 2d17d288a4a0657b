"""The right sides of the equations gouji checks, by name, so that a check can be computed again.

A formula is a value: its name says which function of the operands it is, `text` how it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

_FUNCTIONS: Mapping[str, Callable[..., Fraction]] = {
    "copy": lambda a: a,
    "difference": lambda a, b: a - b,
    "gap": lambda a, b: a - b,
    "shortfall": lambda a, b: b - a,
    "distance": lambda a, b: abs(a - b),
    "addition": lambda a, b: a + b,
    "ratio": lambda a, b: a / b,
    "quotient": lambda a, b: a / b,
    "ratio_of_both": lambda a, b: a / (a + b),
    "opposite": lambda a, b: -a / b,
    "opposite_rise": lambda change, now: -change / (now - change),
    "opposite_fall": lambda change, now: -change / (now + change),
    "implied_rise": lambda change, now: change / (now - change),
    "implied_fall": lambda change, now: change / (now + change),
    "rise": lambda now, base: (now - base) / base,
    "fall": lambda now, base: (base - now) / base,
    "with_excess": lambda now, excess: now / (now - excess),
    "with_shortfall": lambda now, shortfall: now / (now + shortfall),
}


@dataclass(frozen=True, slots=True)
class Formula:
    """One function of an equation's operands.

    `text` shows it, with {0}, {1} … for the operands' figures in their order. A sum has a sign for
    each operand and shows itself; a product is taken so many `times` (12个月); a sum that is
    written out has the `ways` that stand between its figures (×, ÷, +, −).
    """

    name: str
    text: str = ""
    signs: tuple[int, ...] = ()
    times: int = 1
    ways: tuple[str, ...] = ()

    def value(self, figures: Sequence[Fraction]) -> Fraction:
        """What it gives, in base units; raises ZeroDivisionError on a base of zero."""
        if self.name == "sum":
            return _signed_sum(self.signs, figures)
        if self.name == "mean":
            return sum(figures, Fraction(0)) / len(figures)
        if self.name == "of_all":
            return figures[0] / sum(figures, Fraction(0))
        if self.name == "sum_over":
            return sum(figures[:-1], Fraction(0)) / figures[-1]
        if self.name == "rest":
            return 1 - sum(figures, Fraction(0))
        if self.name == "written":
            return _reckoned(self.ways, figures)
        if self.name == "product":
            return prod(figures, start=Fraction(self.times))
        if self.name == "products":
            pairs_of = zip(figures[::2], figures[1::2], strict=True)
            return sum((count * price for count, price in pairs_of), Fraction(0))
        return _FUNCTIONS[self.name](*figures)

    def show(self, figures: Sequence[str]) -> str:
        """The formula with these figures in it."""
        if self.name != "sum":
            return self.text.format(*figures)
        return "".join(
            ("−" if sign < 0 else "+" if index else "") + figure
            for index, (sign, figure) in enumerate(zip(self.signs, figures, strict=True))
        )


def _signed_sum(signs: Sequence[int], figures: Sequence[Fraction]) -> Fraction:
    """Fractions with their signs added up, over their common denominator: whole numbers are added
    in a tenth of the time."""
    common = lcm(*(f.denominator for f in figures))
    pairs = zip(signs, figures, strict=True)
    return Fraction(
        sum(sign * f.numerator * (common // f.denominator) for sign, f in pairs), common
    )


def _reckoned(ways: Sequence[str], figures: Sequence[Fraction]) -> Fraction:
    """Figures with the signs between them, what is multiplied and divided first."""
    terms = [figures[0]]
    for way, figure in zip(ways, figures[1:], strict=True):
        if way == "×":
            terms[-1] *= figure
        elif way == "÷":
            terms[-1] /= figure
        else:
            terms.append(figure if way == "+" else -figure)
    return sum(terms, Fraction(0))


COPY = Formula("copy", "{0}")
DIFFERENCE = Formula("difference", "{0}−{1}")
#: Of a figure that the very words hold against another.
GAP = Formula("gap", "{0}−{1}")
SHORTFALL = Formula("shortfall", "{1}−{0}")
DISTANCE = Formula("distance", "|{0}−{1}|")
ADDITION = Formula("addition", "{0}+{1}")
RATIO = Formula("ratio", "{0}÷{1}")
#: Of an average of which the very words say what is divided by what.
QUOTIENT = Formula("quotient", "{0}÷{1}")
RATIO_OF_BOTH = Formula("ratio_of_both", "{0}÷({0}+{1})")
IMPLIED_RISE = Formula("implied_rise", "{0}÷({1}−{0})")
IMPLIED_FALL = Formula("implied_fall", "{0}÷({1}+{0})")
#: Of a change and a rate that are told the opposite way, one of them with a minus.
OPPOSITE = Formula("opposite", "−({0})÷{1}")
OPPOSITE_RISE = Formula("opposite_rise", "−({0})÷({1}−({0}))")
OPPOSITE_FALL = Formula("opposite_fall", "−({0})÷({1}+({0}))")
RISE = Formula("rise", "({0}−{1})÷{1}")
FALL = Formula("fall", "({1}−{0})÷{1}")
WITH_EXCESS = Formula("with_excess", "{0}÷({0}−{1})")
WITH_SHORTFALL = Formula("with_shortfall", "{0}÷({0}+{1})")


def total(signs: Sequence[int]) -> Formula:
    """The sum of as many operands as there are signs."""
    return Formula("sum", signs=tuple(signs))


def mean(number: int) -> Formula:
    """The mean of so many figures: (92+86+95)÷3."""
    shown = "+".join(f"{{{n}}}" for n in range(number))
    return Formula("mean", f"({shown})÷{number}")


def products(number: int) -> Formula:
    """The sum of so many counts times prices: 2×25+1×27."""
    shown = "+".join(f"{{{2 * n}}}×{{{2 * n + 1}}}" for n in range(number))
    return Formula("products", shown)


def product(number: int, times: int = 1) -> Formula:
    """The product of so many figures, so many times: 16×4800×12."""
    shown = "×".join(f"{{{n}}}" for n in range(number))
    return Formula("product", f"{shown}×{times}" if times > 1 else shown, times=times)


def written(ways: Sequence[str]) -> Formula:
    """So many figures and one more with the signs that stand between them: 615.0÷41."""
    shown = "".join(f"{way}{{{n}}}" for n, way in enumerate(ways, start=1))
    return Formula("written", f"{{0}}{shown}", ways=tuple(ways))


def of_all(number: int) -> Formula:
    """The first of so many figures as a share of all of them: 77÷(77+219+126)."""
    shown = "+".join(f"{{{n}}}" for n in range(number))
    return Formula("of_all", f"{{0}}÷({shown})")


def sum_over(number: int) -> Formula:
    """What so many figures come to as a share of the next one: (77+219)÷422."""
    shown = "+".join(f"{{{n}}}" for n in range(number))
    return Formula("sum_over", f"({shown})÷{{{number}}}")


def rest(number: int) -> Formula:
    """What so many shares leave of all: 100%−88.14%−9.31%."""
    return Formula("rest", "100%" + "".join(f"−{{{n}}}%" for n in range(number)))
