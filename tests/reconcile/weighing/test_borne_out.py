"""What a text says of a cell, and a table of itself, accuses by an error that people make, by two
equations that agree, or by a relation that holds in the rest of its table."""

from __future__ import annotations

import pytest

from reconcile.audit import Audit, Severity
from reconcile.rules import Sample
from tests.reconcile.reading import audited, sheet

HEAVY = (Severity.MISMATCH, Severity.DOUBT)


def severities(audit: Audit) -> list[Severity]:
    return [f.severity for f in audit.findings if f.severity in HEAVY]


def spending(middle: str = "958.36", clerks: str = "100.22", upper: str = "400.20") -> Sample:
    return sheet(
        "一般公共预算财政拨款支出决算表",
        "科目编码|科目名称|本年支出合计|基本支出|项目支出",
        "|合计|1458.78|1000.42|458.36",
        "205|教育支出|1358.56|900.20|458.36",
        "20502|普通教育|1358.56|900.20|458.36",
        f"2050203|初中教育|{upper}|300.10|100.10",
        f"2050204|高中教育|{middle}|600.10|358.26",
        f"208|社会保障和就业支出|{clerks}|100.22|0.00",
    )


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ("958.36万元", None),
        ("958.86万元", Severity.MISMATCH),  # a digit
        ("853.96万元", Severity.MISMATCH),  # digits in another order
        ("95.84万元", Severity.MISMATCH),  # the point
        ("961.17万元", Severity.MISMATCH),  # near: not brought up to date
        ("704.61万元，比上年增加253.75万元", Severity.MISMATCH),  # last year's
        ("704.61万元", Severity.DOUBT),
    ],
)
def test_what_a_text_says_of_a_cell(told: str, severity: Severity | None) -> None:
    text = f"# 支出情况\n教育支出（类）普通教育（款）高中教育（项）支出决算{told}。"
    assert severities(audited(text, spending())) == ([severity] if severity else [])


def test_two_equations_that_have_one_figure_in_common() -> None:
    """The row and the column of a cell ask for one figure in its place, whatever it is."""
    audit = audited("一、支出\n", spending(middle="721.97"))
    assert severities(audit) == [Severity.MISMATCH]
    (finding,) = (f for f in audit.findings if f.severity in HEAVY)
    assert (finding.stated, finding.expected) == ("721.97", "958.36")


def test_a_column_that_was_taken_for_another_accuses_no_row() -> None:
    """Where no row adds up, the columns are not what they were taken for."""
    off = sheet(
        "一般公共预算财政拨款支出决算表",
        "科目编码|科目名称|本年支出合计|基本支出|项目支出",
        "|合计|1458.78|900.10|262.87",
        "205|教育支出|1358.56|822.20|214.31",
        "208|社会保障和就业支出|100.22|77.90|48.56",
    )
    assert Severity.MISMATCH not in severities(audited("一、支出\n", off))


@pytest.mark.parametrize(("part", "severity"), [("4.10", Severity.MISMATCH), ("11.86", "doubt")])
def test_a_part_that_is_more_than_its_whole(part: str, severity: str) -> None:
    """A part is a little too large by a mistake; far too large as likely of another whole."""
    basic = sheet(
        "一般公共预算财政拨款基本支出决算表",
        "科目编码|科目名称|决算数",
        f"|合计|{part}",
        f"302|商品和服务支出|{part}",
        f"30217|公务接待费|{part}",
    )
    three = sheet(
        "财政拨款“三公”经费支出决算表",
        "合计|因公出国（境）费|公务用车购置及运行维护费|公务接待费",
        "3.61|0.00|0.00|3.61",
    )
    assert severities(audited("一、支出\n", basic, three)) == [severity]
