"""Tables of a kind that gouji does not know."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches, sheet

TOLD = "2024年度收入总计10.00万元。"


@pytest.mark.parametrize(
    "lines", [("项目|完成率", "甲|50%", "乙|60%"), ("项目|平均|增长率", "甲|5.00|3%", "乙|6.00|4%")]
)
def test_a_table_without_a_column_that_adds_up(lines: tuple[str, ...]) -> None:
    assert mismatches(audited(TOLD, sheet("指标情况", *lines))) == []


CODED = (
    "科目编码|科目名称|甲栏|乙栏",
    "|合计|96.30|41.20",
    "205|教育支出|60.10|20.10",
    "20508|进修及培训|60.10|20.10",
    "2050803|培训支出|47.70|15.00",
    "2050899|其他进修及培训|12.40|5.10",
    "221|住房保障支出|36.20|21.10",
    "22102|住房改革支出|36.20|21.10",
    "2210201|住房公积金|36.20|21.10",
)


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [("", "", 0), ("47.70", "74.70", 1), ("|5.10", "|8.10", 1), ("47.70", "31.06", 0)],
)
def test_codes_of_subjects_add_up_in_a_table_nobody_knows(
    right: str, wrong: str, found: int
) -> None:
    """A slip is called where all else holds; what no slip explains is of another relation."""
    lines = [line.replace(right, wrong, 1) if right else line for line in CODED]
    assert len(mismatches(audited(TOLD, sheet("情况一览", *lines)))) == found


def test_numbers_that_are_no_codes_of_subjects_add_up_to_nothing() -> None:
    lines = ("编号|名称|数量", "101|甲|5.00", "10101|乙|3.00", "10102|丙|4.00", "102|丁|1.00")
    assert mismatches(audited(TOLD, sheet("登记簿", *lines))) == []
