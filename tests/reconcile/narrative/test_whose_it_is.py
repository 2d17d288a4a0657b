"""Figures that stand near each other and are of different things: another year's, another body's,
another list's."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, verdict


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2022年县直部门“三公经费”预算约5.03亿元。", "2023年县直部门“三公经费”预算约5.10亿元。"),
        (
            "2022年本级“三公经费”预算中，会议费21.00万元，",
            "2023年本级“三公经费”预算中，会议费21.00万元，",
        ),
        ("一、2022年情况。全年减少开支。", "二、2023年情况。全年减少开支。"),
    ],
)
def test_paragraphs_that_begin_with_two_years(first: str, second: str) -> None:
    told = f"{first}公务接待费34.20万元。\n{second}公务接待费35.73万元。"
    assert not audited(told).findings


def test_paragraphs_of_one_year() -> None:
    told = (
        "2024年“三公”经费支出共计50.00万元。公务接待费支出34.20万元。\n"
        "2024年厉行节约，公务接待费支出32.40万元，接待320人次。"
    )
    assert "N07" in [f.rule for f in audited(told).findings]
    assert not audited(told.replace("32.40", "34.20")).findings


@pytest.mark.parametrize("named", ["县交警大队", "县城管局"])
def test_parts_of_two_wholes(named: str) -> None:
    """Both are called 公务用车购置费: that of the county, and that of one of its bodies."""
    told = (
        "全县公务用车购置及运行维护费371.90万元，其中，公务用车购置费32.00万元，"
        "公务用车运行维护费339.90万元。\n"
        f"{named}公务用车购置及运行维护费124.00万元。其中，公务用车购置费0万元，"
        "公务用车运行维护费124.00万元。"
    )
    assert not audited(told).findings


def test_parts_of_one_whole_told_twice() -> None:
    told = (
        "公务用车购置及运行维护费371.90万元，其中，公务用车购置费32.00万元，"
        "公务用车运行维护费339.90万元。\n"
        "公务用车购置及运行维护费371.90万元。其中，公务用车购置费{}万元。"
    )
    assert not audited(told.format("32.00")).findings
    assert "N07" in [f.rule for f in audited(told.format("23.00")).findings]


@pytest.mark.parametrize(
    "told",
    [
        "全年节约“三公经费”141.35万元，比上年1841.30万元减少141.35万元，其中公车节约最多，节约金额92.68万元。",
        "“三公经费”决算160.00万元，其中车辆运行占得最多，约112.00万元；接待费支出48.00万元。",
        "“三公经费”比上年增加30.00万元，其中接待费增加最多，增加20.00万元。",
    ],
)
def test_what_has_the_most_is_named_before_its_figure(told: str) -> None:
    assert not audited(told).findings


@pytest.mark.parametrize(
    "told",
    [
        "车辆采购支出662万元，比上年同期下降30%；会议费840万元，比上年同期下降21%；"
        "公务接待支出869万元，比上年同期下降15个百分点。",
        "甲项目支出20万元，比上年增长12%；乙项目支出30万元，比上年增长8%；丙项目支出比上年提高2.5个百分点。",
    ],
)
def test_points_are_no_difference_of_other_things_rates(told: str) -> None:
    assert not audited(told).findings


def test_points_between_two_rates_of_one_thing() -> None:
    told = "预算执行率95.7%，比上年的91.2%提高{}个百分点。"
    assert not audited(told.format("4.5")).findings
    assert [f.rule for f in audited(told.format("5.4")).findings] == ["N02"]


@pytest.mark.parametrize("verb", ["执行", "累计", "执行数"])
def test_a_share_is_of_the_whole_of_its_own_paragraph(verb: str) -> None:
    told = (
        "全省一般公共预算支出1649.8亿元，其中民生支出1322.5亿元。\n"
        f"甲市一般公共预算支出{verb}128.9亿元。其中，民生支出104.6亿元，占一般公共预算支出的{{}}。"
    )
    assert not audited(told.format("81.1%"), year=2024).findings
    assert [f.rule for f in audited(told.format("18.1%")).findings] == ["N04"]


@pytest.mark.parametrize("whole", ["同类产品购买规模", "同类产品采购总额", "同行业收入"])
def test_a_share_of_all_of_a_kind_is_of_nothing_told(whole: str) -> None:
    told = f"全国采购规模为3067.0亿元。强制购买节能产品633.7亿元，占{whole}的90%。"
    assert not audited(told).findings


def test_a_part_that_is_more_than_its_list() -> None:
    """The shares are of what nobody names: the list's first figure is less than one part."""
    told = (
        "项目支出4.81万元，主要包括：（一）文化支出85.01万元，占支出总预算78.33%；"
        "（二）卫生健康支出4.39万元，占支出总预算4.04%。"
    )
    assert "N04" not in [f.rule for f in audited(told, kind="budget").findings]


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_what_a_rate_is_held_against_is_no_whole_of_the_list(kind: str) -> None:
    told = (
        "1-5月，财政总收入4348万元，占年初预算10065万元的43.2%。"
        "其中：税收收入3511万元，占年初预算8465万元的41.5%；非税收入837万元，占年初预算1600万元的52.3%。"
    )
    assert not audited(told, kind=kind).findings
    wrong = audited(told.replace("3511", "3151"), kind=kind)
    assert wrong.findings


@pytest.mark.parametrize("opens", ["含", "其中：", "包括"])
def test_what_brackets_hold_is_a_part(opens: str) -> None:
    told = (
        f"年初批复8个项目985.00万元（{opens}1个年初结转结余项目50.00万元），"
        "年中增加8个项目（含上年转列暂付性款项项目5个）。"
    )
    assert not audited(told).findings


def test_what_is_taken_off_a_list_of_taxes() -> None:
    told = "税收收入900.00万元，其中：增值税600.00万元，消费税400.00万元，出口货物退增值税{}万元。"
    assert verdict(audited(told.format("100.00")), "900.00万元") is Verdict.CONSISTENT
    assert not audited(told.format("80.00")).findings


@pytest.mark.parametrize("aside", ["含购房补贴46.80万元", "其中购房补贴46.80万元"])
def test_a_total_of_four_does_not_count_what_one_holds(aside: str) -> None:
    told = (
        f"其中：基本工资186.00万元、津贴补贴98.00万元（{aside}）、奖金15.00万元、绩效工资515.00万元，"
        "四项合计{}万元；住房公积金118.00万元。"
    )
    assert not audited(told.format("814.00")).findings
    assert ("N06", "841.00", "814.00") in [
        tuple(m) for m in mismatches(audited(told.format("841.00")))
    ] or [f.rule for f in audited(told.format("841.00")).findings] == ["N06"]
