"""Mismatches on a scan are slips of the pen, and of a table that was laid out by guess only what
its rows and its columns say alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.disclosure import Disclosure
from extract.scan.again import UNCLEAR
from extract.scanned import Scan, Tilt
from reconcile.reconcile import reconcile
from reconcile.rules import Example, Sample, rule
from reconcile.weighing.unsettled import odd
from tests.factories import cell, disclosure, table
from tests.rules.builder import built

TEXT = """
某市某局2024年度部门决算
二、支出决算情况说明
本年支出合计780.00万元，其中：基本支出480.00万元，项目支出300.00万元。
四、财政拨款“三公”经费支出决算情况说明
公务接待费{reception}万元，国内公务接待10批次、80人次。
"""
EXPENDITURE = (
    ("功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("合计", "<", "780.00", "480.00", "300.00"),
    ("201", "一般公共服务支出", "780.00", "480.00", "{cell}"),
    ("20106", "财政事务", "780.00", "480.00", "300.00"),
    ("2010601", "行政运行", "480.00", "480.00", "0.00"),
    ("2010607", "信息化建设", "300.00", "0.00", "300.00"),
)
THREE = (
    ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费"),
    ("^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^"),
    ("12.50", "0.00", "8.50", "0.00", "8.50", "4.00"),
)


def report(
    reception: str = "4.00", amount: str = "300.00", whole: str = "12.50", *, scanned: bool
) -> Disclosure:
    rows = tuple(tuple(f.format(cell=amount) for f in row) for row in EXPENDITURE)
    tables = (
        Sample("支出决算表", "万元", rows),
        Sample("财政拨款“三公”经费支出决算表", "万元", (*THREE[:2], (whole, *THREE[2][1:]))),
    )
    found = built(Example(TEXT.format(reception=reception).strip(), tables, "final", 2024, ""))
    scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
    pages = dict.fromkeys(range(1, found.page_count + 1), scan)
    return replace(found, scanned=pages) if scanned else found


def severities(found: Disclosure) -> list[tuple[str, bool]]:
    return [(f.severity.value, "不像笔误" in str(f.detail)) for f in reconcile(found).findings
            if f.severity in ("mismatch", "doubt")]  # fmt: skip


def test_a_clean_scan_has_nothing_said_against_it() -> None:
    assert severities(report(scanned=True)) == []


@pytest.mark.parametrize(
    ("reception", "whole", "sure"),
    [("4.90", "", True), ("3.98", "", False), ("3.98", "12.50", True)],
)
def test_what_neither_a_slip_nor_a_sum_explains_is_a_doubt_on_a_scan(
    reception: str, whole: str, sure: bool
) -> None:
    """A row or a column taken for another differs by anything; none was where its row adds up."""
    assert severities(report(reception, whole=whole, scanned=False)) == [("mismatch", False)]
    wanted = ("mismatch", False) if sure else ("doubt", True)
    assert severities(report(reception, whole=whole, scanned=True)) == [wanted]


@pytest.mark.parametrize(
    ("reception", "severity"), [("400", "doubt"), ("490", "doubt"), ("4.10", "mismatch")]
)
def test_an_amount_without_a_point_may_have_lost_it_where_it_agrees_with_one(
    reception: str, severity: str
) -> None:
    found = [s for s, _ in severities(report(reception, scanned=True))]
    assert set(found) == {severity}


def test_an_amount_without_a_point_that_none_would_mend_is_off() -> None:
    text = TEXT.replace("支出合计780.00", "支出合计880")
    rows = tuple(tuple(f.format(cell="300.00") for f in row) for row in EXPENDITURE)
    tables = (Sample("支出决算表", "万元", rows),)
    found = built(Example(text.format(reception="4.00").strip(), tables, "final", 2024, ""))
    scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
    scanned = replace(found, scanned=dict.fromkeys(range(1, found.page_count + 1), scan))
    assert [s for s, _ in severities(scanned)] == ["mismatch"]


def test_what_rows_and_columns_say_alike_does_not_depend_on_how_a_table_is_laid_out() -> None:
    found = report(amount="800.00", scanned=True)
    guessed = replace(found, unruled=frozenset((t.id, p) for t in found.tables for p in t.pages))
    assert severities(guessed) == [("mismatch", False)]


def test_a_figure_with_more_decimals_than_its_table_has_may_have_another_point() -> None:
    one = table(cell("1.34528"), *(cell("2.50", row=n) for n in range(1, 5)))
    scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
    scanned = replace(disclosure(), tables=(one,), scanned={7: scan})
    assert odd(scanned) == {("t1", 7, "1.34528")}
    assert odd(replace(scanned, scanned={})) == frozenset()


@pytest.mark.parametrize("code", ["W09", "W20", "W21"])
def test_a_scan_is_not_blamed_for_what_was_not_made_out_on_it(code: str) -> None:
    """A table that was not found, a figure that is none as it was read."""
    for example in rule(code).flags:
        found = built(example)
        assert code in {f.rule for f in reconcile(found).findings}
        scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
        pages = dict.fromkeys(range(1, found.page_count + 1), scan)
        told = reconcile(replace(found, scanned=pages)).findings
        assert code not in {f.rule for f in told}


@pytest.mark.parametrize("code", ["W01", "W02"])
def test_a_sign_that_a_scan_does_not_show_may_have_been_overlooked(code: str) -> None:
    for example in rule(code).flags:
        found = built(example)
        assert (code, "wording") in {(f.rule, f.severity.value) for f in reconcile(found).findings}
        scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
        pages = dict.fromkeys(range(1, found.page_count + 1), scan)
        told = [f for f in reconcile(replace(found, scanned=pages)).findings if f.rule == code]
        assert told and {f.severity.value for f in told} == {"doubt"}
        assert all("没有认出" in str(f.detail) for f in told)


def test_a_figure_under_a_stamp_is_a_doubt_and_said_to_be_one() -> None:
    """What is left of a figure under a stamp is read alike by both models, and wrong."""
    found = report("4.90", scanned=True)
    said = next(c for c in found.claims if c.quantity.text.startswith("4.90"))
    stamped = tuple(replace(c, second=UNCLEAR) if c is said else c for c in found.claims)
    (one,) = reconcile(replace(found, claims=stamped)).findings
    assert one.severity == "doubt" and "印章" in str(one.detail)


def test_a_year_that_lost_a_digit_on_a_scan_is_not_the_writers() -> None:
    """A stamp lies over it, say."""
    found = report(scanned=False)
    torn = replace(
        found,
        sentences=tuple(
            replace(s, text=s.text.replace("2024年度", "202年度")) for s in found.sentences
        ),
    )
    scan = Scan(Tilt(0, 0.0, 595.0, 842.0), ())
    scanned = replace(torn, scanned=dict.fromkeys(range(1, torn.page_count + 1), scan))
    rules = [{f.rule for f in reconcile(one).findings} for one in (torn, scanned)]
    assert "W14" in rules[0] and "W14" not in rules[1]
