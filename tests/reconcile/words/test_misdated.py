"""A comparison with the year before last whose change is that from last year's cell."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, sheet

SPENT = sheet(
    "一般公共预算支出表",
    "科目编码|科目名称|2023年执行数|2024年预算数|基本支出|项目支出",
    "205|教育支出|4126.80|4347.25|3604.65|742.60",
    "|合计|4126.80|4347.25|3604.65|742.60",
)
TOLD = "二、一般公共预算支出情况\n教育（类）支出预算4347.25万元，比{}年执行数增加{}万元。"


@pytest.mark.parametrize(
    ("year", "change", "found"),
    [("2023", "220.45", []), ("2022", "220.45", ["2022"]), ("2022", "318.11", [])],
)
def test_the_year_of_the_cell_that_the_change_is_from(
    year: str, change: str, found: list[str]
) -> None:
    audit = audited(TOLD.format(year, change), SPENT, kind="budget")
    assert [f.stated for f in audit.findings if f.rule == "W13"] == found
