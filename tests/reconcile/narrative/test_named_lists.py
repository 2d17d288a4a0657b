"""Lists that are announced by the name of what was told before them, and lists that are counted."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

#: Text, what is right, what is wrong.
SLIPS = [
    (
        "全年完成造林1,746.8万亩，为年度任务1,700万亩的102.75%，比2023年的1,658.4万亩多完成88.4万亩。"
        "其中：人工造林386.5万亩，飞播造林264.2万亩，封山育林{}万亩，退化林修复457.5万亩。",
        "638.6",
        "683.6",
    ),
    (
        "2.结余分配231.64万元。与上年相比，增加45.34万元；结余分配事项：提取福利基金{}万元，转入事业基金"
        "138.99万元。",
        "92.65",
        "95.62",
    ),
    (
        "3.年末结转和结余3,365.08万元。其中财政拨款结转2,046.35万元，占60.81%。结转事项主要有：隔离带建设"
        "886.40万元、基地建设642.18万元、其他跨年度项目{}万元。",
        "517.77",
        "571.77",
    ),
    (
        "2024年末车辆14台，365.13万元；单价100万元以上的设备3台（套），548.62万元。车辆分布如下：文旅局"
        "（本级）4台，104.26万元；执法队5台，138.65万元；图书馆2台，{}万元；文化馆2台，51.26万元；博物馆1台，22.34万元。",
        "48.62",
        "78.62",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_a_list_announced_by_a_name_is_all_of_what_goes_by_it(
    text: str, right: str, wrong: str
) -> None:
    sound = audited(text.format(right))
    assert sound.findings == ()
    part = next(c for c in sound.disclosure.claims if c.quantity.text.startswith(right))
    assert verdict(sound, part.quantity.text) is Verdict.CONSISTENT
    found = audited(text.format(wrong)).findings
    assert [f.rule for f in found] == ["N06"]


@pytest.mark.parametrize(
    "text",
    [
        "结余分配231.64万元。结余分配主要事项：提取福利基金92.65万元，转入事业基金100.20万元。",
        "年末结转2,046.35万元。年初结转事项有：隔离带建设386.40万元、基地建设142.18万元。",
        "全年完成造林1,746.8万亩，比上年增加88.4万亩。其中：重点工程386.5万亩，飞播264.2万亩。",
    ],
)
def test_a_list_that_may_leave_some_out(text: str) -> None:
    assert audited(text).findings == ()


UNITS = (
    "本年收入超过500万元的有局机关（本级）904.65万元（占41.31%）、职业学院657.92万元（占30.04%）、护林站"
    "627.46万元（占28.65%），共{}家，合计{}万元。"
)


def test_how_many_a_list_has_and_what_they_come_to() -> None:
    sound = audited(UNITS.format(3, "2,190.03"))
    assert sound.findings == ()
    assert verdict(sound, "3家") is Verdict.CONSISTENT
    assert mismatches(audited(UNITS.format(2, "2,190.03"))) == [("N11", "2", "3")]
    assert "N06" in {f.rule for f in audited(UNITS.format(3, "2,109.03")).findings}
    assert mismatches(audited(UNITS.format(2, "1,562.57"))) == []  # may be of some


REST = (
    "单价100万元以上的设备{}台（套），主要分布在科学院9台（套）、防火站6台（套）、学院5台（套），其余{}台"
    "（套）分布在5家单位。"
)


def test_the_rest_of_what_is_counted() -> None:
    sound = audited(REST.format(31, 11))
    assert sound.findings == ()
    assert verdict(sound, "9台（套）") is Verdict.CONSISTENT
    found = audited(REST.format(31, 12)).findings
    assert [f.rule for f in found] == ["N06"]
    assert found[0].severity in (Severity.MISMATCH, Severity.DOUBT)


@pytest.mark.parametrize(
    "text", ["举办活动{}场，其中线上12场、进社区29场、进校园45场，参加2.3万人次。"]
)
def test_a_list_is_over_where_something_else_is_counted(text: str) -> None:
    assert audited(text.format(86)).findings == ()
    assert mismatches(audited(text.format(84))) == [("N06", "84", "86")]
    assert audited(text.format(120)).findings == ()
