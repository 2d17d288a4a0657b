"""Rows between rules, of which one may not have been seen."""

from __future__ import annotations

import pytest

from extract.layout import lines_of
from extract.paper.unruled.bodies import between_rules
from extract.paper.unruled.pieces import strips
from tests.extract.paper.unruled.test_guessed import text

ONE = (("2080505", 60), ("退休费", 120), ("12.36", 300), ("12.36", 400))
NEXT = (("2080506", 60), ("生活补助", 120), ("7.74", 300))


def rows(*lines: tuple[tuple[str, float], ...], apart: float = 20) -> list[str]:
    glyphs = [
        glyph
        for n, line in enumerate(lines)
        for words, x in line
        for glyph in text(words, x, 100 + n * apart)
    ]
    return [row.text for row in between_rules(strips(lines_of(glyphs)))]


def test_a_rule_that_was_not_seen_parts_rows_all_the_same() -> None:
    assert rows(ONE, NEXT) == ["2080505退休费12.3612.36", "2080506生活补助7.74"]


@pytest.mark.parametrize(
    "below",
    [
        (("及补助", 120),),  # the rest of the label
        (("678.00", 300),),  # the rest of a figure that its column is too narrow for
        (("其中：", 120), ("3", 300)),  # a remark with a number
    ],
)
def test_the_lines_of_one_row_stay_together(below: tuple[tuple[str, float], ...]) -> None:
    assert len(rows(ONE, below)) == 1
