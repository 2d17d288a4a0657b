"""The duties against their banks of small reports: those they were built with, those that were
written with them and looked at at the end only, and what other places write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reconcile.duties.bank import Case, cases, differs, variants


def _params(every: tuple[Case, ...]) -> Iterator[object]:
    for case in every:
        marks = [pytest.mark.xfail(reason=case.limit, strict=True)] if case.limit else []
        yield pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [*_params(cases("cases")), *_params(cases("held_apart"))])
def test_what_is_disclosed_and_what_is_not(case: Case) -> None:
    assert differs(case) == []


@pytest.mark.parametrize(
    "case", [*_params(variants("elsewhere")), *_params(variants("elsewhere_apart"))]
)
def test_what_other_places_write(case: Case) -> None:
    """No duty that is met in other words may be said to be missing."""
    assert differs(case) == []


def test_half_of_the_reports_leave_something_out() -> None:
    """And the rest must say nothing is missing: one without the other would prove little."""
    every = [*cases("cases"), *cases("held_apart")]
    assert len(every) >= 30
    assert 10 <= sum(bool(case.missing) for case in every) <= 25
