"""How a made-up report looks: one of the templates of looks.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from corpus.sampling.document import Field, Figure

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class Look:
    """A template; what each field means stands at the top of looks.toml."""

    name: str
    rules: str
    unit: str
    unit_line: bool = True
    codes: str = "one"
    order: str = "tables"
    landscape: str = "none"
    repeat: bool = False
    numbers: bool = False
    digits: str = "half"
    comma: bool = True
    zero: str = ""
    indent: bool = False
    classes: str = "used"
    basic: str = "list"
    three_public: str = "across"
    spaced: bool = False
    running: bool = False
    cover: bool = True
    contents: bool = True

    def label(self, text: str) -> str:
        """A short label as this template spaces it."""
        return "　".join(text) if self.spaced and len(text) == 2 else text

    def amount(self, name: str, value: Decimal, *, bold: bool = False) -> Field:
        """A field with an amount of 元, printed in the unit of the table."""
        text = amount(value, self.unit, comma=self.comma)
        if not value:
            text = self.zero
        if self.digits == "full":
            text = text.translate(FULL_WIDTH)
        stated = in_unit(value, self.unit)
        return Field(Figure(name, "cell", text, stated, self.unit), "right")


def in_unit(value: Decimal, unit: str) -> Decimal:
    """元 as they are printed in `unit`: 元 without decimals where there are none, else two."""
    places = Decimal(1) if unit == "元" and value == value.to_integral_value() else Decimal("0.01")
    return (value / YUAN[unit]).quantize(places, ROUND_HALF_UP)


def amount(value: Decimal, unit: str, *, comma: bool) -> str:
    """An amount of 元 as text in `unit`."""
    return f"{in_unit(value, unit):,f}" if comma else f"{in_unit(value, unit):f}"


@cache
def looks() -> dict[str, Look]:
    """All templates by name."""
    text = files(__package__).joinpath("looks.toml").read_text("utf-8")
    return {name: Look(name, **fields) for name, fields in tomllib.loads(text).items()}
