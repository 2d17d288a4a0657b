"""What findings are said to be: the two figures, what would make them agree."""

from __future__ import annotations

from typing import Any

import pytest

from reconcile.audit import Severity
from report.texts import load
from report.view import View
from tests import factories

ZH = load("zh")


def shown(**fields: Any) -> Any:
    """The view of one finding about the rate of the audit that factories make."""
    finding = factories.finding(**({"claims": ("c3",)} | fields))
    return View(factories.audit(findings=(finding,)), ZH).findings[0]


def test_copied_figures_agree_with_either_one_changed() -> None:
    found = shown(cells=(factories.evidence("12.08"),))
    assert found.difference == "写作13.95%，据对照为12.08%，这两处不一致"
    assert found.agree.startswith("若此处为12.08%，或对照处为13.95%，则两处相符")


def test_an_equation_names_the_figure_that_would_fit() -> None:
    found = shown(formula="1062.85÷8796.53=12.08")
    assert found.agree.startswith("若此处为12.08%，则算式成立")


@pytest.mark.parametrize("fields", [{"rule": "N10", "formula": "3=3"}, {"formula": "5≤3"}])
def test_an_order_calls_for_neither_figure(fields: dict[str, str]) -> None:
    """Where the words say 大于, the two figures need not be equal for the report to agree."""
    found = shown(**fields)
    assert found.difference == ""
    assert "12.08" not in found.agree
    assert "大小" in found.agree


@pytest.mark.parametrize("severity", [Severity.ROUNDING, Severity.WORDING])
def test_light_findings_ask_for_nothing(severity: Severity) -> None:
    assert shown(severity=severity).agree == ""


def test_words_instead_of_a_figure() -> None:
    found = shown(stated="支出决算表", expected="")
    assert found.difference == "写作支出决算表"
    assert found.agree == ""


def test_a_confirmed_claim_shows_the_cells_that_confirm_it() -> None:
    """Of the cells that bear on a claim, one with another figure is left out."""
    from dataclasses import replace

    audit = factories.audit()
    first = audit.judgements[0]
    other = factories.evidence("1.00", row="其他")
    judged = replace(first, evidence=(other, *first.evidence))
    view = View(replace(audit, judgements=(judged, *audit.judgements[1:])), ZH)
    assert [c.row for c in view.claims["c1"].cells] == ["总计"]


def test_order_by_weight_then_page() -> None:
    made = [
        factories.finding(id="a", severity=Severity.ROUNDING, page=1),
        factories.finding(id="b", page=9),
        factories.finding(id="c", page=2),
    ]
    view = View(factories.audit(findings=tuple(made)), ZH)
    assert [f.id for f in view.findings] == ["c", "b", "a"]
