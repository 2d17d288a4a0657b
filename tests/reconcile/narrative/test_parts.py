"""Parts and whole in the narrative, and things counted and listed."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, verdict

CARS = (
    "共有车辆{0}辆，其中：主要领导干部用车{1}辆、机要通信用车{2}辆、"
    "应急保障用车0辆、其他用车{3}辆。"
)


def cars(*counts: int) -> list[tuple[str, str, str]]:
    return mismatches(audited("截至2024年12月31日，" + CARS.format(*counts)))


def test_a_complete_list_must_add_up() -> None:
    assert cars(6, 1, 2, 3) == []
    assert cars(7, 1, 2, 3) == [("N06", "7", "6")]


def test_a_list_of_nothing_has_no_parts() -> None:
    assert cars(0, 0, 0, 0) == []
    assert cars(0, 0, 3, 0) == [("N06", "0", "3")]


def test_an_incomplete_list_says_nothing() -> None:
    text = "2024年项目支出500.00万元，其中：设备购置120.00万元，信息系统运维80.00万元。"
    assert mismatches(audited(text)) == []


def test_a_part_is_not_more_than_its_whole() -> None:
    text = "公务接待费支出0.39万元。其中：国内公务接待支出{}万元。"
    assert mismatches(audited(text.format("0.39"))) == []
    assert mismatches(audited(text.format("0.69"))) == [("N06", "0.39", "0.69")]


def test_purchases_are_goods_works_and_services() -> None:
    text = (
        "政府采购支出总额{}万元，其中：政府采购货物支出10.00万元、"
        "政府采购工程支出20.00万元、政府采购服务支出30.00万元。"
    )
    assert mismatches(audited(text.format("60.00"))) == []
    assert mismatches(audited(text.format("61.00"))) == [("N06", "61.00", "60.00")]


@pytest.mark.parametrize(("count", "wrong"), [("4", []), ("3", [("N11", "3", "4")])])
def test_offices_are_counted(count: str, wrong: list[tuple[str, str, str]]) -> None:
    text = f"本局设{count}个内设机构，包括：办公室、综合科、预算和绩效科、监督科（法规科）。"
    assert mismatches(audited(text)) == wrong


def test_a_list_with_and_others_is_not_counted() -> None:
    text = "本局设9个内设机构，包括：办公室、综合科、预算科等。"
    assert mismatches(audited(text)) == []


def test_units_listed_below() -> None:
    text = (
        "本部门中，行政单位1家，事业单位{}家，具体包括：\n"
        "1.某市某局本部。\n2.某市某中心。\n3.某市某站。"
    )
    assert mismatches(audited(text.format(2))) == []
    assert mismatches(audited(text.format(3))) != []


def test_nothing_spent_is_no_completion() -> None:
    text = "公务接待费支出决算为0.00万元，完成预算的{}%。"
    assert mismatches(audited(text.format(0))) == []
    assert mismatches(audited(text.format(100))) == []
    assert [f[0] for f in mismatches(audited(text.format(3)))] == ["N05"]


def test_last_years_figure_is_blamed_where_the_rest_agrees() -> None:
    text = "收入总计9990.84万元，较2023年度决算数{}万元增加186.54万元，上升1.90%。"
    sound = audited(text.format("9804.30"))
    assert mismatches(sound) == []
    assert verdict(sound, "186.54万元") is Verdict.CONSISTENT
    assert mismatches(audited(text.format("1804.30"))) == [("N02", "1804.30", "9804.30")]


def test_guests_are_no_part_of_those_who_went_abroad() -> None:
    """公务接待费 is announced, not what was counted before it."""
    text = (
        "因公出国（境）费3.00万元，团组1个，2人次；公务接待费1.00万元，"
        "其中外事接待1.00万元，接待2批次，16人次；国内公务接待0批次，0人次。"
    )
    assert mismatches(audited(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "财政拨款收支总预算10,213.70万元，其中收入10,213.70万元、支出10,213.70万元。",
        "全镇总人口41,286人，其中机关干部82人、事业人员29人、临聘人员7人。",
    ],
)
def test_what_is_no_part_of_what_stands_before_it(text: str) -> None:
    assert not audited(text, kind="budget").findings


BOUGHT = (
    "政府采购预算总额{}万元：货物预算{}万元、工程预算{}万元、服务预算{}万元；其中一般公共预算拨款采购780万元："
    "货物预算120.5万元、工程预算459.5万元、服务预算200万元。"
)


def test_a_list_whole_by_nature_is_over_where_the_next_one_begins() -> None:
    assert audited(BOUGHT.format("1030", "160.5", "569.5", "300")).findings == ()
    assert mismatches(audited(BOUGHT.format("1030", "160.5", "596.5", "300"))) == [
        ("N06", "596.5", "569.5")
    ]
    assert mismatches(audited(BOUGHT.format("1030", "160.5", "569.5", "230.8"))) != []


@pytest.mark.parametrize(
    "text",
    [
        "项目支出1030万元：设备购置160.5万元、房屋修缮569.5万元、信息运维230.8万元；其中跨年项目780万元。",
        "采购预算总额1030万元：货物预算160.5万元、工程预算569.5万元；其中服务类300万元：物业200万元、安保"
        "100万元。",
    ],
)
def test_a_list_that_may_go_on_behind_its_last_part_is_not_whole(text: str) -> None:
    assert audited(text).findings == ()


BASIC = (
    "1.基本支出预算654321.18元，占支出合计的93.86%。2.项目支出42800元，占支出合计的6.14%。\n"
    "六、一般公共预算基本支出情况说明\n"
    "2024年本年一般公共预算基本支出{}元，其中：\n"
    "人员经费{}元，主要包括：基本工资、津贴补贴。\n"
    "公用经费{}元，主要包括：办公费、工会经费。"
)


def test_basic_spending_is_what_staff_and_offices_cost() -> None:
    """The whole is the one of all spending here, what its parts come to stands elsewhere."""
    assert mismatches(audited(BASIC.format("654321.18", "571020.08", "83301.1"))) == []
    wrong = mismatches(audited(BASIC.format("697121.18", "571020.08", "83301.1")))
    assert [rule for rule, _, _ in wrong] == ["N06"]


@pytest.mark.parametrize(
    "text",
    [
        "基本支出69.71万元，其中：在职人员经费57.10万元，公用经费8.33万元。",
        "基本支出69.71万元，其中：人员经费57.10万元，日常公用经费8.33万元，资本性支出4.28万元。",
    ],
)
def test_basic_spending_may_be_told_in_other_parts(text: str) -> None:
    assert mismatches(audited(text)) == []
