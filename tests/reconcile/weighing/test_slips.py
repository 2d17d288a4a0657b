"""The slip of the pen that explains a wrong figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.figures.quantity import parse_quantity
from reconcile.equation import check_sum, of_cell
from reconcile.weighing.slips import in_a_part, name_slip
from tests.factories import cell


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


@pytest.mark.parametrize(
    ("whole", "parts", "slip"),
    [
        ("1447.21", ("1412.88", "33.43"), True),  # 34.33
        ("100.00", ("60.00", "30.00"), True),  # 70.00, or 40.00
        ("100.00", ("61.37", "17.44"), False),  # a part of 21.19 was not read
        ("100.00", ("61.37", "38.63"), False),  # nothing is off
    ],
)
def test_a_slip_in_a_part(whole: str, parts: tuple[str, ...], slip: bool) -> None:
    check = check_sum(
        "T25",
        of_cell(cell(whole)),
        [of_cell(cell(part, row=n)) for n, part in enumerate(parts, 1)],
    )
    assert in_a_part(check) is slip
