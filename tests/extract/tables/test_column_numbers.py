"""The row that numbers the columns is known as such with some of it lost."""

from __future__ import annotations

import pytest

from extract.geometry import Box
from extract.layout import Field
from extract.tables.headers import is_index_row


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("栏次|1|2|3", True),
        ("栏次||2||4|5", True),
        ("次|1|2|3", True),
        ("1|2|3|4||6|7|8", True),
        ("栏次|1||3", True),
        ("2|5|9|11|12", False),
        ("一、收入|1||3", False),
        ("栏次|9|2", False),
        ("||1||3|", False),
    ],
)
def test_what_numbers_the_columns(line: str, counts: bool) -> None:
    row = [Field(1, Box(0, 0, 1, 1), 0, n, 1, n + 1, t) for n, t in enumerate(line.split("|"))]
    assert is_index_row(row) == counts


def test_a_name_that_reaches_down_from_above_counts_no_columns() -> None:
    """科目名称 of a header of two rows beside 栏次 1 2 3."""
    row = [
        Field(1, Box(0, 0, 1, 1), 2, n, 3, n + 1, t) for n, t in enumerate(["栏次", "", "1", "2"])
    ]
    row[1] = Field(1, Box(0, 0, 1, 1), 1, 1, 3, 2, "科目名称")
    assert is_index_row(row)
