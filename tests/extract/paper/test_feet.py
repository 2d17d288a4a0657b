"""Columns of a page with an address at its foot, which crosses the gap between them."""

from __future__ import annotations

from collections.abc import Iterator

from extract.geometry import Box
from extract.layout import Glyph, lines_of
from extract.paper.regions import regions

SIZE = 10.0
LEFT = [
    "一、收入说明",
    "2024年度收入总计一千六百万元零五角整",
    "元。",
    "二、支出说明",
    "2024年度支出总计一千六百万元零五角整",
]
RIGHT = [
    "1.行政运行",
    "2024年度决算支出八百九十四万元一角整",
    "。",
    "2.档案馆",
    "2024年度决算支出三百五十六万元七角整",
]


def _set(text: str, x: float, y: float) -> Iterator[Glyph]:
    for n, char in enumerate(text):
        if char != "　":
            left = x + SIZE * n
            yield Glyph(char, Box(left, y, left + SIZE, y + SIZE), y + 8, SIZE)


def _read(address: str, y: float) -> list[str]:
    glyphs = [g for n, text in enumerate(LEFT) for g in _set(text, 40, 60 + 15.0 * n)]
    glyphs += [g for n, text in enumerate(RIGHT) for g in _set(text, 320, 64 + 15.0 * n)]
    glyphs += _set(address, 120, y)
    found = regions(glyphs, lines_of(glyphs))
    return ["".join(line.text for line in region.lines) for region in found]


def test_an_address_at_the_foot_is_of_no_column() -> None:
    address = "青岭市档案馆　地址：人民路　邮编：310000　电话"
    assert _read(address, 760) == ["".join(LEFT), "".join(RIGHT), address.replace("　", "")]


def test_what_stands_right_under_columns_is_not_far_below() -> None:
    assert "".join(_read("以上说明。", 160)).endswith("以上说明。")
