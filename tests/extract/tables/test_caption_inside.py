"""Captions that stand in the first rows of a grid."""

from __future__ import annotations

import pytest

from extract.tables.captions import caption_inside

HEAD = ("科目编码", "科目名称", "本年支出合计")


@pytest.mark.parametrize("blank", [0, 1, 2])
def test_blank_rows_above_a_caption_are_its_own(blank: int) -> None:
    """A spreadsheet is printed with its title in a cell, and the row of its letters above."""
    rows = [*[()] * blank, ("支出决算表",), ("部门：某县林业局", "金额单位：万元"), HEAD]
    taken, caption = caption_inside(rows)
    assert (taken, caption.title, caption.unit) == (blank + 2, "支出决算表", "万元")


def test_a_blank_row_without_a_caption_under_it_stays() -> None:
    taken, caption = caption_inside([(), HEAD, ("205", "教育支出", "96.32")])
    assert (taken, caption.title) == (0, "")
