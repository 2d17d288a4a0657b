"""Which errors that people make explain a difference, and which differences none explains."""

from __future__ import annotations

import pytest

from reconcile.equation import Term, check, check_sum, of_claim
from reconcile.formula import FALL, IMPLIED_RISE, RATIO, RISE, Formula
from reconcile.phrases import phrase
from reconcile.weighing.errors import error_behind
from reconcile.weighing.suspects import contradictions
from tests import factories


def told(figure: str) -> Term:
    return of_claim(factories.claim(figure, factories.sentence(0, f"甲{figure}。"), figure))


def error(rule: str, formula: Formula, stated: str, *others: str) -> object:
    found = check(rule, told(stated), [told(o) for o in others], formula)
    assert found is not None
    (one,) = contradictions([found], [found], frozenset(), {})
    return error_behind(one)


@pytest.mark.parametrize(
    ("rule", "formula", "stated", "figures", "named"),
    [
        ("N03", RISE, "16.67%", ("120.00万元", "100.00万元"), "slip.new_base"),  # 20 of 120
        ("N03", FALL, "84.19%", ("84.19万元", "100.00万元"), "slip.level"),
        ("N03", IMPLIED_RISE, "16.67%", ("20.00万元", "120.00万元"), "slip.new_base"),
        ("N03", RATIO, "16.67%", ("20.00万元", "100.00万元"), "slip.new_base"),
        ("N04", RATIO, "61.25%", ("38.75万元", "100.00万元"), "slip.rest"),
        ("N05", RATIO, "140.00%", ("50.00万元", "70.00万元"), "slip.upside_down"),
        ("N05", RATIO, "28.57%", ("50.00万元", "70.00万元"), "slip.rest"),
        ("N05", RATIO, "112.30%", ("87.70万元", "100.00万元"), "slip.excess"),
    ],
)
def test_rates_that_were_computed_otherwise(
    rule: str, formula: Formula, stated: str, figures: tuple[str, str], named: str
) -> None:
    assert error(rule, formula, stated, *figures) == phrase(named)


def test_digits_in_another_order_and_next_to_nothing() -> None:
    assert error("N04", RATIO, "21.9%", "1460万元", "7600万元") == phrase("slip.rearranged")
    assert error("N04", RATIO, "71.73%", "2106.66万元", "2940.05万元") == phrase("slip.near")


@pytest.mark.parametrize(
    ("rule", "formula", "stated", "figures"),
    [
        ("N04", RATIO, "46.2%", ("1248万元", "1500万元")),
        ("N03", IMPLIED_RISE, "5.60%", ("303.81万元", "975.24万元")),
        ("N05", RATIO, "27.92%", ("20.99万元", "30.00万元")),
    ],
)
def test_what_no_error_explains(
    rule: str, formula: Formula, stated: str, figures: tuple[str, str]
) -> None:
    assert error(rule, formula, stated, *figures) == ""


def test_small_counts_are_all_a_digit_apart() -> None:
    parts = [told(f"{n}辆") for n in (2, 3)]
    off = check_sum("N06", told("6辆"), parts)
    (one,) = contradictions([off], [off], frozenset(), {})
    assert error_behind(one) == ""
