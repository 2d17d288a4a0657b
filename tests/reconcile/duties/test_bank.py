"""The duties against their banks of small reports: those they were built with, those that were
written with them and looked at at the end only, and what other places write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reconcile.duties.values import State
from reconcile.rules.catalogue import Sample
from tests.reconcile.duties.bank import Case, cases, differs, stands, variants

MANNERS = ("manners", "manners_apart", "manners_later", "manners_last")
OTHERS = ("elsewhere", "elsewhere_apart", "unseen", "unseen_apart", "unseen_more", "otherwise",
          "otherwise_more", "otherwise_apart")  # fmt: skip


def _params(every: tuple[Case, ...]) -> Iterator[object]:
    for case in every:
        marks = [pytest.mark.xfail(reason=case.limit, strict=True)] if case.limit else []
        yield pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [*_params(cases("cases")), *_params(cases("held_apart"))])
def test_what_is_disclosed_and_what_is_not(case: Case) -> None:
    assert differs(case) == []


@pytest.mark.parametrize("case", [one for name in OTHERS for one in _params(variants(name))])
def test_what_other_places_write(case: Case) -> None:
    """No duty that is met in other words may be said to be missing."""
    assert differs(case) == []


@pytest.mark.parametrize("case", [one for name in MANNERS for one in _params(variants(name))])
def test_whole_reports_in_other_manners(case: Case) -> None:
    assert differs(case) == []


def test_half_of_the_reports_leave_something_out() -> None:
    """And the rest must say nothing is missing: one without the other would prove little."""
    every = [*cases("cases"), *cases("held_apart")]
    assert len(every) >= 30
    assert 10 <= sum(bool(case.missing) for case in every) <= 25


def test_a_table_of_another_name_may_hold_the_three_public_expenses() -> None:
    case = next(c for c in variants("elsewhere") if c.name.startswith("the tables of the national"))
    rest = tuple(t for t in case.example.tables if "三公" not in t.title)
    other = Sample("机构运行信息表", "万元", (("项目", "统计数"), ("一、“三公”经费支出", "7.00")))
    for tables, state in ((rest, State.MISSING), ((*rest, other), State.NOT_JUDGED)):
        found = stands(replace(case, example=replace(case.example, tables=tables)))
        assert found["D02.7"] is state
