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
