"""Figures of several years, and what is told of them."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

#: The rule, a text with a gap, the right figure for it, and a wrong one.
WRONG = [
    (
        "N06",
        "水体（项）2020年支出1,268.40万元，2021年支出2,415.77万元，2022年达到3,124.68万元，2023年回落"
        "到2,486.35万元，四年累计{}万元。",
        "9,295.20",
        "9,259.20",
    ),
    (
        "N06",
        "工程总投资{}万元，计划分三年实施：2024年安排1,500.00万元，2025年安排2,000.00万元，2026年安排"
        "1,100.00万元。",
        "4,600.00",
        "4,500.00",
    ),
    (
        "N08",
        "抚恤预算2022年为3,815.20万元，2023年为4,062.75万元，2024年为4,289.15万元，三年年均{}万元。",
        "4,055.70",
        "4,505.70",
    ),
    (
        "N03",
        "2021年度支出6,702.30万元，2022年度6,418.52万元、同比下降{}%，2023年度6,184.94万元。",
        "4.23",
        "4.32",
    ),
    (
        "N03",
        "2021年度支出6,702.30万元，2022年度6,418.52万元，2023年度6,184.94万元，两年累计下降{}%。",
        "7.72",
        "7.27",
    ),
    (
        "N02",
        "“三公”经费预算分别为：2022年28.00万元、2023年25.20万元、2024年22.40万元，三年累计压减{}万元。",
        "5.60",
        "6.50",
    ),
    (
        "N02",
        "其他收入2022年243.60万元，2023年206.18万元，2024年只有174.35万元，两年累计减少{}万元。",
        "69.25",
        "96.25",
    ),
    (
        "N03",
        "该项支出2022年为12,906.37万元、2023年13,338.14万元、2024年13,731.36万元，逐年分别增长3.35%、"
        "{}%。",
        "2.95",
        "2.59",
    ),
]


@pytest.mark.parametrize(("rule", "text", "right", "wrong"), WRONG)
def test_what_is_told_of_a_row_of_years(rule: str, text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    figure = wrong.replace(",", "")
    found = mismatches(audited(text.format(wrong)))
    assert found == [(rule, figure, right.replace(",", ""))]


def test_a_rate_is_of_the_year_that_it_stands_behind() -> None:
    """It is no change of the last year, and none of the report's own."""
    audit = audited(
        "支出2021年6,702.30万元，2022年6,418.52万元、同比下降4.23%，2023年6,184.94万元，2024年"
        "6,000.00万元。"
    )
    assert not audit.findings
    assert verdict(audit, "4.23%") is Verdict.CONSISTENT


@pytest.mark.parametrize(
    "text",
    [
        # of which years the mean is nobody says
        "支出2021年49,217.64万元、2022年52,597.74万元和2023年55,395.64万元，年均78,605.51万元。",
        # five years, of which only three are told
        "支出2021年40.00万元，2022年50.00万元，2023年60.00万元，五年累计234.00万元。",
        # what has changed since another year
        "支出2022年50.00万元，2023年60.00万元，四年累计增长34.00%。",
        # the sum of the next row
        "收入2021年、2022年分别为3,421.87万元和3,701.25万元；拨款依次为1,241.83万元、1,325.60万元，两年合计"
        "2,567.43万元。",
        # years that do not follow each other
        "支出2019年50.00万元，2023年60.00万元，两年年均57.00万元。",
    ],
)
def test_what_is_not_known_to_be_of_the_row_accuses_nobody(text: str) -> None:
    assert not [f for f in audited(text).findings if f.severity is Severity.MISMATCH]


@pytest.mark.parametrize(
    "text",
    [
        "2023年宣传经费12.00万元，2024年减少3.00万元，下降25.00%。",
        "2023年曾安排宣传经费12.00万元，2024年减少12.00万元，下降100%。",
    ],
)
def test_by_how_much_something_changed_is_no_year_of_a_row(text: str) -> None:
    assert audited(text).findings == ()
