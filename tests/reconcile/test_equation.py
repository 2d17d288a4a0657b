"""Verdicts on intervals: what rounding explains is no mismatch, what it does not explain is one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gouji
from extract.figures.quantity import Interval, Quantity, parse_quantity, round_half_up
from reconcile.audit import Verdict
from reconcile.equation import Term, adds_up, again, check, check_sum, judge, may_hold, reckon
from reconcile.formula import COPY, DIFFERENCE, RATIO, RISE, Formula

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
AMOUNTS = st.decimals(min_value="0.01", max_value="99999999", places=6)


def term(text: str) -> Term:
    return Term(parse_quantity(text))


def printed(value: Decimal | Fraction, places: int, unit: str = "万元") -> Term:
    rounded = round_half_up(Fraction(value), places)
    return Term(Quantity(f"{rounded:f}", rounded, unit))


@pytest.mark.parametrize(
    ("stated", "change", "base", "verdict"),
    [
        ("23.71%", "848.1万元", "3576.74万元", Verdict.CONSISTENT),
        ("12.08%", "1062.85万元", "8796.53万元", Verdict.CONSISTENT),
        ("13.95%", "1062.85万元", "8796.53万元", Verdict.MISMATCH),
        ("33.3%", "1.0万元", "3.0万元", Verdict.CONSISTENT),
        ("97.19%", "7.29万元", "7.50万元", Verdict.ROUNDING),
        ("23.7%", "848.1万元", "3576.74万元", Verdict.CONSISTENT),
        ("66.66%", "2万元", "3万元", Verdict.ROUNDING),
    ],
)
def test_rate(stated: str, change: str, base: str, verdict: Verdict) -> None:
    found = check("N03", term(stated), [term(change), term(base)], RATIO)
    assert found is not None
    assert found.verdict is verdict


def test_a_base_of_zero_has_no_rate() -> None:
    terms = [term("5万元"), term("0万元")]
    assert check("N03", term("100%"), terms, RATIO) is None


def test_whole_percent_is_shown_what_it_should_be() -> None:
    terms = [term("2832.78万元"), term("3216.00万元")]
    found = check("N04", term("100%"), terms, RATIO)
    assert found is not None
    assert (found.verdict, found.expected) == (Verdict.MISMATCH, Decimal("88.08"))


def test_copies_may_differ_by_the_last_place_only() -> None:
    def copied(stated: str, source: str) -> Verdict:
        found = check("N01", term(stated), [term(source)], COPY)
        assert found is not None
        return found.verdict

    assert copied("12.34万元", "123400元") is Verdict.CONSISTENT
    assert copied("12.35万元", "123456元") is Verdict.CONSISTENT
    assert copied("12.34万元", "123456元") is Verdict.ROUNDING  # cut off
    assert copied("12.34万元", "12.35万元") is Verdict.ROUNDING
    assert copied("12.34万元", "12.36万元") is Verdict.MISMATCH
    assert copied("70.2%", "70.25%") is Verdict.CONSISTENT  # both of 70.246%
    assert copied("2辆", "3辆") is Verdict.MISMATCH


def test_figures_rounded_for_reading_are_worth_no_finding() -> None:
    terms = [term("1.07亿元"), term("1.16亿元")]
    found = check("N04", term("92.6%"), terms, RATIO)
    assert found is not None
    assert found.verdict is Verdict.CONSISTENT


@given(st.lists(AMOUNTS, min_size=1, max_size=12), st.integers(0, 4))
def test_rounding_alone_never_makes_a_sum_mismatch(parts: list[Decimal], places: int) -> None:
    whole = printed(sum(parts, Decimal(0)), places)
    found = check_sum("N06", whole, [printed(p, places) for p in parts])
    assert found.verdict is not Verdict.MISMATCH


@given(AMOUNTS, AMOUNTS, st.integers(0, 3), st.integers(0, 4))
def test_rounding_alone_never_makes_a_share_mismatch(
    part: Decimal, rest: Decimal, places: int, digits: int
) -> None:
    whole = part + rest
    share = printed(Fraction(part) / Fraction(whole) * 100, digits, "%")
    terms = [printed(part, places), printed(whole, places)]
    found = check("N04", share, terms, RATIO)
    assert found is None or found.verdict is not Verdict.MISMATCH


@given(st.lists(AMOUNTS, min_size=2, max_size=8), st.data())
def test_one_changed_digit_of_a_sum_is_noticed(parts: list[Decimal], data: st.DataObject) -> None:
    """Wherever the digit counts for more than the parts' rounding can."""
    terms = [printed(p, 2) for p in parts]
    whole = sum((t.quantity.value for t in terms), Decimal(0))
    step = Decimal(10) ** data.draw(st.integers(0, 6))
    wrong = Term(Quantity(f"{whole + step:f}", whole + step, "万元"))
    assert check_sum("N06", wrong, terms).verdict is Verdict.MISMATCH


def test_intervals_decide_and_not_a_tolerance() -> None:
    stated = parse_quantity("10.0%")
    within = Interval(Fraction("0.1004"), Fraction("0.1006"))
    beyond = Interval(Fraction("0.1006"), Fraction("0.1007"))
    assert judge(stated, Fraction("0.1006"), within).verdict is Verdict.ROUNDING
    assert judge(stated, Fraction("0.1006"), beyond).verdict is not Verdict.CONSISTENT
    assert judge(parse_quantity("10.2%"), Fraction("0.1006"), beyond).verdict is Verdict.MISMATCH


@pytest.mark.parametrize("name", ["final-slips", "budget-clean"])
def test_every_check_of_a_report_gives_its_verdict_again(name: str) -> None:
    checks = gouji.check(SAMPLES / f"{name}.pdf").checks
    computed = [(c, again(c, {})) for c in checks if "≤" not in str(c.formula)]
    assert len(computed) > 100
    assert {c.rule[0] for c, _ in computed} >= {"N", "T"}
    for found, outcome in computed:
        assert outcome is not None, f"{found.rule} {found.formula} cannot be computed again"
        assert (outcome.verdict, outcome.expected) == (found.verdict, found.expected), found.rule
    assert all(again(c, {}) is None for c in checks if c.equation is None)


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=2, max_size=6), st.data())
def test_a_check_is_computed_with_other_figures(parts: list[Decimal], data: st.DataObject) -> None:
    """As if they had been printed, in whichever place."""
    terms = [printed(p, 2) for p in parts]
    whole = printed(sum((t.quantity.value for t in terms), Decimal(0)), 2)
    found = check_sum("N06", whole, terms)
    number = data.draw(st.integers(0, len(terms)))
    other = printed(data.draw(AMOUNTS), 2)
    outcome = again(found, {number: other.quantity})
    assert outcome is not None
    if number == 0:
        expected = check_sum("N06", other, terms)
    else:
        expected = check_sum("N06", whole, [*terms[: number - 1], other, *terms[number:]])
    assert (outcome.verdict, outcome.expected) == (expected.verdict, expected.expected)


def test_what_cannot_be_computed_again() -> None:
    found = check("N03", term("25%"), [term("5万元"), term("20万元")], RATIO)
    assert found is not None
    assert again(found, {2: parse_quantity("0万元")}) is None
    assert again(replace(found, equation=None), {}) is None
    stated, change, base = found.operands
    unknown = (stated, replace(change, quantity=None), base)
    assert again(replace(found, operands=unknown), {}) is None
    outcome = again(replace(found, operands=unknown), {1: parse_quantity("5万元")})
    assert outcome is not None
    assert outcome.verdict is Verdict.CONSISTENT


def test_reckon_reads_units() -> None:
    stated, operands = parse_quantity("1.23亿元"), [parse_quantity("12300万元")]
    outcome = reckon(COPY, stated, operands)
    assert outcome is not None
    assert (outcome.verdict, outcome.expected) == (Verdict.CONSISTENT, Decimal("1.23"))
    assert reckon(RATIO, parse_quantity("5%"), [*operands, parse_quantity("0.00万元")]) is None


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.sampled_from((-1, 0, 1)), st.booleans())
def test_what_adds_up_is_what_a_check_of_the_sum_confirms(
    amounts: list[Decimal], off: int, rounded: bool
) -> None:
    parts = [printed(a, 6) for a in amounts]
    exact = sum((p.exact for p in parts), Fraction(0))
    places = 2 if rounded else 6
    whole = printed(exact / 10_000 + off * Fraction(1, 10**places), places)
    confirmed = check_sum("N06", whole, parts).verdict is Verdict.CONSISTENT
    assert adds_up(whole.quantity, exact) is confirmed


@given(
    st.decimals(-999, 999, places=2),
    st.decimals(0, 999, places=2),
    st.decimals(0, 999, places=2),
    st.sampled_from((DIFFERENCE, RATIO, RISE)),
    st.sampled_from(("万元", "亿元")),
)
def test_what_is_consistent_may_hold(
    off: Decimal, one: Decimal, other: Decimal, formula: Formula, unit: str
) -> None:
    """Nothing is passed over that would be consistent; off by nothing, every equation is."""
    operands = [Quantity(f"{value:f}", value, unit) for value in (one, other)]
    if formula is not DIFFERENCE and not other:
        return
    exact = formula.value([q.exact for q in operands])
    stated_unit = "万元" if formula is DIFFERENCE else "%"
    scale = Quantity("1", Decimal(1), stated_unit).scale
    for value in (round_half_up(exact / scale, 2), round_half_up(exact / scale, 2) + off):
        stated = Quantity(f"{value:f}", value, stated_unit)
        outcome = reckon(formula, stated, operands)
        assert outcome is not None
        if outcome.verdict is Verdict.CONSISTENT:
            assert may_hold(formula, stated, operands)
