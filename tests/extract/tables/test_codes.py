"""Codes that no rules part, and what is none."""

from __future__ import annotations

import pytest

from extract.geometry import Box
from extract.layout import Field, Grid
from extract.tables.codes import parted_codes


def _grid(text: str, rows: int) -> Grid:
    """A column with one field over all rows, and one of labels beside it."""
    ys = tuple(20.0 * n for n in range(rows + 1))
    tall = Field(1, Box(0, 0, 60, ys[-1]), 0, 0, rows, 1, text)
    labels = [
        Field(1, Box(60, ys[n], 200, ys[n + 1]), n, 1, n + 1, 2, f"项{n}") for n in range(rows)
    ]
    return Grid(1, Box(0, 0, 200, ys[-1]), (0, 60, 200), ys, tuple((tall, one) for one in labels))


@pytest.mark.parametrize(
    "codes",
    [
        ("208", "20805", "2080505", "2080506"),
        ("213", "21303", "2130301", "2130305", "2130306"),
        ("20805", "2080505"),
    ],
)
def test_each_row_has_its_own_code(codes: tuple[str, ...]) -> None:
    found = parted_codes(_grid("".join(codes), len(codes)))
    assert tuple(line[0].text for line in found.matrix) == codes
    assert [line[0].box.y0 for line in found.matrix] == [20.0 * n for n in range(len(codes))]
    assert all(line[0].height == 1 for line in found.matrix)


@pytest.mark.parametrize(
    ("text", "rows"),
    [("208", 2), ("20820805", 3), ("208213", 2), ("工资福利支出", 2), ("1,206.85", 2), ("", 2)],
)
def test_what_is_no_code_a_row_stays_one_field(text: str, rows: int) -> None:
    grid = _grid(text, rows)
    assert parted_codes(grid) is grid
