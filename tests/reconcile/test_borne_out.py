"""A cell that is not known to be a claim's, and mends what fails of it."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches, sheet

BALANCE = sheet(
    "收入支出决算总表",
    "收入项目|决算数|支出项目|决算数",
    "本年收入合计|10799.01|本年支出合计|10867.97",
    "使用非财政拨款结余|45.00|结余分配|84.37",
    "年初结转和结余|1438.71|年末结转和结余|1330.38",
    "总计|12282.72|总计|12282.72",
)
TOLD = (
    "二、收入支出决算总体情况\n2024年度支出总计12282.72万元，其中：年末结转和结余{}万元，较2023年减少"
    "108.33万元，下降{}%。"
)


def test_with_its_own_figure_nothing_is_off() -> None:
    assert not audited(TOLD.format("1330.38", "7.53"), BALANCE).findings


def test_last_years_figure_in_its_place_is_named_and_not_the_rate() -> None:
    audit = audited(TOLD.format("1438.71", "7.53"), BALANCE)
    assert mismatches(audit) == [("N01", "1438.71", "1330.38")]


@pytest.mark.parametrize("rate", ["3.57", "9.99"])
def test_where_the_cell_mends_nothing_the_rate_is_named(rate: str) -> None:
    audit = audited(TOLD.format("1330.38", rate), BALANCE)
    assert [f.rule for f in audit.findings if f.severity is Severity.MISMATCH] == ["N03"]
