"""Tables that lost some of what stood in them are no proof against themselves."""

from __future__ import annotations

import pytest

from extract.table import Table
from reconcile.rules import Example, Sample
from reconcile.weighing.fields_lost import _differ, signs
from tests.reconcile.reading import audited, mismatches, sheet
from tests.rules.builder import built

SPENT = (
    "301|工资福利支出|60.00|60.00|",
    "30101|基本工资|30.00|30.00|",
    "30102|津贴补贴|20.00|20.00|",
    "30103|奖金|10.00|10.00|",
    "302|商品和服务支出|40.00||40.00",
    "30201|办公费|15.00||15.00",
    "30202|印刷费|5.00||5.00",
    "30205|水费|20.00||20.00",
)
HEAD = "科目编码|科目名称|合计|人员经费|公用经费"


def spent(*rows: str) -> Sample:
    return sheet(
        "一般公共预算财政拨款基本支出决算表", HEAD, "|合计|100.00|60.00|40.00", *(rows or SPENT)
    )


def with_row(number: int, row: str) -> Sample:
    return spent(*SPENT[:number], row, *SPENT[number + 1 :])


def found_in(table: Table) -> dict[str, int]:
    return dict(signs(table))


def found(table: Sample) -> dict[str, int]:
    (read,) = built(Example("", (table,), "final", 2024, "holds")).tables
    return found_in(read)


def test_a_whole_table_shows_no_sign() -> None:
    assert found(spent()) == {}


def test_a_slip_in_a_whole_table_is_a_mismatch() -> None:
    off = with_row(6, "30202|印刷费|9.00||9.00")
    assert mismatches(audited("", off))


def test_several_rows_that_were_whitened_are_lost() -> None:
    assert found(spent(*SPENT[:5], "||||", "||||", SPENT[7]))["row"] == 2


def test_a_table_that_begins_with_blank_lines_lost_its_head() -> None:
    assert (
        found(sheet("项目支出绩效自评表", "||", "||", "产出指标|20|19", "总分|100|97"))["head"] == 2
    )
    assert "head" not in found(sheet("项目支出绩效自评表", "项目|分值|得分", "||", "总分|100|97"))
    assert "head" not in found(sheet("政府性基金表", "||", "项目|预算|决算", "||"))


def test_blank_rows_behind_a_head_that_is_printed_again() -> None:
    """As it is overleaf."""
    assert found(spent(*SPENT[:5], HEAD, "||||", "||||", SPENT[7]))["row"] == 2
    assert "row" not in found(spent(*SPENT[:5], HEAD, *SPENT[5:]))


def test_numbers_of_columns_that_run_into_each_other_are_no_row() -> None:
    """Narrow columns print their numbers on each page: what is read of 2 and 3 is 23."""
    assert found(spent(*SPENT[:4], HEAD, "|栏次|1|23|", *SPENT[4:])) == {}


def test_lines_that_need_no_name() -> None:
    """Blank lines are numbered, too; and names may stand above their figures."""
    rows = [f"{n}、{name}收入|{n}|{n}00.00" for n, name in enumerate("财政事业经营上级附属其他", 1)]
    blank = [f"|{n}|" for n in (13, 14, 15)]
    numbered = sheet("收入决算表", "项目|行次|决算数", *rows, *blank, "合计|16|7800.00")
    assert "nameless" not in found(numbered)
    lost = sheet("收入决算表", "项目|行次|决算数", *rows, "|13|1.00", "|14|2.00", "合计|15|7803.00")
    assert found(lost)["nameless"] == 2
    counts = [f"{name}|{n}" for n, name in enumerate(("团组数", "批次", "人次", "会议", "培训"), 1)]
    budget, spent = "合计|出国费", "决算合计|出国费"
    across = sheet(
        "“三公”经费表", "项目|统计数", *counts, budget, "193.50|0.00", spent, "166.10|0.00"
    )
    assert "nameless" not in found(across)


def test_a_total_without_any_figure() -> None:
    total = "|公用经费合计|40.00||40.00"
    assert "total" not in found(spent(*SPENT, total))
    assert found(spent(*SPENT, "|公用经费合计|||"))["total"] == 1
    blank = [row.rstrip("|0123456789.") + "|||" for row in SPENT]
    assert "total" not in found(sheet("基本支出决算表", HEAD, "|合计|||", *blank))


LAST = ("310|资本性支出|9.00||9.00", "31002|办公设备购置|9.00||9.00")


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ((*SPENT, "303|补助|1.00|1.00|", "30302|退休费|1.00|1.00|", LAST[0]), True),
        ((*SPENT, "303|补助|1.00|1.00|", "30302|退休费|1.00|1.00|", *LAST), False),
        ((*SPENT, LAST[0]), False),  # two others prove little
        ((*SPENT, "303|补助|1.00|1.00|", LAST[0]), False),  # another has none either
        ((*(row for row in SPENT if row[3] == "|"), LAST[0]), False),
    ],
)
def test_the_last_subject_without_what_it_is_made_of(rows: tuple[str, ...], lost: bool) -> None:
    assert ("childless" in found(spent(*rows))) is lost


@pytest.mark.parametrize(
    ("row", "sign"),
    [
        ("||||", "row"),
        ("30202|印刷费|||", "figures"),
        ("30202|印刷费|||5.00", "whole"),
        ("30202||5.00||5.00", "name"),
    ],
)
def test_signs_of_loss(row: str, sign: str) -> None:
    assert found(with_row(6, row)) == {sign: 1}


@pytest.mark.parametrize("row", ["||||", "30202|印刷费|||", "30202|印刷费|5.00||"])
def test_a_sum_over_a_row_that_is_lost_is_no_mismatch(row: str) -> None:
    assert mismatches(audited("", with_row(6, row))) == []


def test_words_lost_here_and_there() -> None:
    rows = [*SPENT]
    rows[2], rows[6] = "30102||20.00||", "30202|印刷费|||5.00"
    assert mismatches(audited("", spent(*rows))) == []


def test_a_column_that_lost_its_figures() -> None:
    rows = [row.rsplit("|", 1)[0] + "|" for row in SPENT]
    assert mismatches(audited("", spent(*rows))) == []


def test_a_line_without_its_number() -> None:
    lines = [f"第{n}项|{n}|{n}.00" for n in range(1, 13)]
    lines[4] = "||"
    (read,) = built(
        Example("", (sheet("收入支出决算总表", "项目|行次|金额", *lines),), "final", 2024, "holds")
    ).tables
    assert found_in(read) == {"number": 1}


def test_codes_lost_on_one_page_of_a_table() -> None:
    pairs = [(1, "208", "甲类"), (1, "", "乙项"), (1, "", "丙项"), (1, "", "丁项")]
    assert _differ([*pairs, (2, "210", "戊类"), (2, "21011", "己款")], [*range(6)], [1, 2, 3])
    assert not _differ([*pairs, (2, "", "戊类"), (2, "21011", "己款")], [*range(6)], [1, 2, 3, 4])


def said(*rows: str) -> bool:
    return any("似有缺失" in why for _, why in audited("", spent(*rows)).disclosure.unread)


def test_a_table_that_lost_names_is_named() -> None:
    nameless = [f"||{row.split('|', 2)[2]}" for row in SPENT[2:4]]
    assert said(*SPENT[:2], *nameless, *SPENT[4:])
    assert mismatches(audited("", spent(*SPENT[:2], *nameless, *SPENT[4:]))) == []


def test_items_that_cost_nothing_are_no_loss() -> None:
    assert not said(*SPENT) and not said(*SPENT, "30206|电费|||")


def test_a_class_of_which_nothing_is_listed_is_printed_by_the_form() -> None:
    """399 其他支出, which the official form has anyway; an item without a figure lost it."""
    assert "figures" not in found(spent(*SPENT, "399|其他支出|||"))
    assert found(spent(*SPENT, "30299|其他商品和服务支出|||"))["figures"] == 1
