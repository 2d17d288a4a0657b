"""A sentence that tells an earlier year's outturn, and nothing of its report's year."""

from __future__ import annotations

import pytest

from extract.claims.years import earlier_year
from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2026年部门预算\n六、其他情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        "2025年契税收入8640万元，完成预算8000万元的108.0%，同比下降2.31%。",
        "2025年征收水资源费412.30万元，为任务400万元的103.08%，比上年减少6.70万元。",
        "（一）2025年支出96.40万元，较上年增加4.20万元，增长4.56%。",
    ],
)
def test_a_sentence_of_last_years_outturn(text: str) -> None:
    assert earlier_year(text, 2026) == 2025


@pytest.mark.parametrize(
    "text",
    [
        "2026年收入预算8800万元，比上年增长1.85%。",
        "2025年契税收入8640万元，2026年预算8800万元，增长1.85%。",
        "2025年预算安排8640万元，比上年增长1.85%。",
        "2025年末固定资产8640万元，比上年末增加160万元。",
        "2025年契税收入8640万元，本年预算8800万元，增长1.85%。",
        "与2025年相比，支出增加160万元，增长1.85%。",
        "2021年契税收入8640万元，同比下降2.31%。",
        "2025年契税收入8640万元。",
    ],
)
def test_sentences_that_are_none(text: str) -> None:
    assert earlier_year(text, 2026) is None


_SOUND = [
    "2025年契税收入8640万元，完成预算8000万元的108.0%，同比下降2.31%。",
    "2025年征收水资源费412.30万元，为任务400万元的103.08%，比上年减少6.70万元，下降1.60%。",
    "2025年办案经费实际支出318.60万元，占预算354.00万元的90.00%，同比增长6.20%。",
    "2025年契税收入8640万元，为年初预算8000万元的108.00%，比上年8844万元下降2.31%。",
    "2026年契税预算8800万元，比2025年完成数8640万元增长1.85%；2025年完成数为预算8000万元的108.00%，"
    "同比下降2.31%。",
    "2025年征收水资源费412.30万元，完成任务400万元的103.08%；2026年预算420.00万元。",
]


@pytest.mark.parametrize("text", _SOUND)
def test_last_years_outturn_is_held_against_no_figure_of_this_year(text: str) -> None:
    assert audited(_HEAD + text, kind="budget", year=2026).findings == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2025年契税收入8640万元，完成预算8000万元的106.0%，同比下降2.31%。", "N05"),
        ("2025年契税收入8640万元，为年初预算8000万元的108.00%，比上年8844万元下降3.21%。", "N03"),
    ],
)
def test_it_is_held_against_its_own_figures(text: str, rule: str) -> None:
    found = mismatches(audited(_HEAD + text, kind="budget", year=2026))
    assert [m[0] for m in found] == [rule]
