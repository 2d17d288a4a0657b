"""Changes of which the current figure is not printed, or is last year's own."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, verdict

HEAD = "二、其他重要事项说明\n"

#: Sound sentences of a final account: the budget is not what the change is of.
UNPRINTED = [
    "财政拨款年初预算16233.00万元，决算为年初预算的103.68%；"
    "决算较上年16179.57万元增加651.50万元，增长4.03%。",
    "“三公”经费全年预算66.00万元，决算为预算的87.71%；决算较上年49.54万元增加8.35万元。",
    "培训费年初预算20.00万元，完成年初预算的91.50%，比上年14.30万元增加4.00万元。",
]
#: Sound sentences of the budget of 2026 on the end of 2025.
DATED = [
    "2025年末国有资产总额10646.5万元，较上年末增加156.25万元，增长1.49%。",
    "2025年末国有资产总额10646.5万元，较2024年末增加156.25万元，增长1.49%。",
    "2025年底固定资产净值7342.6万元，较年初减少272.2万元，下降3.57%。",
]


@pytest.mark.parametrize("text", UNPRINTED)
def test_a_budget_is_not_what_was_spent(text: str) -> None:
    assert not audited(HEAD + text).findings


def test_what_was_spent_is_held_against_last_years() -> None:
    text = "差旅费预算20.00万元，决算18.30万元，为预算的91.50%；决算比上年14.30万元增加{}万元。"
    assert not audited(HEAD + text.format("4.00")).findings
    assert audited(HEAD + text.format("4.90")).findings


@pytest.mark.parametrize("text", DATED)
def test_the_end_of_last_year_has_a_year_before_it(text: str) -> None:
    audit = audited(HEAD + text, kind="budget", year=2026)
    assert not audit.findings
    assert verdict(audit, text.rsplit("长")[-1].rsplit("降")[-1][:-1]) is Verdict.CONSISTENT


def test_a_wrong_rate_of_last_years_change() -> None:
    text = HEAD + "2025年末国有资产总额10646.5万元，较上年末增加156.25万元，增长1.94%。"
    audit = audited(text, kind="budget", year=2026)
    assert [(f.rule, f.severity) for f in audit.findings] == [("N03", Severity.MISMATCH)]


def test_last_years_figure_is_the_base_of_this_years_change() -> None:
    text = HEAD + "2025年培训费预算20.00万元，2026年比2025年增加4.00万元，增长20.00%。"
    assert not audited(text, kind="budget", year=2026).findings


def test_one_rate_beside_another() -> None:
    text = (
        "教育经费比上年增长2.59%，经常性收入增长5.28%，教育经费增长低于经常性收入增长{}个百分点。"
    )
    assert not audited(HEAD + text.format("2.69")).findings
    assert [f.rule for f in audited(HEAD + text.format("2.96")).findings] == ["N02"]
