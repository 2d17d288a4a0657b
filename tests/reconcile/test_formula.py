"""The functions of the equations: what each gives, how it is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import formula
from reconcile.formula import Formula, of_all, product, products, total, written

FIGURES = st.fractions(min_value=1, max_value=10**9, max_denominator=100)


@pytest.mark.parametrize(
    ("named", "figures", "value", "shown"),
    [
        (formula.COPY, ("7",), "7", "7"),
        (formula.DIFFERENCE, ("7", "5"), "2", "7−5"),
        (formula.SHORTFALL, ("5", "7"), "2", "7−5"),
        (formula.DISTANCE, ("5", "7"), "2", "|5−7|"),
        (formula.ADDITION, ("7", "5"), "12", "7+5"),
        (formula.RATIO, ("5", "20"), "1/4", "5÷20"),
        (formula.RATIO_OF_BOTH, ("5", "20"), "1/5", "5÷(5+20)"),
        (formula.IMPLIED_RISE, ("5", "25"), "1/4", "5÷(25−5)"),
        (formula.IMPLIED_FALL, ("5", "15"), "1/4", "5÷(15+5)"),
        (formula.RISE, ("25", "20"), "1/4", "(25−20)÷20"),
        (formula.FALL, ("15", "20"), "1/4", "(20−15)÷20"),
        (formula.WITH_EXCESS, ("25", "5"), "5/4", "25÷(25−5)"),
        (formula.WITH_SHORTFALL, ("15", "5"), "3/4", "15÷(15+5)"),
        (total([1, -1, 1]), ("9", "4", "2"), "7", "9−4+2"),
        (total([-1, 1]), ("4", "9"), "5", "−4+9"),
        (products(2), ("2", "25", "1", "27"), "77", "2×25+1×27"),
        (product(2), ("16", "5"), "80", "16×5"),
        (product(2, 12), ("16", "5"), "960", "16×5×12"),
        (of_all(3), ("2", "3", "5"), "1/5", "2÷(2+3+5)"),
        (formula.GAP, ("7", "5"), "2", "7−5"),
        (formula.QUOTIENT, ("5", "20"), "1/4", "5÷20"),
        (written(("×", "÷")), ("110", "12", "10"), "132", "110×12÷10"),
        (written(("×", "−", "÷")), ("2", "5", "6", "3"), "8", "2×5−6÷3"),
    ],
    ids=lambda value: value.name if isinstance(value, Formula) else None,
)
def test_formula(named: Formula, figures: tuple[str, ...], value: str, shown: str) -> None:
    assert named.value([Fraction(f) for f in figures]) == Fraction(value)
    assert named.show(figures) == shown


def test_every_formula_of_the_module_is_shown_as_it_is_reckoned() -> None:
    """What is shown is arithmetic: reckoned by hand it gives the value."""
    everything = [f for f in vars(formula).values() if isinstance(f, Formula)]
    assert len(everything) == len(formula._FUNCTIONS)
    for one in everything:
        number = 2 if "{1}" in one.text else 1
        figures = [Fraction(35), Fraction(28)][:number]
        shown = one.show([f"F({f})" for f in figures])
        shown = shown.replace("−", "-").replace("÷", "/").replace("×", "*")
        if shown.startswith("|"):
            shown = f"abs({shown.strip('|')})"
        assert eval(shown, {"F": Fraction}) == one.value(figures), one.name


@pytest.mark.parametrize(
    ("named", "figures"),
    [
        (formula.RATIO, (5, 0)),
        (formula.RATIO_OF_BOTH, (5, -5)),
        (formula.IMPLIED_RISE, (5, 5)),
        (formula.RISE, (5, 0)),
        (formula.FALL, (5, 0)),
        (formula.WITH_EXCESS, (5, 5)),
    ],
    ids=lambda value: value.name if isinstance(value, Formula) else None,
)
def test_a_base_of_zero_has_no_value(named: Formula, figures: tuple[int, int]) -> None:
    with pytest.raises(ZeroDivisionError):
        named.value([Fraction(f) for f in figures])


@given(FIGURES, FIGURES)
def test_a_rise_and_the_rise_it_implies_are_one(base: Fraction, change: Fraction) -> None:
    now = base + change
    rise = formula.RISE.value([now, base])
    assert rise == formula.IMPLIED_RISE.value([change, now])
    assert rise + 1 == formula.WITH_EXCESS.value([now, change])
    assert formula.FALL.value([base, now]) == formula.IMPLIED_FALL.value([change, base])


@given(st.lists(st.tuples(st.sampled_from((1, -1)), FIGURES), min_size=1, max_size=8))
def test_a_sum_takes_away_what_has_a_minus(parts: list[tuple[int, Fraction]]) -> None:
    signs, figures = zip(*parts, strict=True)
    added = sum((f for s, f in parts if s > 0), Fraction(0))
    taken = sum((f for s, f in parts if s < 0), Fraction(0))
    assert total(signs).value(figures) == added - taken


@pytest.mark.parametrize("signs", [(1,), (1, 1, 1)])
def test_a_sum_has_a_sign_for_each_figure(signs: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="argument"):
        total(signs).value([Fraction(1), Fraction(2)])
