"""Shares of two amounts that are all of a whole which is printed nowhere."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

BOTH = (
    "1.基本支出预算{}元，占一般公共预算支出的{}%，同比增长2.40%。\n"
    "2.项目支出{}元，占一般公共预算支出的{}%，同比下降1.30%。"
)
TWO = "2024年度“三公”经费支出中，公务接待费支出{}万元，占{}%；公务用车运行维护费支出{}万元，占{}%。"


def test_two_kinds_that_are_all_of_a_whole_tell_it() -> None:
    sound = audited(BOTH.format("1874320.55", "81.24", "432900", "18.76"))
    assert sound.findings == ()
    assert verdict(sound, "81.24%") is verdict(sound, "18.76%") is Verdict.CONSISTENT


@pytest.mark.parametrize("wrong", ["21.42", "18.67", "17.86"])
def test_shares_of_all_that_come_to_more_or_less_than_100(wrong: str) -> None:
    found = audited(BOTH.format("1874320.55", "81.24", "432900", wrong)).findings
    assert [f.rule for f in found] == ["N04"]
    assert found[0].severity in (Severity.MISMATCH, Severity.DOUBT)


def test_two_shares_of_100_that_changed_places() -> None:
    assert audited(TWO.format("0.62", "27", "1.68", "73")).findings == ()
    wrong = audited(TWO.format("0.62", "73", "1.68", "27"))
    assert [f.rule for f in wrong.findings] == ["N04", "N04"]
    assert verdict(wrong, "73%") is Verdict.UNVERIFIABLE


@pytest.mark.parametrize(
    "text",
    [
        # not all of one whole
        TWO.format("0.62", "20", "1.68", "54"),
        # of different wholes
        "公务接待费支出0.62万元，占三公经费的73%；维修费支出1.68万元，占公用经费的27%。",
        # other things stand between
        "培训费支出0.62万元，占73%；会议费支出3.10万元；公务用车运行维护费支出1.68万元，占27%。",
        "货物类0.62万元，占20%；工程类1.68万元，占30%；服务类0.93万元，占50%。",
    ],
)
def test_what_is_not_all_of_a_whole_says_nothing(text: str) -> None:
    assert mismatches(audited(text)) == []


THREE = (
    "“三公”经费支出决算2.30万元，其中公务接待费支出0.62万元，占{}%；公务用车运行维护费支出1.68万元，"
    "占{}%。"
)


def test_short_shares_of_a_known_whole_that_changed_places() -> None:
    assert audited(THREE.format(27, 73)).findings == ()
    assert {f.rule for f in audited(THREE.format(73, 27)).findings} == {"N04"}
