"""The published reports: what was found in them by hand is found, and nothing else.

The findings below were checked against the reports one by one; a change here needs the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.read import read
from reconcile.audit import Audit, Severity
from reconcile.reconcile import reconcile

REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"

FOUND = {
    "js2024_caizheng_test": {
        ("N01", 18, "0", "2995.39"),
        ("N10", 19, "1511.89", "1560.05"),
        ("N04", 19, "71.73", "71.65"),
        ("N10", 20, "80.38", "80.81"),
        ("N10", 21, "60.99", "62.29"),
        ("N01", 22, "0.95", "0.00"),
    },
    "js2024_guihua": {("N01", 24, "5377.64", "5364.75"), ("N01", 24, "4896.98", "4884.09")},
    "seed": {("N04", 17, "100", "88.08")},
    "ys2024_wanli": {
        ("N01", 9, "352.67", "350.35"),
        ("N06", 33, "8013", "8103"),
    },
    "ys2025_shangwu": set(),
}
#: Shares of the claims that are at least confirmed or contradicted.
CHECKED = {
    "js2024_caizheng_test": 0.87,
    "js2024_guihua": 0.82,
    "seed": 0.88,
    "ys2024_wanli": 0.86,
    "ys2025_shangwu": 0.93,
}


@cache
def audited(name: str) -> Audit:
    path = REPORTS / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the published reports (../shared/data/reports) are not here")
    return reconcile(read(path))


@pytest.mark.parametrize("name", FOUND)
def test_mismatches(name: str) -> None:
    findings = [f for f in audited(name).findings if f.severity is Severity.MISMATCH]
    assert {(f.rule, f.page, f.stated, f.expected) for f in findings} == FOUND[name]


@pytest.mark.parametrize("name", FOUND)
def test_nothing_is_doubted(name: str) -> None:
    assert [f.message for f in audited(name).findings if f.severity is Severity.DOUBT] == []


@pytest.mark.parametrize("name", CHECKED)
def test_coverage(name: str) -> None:
    coverage = audited(name).coverage
    assert coverage.confirmed + coverage.contradicted >= CHECKED[name] * coverage.total


def test_a_total_a_cent_off_its_parts_is_a_rounding() -> None:
    found = [f for f in audited("seed").findings if f.severity is Severity.ROUNDING]
    assert any((f.stated, f.expected) == ("4440.08", "4440.09") for f in found)
