"""A printed figure and the amounts it stands for.

A figure `x` printed with `d` decimals stands for every amount that rounds to it, the half-open
interval [x - 10^-d/2, x + 10^-d/2) in the unit printed (XBRL Calculations 1.1 reads reported
figures this way). Units of money convert exactly; nothing passes through a float.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import cache

from extract.characters import half_width
from extract.figures.numerals import number_and_rest, signed_number, without_notes
from extract.lazy import lazy

#: Units of money and what one of them is worth in 元.
MONEY: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
#: Units of proportion and what one of them is worth as a plain ratio.
RATIO: dict[str, Decimal] = {
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "百分点": Decimal("0.01"),
    "成": Decimal("0.1"),
    "倍": Decimal(1),
}
#: For moving the point of a figure, which takes no room, however many digits it has.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SPELLINGS = {"％": "%", "个百分点": "百分点", "万": "万元", "亿": "亿元", "台套": "台（套）"}
_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


class QuantityError(ValueError):
    """A text that is not a printed figure."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The amounts between two bounds; the lower one belongs to it, the upper one does not
    (unless both are equal: then it is that one amount)."""

    low: Fraction
    high: Fraction

    def meets(self, other: Interval) -> bool:
        """Whether the two have an amount in common."""
        if self.low == self.high or other.low == other.high:
            return self.low <= other.high and other.low <= self.high
        return self.low < other.high and other.low < self.high


_ONE = Fraction(1)
#: How many things a unit counts that begins like this: 万人, 万平方米.
_THOUSANDS = {"万": Fraction(10_000), "亿": Fraction(100_000_000)}
_WORTH = {unit: Fraction(worth) for unit, worth in (*MONEY.items(), *RATIO.items())}


@dataclass(frozen=True)
class Quantity:
    """A figure as printed: its text, value, number of decimals and unit.

    `value` keeps the printed digits (Decimal("3.60") has two decimals); `unit` is normalised
    (万元, %, 辆 …; "" where none is printed).
    """

    text: str
    value: Decimal
    unit: str = ""

    @lazy
    def decimals(self) -> int:
        """Decimals of the value; negative where a figure was brought to a smaller unit
        (1.23亿元 is 1.23E+4万元, known to the nearest 100万元)."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0

    @lazy
    def kind(self) -> str:
        """`amount` (money), `percent` (a proportion) or `count`."""
        if self.unit in MONEY:
            return "amount"
        return "percent" if self.unit in RATIO else "count"

    @property
    def scale(self) -> Fraction:
        """What one of the unit is worth: in 元 for money, as a ratio for proportions, else in
        single things (38.60万人)."""
        return _WORTH.get(self.unit) or (_THOUSANDS.get(self.unit[:1]) or _ONE)

    @lazy
    def exact(self) -> Fraction:
        """The printed value in base units (元, plain ratio, pieces)."""
        numerator, denominator = self.value.as_integer_ratio()
        scale = self.scale
        return Fraction(numerator * scale.numerator, denominator * scale.denominator)

    @lazy
    def ulp(self) -> Fraction:
        """One unit in the last printed place, in base units; counts have none to round."""
        return _place(self.decimals) * self.scale

    @lazy
    def interval(self) -> Interval:
        """All amounts, in base units, that would be printed like this. Counts are exact, but for
        those in 万."""
        if self.kind == "count" and self.decimals == 0 and self.scale == 1:
            return Interval(self.exact, self.exact)
        return Interval(self.exact - self.ulp / 2, self.exact + self.ulp / 2)

    def to(self, unit: str) -> Quantity:
        """The same figure in another unit of money, exactly, and known as precisely as before:
        1.23亿元 is 1.23E+4万元 (to 100万元), 123.46万元 is 1.2346E+6元 (to 100元).

        Raises QuantityError where either unit is not one of money.
        """
        if unit == self.unit and unit in MONEY:
            return self
        if self.unit not in MONEY or unit not in MONEY:
            raise QuantityError(f"cannot turn {self.unit or 'a bare figure'} into {unit}")
        shift = MONEY[self.unit].adjusted() - MONEY[unit].adjusted()
        return Quantity(self.text, self.value.scaleb(shift), unit)

    def with_unit(self, unit: str) -> Quantity:
        """The same digits read in another unit (a list's shared unit, a table's heading)."""
        return replace(self, unit=normal_unit(unit))

    @lazy
    def _shown(self) -> str:
        return f"{self.value:f}{self.unit}"

    def __str__(self) -> str:
        return self._shown


@cache
def _place(decimals: int) -> Fraction:
    """What a digit in the last of so many decimals counts."""
    return Fraction(10) ** -decimals


def normal_unit(text: str) -> str:
    """The unit as gouji writes it: ％ → %, 万 → 万元, 个百分点 → 百分点."""
    unit = re.sub(r"\s", "", text)
    return _SPELLINGS.get(unit, unit)


def normal_text(text: str) -> str:
    """Half-width figures and signs, one character for one, so that offsets stay."""
    return half_width(text)


def parse_number(text: str) -> Decimal:
    """The value of a printed number, its digits kept: 1,234.50 · １２３ · −5 · 5- · △5 · 十四 · 两.

    Raises QuantityError where the text is not one number.
    """
    plain = re.sub(r"\s", "", normal_text(text))
    value = signed_number(plain)
    return Decimal(_chinese(plain)) if value is None else value


def number_of(text: str) -> int:
    """The whole number that a text prints, in figures or in Chinese; 0 where it prints none."""
    try:
        return int(parse_number(text))
    except QuantityError:
        return 0


def parse_quantity(text: str, unit: str = "") -> Quantity:
    """A figure with its unit (`12.08%`, `1.2亿元`, `0.39万`), or a bare one in `unit`.

    Raises QuantityError where the text is not one figure with at most one unit.
    """
    plain = without_notes(re.sub(r"\s", "", normal_text(text)))
    match = re.fullmatch(r"([〇零一二两三四五六七八九十百千]+)(\D*)", plain)
    number, rest = (match[1], match[2]) if match else number_and_rest(plain)
    if not number:
        raise QuantityError(f"not a figure: {text!r}")
    return Quantity(text, parse_number(without_notes(number)), normal_unit(rest or unit))


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """`value` rounded half up (away from zero) to so many decimals."""
    above, below = _last_places(value, decimals)
    return _decimal(value, (2 * above + below) // (2 * below), decimals)


def cut_off(value: Fraction, decimals: int) -> Decimal:
    """`value` with so many decimals, those behind them left out."""
    above, below = _last_places(value, decimals)
    return _decimal(value, above // below, decimals)


def _last_places(value: Fraction, decimals: int) -> tuple[int, int]:
    """How many of the last of so many decimals a value has, whatever its sign, as a fraction."""
    above, below = abs(value.numerator), value.denominator
    return (above * 10**decimals, below) if decimals >= 0 else (above, below * 10**-decimals)


def _decimal(value: Fraction, places: int, decimals: int) -> Decimal:
    """So many of the last of so many decimals, with the sign of `value`; none is too long."""
    return Decimal(-places if value < 0 else places).scaleb(-decimals, _EXACT)


def _chinese(text: str) -> int:
    """A whole number in Chinese numerals; raises QuantityError for anything else."""
    if not text or any(c not in _CHINESE_DIGITS and c not in _CHINESE_UNITS for c in text):
        raise QuantityError(f"not a number: {text!r}")
    if not any(c in _CHINESE_DIGITS or c == "十" for c in text):  # a bare 万 or 百
        raise QuantityError(f"not a number: {text!r}")
    if not any(c in _CHINESE_UNITS for c in text):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            section += (digit or (1 if char == "十" else 0)) * _CHINESE_UNITS[char]
            digit = 0
    return total + section + digit
