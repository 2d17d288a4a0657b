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
    assert found.difference == "写作13.95%，据对照为12.08%，差额+1.87个百分点"
    assert found.agree.startswith("若此处为12.08%，或对照处为13.95%，则两处相符")


def test_three_places_are_not_called_two() -> None:
    found = shown(cells=(factories.evidence("12.08"), factories.evidence("12.08")))
    assert found.agree.startswith("若此处为12.08%，或对照的2处均为13.95%，则各处相符")
    assert "两处" not in found.agree


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


def test_the_other_way() -> None:
    """The rate is said to grow, and the figures fall: no difference of 27.90 points."""
    found = shown(expected="-13.95", formula="(100−86.05)÷100=-13.95%")
    assert found.difference == "写作增加13.95%，据对照为减少13.95%，方向相反"
    assert found.agree.startswith("若改为相反的增减方向")


def test_figures_of_cells_have_their_units() -> None:
    cells = (factories.evidence("44.41"), factories.evidence("34.41"))
    found = shown(claims=(), cells=cells, stated="44.41", expected="34.41")
    assert found.difference == "写作44.41万元，据对照为34.41万元，差额+10.00万元"
    assert (found.unit, str(found.off)) == ("万元", "10.00")


def test_a_wording_is_no_difference() -> None:
    found = shown(severity=Severity.WORDING, stated="13.95", expected="13.95%", clause="增长13.95")
    assert found.difference == "写作“13.95”，写全为“13.95%”"
    assert found.off is None


def test_a_wording_quotes_its_own_words() -> None:
    """Not the sentence of the claim that it bears on."""
    found = shown(
        severity=Severity.WORDING, stated="支出决算表", expected="", clause="三、支出决算表"
    )
    assert str(found.quote) == "三、【支出决算表】"


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
    made.append(factories.finding(id="d", severity=Severity.WORDING, page=30))
    view = View(factories.audit(findings=tuple(made)), ZH)
    assert [f.id for f in view.findings] == ["c", "b", "d", "a"]
