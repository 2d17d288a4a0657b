"""Sums of things that are named, and told elsewhere under the same heading or in a table."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, sheet, verdict

ITEMS = (
    "1.教育（类）支出4,206.35万元，主要用于学校运转。\n2.科学技术（类）支出318.72万元，主要用于科普。\n"
    "3.文化旅游体育与传媒（类）支出1,127.48万元，主要用于场馆免费开放。\n"
)


@pytest.mark.parametrize(
    ("named", "right", "wrong", "severity"),
    [
        ("教育支出和科学技术支出两项合计", "4525.07", "4255.07", Severity.MISMATCH),
        ("教育支出和科学技术支出两项合计", "4525.07", "4206.35", Severity.DOUBT),
        ("以上支出中，教育、科学技术两类支出合计", "4525.07", "4225.57", Severity.DOUBT),
        (
            "教育支出、文化旅游体育与传媒支出和科学技术支出三项合计",
            "5652.55",
            "5625.55",
            Severity.MISMATCH,
        ),
        ("教育支出与科学技术支出之和为", "4525.07", "4255.07", Severity.DOUBT),
    ],
)
def test_a_sum_of_things_that_are_named(
    named: str, right: str, wrong: str, severity: Severity
) -> None:
    text = ITEMS + named + "{}万元。"
    sound = audited(text.format(right))
    assert not sound.findings
    assert verdict(sound, f"{right}万元") is Verdict.CONSISTENT
    assert [f.severity for f in audited(text.format(wrong)).findings] == [severity]


@pytest.mark.parametrize(
    "told",
    [
        "教育支出和农林水支出两项合计5,000.00万元。",  # one of them is not told
        "基层教育支出和科学技术支出两项合计2,318.72万元。",  # some of one
        "教育支出和科学技术支出两项合计比上年增加225.10万元。",
        "教育支出和科学技术支出合计4,100.00万元。",  # without how many, and by no slip
        "财政拨款中，教育支出和科学技术支出两项合计4,225.57万元。",  # of that money only
        "教育支出和科学技术支出两项合计982.00万元。",  # far off: of other money
    ],
)
def test_what_is_no_sum_of_what_is_named(told: str) -> None:
    assert not audited(ITEMS + told).findings


def test_a_thing_that_is_told_twice_in_several_amounts_is_not_known() -> None:
    text = (
        ITEMS
        + "4.教育（类）支出512.00万元，用于校车。\n教育支出和科学技术支出两项合计4,225.07万元。"
    )
    assert not [f for f in audited(text).findings if f.rule == "N06"]


def test_what_a_table_prints() -> None:
    table = sheet(
        "一般公共预算财政拨款支出决算表",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "|合计|5652.55|3000.00|2652.55",
        "205|教育支出|4206.35|2000.00|2206.35",
        "206|科学技术支出|318.72|200.00|118.72",
        "207|文化旅游体育与传媒支出|1127.48|800.00|327.48",
    )
    text = "一般公共预算财政拨款支出中，教育支出和科学技术支出两项合计{}万元。"
    assert verdict(audited(text.format("4525.07"), table), "4525.07万元") is Verdict.CONSISTENT
    off = audited(text.format("4255.07"), table).findings
    assert [f.severity for f in off] == [Severity.DOUBT]
