"""Counts in a table of money, lines that only point at a table, and a page that holds its note."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from extract.read import read
from extract.tables.captions import TextLine, caption_above
from reconcile.rules import Sample
from tests.extract.odd import SPENT, Looks, make
from tests.rules.builder import table


def _units(*lines: str) -> list[str]:
    """The units of the figures of a table of 元, row by row."""
    made = table(Sample("情况表", "元", tuple(tuple(line.split("|")) for line in lines)), 1)
    return [c.quantity.unit for row in made.rows for c in row.cells if c.quantity]


@pytest.mark.parametrize("head", ["数量", "采购数量", "台数", "单位数"])
def test_a_column_that_counts_holds_no_money(head: str) -> None:
    lines = (f"资产名称|{head}|单价|金额", "复印机|3|12,000.00|36,000.00")
    assert _units(*lines) == ["个", "元", "元"]


def test_a_column_of_money_that_names_a_number() -> None:
    assert _units("项目|预算数|决算数", "办公费|3,600.00|3,480.00") == ["元", "元"]
    assert _units("项目|数量（台）|金额", "复印机|3|36,000.00") == ["台", "元"]


def test_a_row_that_counts_holds_no_money() -> None:
    lines = ("项目|统计数", "车辆数合计（辆）|7", "采购支出|4,230,000.00", "接待人次（人次）|135")
    assert _units(*lines) == ["辆", "元", "人次"]


def test_the_rows_under_one_that_counts() -> None:
    lines = (
        "项目|统计数",
        "一、车辆数合计（辆）|7",
        "1.执法执勤用车|4",
        "2.其他用车|3",
        "3.其他费用|3.60",
    )
    assert _units(*lines) == ["辆", "辆", "辆", "元"]


def test_what_the_column_says_goes_before_what_the_row_says() -> None:
    assert _units("项目|金额（万元）", "护林员补助（人）|12.60") == ["万元"]


@pytest.mark.parametrize(
    "text", ["详见下表", "具体情况见下表", "如下表", "明细如下表", "具体见附表"]
)
def test_a_line_that_only_points_at_a_table_is_no_title(text: str) -> None:
    line = TextLine(text, Box(80, 90, 200, 102), 12.0, (text,))
    assert caption_above([line], 595).title == ""


@pytest.mark.parametrize("text", ["下属单位收支预算表", "固定资产明细表", "附表：项目清单"])
def test_a_line_that_names_a_table_is_its_title(text: str) -> None:
    line = TextLine(text, Box(80, 90, 200, 102), 12.0, (text,))
    assert caption_above([line], 595).title


def _overleaf(text: str) -> Looks:
    """支出决算表 fills its page; the next has nothing but a line at its head."""

    def after(document: pymupdf.Document) -> None:
        page = document.new_page(3, width=595, height=842)
        page.insert_text((60, 70), text, fontname="china-s", fontsize=10)

    return Looks(spent=(SPENT,), after=after)


@pytest.mark.parametrize(
    ("text", "pages"), [("注：本表反映本年度各项支出情况。", ()), ("云岭县林业局", (4,))]
)
def test_a_page_with_the_note_of_a_table_is_not_blank(
    tmp_path: Path, text: str, pages: tuple[int, ...]
) -> None:
    disclosure = read(make(tmp_path / "决算.pdf", _overleaf(text)))
    (spent,) = [t for t in disclosure.tables if t.title == "支出决算表"]
    assert spent.goes_on == pages
