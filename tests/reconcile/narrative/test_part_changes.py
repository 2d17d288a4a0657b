"""What the parts of a whole changed by, together, is what the whole did."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
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
