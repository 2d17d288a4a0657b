"""What a table that is missing, or was not read, prints is not looked for in another one."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches, sheet

BOTH = (
    "收入|金额|支出|合计|一般公共预算财政拨款|政府性基金预算财政拨款",
    "一、一般公共预算财政拨款|80.00|一、教育支出|80.00|80.00|",
    "二、政府性基金预算财政拨款|5014.63|二、城乡社区支出|{all}|{general}|{fund}",
    "本年收入合计|{sum}|本年支出合计|{sum}|{spent}|{fund}",
)
GRANTED = (
    "科目编码|科目名称|本年支出合计|基本支出|项目支出",
    "|合计|5094.63|3060.00|2034.63",
    "205|教育支出|80.00|60.00|20.00",
    "212|城乡社区支出|5014.63|3000.00|2014.63",
)


def both(**figures: str) -> tuple[str, ...]:
    return tuple(line.format(**figures) for line in BOTH)


def test_a_table_of_all_budgets_stands_for_no_table_of_one() -> None:
    """Its total is that of all of them in the table of both sides."""
    figures = {"all": "5014.63", "general": "3514.63", "fund": "1500.00", "sum": "5094.63"}
    tables = (
        sheet("财政拨款收入支出决算总表", *both(**figures, spent="3594.63")),
        sheet("财政拨款支出决算表（功能科目）", *GRANTED),
    )
    assert mismatches(audited("本部门运转正常。", *tables)) == []


def of_year(side: str, total: str) -> tuple[str, ...]:
    return (
        f"科目编码|科目名称|本年{side}合计|基本支出|项目支出",
        f"|合计|{total}|{total}|0.00",
        f"205|教育支出|{total}|{total}|0.00",
    )


@pytest.mark.parametrize(
    ("said", "side", "total"),
    [
        ("收入决算总计13881.32万元。", "收入", "13808.18"),
        ("支出决算总计13881.32万元。", "支出", "13808.18"),
    ],
)
def test_a_total_with_what_is_carried_over_is_not_that_of_the_year(
    said: str, side: str, total: str
) -> None:
    """Where the report has a table of both sides the total is looked for there."""
    table = sheet(f"{side}决算表", *of_year(side, total))
    assert mismatches(audited(said, table)) == []
