"""What headings and list items lend to the paragraphs under them."""

from __future__ import annotations

from extract.claims.items import Items
from extract.claims.lists import UNMARKED, OpenLists
from extract.claims.ties import Tie


def under(*headings: str) -> Items:
    items = Items(OpenLists())
    for heading in headings:
        items.heading(heading)
    return items


def test_an_item_is_named_by_the_words_before_its_figure() -> None:
    items = under("三、支出决算情况说明")
    assert items.begin("（一）公务接待费支出决算1.20万元", ("支出决算情况说明",)) == 2
    assert items.lent() == ("公务接待费", Tie.INHERITED)


def test_a_paragraph_goes_on_with_the_item_above_it_until_the_section_ends() -> None:
    items = under("一、支出")
    items.begin("1.行政运行（项）5.00万元", ("支出",))
    items.begin("比上年增加0.20万元", ("支出",))
    assert items.item == "行政运行（项）"
    items.begin("本年收入7.00万元", ("收入",))
    assert items.item == ""


def test_a_heading_that_names_a_thing_is_a_subject_and_one_of_an_overview_is_none() -> None:
    items = under("八、公务接待费情况说明")
    items.begin("决算1.20万元", ("公务接待费情况说明",))
    assert items.headed() and items.lent()[1] is Tie.INHERITED
    items.begin("决算1.20万元", ("支出决算情况说明",))
    assert not items.headed() and items.lent()[1] is Tie.GUESSED


def test_the_paragraph_right_under_a_heading_has_its_level() -> None:
    items = under("（二）支出")
    assert items.begin("共计5.00万元", ("支出",)) == 2
    assert items.begin("另有3.00万元", ("支出",)) == UNMARKED
