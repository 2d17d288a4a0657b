"""Quotations with their figure marked."""

from __future__ import annotations

import re

from report.quote import Marked, around


def test_mark() -> None:
    assert str(Marked.of("增长13.95%。", 2, 8)) == "增长【13.95%】。"


def test_around_keeps_to_the_clause() -> None:
    text = "收入减少。支出增长13.95%；其中"
    start = text.index("13.95%")
    assert str(around(text, start, start + 6)) == "支出增长【13.95%】"


def test_around_cuts_a_long_clause() -> None:
    text = "甲" * 50 + "1万元" + "乙" * 50
    assert str(around(text, 50, 53, reach=3)) == "…甲甲甲【1万元】乙乙乙…"


def test_no_figure_is_torn() -> None:
    text = "甲1,234.56万元，乙13.95%，丙20.00%，丁"
    start = text.index("13.95%")
    for reach in range(12):
        quoted = str(around(text, start, start + 6, reach))
        found = re.findall(r"[\d.,]+\d[万元%]*", quoted)
        assert set(found) <= {"1,234.56万元", "13.95%", "20.00%"}
