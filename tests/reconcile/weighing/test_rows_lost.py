"""Sums that fail as they do where a row or a figure is not there, and those that do not."""

from __future__ import annotations

import pytest

from reconcile.rules import Sample
from tests.reconcile.reading import audited, mismatches, sheet

HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
ROWS = (
    "|合计|2180.56|1240.16|940.40",
    "205|教育支出|98.32|62.07|36.25",
    "20508|进修及培训|98.32|62.07|36.25",
    "2050803|培训支出|98.32|62.07|36.25",
    "213|农林水支出|1946.54|1042.39|904.15",
    "21302|林业和草原|1946.54|1042.39|904.15",
    "2130201|行政运行|1042.39|1042.39|",
    "2130205|森林资源培育|582.00||582.00",
    "2130207|森林资源管理|322.15||322.15",
    "221|住房保障支出|135.70|135.70|",
    "22102|住房改革支出|135.70|135.70|",
    "2210201|住房公积金|135.70|135.70|",
)


def spent(*rows: str) -> Sample:
    return sheet("一般公共预算财政拨款支出决算表", HEAD, *rows)


def without(*codes: str) -> Sample:
    return spent(*(row for row in ROWS if row.split("|")[0] not in codes))


def changed(code: str, row: str) -> Sample:
    return spent(*(row if r.startswith(code + "|") else r for r in ROWS))


def test_the_whole_table_adds_up() -> None:
    assert not audited("", spent(*ROWS)).findings


@pytest.mark.parametrize(
    "codes", [("2130205",), ("205", "20508", "2050803"), ("2130201",), ("21302",)]
)
def test_a_row_that_is_not_there_accuses_nobody(codes: tuple[str, ...]) -> None:
    audit = audited("", without(*codes))
    assert not mismatches(audit)
    assert codes == ("21302",) or any("缺失" in str(f.detail) for f in audit.findings)


def test_an_error_in_one_field_is_a_mismatch() -> None:
    assert mismatches(audited("", changed("2130205", "2130205|森林资源培育|582.00||604.37")))
    assert mismatches(audited("", changed("205", "205|教育支出|98.32|91.46|36.25")))


def test_a_slip_that_stands_in_two_columns_is_a_mismatch() -> None:
    """The row's total was computed with it."""
    assert mismatches(audited("", changed("2130205", "2130205|森林资源培育|528.00||528.00")))


def test_a_figure_that_is_not_there_accuses_nobody() -> None:
    assert not mismatches(audited("", changed("2130201", "2130201|行政运行|1042.39||")))


def test_parts_that_are_all_nothing_make_no_sum() -> None:
    rows = [
        ROWS[0],
        *(f"{n}|{name}|0.00|0.00|0.00" for n, name in ((205, "教育支出"), (213, "农林"))),
    ]
    assert not mismatches(audited("", spent(*rows)))
