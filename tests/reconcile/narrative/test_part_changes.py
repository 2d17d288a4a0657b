"""What the parts of a whole changed by, together, is what the whole did."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

TEXT = (
    "本年支出合计500.00万元，比上年增加{}万元，其中："
    "基本支出300.00万元，比上年增加20.00万元；项目支出200.00万元{}。"
)
#: Two of many parts.
SOME = (
    "其他支出500.00万元，比上年增加{}万元，其中："
    "设备购置100.00万元，比上年增加5.00万元；系统运维80.00万元，比上年增加9.00万元。"
)


@pytest.mark.parametrize(
    ("whole", "second"),
    [
        ("30.00", "，比上年增加10.00万元"),
        ("10.00", "，比上年减少10.00万元"),
        ("20.00", "，与上年持平"),
    ],
)
def test_changes_that_add_up_are_confirmed(whole: str, second: str) -> None:
    audit = audited(TEXT.format(whole, second))
    assert mismatches(audit) == []
    assert verdict(audit, f"{whole}万元") is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("，比上年增加40.00万元", "60.00"),
        ("，比上年减少10.00万元", "10.00"),
        ("，与上年持平", "20.00"),
    ],
)
def test_changes_of_all_parts_must_add_up(second: str, expected: str) -> None:
    assert mismatches(audited(TEXT.format("30.00", second))) == [("N06", "30.00", expected)]


def test_a_part_that_does_not_tell_may_be_the_difference() -> None:
    audit = audited(TEXT.format("30.00", ""))
    assert mismatches(audit) == []
    assert verdict(audit, "30.00万元") is Verdict.UNVERIFIABLE


def test_changes_of_some_parts_only_confirm() -> None:
    assert verdict(audited(SOME.format("14.00")), "14.00万元") is Verdict.CONSISTENT
    other = audited(SOME.format("30.00"))
    assert mismatches(other) == []
    assert verdict(other, "30.00万元") is Verdict.UNVERIFIABLE


def test_changes_on_different_bases_are_not_added() -> None:
    audit = audited(TEXT.format("30.00", "，比年初预算增加40.00万元"))
    assert mismatches(audit) == []
    assert verdict(audit, "30.00万元") is Verdict.UNVERIFIABLE


#: What is counted beside the parts of a list tells no change, and needs none.
COUNTED = (
    "公务用车费用48.20万元，比上年增加11.35万元，主要原因是更新了车辆。\n其中：公务用车购置费26.50"
    "万元，比上年{}万元，购置1辆；公务用车运行维护费21.70万元，比上年{}万元，年末保有9辆。"
)
#: Parts that are not all by their names.
ADDED_UP = (
    "场馆运行支出148.20万元，比上年增加11.35万元，其中：水电支出86.50万元，比上年{}万元；物业支出"
    "{}万元，比上年{}万元。"
)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("增加13.75", "减少2.40", []),
        ("增加13.75", "增加2.40", ["N06"]),
        ("减少13.75", "减少2.40", ["N06"]),
        ("增加13.57", "减少2.40", ["N06"]),
    ],
)
def test_what_is_counted_beside_the_parts_changes_nothing(
    first: str, second: str, found: list[str]
) -> None:
    audit = audited(COUNTED.format(first, second))
    assert [rule for rule, _, _ in mismatches(audit)] == found
    holds = verdict(audit, "11.35万元") is Verdict.CONSISTENT
    assert holds is not bool(found)


@pytest.mark.parametrize(
    ("first", "part", "second", "found"),
    [
        ("增加13.75", "61.70", "减少2.40", []),
        ("增加13.75", "61.70", "增加2.40", [Severity.DOUBT]),  # the other way
        ("增加13.75", "40.00", "增加2.40", []),  # there are more
        ("增加6.22", "61.70", "增加8.07", []),  # no sign explains it
    ],
)
def test_a_change_told_the_wrong_way(
    first: str, part: str, second: str, found: list[Severity]
) -> None:
    told = audited(ADDED_UP.format(first, part, second)).findings
    assert [f.severity for f in told] == found
