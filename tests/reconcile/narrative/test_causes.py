"""What a change is made up of, told as its reasons."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, verdict

SOUND = [
    "公用经费比上年减少22.47万元，降低5.81%。主要原因是压减印刷费12.60万元、物业管理费18.45万元，同时因线"
    "路老化增加维修费8.58万元。",
    "与上年相比减少393.55万元，主要是因为城市建设减少953.32万元、其他设施减少362.46万元，而老旧小区改造增加"
    "922.23万元，增减相抵。",
    "执法办案较上年决算数增加230.86万元。主要原因：一是异地办案差旅增加164.20万元；二是司法鉴定费增加66.66"
    "万元。",
    "支出比上年增加56.33万元，主要是基本支出增加66.85万元（其中人员经费增加60.00万元），项目支出减少10.52"
    "万元。",
]


@pytest.mark.parametrize("text", SOUND)
def test_reasons_that_come_to_a_change_confirm_it(text: str) -> None:
    audit = audited(text)
    assert not audit.findings
    change = next(c for c in audit.disclosure.claims if c.quantity.kind == "amount")
    assert verdict(audit, change.quantity.text) is Verdict.CONSISTENT


def test_reasons_that_are_all_told_contradict_a_change() -> None:
    found = audited(
        "一般公共预算拨款比上年增加49.10万元，主要是甲项目增加71.62万元、乙项目增加32.40万元、丙项目减少"
        "76.35万元，其余科目合计增加18.73万元。"
    ).findings
    assert [(f.severity, f.stated) for f in found] == [(Severity.MISMATCH, "76.35")]


def test_a_slip_in_reasons_that_may_not_be_all_is_a_doubt() -> None:
    found = audited(
        "执法办案较上年决算数增加227.86万元。主要原因是异地办案差旅增加164.20万元、司法鉴定费增加66.66万元。"
    ).findings
    assert [f.severity for f in found] == [Severity.DOUBT]


@pytest.mark.parametrize(
    "text",
    [
        # two of several
        "项目支出比上年减少300.57万元，主要是维修费减少100.52万元、设备购置费减少120.35万元等。",
        # one does not say which way it goes
        "项目支出比上年减少305.50万元，主要是上年安排购置设备200.00万元，本年无此支出，维修费减少100.50万元。",
        # the next subject's change
        "运行费比上年减少1.20万元，主要原因是燃油费减少0.75万元、维修费减少0.45万元；接待费减少0.30万元。",
        # the main ones, though they are netted
        "与上年相比减少72.25万元，主要是因为城市建设减少653.32万元、其他设施减少362.46万元，而老旧小区改造增"
        "加922.23万元，增减相抵。",
        # the others are told, and then more
        "拨款比上年增加754.60万元，增加的主要原因：地质灾害防治增加285.00万元、资源利用增加284.35万元，其他科"
        "目合计增加353.75万元；同时，确权登记减少168.50万元。",
        # what the next clause is about
        "财政拨款收入比上年增加47.90万元，主要是在职人员正常增资及推广项目增加；本年支出1,889.60万元，增加"
        "41.43万元，其他各项合计增加19.83万元。",
        # what it was and what it is
        "支出比上年增加23.16万元，主要是人员经费由上年的1,956.38万元增加到2,022.12万元，公用经费减少3.50万元。",
    ],
)
def test_reasons_that_are_not_all_told_accuse_nobody(text: str) -> None:
    assert not audited(text).findings
