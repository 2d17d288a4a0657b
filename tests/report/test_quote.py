"""Quotations with their figure marked."""

from __future__ import annotations

import re
from dataclasses import replace

from reconcile.reconcile import reconcile
from reconcile.rules import rule
from report.quote import Marked, around
from report.words import culprit, quotation
from tests.reconcile.reading import audited
from tests.rules.builder import built


def test_mark() -> None:
    assert str(Marked.of("增长13.95%。", 2, 8)) == "增长【13.95%】。"


def test_around_keeps_to_the_clause() -> None:
    text = "收入减少。支出增长13.95%；其中"
    start = text.index("13.95%")
    assert str(around(text, start, start + 6)) == "支出增长【13.95%】"


def test_around_cuts_a_long_clause() -> None:
    text = "甲" * 50 + "1万元" + "乙" * 50
    assert str(around(text, 50, 53, reach=3)) == "…甲甲甲【1万元】乙乙乙…"


def test_no_figure_is_torn() -> None:
    text = "甲1,234.56万元，乙13.95%，丙20.00%，丁"
    start = text.index("13.95%")
    for reach in range(12):
        quoted = str(around(text, start, start + 6, reach))
        found = re.findall(r"[\d.,]+\d[万元%]*", quoted)
        assert set(found) <= {"1,234.56万元", "13.95%", "20.00%"}


def quoted(text: str, code: str, *, kind: str = "final", year: int = 2024) -> str:
    """The quotation of the first finding of a rule."""
    audit = audited(text, kind=kind, year=year)
    finding = next(f for f in audit.findings if f.rule == code)
    return str(quotation(audit, finding, culprit(audit, finding)))


def test_an_order_is_quoted_with_its_words() -> None:
    text = """八、公务用车
公务用车运行维护费年初预算为5.00万元，支出决算为3.60万元，主要用于机要通信和应急保障所需的燃料费、维修费。决算数大于年初预算数。"""
    said = quoted(text, "N10")
    assert "【3.60万元】" in said and said.endswith("决算数大于")


def test_a_reason_is_quoted_with_its_change() -> None:
    text = """六、支出
1.因公出国费用。支出决算为97.02万元，比上年减少2.98万元。主要原因是：因公出国费用增加。"""
    assert quoted(text, "W08") == "比上年减少【2.98万元】。主要原因是：因公出国费用增加"


def test_words_are_marked_where_the_finding_is_about_words() -> None:
    text = "三、支出\n支出决算127.45万元，比2023年度增加增加27.45万元。"
    assert quoted(text, "W10") == "比2023年度【增加增加】27.45万元"


def test_a_rate_from_zero_is_quoted_with_the_zero() -> None:
    text = "三、支出\n2024年支出5.00万元，2023年度支出0.00万元，比上年增加5.00万元，增长100.00%。"
    assert quoted(text, "W05") == "2023年度支出0.00万元，比上年增加5.00万元，增长【100.00%】"


def test_a_missing_table_is_quoted_as_listed() -> None:
    """Not as the figure of the section that goes with it, which the finding leads to."""
    example = rule("W09").flags[0]
    audit = reconcile(built(replace(example, text=f"{example.text}\n第二部分\n本年支出3.00万元。")))
    (finding,) = [f for f in audit.findings if f.rule == "W09"]
    finding = replace(finding, claims=(audit.disclosure.claims[0].id,))
    said = str(quotation(audit, finding, culprit(audit, finding)))
    assert "【国有资本经营预算财政拨款支出决算表】" in said
