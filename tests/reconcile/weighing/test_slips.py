"""The slip of the pen that explains a wrong figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.figures.quantity import parse_quantity
from reconcile.weighing.slips import name_slip


@pytest.mark.parametrize(
    ("stated", "expected", "words"),
    [
        ("64171100万元", "6417.11", "一万倍"),
        ("641.711万元", "6417.11", "十倍"),
        ("6471.11万元", "6417.11", "颠倒"),
        ("6427.11万元", "6417.11", "一位数字不同"),
        ("647.11万元", "6417.11", "少了一位"),
        ("64417.11万元", "6417.11", "多了一位"),
        ("-5.00万元", "5.00", "符号相反"),
        ("1234.56万元", "9871.05", ""),
    ],
)
def test_slip(stated: str, expected: str, words: str) -> None:
    found = str(name_slip(parse_quantity(stated), Decimal(expected)))
    assert words in found if words else found == ""
