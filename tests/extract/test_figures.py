"""Numbers in running text: which state something, how they are read, and why the others do not."""

from __future__ import annotations

import pytest

from extract.figures import Figure, compact, find_figures


def stated(text: str) -> list[str]:
    """The figures a text states, in normal spelling."""
    return [str(f.quantity) for f in found(text) if f.quantity is not None and not f.reason]


def reasons(text: str) -> list[tuple[str, str]]:
    """The numbers that state nothing, with the reason."""
    plain = compact(text)[0]
    return [(plain[f.start : f.end], f.reason) for f in found(text) if f.reason]


def found(text: str) -> tuple[Figure, ...]:
    return find_figures(compact(text)[0])


def test_compact_keeps_the_way_back() -> None:
    text = "收入 １２ 万\n元"
    plain, offsets = compact(text)
    assert plain == "收入12万元"
    assert [text[i] for i in offsets] == ["收", "入", "１", "２", "万", "元"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收入1,234.56万元", ["1234.56万元"]),
        ("收入1，234.56万元", ["1234.56万元"]),
        ("收入1 234.5 6 万 元", ["1234.56万元"]),
        ("收入１２３．４万元", ["123.4万元"]),
        ("看,14个项目", ["14个"]),
        ("比例12.08％", ["12.08%"]),
        ("提高1.2个百分点", ["1.2百分点"]),
        ("增加-15.2万元", ["-15.2万元"]),
        ("增长－1.22%", ["-1.22%"]),
        ("结余—12.5万元", ["12.5万元"]),
        ("受益人口12.6万人", ["12.6万人"]),
        ("一百零五人次", ["105人次"]),
        ("3台（套）", ["3台（套）"]),
        ("3台套", ["3台（套）"]),
        ("面积0.32万㎡", ["0.32万㎡"]),
        ("1200余人次", ["1200人次"]),
        ("126户次", ["126户次"]),
        ("占八成", []),
        ("成立3个小组", ["3个"]),
    ],
)
def test_stated(text: str, figures: list[str]) -> None:
    assert stated(text) == figures


@pytest.mark.parametrize(
    ("text", "unit"),
    [("各826.14、826.14万元", "万元"), ("分别为1.2、3.4和5.6亿元", "亿元"), ("各3.61、3.61%", "%")],
)
def test_a_list_shares_its_unit(text: str, unit: str) -> None:
    figures = found(text)
    assert all(f.quantity and f.quantity.unit == unit and not f.reason for f in figures)
    assert len(figures) == text.count("、") + text.count("和") + 1


def test_a_date_shares_no_unit() -> None:
    assert stated("2023、2024年收入12万元") == ["12万元"]


@pytest.mark.parametrize(("text", "torn"), [("0.39万", "万"), ("1.2亿", "亿"), ("0.39万元", "")])
def test_torn_units(text: str, torn: str) -> None:
    (figure,) = found(text)
    assert (figure.torn, figure.reason) == (torn, "")
    assert figure.quantity is not None
    assert figure.quantity.kind == "amount"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("财决〔2025〕18号", "文号"),
        ("2024年1月1日", "日期"),
        ("2021-2025年", "日期"),
        ("2025.08.15", "日期"),
        ("5年", "期间"),
        ("第14条", "序数"),
        ("公开05表", "序数"),
        ("021-52564588", "电话"),
        ("（2010301）", "代码"),
        ("单价100万元以上", "界限"),
        ("不低于30%", "界限"),
        ("15分钟社区生活圈", "名称"),
        ("9:00", "时刻"),
        ("1.", "标号"),
        ("12", "无单位"),
        ("20XX年", "空白"),
        ("312国道", "名称"),
    ],
)
def test_no_figure(text: str, reason: str) -> None:
    assert [why for _, why in reasons(text)] == [reason]
    assert stated(text) == []


def test_every_digit_is_in_one_figure() -> None:
    """No digit of a text is left out, and none counted twice."""
    text = "财决〔2025〕18号：2024年收入1,234.5万元（占92.1%），共3辆、5台，见第2页。"
    plain = compact(text)[0]
    covered = [i for f in find_figures(plain) for i in range(f.start, f.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(plain) if c.isdigit()} <= set(covered)
