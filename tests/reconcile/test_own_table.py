"""A table decides only for a figure that is known to be its own: where that of a figure is missing,
another one does not stand in for it."""

from __future__ import annotations

import pytest

from reconcile.tables.kinds import table_kind
from tests.reconcile.reading import audited, mismatches, sheet

GENERAL = sheet(
    "一般公共预算财政拨款支出决算表",
    "科目编码|科目名称|本年支出|基本支出|项目支出",
    "|合计|968.21|542.10|426.11",
    "205|教育支出|968.21|542.10|426.11",
)
ALL = sheet(
    "支出决算表",
    "科目编码|科目名称|本年支出合计|基本支出|项目支出",
    "|合计|1120.35|542.10|578.25",
    "205|教育支出|968.21|542.10|426.11",
    "229|其他支出|152.14||152.14",
)
FUND = sheet(
    "政府性基金预算财政拨款收入支出决算表",
    "科目编码|科目名称|年初结转和结余|本年收入|本年支出/小计|本年支出/基本支出|本年支出/项目支出|年末结转和结余",
    "|合计|0.00|152.14|152.14||152.14|0.00",
    "229|其他支出|0.00|152.14|152.14||152.14|0.00",
)
SIDES = sheet(
    "财政拨款收支总表",
    "收入/项目|收入/预算数|支出/项目|支出/预算数",
    "一、本年收入|1120.35|一、教育支出|968.21",
    "||二、其他支出|152.14",
    "收入总计|1120.35|支出总计|1120.35",
)


def test_what_both_sides_come_to_is_not_what_was_spent() -> None:
    text = (
        "# 财政拨款收入支出决算总体情况\n2024年度财政拨款收、支总计1080.50万元。"
        "其中：一般公共预算{}万元、政府性基金预算58.27万元。"
    )
    assert not mismatches(audited(text.format("1022.23"), GENERAL))
    spent = "# 一般公共预算财政拨款支出决算情况\n2024年度一般公共预算财政拨款支出{}万元。"
    assert mismatches(audited(spent.format("986.21"), GENERAL)) == [("N01", "986.21", "968.21")]


def test_the_rest_of_a_list_by_nature_is_no_class() -> None:
    text = (
        "# 支出决算情况说明\n2024年度本年支出合计1120.35万元。\n本年支出的具体构成为："
        "基本支出542.10万元，占48.39%；项目支出578.25万元，占51.61%；其他支出（对附属单位补助支出、上缴上级支出）0万元，占0%。"
    )
    assert not mismatches(audited(text, ALL))


@pytest.mark.parametrize("printed", ["0.00", "15.24"])
def test_the_money_of_one_budget_is_not_that_of_another(printed: str) -> None:
    text = (
        "# 一般公共预算财政拨款支出决算情况说明\n"
        f"19.其他支出（类）支出{printed}万元，占一般公共预算财政拨款总支出的0.00%。"
    )
    assert not mismatches(audited(text, ALL, FUND))


def test_the_total_of_all_budgets_is_not_that_of_one() -> None:
    text = "# 政府性基金预算支出情况\n2024年政府性基金预算支出152.10万元。"
    assert not mismatches(audited(text, SIDES, kind="budget"))


def test_what_stands_in_brackets_behind_a_title_does_not_name_its_kind() -> None:
    assert table_kind("部门基本支出预算表（人员类、运转类公用经费项目）") == "basic"
    assert table_kind("情况表（政府采购）") == "procurement"
