"""The items that words name, in the spellings of many places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.items import NONE, Item, Level, item_of

PATH = ("教育支出", "普通教育", "小学教育")


@pytest.mark.parametrize(
    ("words", "names", "rank", "code"),
    [
        ("教育支出（类）普通教育（款）小学教育（项）", PATH, 2, ""),
        ("教育支出(类)普通教育(款)小学教育(项)", PATH, 2, ""),
        ("教育支出（205类）普通教育（02款）小学教育（02项）", PATH, 2, "2050202"),
        ("教育支出（类205）普通教育（款02）", PATH[:2], 1, "20502"),
        ("教育支出类普通教育款小学教育项", PATH, 2, ""),
        ("教育支出－普通教育－小学教育", PATH, 2, ""),
        ("教育支出/普通教育/小学教育", PATH, 2, ""),
        ("2050202小学教育", PATH[2:], 2, "2050202"),
        ("2050202－小学教育", PATH[2:], 2, "2050202"),
        ("20502普通教育", PATH[1:2], 1, "20502"),
        ("205教育支出", PATH[:1], 0, "205"),
        ("小学教育（2050202）", PATH[2:], 2, "2050202"),
        ("项级科目“小学教育”", PATH[2:], 2, ""),
        ("“小学教育”（项级）", PATH[2:], 2, ""),
        ("小学教育（项级科目）", PATH[2:], 2, ""),
        ("（项）小学教育", PATH[2:], 2, ""),
        ("用于教育支出（类）", PATH[:1], 0, ""),
        pytest.param(
            "（类）教育支出（款）普通教育（项）小学教育",
            PATH,
            2,
            "",
        ),
    ],
)
def test_spelling(words: str, names: tuple[str, ...], rank: int, code: str) -> None:
    found = item_of(words)
    assert (found.names, found.rank, found.code) == (names, rank, code)


@pytest.mark.parametrize(
    "words", ["小学教育", "收入总计", "公务用车运行维护费", "2050202", "", "一类事业单位"]
)
def test_no_item(words: str) -> None:
    assert item_of(words) is NONE
    assert (bool(NONE), NONE.rank, NONE.code) == (False, -1, "")


def test_a_second_path_is_another_item() -> None:
    two = "教育支出（类）普通教育（款）、卫生健康支出（类）公共卫生（款）"
    assert item_of(two).names == PATH[:2]


NAMES = st.text("教育普通小学农林水行政运行卫生健康", min_size=3, max_size=10)
CODES = st.from_regex(r"\A2[0-9]{6}\Z")


@settings(deadline=None)
@given(NAMES, NAMES, NAMES, CODES)
def test_codes_are_put_together(first: str, second: str, third: str, code: str) -> None:
    """Printed whole behind the last name or in parts behind each, they are one."""
    parts = f"{first}（{code[:3]}类）{second}（{code[3:5]}款）{third}（{code[5:]}项）"
    whole = f"{first}（类）{second}（款）{third}（{code}项）"
    for words in (parts, whole):
        assert item_of(words).names == (first, second, third)
        assert item_of(words).code == code


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        (("205", "02", "01"), "2050201"),
        (("", "20502", "01"), "2050201"),
        (("205", "", "2050201"), "2050201"),
        (("205", "", "01"), ""),
        (("", "02", "01"), ""),
        (("20", "502", "01"), ""),
        (("205", "02", ""), ""),
    ],
)
def test_a_code_is_whole_or_none(codes: tuple[str, ...], whole: str) -> None:
    assert Item(tuple(Level(n, PATH[n], code) for n, code in enumerate(codes))).code == whole


def test_ranks_missing_above() -> None:
    """They come from the nearest context that has them, each rank from where it stands."""
    item = item_of("小学教育（项）")
    health = item_of("卫生健康支出（类）")
    assert item.within([item_of("教育支出（类）普通教育（款）")]).names == PATH
    assert item.within([item_of("普通教育（款）"), item_of("教育支出（类）")]).names == PATH
    assert item.within([item_of("教育支出（类）普通教育（款）"), health]).names == PATH
    assert item.within([NONE, item_of("中学教育（项）")]) == item
    assert item.within([]) == item
    assert NONE.within([health]) is NONE
    assert health.within([item_of("教育支出（类）")]) == health
    assert item.within([item_of("教育支出（类）普通教育（款）初中教育（项）")]).names == PATH
