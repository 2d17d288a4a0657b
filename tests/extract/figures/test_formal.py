"""Amounts in formal numerals, and units that are printed twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.figures.formal import spelled_amounts
from extract.figures.in_text import MARRED, find_figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹仟捌佰柒拾叁万贰仟玖佰元整", "18732900"),
        ("壹亿零伍拾元叁角伍分", "100000050.35"),
        ("拾万元整", "100000"),
        ("贰佰圆零伍分", "200.05"),
    ],
)
def test_an_amount_in_formal_numerals(text: str, value: str) -> None:
    (figure,) = find_figures(f"支出{text}。")
    assert figure.quantity is not None
    assert (figure.quantity.value, figure.quantity.unit) == (Decimal(value), "元")


@pytest.mark.parametrize("text", ["叁考资料", "拾荒人员", "仟元"])
def test_words_that_are_no_amount(text: str) -> None:
    assert not find_figures(text)


@pytest.mark.parametrize("text", ["873.29万万元", "12万元元", "⁴,⁸³⁴.⁹⁸万元"])
def test_what_amount_is_meant_nobody_can_say(text: str) -> None:
    (figure,) = find_figures(f"支出{text}，")
    assert figure.quantity is None
    assert figure.reason == MARRED


@pytest.mark.parametrize("text", ["5万元元旦慰问金", "12万元，万元以上"])
def test_a_unit_that_is_printed_once(text: str) -> None:
    assert all(f.reason != MARRED for f in find_figures(text))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("支出总计二千零七十九点八二万元，", ["2079.82万元"]),
        ("一点五亿元和〇点零五元", ["1.5亿元", "0.05元"]),
        ("增长十二点六〇%，提高三点一个百分点", ["12.60%", "3.1百分点"]),
        ("一万二千点五万元", ["12000.5万元"]),
        ("第二点五万元项目；两点一线；十点三十分；预算三千五百万元", []),
    ],
)
def test_amounts_spelled_with_their_point(text: str, amounts: list[str]) -> None:
    assert [str(q) for _, _, q in spelled_amounts(text)] == amounts
