"""A comparison with the wrong year is one wording finding, and no figure is accused for it."""

from __future__ import annotations

import pytest

from reconcile.audit import Audit
from tests.reconcile.reading import audited, mismatches

WRONG = (
    "八、公务接待费\n"
    "2023年支出3.00万元。公务接待费支出决算2.00万元，比2024年度决算数减少10.00万元。"
)


def wordings(audit: Audit) -> list[str]:
    return [f.rule for f in audit.findings if f.severity.value == "wording"]


def test_a_final_against_itself() -> None:
    audit = audited(WRONG)
    assert wordings(audit) == ["W13"] and not mismatches(audit)


def test_the_same_change_against_last_year_is_accused() -> None:
    audit = audited(WRONG.replace("比2024年度", "比2023年度"))
    assert not wordings(audit)
    assert [rule for rule, _, _ in mismatches(audit)] == ["N02"]


@pytest.mark.parametrize("change", ["增加89.53%", "增加4.00万元"])
def test_a_year_passed_over(change: str) -> None:
    figures = "2025年预算执行数为5.57万元，2026年预算安排10.00万元"
    text = f"一、收支\n{figures}，比2024年预算执行数{change}。"
    audit = audited(text, kind="budget", year=2026)
    assert wordings(audit) == ["W13"] and not mismatches(audit)


def test_a_rate_that_does_not_fit_its_own_change_is_accused() -> None:
    audit = audited(WRONG.replace("10.00万元。", "1.00万元，下降35.00%。"))
    assert {rule for rule, _, _ in mismatches(audit)} == {"N03"}


def test_the_quotation_holds_the_year() -> None:
    (found,) = audited(WRONG).findings
    assert "2024年度决算数减少10.00万元" in found.clause
