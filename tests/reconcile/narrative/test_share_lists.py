"""Shares of a list without a whole are of what most of them are of."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from reconcile.phrases import phrase
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


def test_without_a_whole_in_the_report_it_is_what_they_come_to() -> None:
    found = mismatches(audited(LIST.format("66.60", "16.81", "94.40", "2.19")))
    assert found == [("N04", "94.40", "14.40")]


def test_shares_that_are_of_something_else_than_they_come_to() -> None:
    assert mismatches(audited(LIST.format("61.60", "15.55", "93.32", "2.03"))) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [("31.01", "68.99", 0), ("68.99", "31.01", 2), ("30.01", "66.99", 0), ("68.99", "31.10", 0)],
)
def test_shares_that_changed_places(first: str, second: str, found: int) -> None:
    text = f"支出171.37万元，其中：基本支出53.14万元，占{first}%；项目支出118.23万元，占{second}%。"
    off = [f for f in audited(text).findings if f.rule == "N04"]
    assert len(off) == found


#: Two lists may be of the whole: what tells which one is that the parts come to it.
TWO_LISTS = (
    "2026年支出预算9,312.46万元，其中：财政拨款支出预算9,012.33万元，比2025年预算增加211.30万元。\n"
    "2026年支出预算按性质划分：基本支出2,751.83万元，占{}%；项目支出6,560.63万元，占{}%。"
)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("29.55", "70.45", []),
        ("25.59", "70.45", [("N04", "25.59", "29.55")]),
        ("29.55", "74.05", [("N04", "74.05", "70.45")]),
        ("31.84", "70.45", [("N04", "31.84", "29.55")]),
        ("30.53", "72.79", []),  # of what the 财政拨款 is: of another whole, both of them
        ("12.34", "56.78", []),
    ],
)
def test_one_of_two_bare_shares_tells_the_whole_of_the_other(
    first: str, second: str, found: list[tuple[str, str, str]]
) -> None:
    text = TWO_LISTS.format(first, second)
    assert mismatches(audited(text, kind="budget", year=2026)) == found


def test_a_share_of_a_named_whole_is_of_that() -> None:
    text = TWO_LISTS.replace("占{}%；", "占上年基本支出的{}%；").format("104.21", "70.45")
    assert mismatches(audited(text, kind="budget", year=2026)) == []


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        (("2.29", "1.31", "92.26"), 0),
        (("1.31", "2.29", "92.26"), 2),
        (("1.31", "2.92", "92.26"), 0),
        (("1.31", "3.50", "92.26"), 0),
    ],
)
def test_shares_of_a_named_whole_that_changed_places(
    shares: tuple[str, str, str], found: int
) -> None:
    text = (
        "全年财政拨款支出21,384.50万元。\n按大类归集，“教育支出”科目489.70万元，占财政拨款支出"
        "决算的{}%；“交通运输支出”科目280.14万元，占财政拨款支出决算的{}%；“城乡社区支出”科目"
        "19,729.34万元，占财政拨款支出决算的{}%。"
    ).format(*shares)
    off = [f for f in audited(text).findings if f.severity is Severity.MISMATCH]
    told = [f for f in off if f.detail == phrase("slip.exchanged")]
    assert len(told) == found
