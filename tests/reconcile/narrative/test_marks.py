"""The marks of an evaluation, told in words."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity
from tests.reconcile.reading import audited, mismatches

#: The rule, a text with a gap, the right mark for it, and a wrong one.
WRONG = [
    (
        "N08",
        "4个项目自评得分分别为96.40分、94.80分、98.00分、92.60分，平均分{}分。",
        "95.45",
        "94.55",
    ),
    (
        "N06",
        "预算执行（10分）得9.85分，产出指标（50分）得{}分，效益指标（30分）得28.00分，满意度指标（10分）得"
        "9.60分，自评总分95.95分。",
        "48.50",
        "45.80",
    ),
    (
        "N06",
        "重点项目得分96.20分，产出指标满分50分，得48.60分；效益指标满分30分，得{}分；满意度指标满分10分，得9.60分；"
        "预算执行率指标满分10分，得9.00分。",
        "29.00",
        "27.00",
    ),
    ("N12", "整体支出绩效自评满分100分，共扣{}分，自评得分95.95分。", "4.05", "4.50"),
    (
        "N06",
        "预算执行率满分10分，得9.24分；其余指标满分90分，得86.00分；自评总分{}分。",
        "95.24",
        "92.54",
    ),
]


@pytest.mark.parametrize(("rule", "text", "right", "wrong"), WRONG)
def test_marks_that_add_up(rule: str, text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert [one[0] for one in mismatches(audited(text.format(wrong)))] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "产出指标得48.50分，效益指标得28.00分，自评总分95.95分。",  # two parts of four
        "自评得分90分以上的项目15个，80分至90分的3个，平均得分93.40分。",
        "整体支出自评得分95.95分，其中甲项目得92.00分，乙项目得96.00分。",  # projects, no parts
        "满分100分，预算编制扣1.50分，预算执行扣2.00分，自评得分95.95分。",
    ],
)
def test_marks_that_are_not_all_accuse_nobody(text: str) -> None:
    assert not [f for f in audited(text).findings if f.severity is Severity.MISMATCH]
