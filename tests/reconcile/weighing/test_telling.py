"""How much a slip of the pen says that explains a failed sum."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.figures.quantity import Quantity
from reconcile.audit import Check
from reconcile.equation import Term, check_sum
from reconcile.phrases import phrase
from reconcile.weighing.telling import telling_slip


def sum_of(whole: str, *parts: str) -> Check:
    terms = [Term(Quantity(text, Decimal(text), "万元")) for text in (whole, *parts)]
    return check_sum("N06", terms[0], terms[1:])


@pytest.mark.parametrize(
    ("figures", "slip"),
    [
        (("364.80", "241.92", "7.00", "52.88"), "slip.ten"),  # 70.00
        (("73.60", "38.42", "21.56", "9.81", "4.44"), "slip.transposed"),  # 9.18
        (("4860.62", "1821.12", "1700.58", "1041.19", "697.73"), "slip.one_digit"),  # 1300.58
    ],
)
def test_a_slip_that_explains_few_other_sums_tells(figures: tuple[str, ...], slip: str) -> None:
    assert telling_slip(sum_of(*figures)) == phrase(slip)


@pytest.mark.parametrize(
    "figures",
    [
        ("289", "98", "42", "70", "34", "25", "26"),  # one digit of many a part
        ("14.55", "9.60", "5.95"),  # one digit, of three figures with three
        ("245.00", "153.00", "40.00"),  # no slip at all
        ("100.00", "60.00", "30.00"),  # round: 40.00 would do
    ],
)
def test_a_slip_that_explains_many_other_sums_does_not(figures: tuple[str, ...]) -> None:
    assert telling_slip(sum_of(*figures)) == ""
