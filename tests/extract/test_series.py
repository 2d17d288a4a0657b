"""Which names are those of one report's pages."""

from __future__ import annotations

import pytest

from extract.series import in_order, series


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["第10页.jpg", "第1页.jpg", "第2页.png"], [["第1页.jpg", "第2页.png", "第10页.jpg"]]),
        (
            ["甲-1.jpg", "甲-2.jpg", "乙-1.jpg", "乙-2.jpg"],
            [["甲-1.jpg", "甲-2.jpg"], ["乙-1.jpg", "乙-2.jpg"]],
        ),
        (["决2023-1.jpg", "决2023-2.jpg", "决2024-1.jpg"], [["决2023-1.jpg", "决2023-2.jpg"]]),
        (
            ["IMG_20250820_101502.jpg", "IMG_20250820_101455.jpg"],
            [["IMG_20250820_101455.jpg", "IMG_20250820_101502.jpg"]],
        ),
        (["封面.jpg", "1.jpg"], []),
        (["1.jpg", "01.jpg"], []),
        ([], []),
    ],
    ids=["by number", "two reports", "the last number", "a camera's", "no series", "twice", "none"],
)  # fmt: skip
def test_series(names: list[str], found: list[list[str]]) -> None:
    assert [[names[at] for at in one] for one in series(names)] == found


def test_an_order_is_of_all_names() -> None:
    assert in_order(["b2.jpg", "b1.jpg"]) == [1, 0]
    assert in_order(["b2.jpg", "b1.jpg", "a.jpg"]) is None
