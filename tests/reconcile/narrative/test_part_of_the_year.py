"""What was told up to a month is not what the year came to."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

_TABLE = sheet(
    "一般公共预算财政拨款支出决算表",
    "科目名称|本年支出合计|基本支出|项目支出",
    "教育支出|612.40|402.40|210.00",
    "卫生健康支出|40.00|40.00|0",
    "合计|652.40|442.40|210.00",
)


@pytest.mark.parametrize(
    "when", ["截至6月末", "截至2024年6月底", "1至6月", "1—6月", "截止8月31日", "截至9月末累计"]
)
@pytest.mark.parametrize("comma", ["", "，"])
def test_what_was_spent_up_to_a_month(when: str, comma: str) -> None:
    text = (
        f"五、一般公共预算财政拨款支出决算情况\n{when}{comma}一般公共预算财政拨款支出326.20万元。"
    )
    assert not audited(text, _TABLE).findings


@pytest.mark.parametrize(
    "when", ["截至12月末，", "截至2024年末，", "截至9月末支出400.00万元；", "全年"]
)
def test_what_the_year_came_to(when: str) -> None:
    text = "五、一般公共预算财政拨款支出决算情况\n" + when + "一般公共预算财政拨款支出{}万元。"
    assert verdict(audited(text.format("652.40"), _TABLE), "652.40万元") is Verdict.CONSISTENT
    found = audited(text.format("625.40"), _TABLE).findings
    assert [(f.rule, f.severity) for f in found] == [("N01", Severity.MISMATCH)]


def test_a_share_of_the_year_is_not_of_its_other_months() -> None:
    told = (
        "截至6月末，一般公共预算财政拨款支出326.20万元，占全年支出的50.00%；"
        "截至9月末累计支出480.00万元，进度为73.57%。"
    )
    assert not audited(told).findings


@pytest.mark.parametrize(
    "told",
    [
        "年初部门预算收入893.00万元，决算为预算的103.01%；上年决算843.00万元，今年比上年多76.88万元。",
        "全年支出预算800.00万元，完成预算的110.00%；决算较上年810.00万元增加70.00万元，增长8.64%。",
    ],
)
def test_the_outturn_rose_and_not_the_budget(told: str) -> None:
    assert not audited("三、收支情况\n" + told).findings


def test_a_budget_that_rose() -> None:
    told = "三、收支情况\n支出预算880.00万元，比上年预算800.00万元增加{}万元，增长10.00%。"
    assert not audited(told.format("80.00"), kind="budget").findings
    assert mismatches(audited(told.format("88.00"), kind="budget"))


@pytest.mark.parametrize(
    ("told", "rate", "wrong"),
    [
        ("2023年末资产总额9400.00万元，较上年末增加400.00万元，增长{}%。", "4.44", "4.84"),
        ("2023年支出执行1100.00万元，比2022年增加100.00万元，增长{}%。", "10.00", "11.00"),
    ],
)
def test_an_earlier_year_rose_above_the_one_before(told: str, rate: str, wrong: str) -> None:
    """What the change led to is the earlier year's figure, and not what it began with."""
    assert not audited(told.format(rate), kind="budget").findings
    assert [f.rule for f in audited(told.format(wrong), kind="budget").findings] == ["N03"]


@pytest.mark.parametrize(
    "told",
    [
        "2023年支出执行1000.00万元，2024年比上年增加100.00万元，增长{}%。",
        "2023年支出执行1000.00万元，今年较上年增加100.00万元，增长{}%。",
        "比2023年支出1000.00万元增加100.00万元，增长{}%。",
        "支出1100.00万元，较2023年的1000.00万元增加100.00万元，增长{}%。",
    ],
)
def test_this_year_rose_above_an_earlier_one(told: str) -> None:
    assert not audited(told.format("10.00"), kind="budget").findings
    assert audited(told.format("11.90"), kind="budget").findings


def test_two_years_and_their_change() -> None:
    """The earlier year's figure right before a change is its base, where this year's was told."""
    told = "2024年支出1200.00万元。2023年支出1000.00万元，与上年相比增加200.00万元，增长{}%。"
    assert not audited(told.format("20.00")).findings
    assert mismatches(audited(told.format("16.67"))) == [("N03", "16.67", "20.00")]
