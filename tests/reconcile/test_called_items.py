"""Items that a text calls 科目, and what of one was paid from which budget."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

GENERAL = sheet(
    "一般公共预算支出预算表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "201|一般公共服务支出|640.30|500.30|140.00",
    "204|公共安全支出|84.26|60.00|24.26",
    "212|城乡社区支出|553.80|53.80|500.00",
    "|合计|1278.36|614.10|664.26",
)
FUND = sheet(
    "政府性基金预算支出预算表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "212|城乡社区支出|65.40|0.00|65.40",
    "229|其他支出|12.75|0.00|12.75",
    "|合计|78.15|0.00|78.15",
)
TOLD = "二、一般公共预算支出情况\n“公共安全支出”科目{}万元，主要用于人民调解。"
PAID = (
    "二、财政拨款支出情况\n政府性基金预算支出78.15万元。\n“城乡社区支出”科目619.20万元。其中：一般公共"
    "预算553.80万元，政府性基金65.40万元。"
)


def test_an_item_is_one_by_whatever_it_is_called() -> None:
    sound = audited(TOLD.format("84.26"), GENERAL, kind="budget", year=2026)
    assert verdict(sound, "84.26万元") is Verdict.CONSISTENT
    wrong = audited(TOLD.format("82.46"), GENERAL, kind="budget", year=2026)
    assert [stated for _, stated, _ in mismatches(wrong)] == ["82.46"]


@pytest.mark.parametrize("name", ["三个科目", "项级科目", "会计科目"])
def test_what_is_no_name_of_an_item_stays_as_it_is(name: str) -> None:
    said = audited(f"{name}84.26万元。").disclosure.statements
    assert all(s.subject != name.removesuffix("科目") for s in said)


def test_what_of_an_item_a_budget_paid_is_not_all_of_that_budget() -> None:
    assert not audited(PAID, GENERAL, FUND, kind="budget", year=2026).findings
