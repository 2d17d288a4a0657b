"""Amounts in numerals: formal ones, as on cheques (壹仟捌佰柒拾叁万贰仟玖佰元整), and
those spelled with their point (二千零七十九点八二万元)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from extract.figures.quantity import Quantity, QuantityError, normal_unit, parse_number

_HUNDRED_MILLION = 100_000_000


@dataclass(frozen=True, slots=True)
class _Formal:
    pattern: re.Pattern[str]
    plain: dict[int, int]


def formal_amounts(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """Every amount in formal numerals of a text, in 元, with where it begins and ends."""
    for match in _formal().pattern.finditer(text):
        try:
            whole = _whole(match["yuan"].translate(_formal().plain))
        except QuantityError:
            continue
        value = Decimal(whole)
        if match["jiao"] or match["fen"]:
            value += Decimal(_digit(match["jiao"]) * 10 + _digit(match["fen"])).scaleb(-2)
        yield match.start(), match.end(), Quantity(match[0], value, "元")


def spelled_amounts(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """Every amount and rate of a text spelled with decimals, with where it begins and ends."""
    pattern, digits = _spelled()
    for match in pattern.finditer(text):
        try:
            whole = _whole(match["whole"].replace("〇", "零"))
        except QuantityError:
            continue
        decimals = "".join(str(digits.index(c)) for c in match["decimals"].replace("〇", "零"))
        value = Decimal(f"{whole}.{decimals}")
        yield match.start(), match.end(), Quantity(match[0], value, normal_unit(match["unit"]))


def _whole(text: str) -> int:
    """A whole number in Chinese numerals, 亿 among them. Raises QuantityError for anything else."""
    above, _, below = text.rpartition("亿")
    high = int(parse_number(above)) * _HUNDRED_MILLION if above else 0
    return high + (int(parse_number(below)) if below else 0)


def _digit(numeral: str | None) -> int:
    return int(parse_number(numeral.translate(_formal().plain))) if numeral else 0


@cache
def _spelled() -> tuple[re.Pattern[str], str]:
    data = tomllib.loads(files("extract.figures").joinpath("figures.toml").read_text("utf-8"))
    return re.compile(data["spelled"]["pattern"]), data["spelled"]["digits"]


@cache
def _formal() -> _Formal:
    data = tomllib.loads(files("extract.figures").joinpath("figures.toml").read_text("utf-8"))
    formal = data["formal"]
    return _Formal(
        re.compile(formal["pattern"]), str.maketrans(formal["numerals"], formal["plain"])
    )
