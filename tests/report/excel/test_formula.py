"""Equations as trees: read, computed, written for a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.excel.formula import FormulaError, Node, Pair, Ref, compute, degree, excel, parse

CELLS = ["A1", "B1", "C1"]


def values(*texts: str) -> list[Decimal]:
    return [Decimal(t) for t in texts]


@pytest.mark.parametrize(
    ("text", "figures", "written", "power"),
    [
        ("100.00", ["100.00"], "A1", 1),
        ("3+4", ["3", "4"], "A1+B1", 1),
        ("5+5", ["5", "5"], "A1+B1", 1),
        ("−3+4", None, "", 0),
        ("1062.85÷(9859.38−1062.85)", ["1062.85", "9859.38"], "A1/(B1-A1)", 0),
        ("(9−3)÷3", ["9", "3"], "(A1-B1)/B1", 0),
        ("|3−9|", ["3", "9"], "ABS(A1-B1)", 1),
        ("9−(3−2)", ["9", "3", "2"], "A1-(B1-C1)", 1),
        ("9−3−2", ["9", "3", "2"], "A1-B1-C1", 1),
        ("3−-5.00", ["3", "-5.00"], "A1-B1", 1),
        ("2分+3分", ["2", "3"], "A1+B1", 1),
    ],
)
def test_read_and_written(text: str, figures: list[str] | None, written: str, power: int) -> None:
    if figures is None:
        with pytest.raises(FormulaError):
            parse(text, values("3", "4"))
        return
    node = parse(text, values(*figures))
    assert excel(node, CELLS) == written
    assert degree(node) == power


@pytest.mark.parametrize("text", ["", "3+", "(3", "支出为0", "3 4", "7", "3)", "3++4"])
def test_what_is_no_equation(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text, values("3", "4"))


TREES = st.recursive(
    st.integers(0, 2).map(Ref),
    lambda inner: st.builds(Pair, st.sampled_from("+−×"), inner, inner),
    max_leaves=6,
)


@given(TREES, st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True))
def test_brackets_keep_the_order(tree: Node, figures: list[int]) -> None:
    """What is written computes, by Python's rules of precedence, to what the tree computes to."""
    written = excel(tree, [f"({n})" for n in figures])
    assert eval(written) == compute(tree, [Fraction(n) for n in figures])
