"""What a number format shows of the number behind it: 3358.0700001 in #,##0.00 is 3,358.07.

The digits that are checked are those that are shown, so a number is rounded here as Excel rounds
it: half away from zero, on fifteen digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from extract.figures.quantity import round_half_up
from extract.workbook.dates import is_date, shown_date

#: Digits that Excel keeps of a number, and characters of one in the format General.
_KEPT, _GENERAL = 15, 11
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKET = re.compile(r"\[[^\]]*\]")
#: A piece of a format: a quoted or escaped text, padding, filling, or one character.
_PIECE = re.compile(r'"([^"]*)"?|\\(.)|_(.)|\*(.)|(General|[Ee][+-]|.)', re.DOTALL)
_DIGIT = frozenset("0#?")


@dataclass(frozen=True, slots=True)
class _Shape:
    """One section of a format: what stands before and behind the digits, and how many there are."""

    before: str
    behind: str
    least: int
    decimals: int
    kept: int
    grouped: bool
    scale: int
    digits: bool
    power: str = ""
    general: bool = False


def as_decimal(value: float) -> Decimal:
    """A number as Excel keeps it: binary noise behind the fifteenth digit is none."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_KEPT}g}")


def shown_number(value: float, form: str, *, since_1904: bool = False) -> str:
    """What a cell with this number and this number format shows."""
    number = as_decimal(value)
    sections = _sections(form or "General")
    section, own_sign = _chosen(number, sections)
    if is_date(section):
        return shown_date(number, section, since_1904=since_1904)
    shape = _shape(section)
    text = _digits(abs(number), shape)
    shown = f"{shape.before}{text}{shape.behind}"
    if number < 0 and (own_sign or not re.search(r"[-－−–(（△]", shown)):
        # A section of its own may tell a negative number by its colour alone.
        return f"-{shown.lstrip()}"
    return shown


def shown_text(text: str, form: str) -> str:
    """What a cell with a text and this number format shows."""
    sections = _sections(form or "General")
    last = sections[-1]
    if "@" not in last:
        return "" if len(sections) == 4 and not last.strip() else text
    return "".join(
        text if other == "@" else quoted or escaped or other or ""
        for quoted, escaped, pad, fill, other in _PIECE.findall(_BRACKET.sub("", last))
    )


@lru_cache(maxsize=512)
def _sections(form: str) -> tuple[str, ...]:
    """The sections of a format, divided at semicolons outside of quotes and brackets."""
    parts = [""]
    for match in re.finditer(r'"[^"]*"?|\\.|\[[^\]]*\]|[_*].|.', form, re.DOTALL):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return tuple(parts[:4])


def _chosen(number: Decimal, sections: tuple[str, ...]) -> tuple[str, bool]:
    """The section that a number is shown by, and whether it gets a sign besides."""
    conditions = [_CONDITION.search(s) for s in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, condition[1], Decimal(condition[2])):
                return section, True
        return sections[-1], True
    numeric = sections[:3]
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound, ">": number > bound, "=": number == bound,
        "<=": number <= bound, ">=": number >= bound, "<>": number != bound,
    }[sign]  # fmt: skip


@lru_cache(maxsize=512)
def _shape(section: str) -> _Shape:
    """How a section of a format shows numbers."""
    section = _BRACKET.sub("", _CURRENCY.sub(lambda m: f'"{m[1]}"', section))
    before, behind, pattern, power, percent = "", "", "", "", 0
    general = False
    for quoted, escaped, pad, _, other in _PIECE.findall(section):
        literal = quoted or escaped or (" " if pad else "")
        if other == "General":
            general = True
        elif other and (other in _DIGIT or (other in ".," and (pattern or other == "."))):
            pattern += other if not power else ""
        elif other[:1] in ("E", "e") and len(other) == 2:
            power = other
        else:
            percent += other == "%"
            literal = literal or other
        if pattern or general:
            behind += literal
        else:
            before += literal
    whole, _, decimals = pattern.partition(".")
    bare = whole.rstrip(",")
    scale = (len(whole) - len(bare) if not decimals else 0) * -3 + 2 * percent
    if decimals.rstrip(",") != decimals:
        scale -= 3 * (len(decimals) - len(decimals.rstrip(",")))
        decimals = decimals.rstrip(",")
    kept = max((n + 1 for n, c in enumerate(decimals) if c == "0"), default=0)
    digits = any(c in _DIGIT for c in pattern)
    return _Shape(
        before, behind, bare.count("0"), sum(c in _DIGIT for c in decimals), kept,
        "," in bare, scale, digits, power, general,
    )  # fmt: skip


def _digits(number: Decimal, shape: _Shape) -> str:
    """The digits of a number that is not negative."""
    number = number.scaleb(shape.scale)
    if shape.general:
        return _general(number)
    if not shape.digits:
        return ""
    if shape.power:
        return _powered(number, shape)
    rounded = round_half_up(Fraction(number), shape.decimals)
    whole, _, decimals = f"{rounded:f}".partition(".")
    whole = "" if whole == "0" and not shape.least else whole.zfill(shape.least)
    if shape.grouped and whole:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    while len(decimals) > shape.kept and decimals.endswith("0"):
        decimals = decimals[:-1]
    return whole + ("." + decimals if decimals else "")


def _powered(number: Decimal, shape: _Shape) -> str:
    if not number:
        return f"{Decimal(0):.{shape.decimals}f}E+00"
    exponent = number.adjusted()
    head = round_half_up(Fraction(number.scaleb(-exponent)), shape.decimals)
    if head >= 10:
        head, exponent = head / 10, exponent + 1
    return f"{head:f}E{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _general(number: Decimal) -> str:
    """A number in the format General: at most eleven characters."""
    if number and (number.adjusted() >= _GENERAL or number.adjusted() < -9):
        return _powered(number, _Shape("", "", 1, 5, 0, False, 0, True, "E+"))
    whole = max(number.adjusted() + 1, 1)
    places = max(0, _GENERAL - whole - 1)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
