"""Amounts printed digit by digit, a column for each, and what is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.figures.numerals import looks_unreadable
from extract.geometry import Box
from extract.layout import Field, Grid
from extract.tables.digits import with_whole_figures

NAMES = "十万千百十元角分"
HIGH, WIDE, LABEL = 20.0, 12.0, 100.0


def _grid(rows: Sequence[Sequence[str]], page: int = 1) -> Grid:
    """A column of labels, and narrow ones of a place each."""
    xs = (0.0, *(LABEL + WIDE * n for n in range(len(rows[0]))))
    ys = tuple(HIGH * n for n in range(len(rows) + 1))
    matrix = tuple(
        tuple(
            Field(page, Box(xs[c], ys[r], xs[c + 1], ys[r + 1]), r, c, r + 1, c + 1, text, xs[c])
            for c, text in enumerate(row)
        )
        for r, row in enumerate(rows)
    )
    return Grid(page, Box(0, 0, xs[-1], ys[-1]), xs, ys, matrix)


def _headed(*rows: Sequence[str], names: str = NAMES) -> Grid:
    """The same under a heading that stands over all places."""
    grid = _grid([["项目", *[""] * len(names)], ["", *names], *rows])
    over = grid.matrix[0][1]
    wide = replace(
        over, box=Box(LABEL, 0, grid.xs[-1], HIGH), text="金额", column_end=len(grid.xs) - 1
    )
    top = (grid.matrix[0][0], *[wide] * len(names))
    return replace(grid, matrix=(top, *grid.matrix[1:]))


@pytest.mark.parametrize(
    ("digits", "amount"),
    [
        (list("12345678"), "123456.78"),
        (["", "", *"963210"], "9632.10"),
        (["", "¥", *"963210"], "9632.10"),
        (["", "-", *"963210"], "-9632.10"),
        ([*[""] * 7, "5"], "0.05"),
        ([*[""] * 5, *"700"], "7.00"),
        (["", "", *"9632", "", ""], "9632.00"),
        ([""] * 8, ""),
        ([*[""] * 7, "—"], "—"),
    ],
)
def test_digits_make_one_figure(digits: list[str], amount: str) -> None:
    (grid,) = with_whole_figures([_headed(["培训支出", *digits])])
    assert len(grid.xs) == 3 and all(len(row) == 2 for row in grid.matrix)
    head, figure = grid.matrix[0][1], grid.matrix[2][1]
    assert head.text == "金额（元）" and grid.matrix[1][1] is head and head.row_end == 2
    assert figure.text == amount
    assert (figure.column, figure.column_end, figure.row) == (1, 2, 2)
    assert figure.box == Box(LABEL, 2 * HIGH, LABEL + 8 * WIDE, 3 * HIGH)


@pytest.mark.parametrize(
    "digits", [["", "", *"96", "", *"210"], ["", "", "96", *"32", "1", "0", "0"]]
)
def test_a_digit_that_is_lost_makes_none(digits: list[str]) -> None:
    (grid,) = with_whole_figures([_headed(["培训支出", *digits])])
    text = grid.matrix[2][1].text
    assert "#" in text and looks_unreadable(text)


def test_two_amounts_beside_each_other() -> None:
    (grid,) = with_whole_figures(
        [_grid([["项目", *NAMES, *NAMES], ["培训支出", *"12345678", "", "", *"963210"]])]
    )
    assert [f.text for f in grid.matrix[0]] == ["项目", "（元）", "（元）"]
    assert [f.text for f in grid.matrix[1]] == ["培训支出", "123456.78", "9632.10"]


def test_the_rest_overleaf_has_no_header() -> None:
    first, rest = _headed(["培训支出", *"12345678"]), _grid([["行政运行", *"23456789"]], page=2)
    found = list(with_whole_figures([first, rest]))
    assert [f.text for f in found[1].matrix[0]] == ["行政运行", "234567.89"]
    (alone,) = with_whole_figures([rest])
    assert alone is rest


@pytest.mark.parametrize(
    "head",
    [
        ["项目", "十", "元", "角", "分"],
        ["项目", *"甲乙丙丁戊己庚辛"],
        ["项目", *"分角元十百千万十"],
    ],
)
def test_other_columns_stay_as_they_are(head: list[str]) -> None:
    grid = _grid([head, ["培训支出", *("1" * (len(head) - 1))]])
    (found,) = with_whole_figures([grid])
    assert found is grid
