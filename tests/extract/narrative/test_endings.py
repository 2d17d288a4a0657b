"""Sentences that break off at the end of a page, and those that end there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.geometry import Box
from extract.layout import Page
from extract.narrative.endings import broken_within, headings_bare, pages_broken_off
from tests import factories

TOLD = "2024年度支出合计12.08万元，其中基本支出"


@pytest.mark.parametrize(
    ("last", "following", "found"),
    [
        (TOLD, "三、三公经费", (1,)),
        (TOLD, "", (1,)),
        (TOLD + "8.00万元。", "三、三公经费", ()),
        (TOLD + "如下：", "1.甲。", ()),
        ("二、支出决算情况", "2024年度支出12.08万元。", ()),
    ],
)
def test_a_sentence_that_breaks_off(last: str, following: str, found: tuple[int, ...]) -> None:
    said = [factories.sentence(0, last, page=1)]
    said += [factories.sentence(1, following, page=2)] if following else []
    assert pages_broken_off(said) == found


def test_names_and_amounts_break_off_where_their_paragraph_is_running_text() -> None:
    listed = "其中：药品事务1725.55万元、食品安全监管3916.25万"
    for first, found in (("安排5641.80万元，增长7.45%。", (1,)), ("药品事务1.00万元", ())):
        said = [
            factories.sentence(0, first, page=1, paragraph=0),
            factories.sentence(1, listed, page=1, paragraph=0),
            factories.sentence(2, "8.社会福利。", page=2, paragraph=1),
        ]
        assert pages_broken_off(said) == found


def page(number: int, *, image: bool = False) -> Page:
    return Page(number, 600, 840, (), (), (Box(80, 200, 400, 500),) if image else ())


@pytest.mark.parametrize(
    ("heading", "following", "found"),
    [
        ("五、其他重要事项情况说明", "", [1]),
        ("五、其他重要事项情况说明", "六、绩效情况", [1]),
        ("（一）机关运行经费", "六、绩效情况", [1]),
        ("五、其他重要事项情况说明", "（一）机关运行经费", []),  # a part of it
        ("五、其他重要事项情况说明", "机关运行经费12.08万元。", []),
        ("第四部分附件", "", []),  # what it holds may be published apart
        ("附件", "", []),
    ],
)
def test_headings_with_nothing_behind_them(heading: str, following: str, found: list[int]) -> None:
    kind = "body" if following.endswith("。") else "heading"
    said = [factories.sentence(0, heading, page=1, kind="heading")]
    if following:
        said += [factories.sentence(1, following, page=2, kind=kind)]
        said += [factories.sentence(2, "支出12.08万元。", page=2)]
    pages = [page(1), page(2)]
    assert list(headings_bare(said, (), pages)) == found
    assert not list(headings_bare(said, (), [page(1), page(2, image=True)]))
    shown = replace(factories.table(factories.cell("1.00")), pages=(2,))
    assert not list(headings_bare(said, (shown,), pages))


def test_a_paragraph_that_goes_on_overleaf_does_not_break_off() -> None:
    said = [
        factories.sentence(0, TOLD, page=1, paragraph=7),
        factories.sentence(1, "8.00万元。", page=2, paragraph=7),
    ]
    assert pages_broken_off(said) == ()


@pytest.mark.parametrize("kind", ["heading", "note", "contents"])
def test_only_running_text_breaks_off(kind: str) -> None:
    said = [factories.sentence(0, TOLD, page=1, kind=kind), factories.sentence(1, "三", page=2)]
    assert pages_broken_off(said) == ()


@pytest.mark.parametrize(
    ("text", "page", "paragraph", "found"),
    [
        ("收入772.40万元（占比88.07%），", 1, 2, True),
        ("收入772.40万元，其中：财政拨款、", 1, 2, True),
        ("收入772.40万元，其中财政拨款", 1, 2, False),  # lists set by hand end so
        ("收入772.40万元，比上年增加。", 1, 2, False),
        ("收入772.40万元（占比88.07%），", 2, 2, False),  # the page ends: see above
        ("收入772.40万元（占比88.07%），", 1, 1, False),  # its own paragraph goes on
    ],
)
def test_a_sentence_that_breaks_off_within_a_page(
    text: str, page: int, paragraph: int, found: bool
) -> None:
    said = [
        factories.sentence(0, text, page=1, paragraph=1),
        factories.sentence(1, "二、支出情况", page=page, paragraph=paragraph),
    ]
    assert broken_within(said) == ((said[0],) if found else ())
