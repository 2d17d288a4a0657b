"""Tables that print no unit are read in the one that other amounts of the report vouch for."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.quantity import Quantity
from reconcile.audit import Audit, Severity, Verdict
from reconcile.rules import Sample
from reconcile.tables.units import _Known
from tests.reconcile.reading import audited, mismatches, sheet, verdict

TEXT = (
    "2024年度收入总计{whole}，支出总计{whole}。本年收入合计1512.37万元，本年支出合计1498.06万元，"
    "年末结转和结余23.00万元。"
)
#: The same table in 元 and in 万元.
SHOWN = {
    "元": ("15,210,600.00", "15,123,700.00", "14,980,600.00", "86,900.00", "230,000.00"),
    "万元": ("1521.06", "1512.37", "1498.06", "8.69", "23.00"),
}


def totals(shown: str, unit: str = "") -> Sample:
    whole, income, spent, opening, closing = SHOWN[shown]
    return sheet(
        "收入支出决算总表",
        "收入|<|支出|<",
        "项目|决算数|项目|决算数",
        f"本年收入合计|{income}|本年支出合计|{spent}",
        f"年初结转和结余|{opening}|年末结转和结余|{closing}",
        f"总计|{whole}|总计|{whole}",
        unit=unit,
    )


def told(audit: Audit) -> list[str]:
    return [str(line) for line in audit.unchecked if "没有标明单位" in str(line)]


@pytest.mark.parametrize("shown", SHOWN)
def test_the_unit_is_told_and_said(shown: str) -> None:
    audit = audited(TEXT.format(whole="1521.06万元"), totals(shown))
    assert mismatches(audit) == []
    assert verdict(audit, "1512.37万元") is Verdict.CONSISTENT
    (line,) = told(audit)
    assert f"认作{shown}" in line and "《收入支出决算总表》" in line
    table = audit.disclosure.tables[0]
    assert table.unit == ""  # it prints none
    assert {c.quantity.unit for r in table.rows for c in r.cells if c.quantity} == {shown}


@pytest.mark.parametrize("shown", SHOWN)
def test_a_wrong_figure_is_a_mismatch_all_the_same(shown: str) -> None:
    text = TEXT.format(whole="1521.06万元").replace("1498.06万元", "1489.06万元")
    audit = audited(text, totals(shown))
    assert {stated for _, stated, _ in mismatches(audit)} == {"1489.06"}


@pytest.mark.parametrize("shown", SHOWN)
def test_amounts_rounded_for_reading(shown: str) -> None:
    audit = audited(TEXT.format(whole="0.1521亿元"), totals(shown))
    assert mismatches(audit) == [] and verdict(audit, "0.1521亿元") is Verdict.CONSISTENT


def test_a_unit_that_cannot_be_told_makes_a_doubt() -> None:
    audit = audited("2024年度收入总计1.52亿元，支出总计1.52亿元。", totals("万元"))
    assert told(audit) == [] and mismatches(audit) == []
    assert {f.severity for f in audit.findings} <= {Severity.DOUBT, Severity.ROUNDING}
    assert any("没有标明单位" in str(f.detail) for f in audit.findings)


def test_a_printed_unit_is_not_asked_about() -> None:
    text = TEXT.format(whole="1521.06万元")
    audit = audited(text, totals("元", unit="万元"))
    assert told(audit) == [] and audit.findings


def test_other_tables_vouch_for_a_unit_too() -> None:
    bare = sheet("收入决算表", "项目|本年收入合计|财政拨款收入|其他收入",
                 "合计|1512.37|1500.00|12.37", "教育支出|1510.25|1500.00|10.25",
                 "其他支出|2.12||2.12", unit="")  # fmt: skip
    printed = sheet("财政拨款收入支出决算总表", "项目|决算数", "一般公共预算财政拨款|15,000,000.00",
                    "本年收入合计|15,123,700.00", "其他|15,102,500.00", unit="元")  # fmt: skip
    assert "认作万元：《收入决算表》" in told(audited("本单位情况。", bare, printed))[0]


def misprinted(audit: Audit) -> list[tuple[str, str]]:
    return [(f.stated, f.expected or "") for f in audit.findings if f.rule == "W22"]


@pytest.mark.parametrize(
    ("shown", "printed"), [("元", "万元"), ("万元", "元"), ("万元", "亿元"), ("元", "百万元")]
)
def test_a_wrong_unit_of_a_table_is_one_finding(shown: str, printed: str) -> None:
    audit = audited(TEXT.format(whole="1521.06万元"), totals(shown, printed))
    assert misprinted(audit) == [(printed, shown)]
    assert {f.severity for f in audit.findings} == {Severity.WORDING}


def test_a_unit_that_fits_some_figures_is_not_doubted() -> None:
    """One figure that was written in 元 leaves the unit of its table alone."""
    audit = audited(TEXT.format(whole="15,210,600.00元"), totals("万元", "万元"))
    assert misprinted(audit) == []


@given(st.lists(st.decimals("0.01", 10**12, places=2), max_size=30), st.decimals(0, 10**12))
def test_an_amount_is_found_where_it_stands_exactly(values: list[Decimal], sought: Decimal) -> None:
    """Floats are too coarse for the last digits of large amounts."""
    known = _Known([Quantity(f"{v:f}", v, "元") for v in [*values, *(v + 1 for v in values)]])
    for value in (sought, *values):
        exact = Quantity(f"{value:f}", value, "元").exact
        assert known._place(exact) == bisect_left(known.values, exact)
