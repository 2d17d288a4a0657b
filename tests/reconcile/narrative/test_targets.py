"""What was reached of a target, and what goes beyond it or is missing of it."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited

SOUND = [
    "全年开展巡查132家次，超过目标值120家次的10.00%。",
    "全年开展巡查132家次，超过目标值120家次的110.00%。",
    "全年开展巡查131家次，低于计划150家次的12.67%。",
    "统防统治65.80万亩，超出年度任务60.00万亩的9.67%。",
    "全年开展巡查132家次，为目标值120家次的110.00%。",
]
WRONG = [
    ("全年开展巡查131家次，低于计划150家次的12.76%。", Severity.DOUBT),
    ("统防统治65.80万亩，超出年度任务60.00万亩的6.97%。", Severity.DOUBT),
    ("全年开展巡查132家次，为目标值120家次的101.00%。", Severity.MISMATCH),
]


@pytest.mark.parametrize("text", SOUND)
def test_a_rate_beyond_a_target_is_sound(text: str) -> None:
    assert not audited(text).findings


@pytest.mark.parametrize(("text", "severity"), WRONG)
def test_a_wrong_rate_of_a_target(text: str, severity: Severity) -> None:
    assert [f.severity for f in audited(text).findings] == [severity]
