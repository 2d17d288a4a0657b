"""Which figure is accused where equations fail, and that none is where two do equally well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.figures.quantity import Quantity
from reconcile.audit import Check, Verdict
from reconcile.equation import Outcome, Term, again, check, check_sum, of_cell, of_claim
from reconcile.formula import (
    ADDITION,
    COPY,
    DIFFERENCE,
    FALL,
    OPPOSITE,
    RATIO,
    RISE,
    SHORTFALL,
    Formula,
)
from reconcile.weighing.sides import millionths, sides_of
from reconcile.weighing.slips import slips
from reconcile.weighing.suspects import Contradiction, contradictions
from reconcile.weighing.trials import _places, _verdict, figures
from tests import factories

AMOUNTS = st.decimals("10.00", "9999.99", places=2)
#: Figures that rounding leaves very open.
SMALL = [Decimal(text) for text in ("0.01", "-0.01", "0.02", "0.03", "0.00", "1.00")]
Maker = Callable[[str, str], Term]


def claimed(name: str, figure: str) -> Term:
    """A figure of the narrative."""
    return of_claim(factories.claim(name, factories.sentence(0, f"甲{figure}。"), figure))


def in_table(name: str, figure: str) -> Term:
    """A figure of a table, in a row of its own."""
    return of_cell(factories.cell(figure.removesuffix("万元"), row=ord(name[0])))


both = pytest.mark.parametrize("make", [claimed, in_table], ids=["claims", "cells"])


def found(*checks: Check, innocent: frozenset[str] = frozenset()) -> list[Contradiction]:
    failed = [c for c in checks if c.verdict is Verdict.MISMATCH]
    operands = [o for c in checks for o in c.operands]
    printed = {o.claim: o.quantity.exact for o in operands if o.claim and o.quantity}
    return list(contradictions(failed, checks, innocent, printed))


def of(term: Term) -> object:
    return term.claim.id if term.claim else term.cell


def plus(whole: Term, *parts: Term) -> Check:
    return check_sum("N06", whole, parts)


def one_digit(value: Decimal, at: int, digit: str) -> Decimal:
    """The value with another digit in one place; the place counts digits only."""
    text = f"{value:f}"
    places = [i for i, c in enumerate(text) if c.isdigit()]
    place = places[at % len(places)]
    return Decimal(text[:place] + digit + text[place + 1 :])


@both
@settings(deadline=None, max_examples=50)
@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 5), st.sampled_from("0123456789"))
def test_the_wrong_figure_of_two_equations_is_accused(
    make: Maker, a: Decimal, shared: Decimal, c: Decimal, at: int, digit: str
) -> None:
    wrong = one_digit(shared, at, digit)
    assume(abs(wrong - shared) > Decimal("0.05"))  # less is rounding
    middle = make("m", f"{wrong:f}万元")
    one = plus(make("w", f"{a + shared:f}万元"), make("a", f"{a:f}万元"), middle)
    other = plus(make("v", f"{shared + c:f}万元"), middle, make("c", f"{c:f}万元"))
    (contradiction,) = found(one, other)
    assert contradiction.checks == (one, other)
    assert contradiction.accused is not None
    assert contradiction.accused.of == of(middle)
    assert contradiction.accused.figure.value == shared


@both
def test_two_that_do_equally_well_are_not_accused(make: Maker) -> None:
    """80 of 30 and 40: 70 of 30 and 40, 80 of 40 and 40 or 80 of 30 and 50."""
    terms = [make("w", "80.00万元"), make("a", "30.00万元"), make("b", "40.00万元")]
    (contradiction,) = found(plus(*terms))
    assert contradiction.accused is None
    assert {s.of for s in contradiction.suspects} == {of(t) for t in terms}


@both
def test_a_figure_that_holds_elsewhere_is_not_accused(make: Maker) -> None:
    whole, a, b = make("w", "80.00万元"), make("a", "30.00万元"), make("b", "40.00万元")
    elsewhere = plus(make("x", "75.00万元"), a, b, make("c", "5.00万元"))
    (contradiction,) = found(plus(whole, a, b), elsewhere)
    assert contradiction.accused is not None
    assert contradiction.accused.of == of(whole)
    assert contradiction.accused.figure.value == 70


@both
def test_a_slip_of_the_pen_is_likelier_than_another_figure(make: Maker) -> None:
    """150.25 for 105.25 is a slip; 71.68 for 26.68 or 33.57 for 78.57 is none."""
    swapped = make("w", "150.25万元")
    (contradiction,) = found(plus(swapped, make("a", "26.68万元"), make("b", "78.57万元")))
    assert contradiction.accused is not None
    assert (contradiction.accused.of, contradiction.accused.figure.value) == (
        of(swapped),
        Decimal("105.25"),
    )


def test_what_a_table_confirms_is_innocent() -> None:
    terms = [claimed("w", "80.00万元"), claimed("a", "30.00万元"), claimed("b", "40.00万元")]
    (contradiction,) = found(plus(*terms), innocent=frozenset({"a", "b"}))
    assert contradiction.accused is not None
    assert contradiction.accused.of == "w"
    (nobody,) = found(plus(*terms), innocent=frozenset({"w", "a", "b"}))
    assert (nobody.suspects, nobody.accused) == ((), None)


def test_two_slips_are_two_contradictions() -> None:
    sums = [
        plus(claimed("w", "80.00万元"), claimed("a", "30.00万元"), claimed("b", "40.00万元")),
        plus(claimed("x", "800.00万元"), claimed("c", "300.00万元"), claimed("d", "400.00万元")),
    ]
    assert [c.checks for c in found(*sums)] == [(sums[0],), (sums[1],)]
    assert found() == []


def test_a_unit_may_be_the_slip() -> None:
    change, base = claimed("c", "50.00元"), claimed("b", "200.00万元")
    now = claimed("n", "250.00万元")
    rate = check("N03", claimed("r", "25.00%"), [change, base], RATIO)
    assert rate is not None
    (contradiction,) = found(plus(now, base, change), rate)
    assert contradiction.accused is not None
    assert contradiction.accused.of == "c"
    assert contradiction.accused.figure.exact == 500_000  # 元


def test_a_small_count_is_a_slip_away_from_any() -> None:
    """With counts below a hundred a changed digit says nothing: all are equal."""
    (contradiction,) = found(plus(claimed("w", "9辆"), claimed("a", "3辆"), claimed("b", "4辆")))
    assert contradiction.accused is None
    assert len(contradiction.suspects) == 3


def test_a_small_count_is_copied_by_chance() -> None:
    (contradiction,) = found(plus(claimed("w", "8辆"), claimed("a", "3辆"), claimed("b", "4辆")))
    assert contradiction.accused is None


def test_a_check_without_equation_has_no_suspect() -> None:
    failed = plus(claimed("w", "80.00万元"), claimed("a", "30.00万元"), claimed("b", "40.00万元"))
    (contradiction,) = found(replace(failed, equation=None))
    assert contradiction.suspects == ()


def test_figures_of_a_check_stand_once() -> None:
    a = claimed("a", "30.00万元")
    cell = in_table("b", "40.00万元")
    unknown = Term(Quantity("5.00万元", Decimal("5.00"), "万元"))
    assert figures(plus(claimed("w", "80.00万元"), a, cell, a, unknown)) == ["w", "a", cell.cell]


@settings(deadline=None, max_examples=50)
@given(st.decimals("-99999.99", "99999.99", places=2).filter(bool), st.integers(0, 6),
       st.sampled_from("0123456789"))  # fmt: skip
def test_slips(value: Decimal, at: int, digit: str) -> None:
    """Every other digit in every place, none of them the figure itself, none with other
    decimals, nor with a zero in front."""
    found = list(slips(value))
    assert value not in found
    assert len(set(found)) == len(found)
    assert all(v.as_tuple().exponent >= -2 for v in found)
    assert -value in found
    sign = -1 if value < 0 else 1
    changed = sign * one_digit(abs(value), at, digit)
    leads = len(f"{changed:f}") < len(f"{value:f}")
    assert changed == value or leads or changed in found
    assert value * 10 in found


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("1206.85", "1260.85"),
        ("1206.85", "126.85"),
        ("6.22", "2.62"),
        ("1206.85", "12306.85"),
        ("1206.80", "120.68"),
        ("1206.85", "12068500.00"),
    ],
)
def test_one_slip(printed: str, meant: str) -> None:
    assert Decimal(meant) in list(slips(Decimal(printed)))
    assert Decimal("9999.99") not in list(slips(Decimal(printed)))


def test_no_figure_is_mended_to_less_than_nothing_unless_it_may_be() -> None:
    """0 of 30 and 30, with 0 printed for the third: only −30 would mend it."""
    failed = plus(claimed("w", "30.00万元"), *(claimed(n, "30.00万元") for n in "ab"),
                  claimed("c", "0.00万元"))  # fmt: skip
    of = {
        below: [
            s.of
            for one in contradictions(
                [failed],
                [failed],
                frozenset(),
                {},
                lambda _, q: below or q.value >= 0,  # noqa: B023
            )
            for s in one.suspects
            if s.figure.value < 0
        ]
        for below in (True, False)
    }
    assert of[False] == []


def test_a_figure_that_another_check_proves_is_known() -> None:
    whole = claimed("w", "27.45万元")
    rate = of_claim(factories.claim("r", factories.sentence(0, "甲91.50%。"), "91.50%"))
    holds = check("N05", rate, [whole, claimed("b", "30.00万元")], RATIO)
    fails = plus(whole, claimed("x", "24.83万元"), claimed("y", "6.99万元"))
    assert holds is not None
    (one,) = found(holds, fails)
    assert one.proved == {"w"}
    assert {s.of for s in one.suspects} == {"x", "y"}


@pytest.mark.parametrize("named", [COPY, DIFFERENCE, SHORTFALL, ADDITION], ids=lambda f: f.name)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_not_tried_for_its_size_would_not_hold(named: Formula, data: st.DataObject) -> None:
    """Sides that cannot meet need no verdict: where they hold they can."""
    one, other = data.draw(AMOUNTS), data.draw(AMOUNTS)
    right = [one] if named is COPY else [one, other]
    exact = named.value([Fraction(value) for value in right])
    off = data.draw(st.sampled_from(["0", "0.01", "-0.01", "0.02", "1.00"]))
    stated = Decimal(exact.numerator) / Decimal(exact.denominator) + Decimal(off)
    terms = [claimed(f"c{n}", f"{value:.2f}万元") for n, value in enumerate([stated, *right])]
    made = check("N02", terms[0], terms[1:], named)
    assert made is not None
    assume(all(term.quantity.value for term in terms))
    for term in terms:
        figure = term.quantity
        sides = sides_of(made, _places(made, of(term)))  # type: ignore[arg-type]
        verdict = _verdict(made, of(term), figure)  # type: ignore[arg-type]
        assert sides is not None and verdict is not None
        value, ulp = millionths(figure.exact), millionths(figure.ulp)
        assert sides.may_meet(value, ulp) or not verdict.holds


@pytest.mark.parametrize("named", [RATIO, OPPOSITE, RISE, FALL], ids=lambda f: f.name)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_rate_not_tried_for_its_size_would_not_hold(named: Formula, data: st.DataObject) -> None:
    """The same of rates, which are multiplied out: small figures and zeros among them."""
    figures = st.decimals("-99.99", "99.99", places=2) | st.sampled_from(SMALL)
    right = [data.draw(figures), data.draw(figures.filter(bool))]
    exact = 100 * named.value([Fraction(value) for value in right])
    rate = round(Decimal(exact.numerator) / Decimal(exact.denominator), 1)
    off = data.draw(st.sampled_from(["0", "0.1", "-0.1", "5.0"]))
    printed = [f"{rate + Decimal(off):f}%", *(f"{value:.2f}万元" for value in right)]
    terms = [claimed(f"c{n}", text) for n, text in enumerate(printed)]
    made = check("N02", terms[0], terms[1:], named)
    assert made is not None
    near = data.draw(st.sampled_from(["0", "0.01", "-0.01", "3.00"]))
    for number, term in enumerate(terms):
        sides = sides_of(made, [number])
        figure = replace(term.quantity, value=term.quantity.value + Decimal(near))
        verdict = _verdict(made, of(term), figure)  # type: ignore[arg-type]
        if sides is not None and verdict is not None:
            value, ulp = millionths(figure.exact), millionths(figure.ulp)
            assert sides.may_meet(value, ulp) or not verdict.holds


def test_of_many_rates_of_one_base_few_corrections_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The base is a figure of all of them, and each would be mended by another base."""
    base = claimed("base", "800.00万元")
    stated = [
        (claimed(f"r{n}", f"{20 + n}.37%"), claimed(f"n{n}", f"{9 * n}.00万元")) for n in range(40)
    ]
    made = [c for rate, now in stated if (c := check("N05", rate, [now, base], RATIO))]
    tried: list[Check] = []

    def counted(check: Check, figures: Mapping[int, Quantity]) -> Outcome | None:
        tried.append(check)
        return again(check, figures)

    monkeypatch.setattr("reconcile.weighing.trials.again", counted)
    assert len(found(*made)) == len(made)
    assert len(tried) < 200 * len(made)
