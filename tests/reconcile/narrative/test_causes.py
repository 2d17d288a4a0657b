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


#: Sound; one digit, two that changed places, or the way that one reason goes is wrong.
OFF_BY_A_SLIP = [
    (
        "收入较2023年增加{}万元，主要是一般公共预算拨款增加{}万元，政府性基金预算拨款增加{}万元，其他收入"
        "{}万元。",
        ("868.43", "512.66", "340", "增加15.77"),
        ("868.43", "512.66", "340", "减少15.77"),
    ),
    (
        "收入较2023年增加{}万元，主要是一般公共预算拨款增加{}万元，政府性基金预算拨款增加{}万元，其他收入"
        "{}万元。",
        ("868.43", "512.66", "340", "增加15.77"),
        ("868.43", "572.66", "340", "增加15.77"),
    ),
    (
        "防灾支出较上年增加{}万元，按用途分解：一是购置消防车增加{}万元；二是物资库建设增加{}万元；三是系统"
        "运维减少{}万元。",
        ("2,114.52", "1,365.20", "931.70", "182.38"),
        ("2,114.52", "1,356.20", "931.70", "182.38"),
    ),
    (
        "文物支出上年决算为640.15万元，同比增加{}万元：一是城墙修缮增加{}万元；二是展厅改造增加{}万元；三是恒"
        "湿设备减少{}万元。",
        ("318.26", "254.81", "87.60", "24.15"),
        ("318.26", "254.81", "78.60", "24.15"),
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), OFF_BY_A_SLIP)
def test_a_slip_in_a_list_of_reasons_is_noticed(
    text: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    sound = audited(text.format(*right))
    assert not sound.findings
    assert verdict(sound, f"{right[0]}万元") is Verdict.CONSISTENT
    assert [f.severity for f in audited(text.format(*wrong)).findings] == [Severity.DOUBT]


@pytest.mark.parametrize(
    "text",
    [
        # the reasons are some of many
        "支出较上年增加120.43万元，按用途分解：一是购置消防车增加65.20万元；二是物资库建设增加31.70万元。",
        # what stands behind the colon is no change
        "支出较上年增加120.43万元：一是购置消防车65.20万元；二是物资库建设55.23万元。",
        "收入较2023年增加868.43万元，主要是拨款增加512.66万元，基金增加340万元，其他收入减少2.31万元。",
    ],
)
def test_reasons_that_may_not_be_all_are_left_alone(text: str) -> None:
    assert not audited(text).findings


NAMED = (
    "财政拨款比上年增加{}万元，增长4.10%。公用经费比上年增加86.31万元，增长3.20%。支出总计增加{}万元，"
    "主要原因：一是财政拨款增加{}万元；二是基金安排增加{}万元。"
)


def test_a_reason_that_is_told_otherwise_elsewhere_is_noticed() -> None:
    sound = audited(NAMED.format("482.15", "695.40", "482.15", "213.25"))
    assert not sound.findings
    wrong = audited(NAMED.format("482.15", "695.40", "1382.15", "213.25"))
    assert any("1382.15" in str(f.message) for f in wrong.findings)
