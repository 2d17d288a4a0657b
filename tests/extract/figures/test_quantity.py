"""A printed figure: what it stands for, exact in every unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.quantity import (
    MONEY,
    Interval,
    Quantity,
    QuantityError,
    normal_text,
    normal_unit,
    parse_number,
    parse_quantity,
    round_half_up,
)

values = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)
money = st.sampled_from(sorted(MONEY))
CHINESE = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1，234.50", "1234.50"),
        ("１２３．４０", "123.40"),
        ("−5", "-5"),
        ("－0.5", "-0.5"),
        ("+3", "3"),
        ("（12.5）", "-12.5"),
        ("(1,200)", "-1200"),
        ("0.00", "0.00"),
        ("1 2 3.4", "123.4"),
        ("两", "2"),
        ("十四", "14"),
        ("一百零五", "105"),
        ("二〇二四", "2024"),
        ("三千六百", "3600"),
        ("十二万", "120000"),
    ],
)
def test_number(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "12,34", "１2a", "1,2345", "甲", "--5", "（）", "万", "百"]
)
def test_no_number(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("12.08%", "12.08", "%", "percent"),
        ("12.08％", "12.08", "%", "percent"),
        ("1.2亿元", "1.2", "亿元", "amount"),
        ("0.39万", "0.39", "万元", "amount"),
        ("3.1个百分点", "3.1", "百分点", "percent"),
        ("5‰", "5", "‰", "percent"),
        ("2辆", "2", "辆", "count"),
        ("3台套", "3", "台（套）", "count"),
        ("4,424.84 万 元", "4424.84", "万元", "amount"),
        ("两辆", "2", "辆", "count"),
    ],
)
def test_quantity(text: str, value: str, unit: str, kind: str) -> None:
    quantity = parse_quantity(text)
    assert (str(quantity.value), quantity.unit, quantity.kind) == (value, unit, kind)


@pytest.mark.parametrize("text", ["万元", "12.08%增长5", "约12万元", "1.2.3万元"])
def test_no_quantity(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(text)


@given(values, st.integers(0, 6))
def test_parse_gives_back_what_is_printed(value: Decimal, decimals: int) -> None:
    """Separators, full width and blanks change nothing; zeros at the end are kept."""
    printed = f"{value:,.{decimals}f}"
    plain = Decimal(printed.replace(",", ""))
    wide = printed.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    for text in (printed, printed.replace(",", ""), wide, " ".join(printed)):
        parsed = parse_number(text)
        assert parsed == plain
        assert Quantity(text, parsed).decimals == decimals


@given(values, money)
def test_prints_and_parses_to_itself(value: Decimal, unit: str) -> None:
    quantity = Quantity("", value, unit)
    again = parse_quantity(str(quantity))
    assert (again.value, again.unit) == (value, unit)
    assert again.interval == quantity.interval


@given(st.integers(1, 99_999))
def test_chinese_numerals(number: int) -> None:
    assert parse_number(chinese(number)) == number


def chinese(number: int) -> str:
    """1 to 99 999 as it is read aloud: 一万零二十."""
    out, gap = "", False
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + CHINESE[digit] + name
        gap = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


@given(values, money)
def test_interval_holds_the_value_and_rounds_back(value: Decimal, unit: str) -> None:
    quantity = Quantity("", value, unit)
    interval = quantity.interval
    assert interval.low <= quantity.exact < interval.high
    assert interval.high - interval.low == quantity.ulp
    inside = interval.low + (interval.high - interval.low) / 3
    assert round_half_up(inside / quantity.scale, quantity.decimals) == value


@given(values, money, money)
def test_conversion_is_exact_both_ways(value: Decimal, unit: str, other: str) -> None:
    quantity = Quantity("x", value, unit)
    converted = quantity.to(other)
    assert converted.exact == quantity.exact
    assert converted.interval == quantity.interval
    back = converted.to(unit)
    assert (back.value, back.decimals, back.unit) == (value, quantity.decimals, unit)


def test_conversion_keeps_precision() -> None:
    """1 234 567元 is known to 1元, 123.46万元 to 100元, 1.23亿元 to 100万元."""
    assert parse_quantity("1234567元").to("万元").decimals == 4
    assert parse_quantity("123.46万元").to("元").decimals == -2
    assert parse_quantity("1.23亿元").to("万元").ulp == 1_000_000


@pytest.mark.parametrize(("text", "unit"), [("2辆", "万元"), ("12%", "元"), ("3万元", "%")])
def test_only_money_converts(text: str, unit: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(text).to(unit)


def test_counts_are_exact() -> None:
    assert parse_quantity("2辆").interval == Interval(Fraction(2), Fraction(2))
    assert not parse_quantity("2辆").interval.meets(parse_quantity("3辆").interval)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("849.5万元", "849.50万元", True),
        ("849.5万元", "849.45万元", True),
        ("849.5万元", "849.56万元", False),
        ("849.5万元", "8495000元", True),
        ("849.5万元", "8495500元", True),
        ("849.5万元", "8495501元", False),
        ("1.2亿元", "1.25亿元", True),
        ("1.2亿元", "1.26亿元", False),
        ("12.08%", "120.8‰", True),
    ],
)
def test_intervals_meet(one: str, other: str, meets: bool) -> None:
    """Two figures may be the same amount where their intervals meet; the lower bound belongs."""
    left, right = parse_quantity(one).interval, parse_quantity(other).interval
    assert left.meets(right) is right.meets(left) is meets


@given(st.fractions(-(10**9), 10**9), st.integers(0, 6))
def test_rounds_half_up(value: Fraction, decimals: int) -> None:
    """To the nearest; where two are as near, away from zero."""
    rounded = Fraction(round_half_up(value, decimals))
    half = Fraction(1, 2 * 10**decimals)
    assert abs(rounded - value) <= half
    if abs(rounded - value) == half:
        assert abs(rounded) > abs(value)


def test_rounds_half_away_from_zero() -> None:
    assert round_half_up(Fraction(25, 1000), 2) == Decimal("0.03")
    assert round_half_up(Fraction(-25, 1000), 2) == Decimal("-0.03")


@given(st.text())
def test_normal_text_keeps_every_offset(text: str) -> None:
    assert len(normal_text(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "unit"), [("％", "%"), ("万", "万元"), ("个 百分点", "百分点"), ("辆", "辆")]
)
def test_normal_unit(text: str, unit: str) -> None:
    assert normal_unit(text) == unit
