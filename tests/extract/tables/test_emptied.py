"""Tables that show by their rules that rows are gone."""

from __future__ import annotations

import pytest

from extract.geometry import Box
from extract.layout import Page
from extract.table import Cell, Row, Table
from extract.tables.emptied import is_left_open, pages_blanked

LEFT, RIGHT, TOP, BOTTOM = 60.0, 540.0, 100.0, 200.0
BOX = Box(LEFT, TOP, RIGHT, BOTTOM)
SIDE = Box(LEFT, TOP, LEFT + 1, BOTTOM)


def level(y: float, left: float = LEFT, right: float = RIGHT) -> Box:
    return Box(left, y, right, y + 1)


def page(*rules: Box, images: tuple[Box, ...] = ()) -> Page:
    return Page(1, 600, 840, (), rules, images)


@pytest.mark.parametrize(
    "rules", [[SIDE, level(400)], [SIDE, level(400, LEFT, 300), level(400, 300, RIGHT)]]
)
def test_the_rule_at_the_foot_far_below_the_last_row(rules: list[Box]) -> None:
    assert is_left_open(page(*rules), BOX, ())


@pytest.mark.parametrize(
    "rules",
    [
        [SIDE, level(BOTTOM)],
        [SIDE, level(BOTTOM + 10)],  # a double rule
        [level(400)],  # three-line tables have rules apart from each other
        [SIDE, level(400, LEFT, 300)],  # over some of it
        [SIDE, level(400, LEFT, 580)],
        [SIDE, level(800)],  # over the page's foot
        [SIDE, level(300, LEFT, 200), level(400)],  # something stands between
    ],
)
def test_rules_that_are_none_of_its_foot(rules: list[Box]) -> None:
    assert not is_left_open(page(*rules), BOX, ())


def test_a_picture_between() -> None:
    drawn = page(SIDE, level(400), images=(Box(100, 250, 200, 350),))
    assert not is_left_open(drawn, BOX, ())


def table(*lines: str, pages: str = "1" * 99) -> Table:
    """A table of lines whose fields blanks part, a dot being a blank one; the first is its head."""
    grid = tuple(
        tuple(
            Cell("t", int(pages[n]), BOX, n, c, "" if text == "." else text, None)
            for c, text in enumerate(line.split())
        )
        for n, line in enumerate(lines)
    )
    rows = tuple(Row(n, (line[0].text,), "", 0, line[1:]) for n, line in enumerate(grid) if n)
    return Table("t", "收入总表", "", "万元", (1,), (), rows, ((1, BOX),), grid=grid)


ROWS = ("名称 合计 拨款", "合计 9 9", "甲 1 1", "乙 2 2", ". . .", ". . .", "丙 3 3", "丁 3 3")


def test_fields_for_rows_that_are_not_there() -> None:
    assert list(pages_blanked(table(*ROWS))) == [1]
    assert list(pages_blanked(table(*ROWS, pages="11112222"))) == [2]


@pytest.mark.parametrize(
    "lines",
    [
        (*ROWS[:5], *ROWS[6:]),  # one is room between two parts
        ROWS[:6],  # more than it needs
        (*ROWS, "戊 . 4"),  # not every field is filled
        (ROWS[0], *ROWS[2:4], *ROWS[4:7]),  # too few rows to tell
    ],
)
def test_blank_rows_that_mean_nothing(lines: tuple[str, ...]) -> None:
    assert not list(pages_blanked(table(*lines)))
