"""Rows that somebody struck out are blank, and not lost."""

from __future__ import annotations

from dataclasses import replace

from extract.geometry import Box
from extract.table import Table
from reconcile.weighing.fields_lost import signs
from tests.extract.tables.test_build import CAPTION, COLUMN, LINE, grid, page, tables_of

ROWS = [
    ["科目编码", "科目名称", "合计"],
    ["20126", "档案事务", "2.00"],
    ["2012601", "行政运行", "1.50"],
    ["", "", ""],
    ["2012604", "档案馆", "0.50"],
]
TOP = 100.0


def read(*struck: Box) -> Table:
    (found,) = tables_of([replace(page(1, *CAPTION), struck=struck)], [grid(ROWS, top=TOP)])
    return found


def test_a_struck_row_is_not_lost() -> None:
    row = Box(COLUMN + 2, TOP + 3 * LINE + 4, COLUMN + 40, TOP + 3 * LINE + 14)
    assert read(row).struck == {3}
    assert not signs(read(row))


def test_a_blank_row_may_be_lost() -> None:
    assert signs(read())


def test_a_figure_that_is_struck_in_a_row_of_others_strikes_no_row() -> None:
    other = Box(2 * COLUMN + 2, TOP + 2 * LINE + 4, 2 * COLUMN + 40, TOP + 2 * LINE + 14)
    assert not read(other).struck
