"""Rows of a scanned table that were taken for text are named as not read."""

from __future__ import annotations

import pytest

from extract.unread import unread_figures
from tests.factories import sentence

ROWS = "2082899其他退役军人管理事务支出22.1422.14210卫生健康支出102.8726.4976.38"
TEXT = "教育支出14164.20万元，科学技术支出145.00万元，农林水支出2066.95万元，住房1039.10万元。"


def named(text: str, *, scanned: bool = True) -> list[int]:
    found = unread_figures((), [sentence(1, text, page=8)], {8} if scanned else ())
    return [page for page, why in found if "表格没有认出" in why]


def test_rows_read_as_text_are_named() -> None:
    assert named(ROWS) == [8]
    assert named("信息工程学院8273123.02%经济管理学院9231819.54%海洋学院6167414.11%") == [8]


@pytest.mark.parametrize("text", [TEXT, "2.1.3公务接待费0.50", "附件1 2024年3月15日"])
def test_text_is_not(text: str) -> None:
    assert named(text) == []


def test_on_pages_of_text_nothing_is_said() -> None:
    """There the lines of a table are not missed by chance."""
    assert named(ROWS, scanned=False) == []
