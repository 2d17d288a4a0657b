"""What the columns of a table hold, and where a list beside another begins."""

from __future__ import annotations

import pytest

from extract.geometry import Box
from extract.layout import Field
from extract.tables.columns import Kind, column_kinds, panels
from extract.tables.headers import Heading


def _kinds(heads: str, *rows: str) -> list[Kind]:
    """The kinds of the columns of a table written line by line, its fields divided by |."""
    body = tuple(
        tuple(
            Field(1, Box(60 * c, 20 * r, 60 * c + 60, 20 * r + 20), r, c, r + 1, c + 1, text)
            for c, text in enumerate(row.split("|"))
        )
        for r, row in enumerate(rows)
    )
    return column_kinds(body, _headings(heads))


def _headings(heads: str) -> list[Heading]:
    return [Heading(("支出", head), "") for head in heads.split("|")]


@pytest.mark.parametrize("second", ("按支出类别", "支出性质", "分经济用途"))
def test_words_before_figures_headed_alike_name_rows_of_their_own(second: str) -> None:
    heads = f"按功能分类|2026年预算|{second}|2026年预算"
    kinds = _kinds(heads, "教育支出|11.80|基本支出|13.75", "卫生健康支出|6.31|工资福利支出|12.27")
    assert kinds == [Kind.LABEL, Kind.FIGURE, Kind.LABEL, Kind.FIGURE]
    assert [p.figures for p in panels(kinds, _headings(heads))] == [(1,), (3,)]


def test_words_between_figures_headed_otherwise_are_remarks() -> None:
    heads = "项目|年初预算数|资金来源|执行数"
    kinds = _kinds(heads, "教育支出|11.80|财政拨款|11.70", "卫生健康支出|6.31|其他资金|6.30")
    assert kinds == [Kind.LABEL, Kind.FIGURE, Kind.WORDS, Kind.FIGURE]
