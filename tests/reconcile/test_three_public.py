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


_STATISTICS = (
    "项目|统计数",
    "一、“三公”经费支出|—",
    "（一）支出合计|48.36",
    "1.因公出国（境）费|5.20",
    "2.公务用车购置及运行维护费|37.96",
    "（1）公务用车购置费|17.90",
    "（2）公务用车运行维护费|20.06",
    "3.公务接待费|5.20",
    "二、机关运行经费|326.40",
)


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [("|48.36", "|43.86", "T46"), ("|20.06", "|26.00", "T47"), ("费|37.96", "费|39.76", "T46")],
)
def test_the_three_in_a_table_of_other_things(right: str, wrong: str, rule: str) -> None:
    """By the names of its rows the table has the three, whatever else it has."""
    title = "部门决算相关信息统计表"
    audit = audited("本部门运转正常。", sheet(title, *_STATISTICS))
    assert audit.findings == ()
    assert not any(code in str(line) for line in audit.unchecked for code in ("T31", "T32"))
    bad = [line.replace(right, wrong) for line in _STATISTICS]
    audit = audited("本部门运转正常。", sheet(title, *bad))
    assert rule in {c.rule for c in audit.checks if c.verdict is Verdict.MISMATCH}
    assert mismatches(audit)


def test_a_total_of_more_than_the_three() -> None:
    lines = ("项目|统计数", "合计|52.60", "因公出国（境）费|5.20", "公务用车购置及运行维护费|20.06",
             "公务接待费|5.20", "机关运行经费|22.14")  # fmt: skip
    assert mismatches(audited("本部门运转正常。", sheet("有关经费一览", *lines))) == []
