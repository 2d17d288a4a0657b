"""A report of two pages to print and to photograph: a text in which two digits are swapped, and
the table that it tells of."""

from __future__ import annotations

import pymupdf

TEXT = (
    "某市教育局2023年度部门决算公开",
    "一、收入支出决算总体情况说明",
    "2023年度收入总计1,286.40万元，支出总计1,286.40万元。",
    "二、支出决算情况说明",
    "本年支出合计1,245.30万元，其中：",
    "基本支出860.20万元，项目支出358.10万元。",
)
TABLE = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("205", "教育支出", "1,100.00", "760.20", "339.80"),
    ("20502", "普通教育", "1,100.00", "760.20", "339.80"),
    ("221", "住房保障支出", "145.30", "100.00", "45.30"),
    ("22102", "住房改革支出", "145.30", "100.00", "45.30"),
    ("", "合计", "1,245.30", "860.20", "385.10"),
)


def write_text(page: pymupdf.Page) -> None:
    """Write the text onto a page of 420 points."""
    for n, line in enumerate(TEXT):
        page.insert_text((30, 40 + 30 * n), line, fontname="china-s", fontsize=9)


def draw_table(page: pymupdf.Page) -> None:
    """Draw the table onto a page of 420 points."""
    page.insert_text((180, 30), "支出决算表", fontname="china-s", fontsize=13)
    page.insert_text((330, 46), "单位：万元", fontname="china-s", fontsize=9)
    for n, row in enumerate(TABLE):
        for m, text in enumerate(row):
            page.draw_rect((20 + 76 * m, 52 + 24 * n, 96 + 76 * m, 76 + 24 * n), width=0.7)
            page.insert_text((24 + 76 * m, 68 + 24 * n), text, fontname="china-s", fontsize=9)
