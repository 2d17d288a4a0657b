"""Parts that are not called so: the three public expenses in paragraphs of their own, kinds of
income behind their whole."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

TOLD = """
八、“三公”经费支出决算情况说明
（一）总体情况
2024年度“三公”经费支出决算为{}万元。
（二）具体情况
1.因公出国（境）费{}。
2.公务用车购置及运行维护费支出28.91万元，主要用于燃料。
3.公务接待费支出1.58万元，主要用于接待上级检查。
"""


@pytest.mark.parametrize("abroad", ["支出0.00万元", "2024年度未安排", "2024年度没有发生支出"])
def test_the_three_against_what_they_are_together(abroad: str) -> None:
    sound = audited(TOLD.format("30.49", abroad))
    assert verdict(sound, "30.49万元") is Verdict.CONSISTENT
    off = audited(TOLD.format("31.23", abroad))
    assert mismatches(off) == []
    assert [f.severity for f in off.findings if f.rule == "N06"] == [Severity.DOUBT]


def test_one_that_is_not_told_leaves_it_open() -> None:
    audit = audited(TOLD.format("31.23", "按规定管理"))
    assert [f for f in audit.findings if f.rule == "N06"] == []


def test_one_that_is_told_with_two_figures_leaves_it_open() -> None:
    text = TOLD.format("31.23", "支出0.00万元") + "4.公务接待费支出2.32万元，含上年结转。\n"
    assert [f for f in audited(text).findings if f.rule == "N06"] == []


def test_kinds_that_are_told_behind_their_whole() -> None:
    told = (
        "一般公共预算收入完成{}万元，增长3.1%。从收入构成看，税收收入8997万元，增长2.2%；"
        "非税收入491万元，下降1.3%。"
    )
    assert verdict(audited(told.format(9488)), "9488万元") is Verdict.CONSISTENT
    off = audited(told.format(9848))
    assert [f.severity for f in off.findings if f.rule == "N06"] == [Severity.DOUBT]
    twice = told + "其中县本级税收收入4000万元，非税收入300万元。"
    found = audited(twice.format(9848)).findings
    assert [f.severity for f in found if f.rule == "N06"] == [Severity.DOUBT]
    assert [f for f in audited(twice.format(9488)).findings if f.rule == "N06"] == []


def test_the_totals_of_both_sides() -> None:
    told = "一、收入支出总体情况\n2024年度收入总计12,897.57万元，支出总计{}万元，主要是人员增加。"
    assert verdict(audited(told.format("12,897.57")), "12,897.57万元") is Verdict.CONSISTENT
    off = audited(told.format("12,879.57"))
    assert [f.severity for f in off.findings if f.rule == "N06"] == [Severity.DOUBT]
    assert [f for f in audited(told.format("12,001.20")).findings if f.rule == "N06"] == []
