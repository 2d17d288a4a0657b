"""Counts of the three public expenses against tables that count them."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from reconcile.cells.tallies import tallies
from tests.reconcile.reading import audited, mismatches, sheet, verdict

TABLE = sheet(
    "机构运行信息表",
    "项目|行次|年初预算数|决算统计数",
    "一、“三公”经费支出|1|—|—",
    "（一）支出合计|2|32.98|21.07",
    "1．因公出国（境）费|3|6.06|5.48",
    "2．公务用车运行维护费|4|22.50|11.99",
    "3．公务接待费|5|4.42|3.60",
    "（二）相关统计数|6|—|—",
    "1．因公出国（境）团组数（个）|7|—|3",
    "2．因公出国（境）人次数（人）|8|—|14",
    "3．公务用车保有量（辆）|9|—|3",
    "4．国内公务接待批次（个）|10|—|48",
    "5．国内公务接待人次（人）|11|—|1387",
)
TEXT = (
    "七、“三公”经费支出决算情况说明\n因公出国（境）支出决算5.48万元，全年安排因公出国（境）团组3个，累计14人次。\n"
    "公务用车运行维护费支出11.99万元。截至2024年末，公务用车保有量为3辆。\n"
    "公务接待费支出3.60万元，共接待国内来访团组48个、来宾{}人次。"
)


@pytest.mark.parametrize("printed", ["3个", "14人次", "3辆", "48个", "1387人次", "5.48万元"])
def test_counts_are_confirmed(printed: str) -> None:
    sound = audited(TEXT.format("1387"), TABLE)
    assert mismatches(sound) == []
    assert verdict(sound, printed) is Verdict.CONSISTENT


def test_a_count_that_its_table_contradicts() -> None:
    assert mismatches(audited(TEXT.format("1378"), TABLE)) == [("N01", "1378", "1387")]


def test_part_of_what_was_received_is_not_all_of_it() -> None:
    text = "公务接待费支出3.60万元，其中外事接待2批次，接待上级调研12批次、96人次。"
    heavy = (Severity.MISMATCH, Severity.DOUBT)
    assert not [f for f in audited(text, TABLE).findings if f.severity in heavy]


def test_names_are_told_once() -> None:
    names = [one.name for one in tallies()]
    assert len(names) == len(set(names)) > 4


@pytest.mark.parametrize("words", ["共安排国内公务接待", "国内公务接待", "全年共发生国内公务接待"])
def test_a_count_that_goes_by_the_name_of_its_row(words: str) -> None:
    """Of small counts every other is a slip away; the name says that it is this one."""
    text = "公务接待费支出3.60万元，{}{}批次（其中：外事接待0批次），主要用于上级检查。"
    assert mismatches(audited(text.format(words, 48), TABLE)) == []
    assert mismatches(audited(text.format(words, 84), TABLE)) == [("N01", "84", "48")]
    assert mismatches(audited(text.format(words, 53), TABLE)) == [("N01", "53", "48")]


PAIRS = sheet(
    "财政拨款“三公”经费、会议费和培训费支出决算表",
    "项目|合计|因公出国（境）费|公务用车运行维护费|公务接待费|会议费|培训费",
    "决算数|33.00|0.00|20.00|4.00|5.00|4.00",
    "相关统计数：||||||",
    "项目|统计数|项目|||统计数|",
    "公务用车保有量（辆）|9|国内公务接待批次（个）|||31|",
    "国内公务接待人次（人）|248|召开会议次数（个）|||17|",
)


def test_two_counts_in_a_row_each_with_its_name() -> None:
    text = (
        "七、“三公”经费支出决算情况说明\n公务用车运行维护费支出20.00万元，公务用车保有量为{}辆。\n"
        "公务接待费支出4.00万元，国内公务接待31批次、{}人次。"
    )
    heavy = (Severity.MISMATCH, Severity.DOUBT)
    sound = audited(text.format(9, 248), PAIRS)
    assert not [f for f in sound.findings if f.severity in heavy]
    assert verdict(sound, "9辆") is Verdict.CONSISTENT
    assert mismatches(audited(text.format(9, 284), PAIRS)) == [("N01", "284", "248")]
