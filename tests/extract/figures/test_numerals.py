"""The grammar of one printed number."""

from __future__ import annotations

import pytest

from extract.figures.in_text import compact, find_figures, is_dashed
from extract.figures.numerals import (
    holds_no_words,
    is_well_formed,
    looks_unreadable,
    repaired,
    says_nothing,
    signed_number,
    without_notes,
)
from extract.tables.rows import figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,206.85", "1206.85"),
        ("1’206.85", "1206.85"),
        ("1,206·85", "1206.85"),
        ("１，２０６．８５", "1206.85"),
        ("–95.13", "-95.13"),
        ("—95.13", "-95.13"),
        ("95.13-", "-95.13"),
        ("95.13－", "-95.13"),
        ("△95.13", "-95.13"),
        ("▲95.13", "-95.13"),
        ("（95.13）", "-95.13"),
        ("(-95.13)", "-95.13"),
        ("¥95.13", "95.13"),
        ("-￥95.13", "-95.13"),
        ("1.20685E+03", "1206.85"),
    ],
)
def test_signs_and_separators(text: str, value: str) -> None:
    assert str(signed_number(text)) == value


@pytest.mark.parametrize(
    "text", ["", "-", "--5", "-5-", "(95.13", "12,06.85", "1,206..85", "1434١٤", "१", "1,2O6.85"]
)
def test_no_number(text: str) -> None:
    assert signed_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["95.13*", "95.13**", "95.13①", "95.13[1]", "95.13［2］", "95.13注", "95.13（注1）", "95.13²"],
)
def test_notes_behind_a_figure_are_none_of_it(text: str) -> None:
    assert without_notes(text) == "95.13"
    quantity = figure(text, "万元")
    assert quantity is not None
    assert (str(quantity.value), quantity.unit) == ("95.13", "万元")


@pytest.mark.parametrize(
    "text",
    ["#####", "1,2O6.85", "1,206..85", "1206.85l", "95.13x2", "9\ufffd.13", "1.00\n2.00", "***"],
)
def test_a_cell_that_cannot_be_read_is_no_figure(text: str) -> None:
    assert figure(text, "万元") is None
    assert looks_unreadable(text)


@pytest.mark.parametrize("text", ["", "—", "－", "──", "/", "无", "⸺", "-"])
def test_a_blank_is_not_unreadable(text: str) -> None:
    assert says_nothing(text)
    assert not looks_unreadable(text)


@pytest.mark.parametrize("text", ["不适用", "N/A", "……", "n.a.", "〃", "■■"])
def test_what_is_neither_zero_nor_a_name(text: str) -> None:
    assert not says_nothing(text)
    assert holds_no_words(text)


@pytest.mark.parametrize("text", ["见附表", "按规定", "第3页", "*"])
def test_words_are_words(text: str) -> None:
    assert not says_nothing(text)
    assert not looks_unreadable(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,06.85", "1206.85"), ("1,206..85", "1206.85"), ("1,206·.85", "1206.85"), ("9,5", "None"),
     ("2.180,56", "None"), ("94.0.40", "None"), ("1,2O6.85", "None"), ("12,06,850", "1206850")],
)  # fmt: skip
def test_what_a_bad_number_can_only_mean(text: str, value: str) -> None:
    assert str(repaired(text)) == value
    assert not is_well_formed(text + "万元")


def reading(text: str) -> list[tuple[str, str]]:
    """Each number of a sentence with what it is read as, or why it is none."""
    plain, _ = compact(text)
    return [
        (plain[f.start : f.end], str(f.quantity) if f.quantity and not f.reason else f.reason)
        for f in find_figures(plain)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支出l,206.85万元", [("l,206.85万元", "写法有误")]),
        ("支出1,2O6.85万元", [("1,2O6.85万元", "写法有误")]),
        ("支出2.180,56万元", [("2.180,56万元", "写法有误")]),
        ("支出，12,06.85万元", [("12,06.85万元", "1206.85万元")]),
        ("支出٩٤٠.40万元", [("٩٤٠.40万元", "写法有误")]),
        ("共\ue001\ue002万元", [("\ue001\ue002万元", "写法有误")]),
        ("各4125.49，4143.91万元", [("4125.49", "4125.49万元"), ("4143.91万元", "4143.91万元")]),
        ("支出12，06.85万元", [("12，06.85万元", "1206.85万元")]),
        ("支出940。40万元", [("940。40万元", "写法有误")]),
        ("支出940.40.万元", [("940.40.万元", "写法有误")]),
        ("支出.50万元", [(".50万元", "0.50万元")]),
        ("占.5%", [(".5%", "0.5%")]),
        ("预算11岭.50万元", [("11岭.50万元", "写法有误")]),
        ("支出……50万元", [("50万元", "50万元")]),
        ("一.50万元用于", [(".50万元", "写法有误")]),
        ("支出940.40[1]万元", [("940.40万元", "940.40万元")]),
        ("支出（940.40）万元", [("（940.40）万元", "-940.40万元")]),
        ("支出△940.40万元", [("△940.40万元", "-940.40万元")]),
        ("支出–940.40万元", [("–940.40万元", "-940.40万元")]),
        ("（940.40万元）", [("940.40万元", "940.40万元")]),
        ("100–120万元", [("100", "100万元"), ("120万元", "120万元")]),
        ("A1方案5G网100万元", [("A1", "名称"), ("5G", "名称"), ("100万元", "100万元")]),
    ],
)
def test_in_a_sentence(text: str, found: list[tuple[str, str]]) -> None:
    assert reading(text) == found


def test_a_long_dash_may_be_a_sign() -> None:
    assert is_dashed("结余——95.13万元", 4)
    assert not is_dashed("10—95万元", 3)
    assert not is_dashed("结余-95.13万元", 3)
