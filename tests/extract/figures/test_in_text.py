"""Numbers in running text: which state something, how they are read, and why the others do not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.figures.in_text import MARRED, Figure, compact, find_figures


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


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("预算3万4993.1亿元", ["34993.1亿元"]),
        ("预算1亿2000万元", ["12000万元"]),
        ("预算2亿3456.78万元", ["23456.78万元"]),
        ("预算3万500元", ["30500元"]),
        ("预算1亿20000万元", ["1亿元", "20000万元"]),  # the second step is not the smaller one
        ("预算1.5亿2000万元", ["1.5亿元", "2000万元"]),
        ("预算3万和4993.1亿元", ["3万元", "4993.1亿元"]),
        ("预算3万，4993.1亿元", ["3万元", "4993.1亿元"]),
        ("预算3万4993.1亿元，2万5000元", ["34993.1亿元", "25000元"]),
        ("每3万20人", ["3万元", "20人"]),
    ],
)
def test_a_figure_said_in_two_steps(text: str, figures: list[str]) -> None:
    assert stated(text) == figures


@settings(deadline=None)
@given(
    st.integers(1, 999),
    st.decimals(0, "9999.99", places=2),
    st.sampled_from(["万元", "亿元"]),
)
def test_two_steps_are_one_figure(head: int, tail: Decimal, unit: str) -> None:
    """Of 万 before 亿元 and of 亿 before 万元, each step worth ten thousand of the next."""
    printed = f"{head}{'亿' if unit == '万元' else '万'}{tail:f}{unit}"
    (figure,) = found("合计" + printed)
    assert figure.quantity is not None
    assert (figure.quantity.value, figure.quantity.unit) == (head * 10_000 + tail, unit)
    assert (figure.quantity.text, figure.torn, figure.reason) == (printed, "", "")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("编制人数42", ["42人"]),
        ("编制人数为42，", ["42人"]),
        ("车辆数：3", ["3辆"]),
        ("户数共12", ["12户"]),
        ("户数12户", ["12户"]),
        ("接待批次数7", ["7批次"]),
        ("人数4.5", []),  # no count
        ("编制42", []),
        ("人数较多，编号42", []),
    ],
)
def test_a_number_after_the_word_for_what_it_counts(text: str, figures: list[str]) -> None:
    assert stated(text) == figures


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("工资福利支出879045，其中：基本工资397692元", "879045元"),
        ("支出预算数为879045，其中基本工资39.5万元", "879045万元"),
        ("编号879045，其中：基本工资397692元", ""),  # no name of money
        ("工资福利支出879，其中：基本工资397元", ""),  # may be anything
        ("工资福利支出879045.5，其中：基本工资397692元", ""),  # not whole
        ("工资福利支出879045，其中：基本工资3人", ""),  # no amount after it
        ("工资福利支出879045。基本工资397692元", ""),  # another sentence
        (f"工资福利支出879045，{'各' * 24}397692元", ""),  # far off
        ("工资福利支出879045", ""),
    ],
)
def test_a_number_takes_the_unit_of_the_amount_after_it(text: str, first: str) -> None:
    figure = found(text)[0]
    if first:
        assert (str(figure.quantity), figure.reason) == (first, "")
    else:
        assert figure.reason == "无单位"


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("财预〔2023〕12号文件", "文号"),
        ("第3号令发布", "文号"),
        ("20XX年", "空白"),
        ("于9:30开始", "时刻"),
        ("于9时整开始", "时刻"),
        ("为期3个工作日", "期间"),
        ("满18周岁", "期间"),
        ("为期2个月", "期间"),
        ("工作了5天", "期间"),
        ("第3季度", "序数"),
        ("于1季度完成", "序数"),
        ("见附表3", "序数"),
        ("见附件3", "序数"),
        ("如图3", "序数"),
        ("详见5页", "序数"),
        ("人民路12号", "地址"),
        ("在302室办公", "地址"),
        ("单价50万元以上", "界限"),
        ("满意度在90%以下", "界限"),
        ("得80至90分", "界限"),
        ("不低于95%", "界限"),
        ("最高20万元", "界限"),
    ],
)
def test_a_number_that_states_nothing_has_its_reason(text: str, reason: str) -> None:
    """A pattern is looked for only where one of the characters stands that it needs."""
    assert reason in {figure.reason for figure in find_figures(text)}


@pytest.mark.parametrize(
    ("text", "reason"), [("2019收入12.00万元", "日期"), ("1986号井", "无单位")]
)
def test_a_number_that_counts_things_is_no_year(text: str, reason: str) -> None:
    assert find_figures(text)[0].reason == reason


@pytest.mark.parametrize(
    "figure",
    ["l903.58", "903:58", "903.5八", "903.58㈠", "903.58▲", "9-03.58", "903.58^1", "⑨⓪③", "Ⅸ",
     "71.06◆", "1,206:85", "|71.06", "12−06.85", "7〇1.0六", "71.06？", "❸❷",
     "9〇3.五八", "9,03:58", "12.三6"],
)  # fmt: skip
def test_nothing_is_read_of_a_figure_with_a_sign_that_none_has(figure: str) -> None:
    """Neither dropped nor read from its tail."""
    text = f"农林水支出{figure}万元，其中水利5.20万元。"
    found = [f for f in find_figures(text) if f.start < text.index("，其中")]
    assert [(text[f.start : f.end], f.reason) for f in found] == [(f"{figure}万元", MARRED)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("①元旦慰问3.50万元", ["3.50万元"]),
        ("社会保障和就业支出208：58万元", ["58万元"]),
        ("2024：58万元", ["58万元"]),
        ("支出90.58～98.58万元", ["90.58万元", "98.58万元"]),
        ("增加2-3.5万元", ["2万元", "3.5万元"]),
        ("一是甲12.50万元；二是乙3.00万元", ["12.50万元", "3.00万元"]),
        ("N95口罩3.50万元", ["3.50万元"]),
        ("9:30前支付3.50万元", ["3.50万元"]),
        ("缴纳903.58①万元", ["903.58万元"]),
    ],
)
def test_signs_that_are_of_no_figure(text: str, figures: list[str]) -> None:
    compacted, _ = compact(text)
    stated = [f.quantity for f in find_figures(compacted) if f.quantity and not f.reason]
    assert list(map(str, stated)) == figures
