"""What tables show of themselves: changes beside several years, last year's half, lists of
projects."""

from __future__ import annotations

import pytest

from reconcile.audit import Audit
from tests.reconcile.reading import audited, mismatches, sheet

TOLD = "2026年收入总计10.00万元。"


def _read(title: str, *lines: str) -> Audit:
    return audited(TOLD, sheet(title, *lines), kind="budget", year=2026)


_CHANGES = (
    "科目编码|科目名称|2025年预算数|2026年预算数/小计|2026年预算数/基本支出|2026年预算数/项目支出"
    "|比上年增减/增减额|比上年增减/增减%",
    "|合计|310.00|338.00|205.00|133.00|28.00|9.03%",
    "204|公共安全支出|210.00|226.00|126.00|100.00|16.00|7.62%",
    "20406|司法|210.00|226.00|126.00|100.00|16.00|7.62%",
    "2040601|行政运行|120.00|126.00|126.00||6.00|5.00%",
    "2040604|基层司法业务|90.00|100.00||100.00|10.00|11.11%",
    "208|社会保障和就业支出|100.00|112.00|79.00|33.00|12.00|12.00%",
)


@pytest.mark.parametrize(
    ("right", "wrong"), [("11.11%", "11.91%"), ("|6.00|5.00%", "|9.00|5.00%"), ("5.00%", "0.50%")]
)
def test_a_change_beside_the_columns_of_two_years(right: str, wrong: str) -> None:
    assert _read("一般公共预算支出表", *_CHANGES).findings == ()
    bad = [line.replace(right, wrong) for line in _CHANGES]
    assert "T51" in [m[0] for m in mismatches(_read("一般公共预算支出表", *bad))]


_THREE = (
    "2025年预算数/合计|2025年预算数/因公出国（境）费|2025年预算数/公务用车购置及运行费/小计"
    "|2025年预算数/公务用车购置及运行费/公务用车购置费|2025年预算数/公务用车购置及运行费/公务用车运行费"
    "|2025年预算数/公务接待费|2026年预算数/合计|2026年预算数/因公出国（境）费"
    "|2026年预算数/公务用车购置及运行费/小计|2026年预算数/公务用车购置及运行费/公务用车购置费"
    "|2026年预算数/公务用车购置及运行费/公务用车运行费|2026年预算数/公务接待费",
    "28.60|3.00|23.40|18.00|5.40|2.20|12.10|4.00|6.20||6.20|1.90",
)


@pytest.mark.parametrize(
    ("right", "wrong"), [("28.60|", "26.80|"), ("|5.40|", "|4.50|"), ("|2.20|", "|2.90|")]
)
def test_last_years_half_of_a_table(right: str, wrong: str) -> None:
    title = "一般公共预算“三公”经费支出表"
    assert _read(title, *_THREE).findings == ()
    bad = [line.replace(right, wrong) for line in _THREE]
    assert [f.rule for f in _read(title, *bad).findings if f.rule in ("T31", "T32")]


_PROJECTS = (
    "项目名称|科目编码|合计|一般公共预算|政府性基金预算|单位资金",
    "合计||351.25|259.25|80.00|12.00",
    "设备更新|2010302|54.00|42.00||12.00",
    "场馆开放|2070109|16.50|16.50||",
    "道路硬化|2120804|80.00||80.00|",
    "人员补贴|2080208|200.75|200.75||",
)


@pytest.mark.parametrize(
    ("right", "wrong"), [("16.50|16.50", "16.50|61.50"), ("|259.25|", "|295.25|")]
)
def test_a_list_of_projects_with_the_codes_of_their_items(right: str, wrong: str) -> None:
    assert _read("项目支出预算表", *_PROJECTS).findings == ()
    bad = [line.replace(right, wrong) for line in _PROJECTS]
    assert mismatches(_read("项目支出预算表", *bad))


def test_projects_of_a_class_are_in_it_already() -> None:
    lines = (
        "项目名称|科目编码|合计|一般公共预算|单位资金",
        "合计||154.00|142.00|12.00",
        "司法业务类|20406|54.00|42.00|12.00",
        "普法|2040605|24.00|24.00|",
        "调解|2040604|30.00|18.00|12.00",
        "人员补贴|2080208|100.00|100.00|",
    )
    assert mismatches(_read("项目支出预算表", *lines)) == []
