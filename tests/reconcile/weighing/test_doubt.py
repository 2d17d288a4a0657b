"""What gouji mistrusts of its own reading is no mismatch."""

from __future__ import annotations

from dataclasses import replace

from extract.disclosure import Disclosure
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from tests.reconcile.reading import audited, mismatches, sheet
from tests.rules.builder import built

TOTALS = sheet(
    "收入支出决算总表",
    "收入|<|支出|<",
    "项目|决算数|项目|决算数",
    "一、一般公共预算财政拨款收入|100.00|一、教育支出|100.00",
    "本年收入合计|100.00|本年支出合计|100.00",
    "总计|100.00|总计|100.00",
)
TEXT = "2024年度收入总计{0}万元，支出总计{0}万元。"


def disclosed(text: str) -> Disclosure:
    return built(Example(text, (TOTALS,), "final", 2024, "holds"))


def test_a_sound_reading_is_a_mismatch() -> None:
    assert mismatches(audited(TEXT.format("100.00"), TOTALS)) == []
    assert {f[0] for f in mismatches(audited(TEXT.format("160.00"), TOTALS))} == {"N01"}


def test_a_cell_that_reads_differently_a_second_time() -> None:
    disclosure = disclosed(TEXT.format("160.00"))
    table = disclosure.tables[0]
    rows = tuple(
        replace(r, cells=tuple(replace(c, second="106.00") for c in r.cells)) for r in table.rows
    )
    audit = reconcile(replace(disclosure, tables=(replace(table, rows=rows),)))
    assert mismatches(audit) == []
    assert {f.severity for f in audit.findings} == {Severity.DOUBT}


def test_a_page_of_the_table_that_was_not_read() -> None:
    disclosure = disclosed(TEXT.format("160.00"))
    table = disclosure.tables[0]
    first = table.pages[0]
    torn = replace(table, pages=(first, first + 2))
    audit = reconcile(replace(disclosure, tables=(torn,), unread=((first + 1, "扫描页"),)))
    assert mismatches(audit) == []
    assert any("未能读取" in str(f.detail) for f in audit.findings)


def test_two_tables_of_one_kind_that_differ() -> None:
    other = replace(
        TOTALS, rows=tuple(tuple(t.replace("100", "70") for t in r) for r in TOTALS.rows)
    )
    assert mismatches(audited(TEXT.format("70.00"), TOTALS, other)) == []
    audit = audited(TEXT.format("160.00"), TOTALS, other)
    assert mismatches(audit) == []
    assert {f.severity for f in audit.findings} == {Severity.DOUBT}


def test_a_sentence_that_was_never_filled_in() -> None:
    text = "收入合计XX万元，其中：财政拨款收入60.00万元，占{}%；其他收入40.00万元，占40.00%。"
    assert mismatches(audited(text.format("61.00"))) == []
