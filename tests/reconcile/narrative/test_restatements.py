"""One amount in two units, and what is none."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("事业收入1,204,538.66元（折合120.45万元）。", "120.45万元"),
        ("事业收入12,567.30万元，约合1.26亿元。", "1.26亿元"),
        ("项目支出2.18亿元（21,800.00万元）。", "21,800.00万元"),
        ("项目支出120.45万元(即1,204,538.66元)。", "120.45万元"),
        ("项目支出12.05万元（大写：人民币壹拾贰万零伍佰元整）。", "壹拾贰万零伍佰元整"),
    ],
)
def test_the_coarser_is_what_the_finer_rounds_to(text: str, printed: str) -> None:
    audit = audited(text)
    assert not audit.findings
    assert verdict(audit, printed) is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("基金支出1.26亿元（即1260万元）。", ("N13", "1260", "12600")),
        ("基金支出45,820.00万元（合45.82亿元）。", ("N13", "45820.00", "458200.00")),
        ("其他收入826,415.90元，折合人民币86.24万元。", ("N13", "86.24", "82.64")),
    ],
)
def test_two_that_differ(text: str, found: tuple[str, str, str]) -> None:
    assert mismatches(audited(text)) == [found]


def test_decimals_that_were_cut_off_are_rounding() -> None:
    (finding,) = audited("国有资本经营预算收入12,567.30万元，即1.25亿元。").findings
    assert (finding.severity, finding.stated) == (Severity.ROUNDING, "1.25")
    assert finding.expected == "1.26"


@pytest.mark.parametrize(
    "text",
    [
        "项目支出1.26亿元（其中基建支出1,260万元）。",
        "项目支出1.26亿元（上年1,260万元）。",
        "会议费支出5.00万元，即每次5,000元。",
        "公务接待费支出1.20万元（120元/人）。",
        "公用经费支出1.06亿元，即办公费1,260万元、物业费9,340万元。",
        "项目支出1.26亿元（37.20万元）。",  # no word for it, and no slip of the pen
    ],
)
def test_other_figures_are_none(text: str) -> None:
    assert not [f for f in audited(text).findings if f.rule == "N13"]


def test_each_amount_is_added_up_once() -> None:
    text = "甲项目支出1.35亿元（13,500万元），乙项目支出0.83亿元（8,300万元），{}。"
    assert not audited(text.format("合计2.18亿元（21,800万元）")).findings
    listed = "支出合计1.26亿元，即12,612.35万元，其中：基本支出4,513.35万元，项目支出8,099.00万元。"
    audit = audited(listed)
    assert not audit.findings
    assert verdict(audit, "8,099.00万元") is Verdict.CONSISTENT
