"""What is left of something, what was reached of a target, and rates that are named after what they
are of."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches

#: The rule, a text with a gap, the right figure for it, and a wrong one.
WRONG = [
    ("N12", "核定人员编制120人，实有在编人员117人，空编{}人。", "3", "7"),
    (
        "N12",
        "编制总数248名，其中行政编制42名、事业编制206名；年末实有在职人员227人，其中行政人员40人、事业人员187人，"
        "空编{}名。",
        "21",
        "31",
    ),
    ("N12", "收入12.86亿元，剔除一次性收入0.94亿元后为{}亿元。", "11.92", "11.29"),
    ("N12", "工程送审1,268.00万元，核减{}万元，审定1,215.40万元。", "52.60", "56.20"),
    ("N12", "项目总投资1,860.00万元，已累计支付1,337.52万元，尚需{}万元。", "522.48", "522.84"),
    (
        "N12",
        "年末结转15.80万元，由年初结转12.40万元加上本年其他收入38.60万元，减去本年支出{}万元形成。",
        "35.20",
        "32.50",
    ),
    ("N12", "经营收入42.60万元，经营支出38.15万元，经营收支相抵结余{}万元。", "4.45", "4.54"),
    ("N05", "检查企业132户，为计划120户的{}%。", "110.00", "111.00"),
    ("N05", "签约率80.00%，是年度目标值75%的{}%。", "106.67", "160.67"),
    ("N05", "排查隐患86处，其中84处已整改到位，整改率{}%。", "97.67", "96.77"),
    ("N05", "共受理案件3,482件（含旧存），审结3,371件，审结率达{}%。", "96.81", "98.61"),
]


@pytest.mark.parametrize(("rule", "text", "right", "wrong"), WRONG)
def test_what_is_told_of_two_figures(rule: str, text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    found = mismatches(audited(text.format(wrong)))
    assert [one[0] for one in found] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "核定编制120人，实有117人（在编112人、编外5人），空编8人。",
        "收入12.86亿元，基金收入4.20亿元，剔除一次性收入0.94亿元后为16.12亿元。",
        "造林人工1.24万亩、封山2.10万亩、退化林1.52万亩，占年度任务4.80万亩的101.25%。",
        "项目5个，涉及资金113.00万元，执行111.00万元；基金项目1个；两项合计126.00万元，预算执行率97.99%。",
        "检查企业132户，立案12件，完成计划的90.00%。",
        "排查隐患86处，约谈企业12户，整改率91.30%。",
    ],
)
def test_what_is_told_of_others_accuses_nobody(text: str) -> None:
    assert not [f for f in audited(text).findings if f.severity is Severity.MISMATCH]
