"""What came and what went comes to a net change."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

WRONG = [
    ("年内新增设备7台（套）、报废2台（套），净增{}台（套）。", "5", "9"),
    ("实有78人，较上年{}2人（当年新招录3人，退休4人，调出1人）。", "减少", "增加"),
    ("在编人员较上年净减少{}人（退休5人、辞职1人、招聘3人）。", "3", "1"),
    ("年末实有人数312人，比上年末减少6人，其中新进{}人，退休7人，调出3人。", "4", "8"),
    ("人员经费增加86.20万元、项目支出增加40.00万元、公用经费减少15.70万元，净增{}万元。", "110.50",
    "101.50"), ("固定资产本年增加265.40万元，减少（处置）85.16万元，净增加{}万元。", "180.24",
    "184.20"), ("公务用车年初保有12辆，本年购置2辆，报废3辆，年末保有{}辆。", "11", "13"),
    ("设备（不含车辆）34台（套），比上年末的31台（套）增加{}台（套）。", "3", "5"),
    ("从结构看，5个科目增加共864.20万元，3个科目减少共251.75万元，增减相抵，净增加{}万元。",
    "612.45", "621.45"),
    (
        "较上年增加314.28万元，增长10.37%，主要是因为：一是社保基数调标，增加{}万元；二是奖补资金增加219.60万元；"
        "三是其他零星因素净增31.50万元。",
        "63.18",
        "66.18",
    ),
]  # fmt: skip
SOUND = [
    "较上年增加2人（主要是新招录3人等）。",
    "较上年增加5人，其中新招录3人。",
    "较上年减少3人（退休2人）。",
    "离退休人员较上年增加1人（退休2人，去世1人）。",
    "收入增加120.00万元，主要是人员经费增加90.00万元，项目经费增加50.00万元，公用经费减少15.00万元。",
    "学生较上年净增131人，其中本科生增加160人。",
    "新增人员8人增支92.00万元，二是退休5人减支46.00万元，三是其他因素净增支3.00万元。",
    "本年新增资产265.40万元，其中购置241.20万元、调入24.20万元，处置资产85.16万元，净增加180.24万元。",
    "与上年相比减少18.20万元，主要是人员经费减少12.00万元，公用经费减少8.60万元等。",
    "共有车辆34辆，其中特种车8辆，比上年的31辆增加3辆。",
    "存货年初12.40万元，本年购入86.00万元，领用79.30万元，年末19.10万元。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_what_came_and_went(text: str, right: str, wrong: str) -> None:
    assert mismatches(audited(text.format(right))) == []
    assert [rule for rule, _, _ in mismatches(audited(text.format(wrong)))] == ["N12"]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_not_all_contradicts_nothing(text: str) -> None:
    assert mismatches(audited(text)) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "与上年相比，拨款收入增加49.10万元，事业收入增加27.50万元，其他收入增加2.10万元，上年结转减少{}万元，"
            "增减相抵后净增加59.81万元。",
            "18.89",
            "19.89",
        ),
        (
            "收入预算较上年增加152.66万元，其中拨款收入比上年增加{}万元，事业收入比上年减少59.80万元，两项相抵，"
            "净增加152.66万元。",
            "212.46",
            "221.46",
        ),
    ],
)
def test_changes_against_last_year_that_are_netted(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert [one[0] for one in mismatches(audited(text.format(wrong)))] == ["N12"]


def test_what_brackets_tell_of_one_change_is_none_of_the_next() -> None:
    text = "在职净减少5人（新招聘14人，退休17人，调出2人），退休人员净增15人（新增17人，去世2人）。"
    assert not audited(text).findings


TOTALS = [
    (
        "增加的有4类，教育支出增加{}万元、卫生支出增加43.08万元、农林水支出增加1,254.65万元、住房支出增加"
        "20.37万元，共增加{}万元；减少的有1类，节能支出减少64.40万元，共减少64.40万元。",
        ("117.26", "1,435.36"),
        ("117.26", "1,453.36"),
    ),
    (
        "与上年相比，差旅费减少{}万元，印刷费减少31.90万元，会议费减少7.55万元，合计减少{}万元。",
        ("18.72", "58.17"),
        ("18.12", "58.17"),
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOTALS)
def test_the_total_of_changes_that_go_one_way(
    text: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    assert audited(text.format(*right)).findings == ()
    assert verdict(audited(text.format(*right)), f"{right[0]}万元") is Verdict.CONSISTENT
    found = audited(text.format(*wrong)).findings
    assert [f.rule for f in found if f.severity in (Severity.MISMATCH, Severity.DOUBT)] == ["N12"]


@pytest.mark.parametrize(
    "text",
    [
        "差旅费减少18.72万元，会议费减少7.55万元，三项经费合计减少58.17万元。",
        "差旅费增加18.72万元，会议费减少7.55万元，合计增加58.17万元。",
        "收入增加118.72万元，其中拨款增加60.20万元，合计增加58.17万元的有两家。",
    ],
)
def test_a_total_of_other_changes_is_left_alone(text: str) -> None:
    assert audited(text).findings == ()
