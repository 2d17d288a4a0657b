"""Marks of notes behind the names of rows and columns."""

from __future__ import annotations

import pytest

from tests.extract.tables.test_build import table

HEAD = ["科目编码", "科目名称", "合计"]


def names(*rows: list[str]) -> list[str]:
    return [row.label for row in table(HEAD, *rows).rows]


@pytest.mark.parametrize(
    "mark", ["①", "*", "＊＊", "[1]", "［2］", "²", "注2", "（注）", "(注3)", "〔1〕", "①②", "†"]
)
def test_a_mark_is_no_part_of_a_name(mark: str) -> None:
    assert names(["208", f"社会保障和就业支出{mark}", "9"]) == ["社会保障和就业支出"]


@pytest.mark.parametrize("name", ["备注", "补助(2)", "其他（一）", "项目1", "第①", "建筑面积m²"])
def test_what_ends_like_one_is_a_name(name: str) -> None:
    assert names(["", name, "9"]) == [name]


def test_marks_that_tell_rows_apart_are_kept() -> None:
    rows = ["补助①", "补助②", "其他收入*", "其他收入"]
    assert names(*(["", name, "9"] for name in rows)) == rows


def test_the_grid_is_shown_as_printed() -> None:
    found = table(HEAD, ["208", "社会保障和就业支出①", "9"])
    assert any("社会保障和就业支出①" in cell.text for row in found.grid for cell in row)
