"""The scores of a form of marks: those beside a rate, and who can be blamed for their sum."""

from __future__ import annotations

import pytest

from reconcile.audit import Finding, Severity
from tests.reconcile.reading import audited, sheet

FORM = (
    "项目资金|预算数|执行数|分值|执行率/得分",
    "年度资金总额|340.00|318.24|10|93.60%/9.36",
    "一级指标|三级指标|指标值|分值|得分",
    "产出指标|修缮面积|860平方米|20|20",
    "产出指标|按期完工率|100%|30|26",
    "效益指标|受益居民户数|412户|20|20",
    "满意度指标|居民满意度|95%|20|19",
    "总分|<|<|100|94.36",
)


def _found(right: str = "", wrong: str = "") -> list[Finding]:
    lines = [line.replace(right, wrong) if right else line for line in FORM]
    audit = audited("2024年度收入总计10.00万元。", sheet("项目支出绩效自评表", *lines))
    return [f for f in audit.findings if f.severity in (Severity.MISMATCH, Severity.DOUBT)]


def test_a_score_beside_the_rate_it_is_for() -> None:
    assert _found() == []


@pytest.mark.parametrize(("right", "wrong"), [("|30|26", "|30|16"), ("94.36", "94.63")])
def test_a_score_that_is_off(right: str, wrong: str) -> None:
    (found,) = _found(right, wrong)
    assert found.rule == "E01"


def test_no_row_has_more_than_its_marks() -> None:
    """26 for 16: 20 of 20 cannot be 30, and is not blamed."""
    (found,) = _found("|30|26", "|30|16")
    assert (found.stated, found.expected) in {("16", "26"), ("94.36", "84.36")}
