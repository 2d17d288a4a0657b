"""Rates, shares and lists of several things side by side: each is of its own."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2024年度部门决算情况说明\n六、其他情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        # a rate behind a count and an amount is the amount's
        "全年实施项目6个、420.00万元，较上年减少2个、30.00万元，下降6.67%。",
        # two shares of one figure, each with its whole
        "本年支出800.00万元，其中财政拨款支出500.00万元。财政拨款支出中基本支出300.00万元，"
        "占财政拨款支出60.00%、占全部支出37.50%。",
        # two sides of the accounts
        "镇级收入600.00万元，支出500.00万元。收入中税收分成450.00万元，占75.00%；"
        "支出中人员经费200.00万元，占40.00%。",
        # what two things come to together
        "培训费支出36.00万元，会议费支出24.00万元；培训费和会议费两项之和与上年60.00万元持平。",
        # a sum that is written out
        "偿还债务5.00亿元，其中再融资偿还3.00亿元、预算资金偿还2.00亿元；余额变动＝新增8.00亿元－偿还5.00亿元＝3.00亿元。",
        # what begins behind a semicolon
        "新增项目3个：阅览室、书库、展厅；延续项目5个，取消项目2个。",
    ],
)
def test_sound_texts_stay_silent(text: str) -> None:
    assert mismatches(audited(_HEAD + text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("全年实施项目支出420.00万元，较上年减少30.00万元，下降7.66%。", "N03"),
        (
            "本年支出800.00万元，其中财政拨款支出500.00万元。财政拨款支出中基本支出300.00万元，"
            "占财政拨款支出66.00%。",
            "N04",
        ),
        ("债券支出4.20亿元，其中一般债券1.30亿元、专项债券3.90亿元，偿还1.00亿元。", "N06"),
    ],
)
def test_wrong_ones_are_named(text: str, rule: str) -> None:
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == [rule]


def test_what_an_item_is_a_share_of_is_no_figure_of_it() -> None:
    text = "商业服务业等支出（类）270.00万元，占支出900.00万元的30.00%。"
    assert audited(_HEAD + text).findings == ()


def test_a_list_tells_the_figure_of_its_whole_that_it_adds_up_to() -> None:
    text = "补助5.00亿元，上解1.50亿元；补助较上年少0.20亿元，上解曾为1.40亿元。"
    text += "上解中体制上解0.90亿元、专项上解0.60亿元。"
    assert mismatches(audited(_HEAD + text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "燃油费18.00万元，车均3.00万元，比上年21.00万元减少3.00万元，下降14.29%。",
        "培训费32.00万元，人均0.40万元，较上年30.00万元增加2.00万元。",
        "教育支出，年初预算400.00万元，决算412.00万元，差异12.00万元，完成率103.00%；"
        "文化支出，年初预算100.00万元，决算96.00万元，差异4.00万元，完成率96.00%。",
    ],
)
def test_what_stands_between_a_figure_and_what_is_said_of_it(text: str) -> None:
    assert audited(_HEAD + text).findings == ()


def test_an_average_that_changed() -> None:
    text = "生均公用经费3.00万元，比上年2.60万元增加0.60万元，增长15.38%。"
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == ["N02"]


def test_what_a_list_is_said_to_come_to_behind_it() -> None:
    text = "项目支出940.00万元，其中品牌建设310.00万元，展会补贴180.00万元，稳外贸450.00万元，合计"
    text += "{}万元。"
    assert audited(_HEAD + text.format("940.00")).findings == ()
    assert [m[0] for m in mismatches(audited(_HEAD + text.format("970.00")))] == ["N06"]
