"""Shares of a list without a whole are of what most of them are of."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, verdict

WHOLE = "（一）总体情况\n2024年度一般公共预算财政拨款支出2565.70万元。\n"
LIST = (
    "（二）结构情况\n教育支出1708.64万元，占{}%；社会保障和就业支出431.32万元，占{}%；"
    "住房保障支出369.56万元，占{}%；卫生健康支出56.18万元，占{}%。"
)
SOUND = ("66.60", "16.81", "14.40", "2.19")


@pytest.mark.parametrize("place", range(4))
def test_one_share_that_is_not_of_the_whole_of_the_others(place: int) -> None:
    sound = audited(WHOLE + LIST.format(*SOUND))
    assert mismatches(sound) == []
    assert verdict(sound, SOUND[place] + "%") is Verdict.CONSISTENT
    wrong = list(SOUND)
    wrong[place] = "9" + SOUND[place][1:]
    found = mismatches(audited(WHOLE + LIST.format(*wrong)))
    assert found == [("N04", wrong[place], SOUND[place])]


def test_shares_of_several_things_tell_no_whole() -> None:
    assert mismatches(audited(WHOLE + LIST.format("31.25", "48.07", "14.40", "77.60"))) == []


def test_without_a_whole_in_the_report_nothing_is_said() -> None:
    assert mismatches(audited(LIST.format("66.60", "16.81", "94.40", "2.19"))) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [("31.01", "68.99", 0), ("68.99", "31.01", 2), ("30.01", "66.99", 0), ("68.99", "31.10", 0)],
)
def test_shares_that_changed_places(first: str, second: str, found: int) -> None:
    text = f"支出171.37万元，其中：基本支出53.14万元，占{first}%；项目支出118.23万元，占{second}%。"
    off = [f for f in audited(text).findings if f.rule == "N04"]
    assert len(off) == found
