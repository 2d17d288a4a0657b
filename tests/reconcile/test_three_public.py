"""Tables of the three public expenses in the shapes of other places: years in rows, cars in two
columns without their sum, a column whose name is not known."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

HEAD = "年度|合计|因公出国（境）费|公务用车购置费|公务用车运行维护费|公务接待费"
YEARS = ("2022年|10.80|0.00|0.00|7.00|3.80", "2023年|10.00|0.00|0.00|6.50|3.50")
TITLE = "近三年“三公”经费支出情况表"


def of_years(last: str) -> tuple[str, ...]:
    return (HEAD, *YEARS, last)


def test_the_row_of_the_year_is_meant() -> None:
    table = sheet(TITLE, *of_years("2024年|9.00|0.00|0.00|6.00|3.00"))
    audit = audited("2024年度“三公”经费支出9.00万元，其中：公务接待费3.00万元。", table)
    assert [f for f in audit.findings if f.severity is not Severity.ROUNDING] == []
    assert verdict(audit, "9.00万元") is Verdict.CONSISTENT


@pytest.mark.parametrize("wrong", ["9.00|0.00|0.00|6.00|3.50", "9.00|0.00|0.50|6.00|3.00"])
def test_a_row_that_does_not_add_up(wrong: str) -> None:
    audit = audited("本部门运转正常。", sheet(TITLE, *of_years(f"2024年|{wrong}")))
    assert {rule for rule, *_ in mismatches(audit)} == {"T31"}


def test_a_part_whose_name_is_not_known_may_be_what_is_missing() -> None:
    table = sheet(
        "“三公”经费支出决算表", "合计|因公出国（境）费|车辆开支|公务接待费", "9.00|1.00|6.00|2.00"
    )
    assert mismatches(audited("本部门运转正常。", table)) == []


@pytest.mark.parametrize(("total", "wrong"), [("", False), ("10.00", True), ("0.00", True)])
def test_a_total_that_is_blank_over_figures_accuses_nobody(total: str, *, wrong: bool) -> None:
    table = sheet(TITLE, *of_years(f"2024年|{total}|0.00|0.00|6.00|3.00"))
    audit = audited("2024年度“三公”经费支出9.00万元，其中：公务接待费3.00万元。", table)
    assert bool(mismatches(audit)) is wrong
