"""A change between the figures of two years, each told in a part of its own."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

NOTICE = """
一、2023年“三公”经费决算情况
2023年“三公”经费决算支出18.35万元，其中：公务接待费3.15万元，公务用车运行维护费15.20万元。
二、2024年“三公”经费预算情况
2024年“三公”经费预算20.00万元，其中：公务接待费4.00万元，公务用车运行维护费16.00万元。
三、对比情况
{}增加{}万元，增长8.99%。
"""
SAID = [
    "2024年预算数比2023年决算数",
    "2024年“三公”经费预算较2023年决算支出",
    "2024年度预算与2023年度决算相比",
]


@pytest.mark.parametrize("said", SAID)
def test_it_is_between_the_two_totals(said: str) -> None:
    audit = audited(NOTICE.format(said, "1.65"))
    assert verdict(audit, "1.65万元") is verdict(audit, "8.99%") is Verdict.CONSISTENT


def test_a_slip_in_it_is_a_doubt() -> None:
    audit = audited(NOTICE.format(SAID[0], "1.56"))
    assert mismatches(audit) == []
    assert Severity.DOUBT in {f.severity for f in audit.findings if f.rule == "N02"}


def test_of_two_things_that_are_told_it_is_not_known_which() -> None:
    text = NOTICE + "四、会议费\n2023年会议费决算支出5.00万元，2024年会议费预算6.00万元。\n"
    audit = audited(text.format(SAID[0], "1.56"))
    assert [f for f in audit.findings if f.rule in ("N02", "N03")] == []
