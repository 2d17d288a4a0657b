"""What gouji mistrusts of its own reading is no mismatch."""

from __future__ import annotations

from dataclasses import replace

from extract.disclosure import Disclosure
from extract.table import Table
from reconcile.audit import Severity
from reconcile.reconcile import reconcile
from reconcile.rules import Example
from reconcile.weighing.ending import may_lack_rows
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


def test_a_sentence_that_begins_with_a_figure_is_the_rest_of_one() -> None:
    """What it said before that is lost, and no figure that stands elsewhere is meant."""
    said = "{}2,462.36万元，较上年减少700.40万元，下降32.15%。"
    whole = mismatches(audited(said.format("2024年度项目支出"), TOTALS))
    assert {f[0] for f in whole} == {"N03"}
    assert mismatches(audited(said.format(""), TOTALS)) == []


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


def test_a_table_with_a_label_of_unknown_characters() -> None:
    disclosure = disclosed(TEXT.format("160.00"))
    table = disclosure.tables[0]
    first, *others = table.grid[0]
    grid = ((replace(first, text="收\ufffd"), *others), *table.grid[1:])
    audit = reconcile(replace(disclosure, tables=(replace(table, grid=grid),)))
    assert mismatches(audit) == []
    assert any("编码无法识别" in str(f.detail) for f in audit.findings)


CODED = sheet(
    "支出决算表",
    "科目编码|科目名称|本年支出合计",
    "|合计|300.00",
    "201|一般公共服务支出|100.00",
    "20101|人大事务|70.00",
    "2010101|行政运行|70.00",
    "20102|政协事务|30.00",
    "2010201|行政运行|30.00",
    "205|教育支出|150.00",
    "20502|普通教育|150.00",
    "2050201|学前教育|150.00",
)


def test_rows_may_be_lost_behind_the_end_of_a_page() -> None:
    """Only of a group that reaches so far."""

    def found(table: Table) -> list[Severity]:
        return [f.severity for f in reconcile(replace(disclosure, tables=(table,))).findings]

    disclosure = built(Example("", (CODED,), "final", 2024, "holds"))
    (table,) = disclosure.tables
    (page,) = table.pages
    assert Severity.MISMATCH in found(table)
    open_ended = replace(table, open_at=(page,))
    assert Severity.MISMATCH not in found(open_ended)
    assert Severity.DOUBT in found(open_ended)
    whole, group, part = (
        next(row.cells[-1] for row in table.rows if row.code == code)
        for code in ("", "201", "20101")
    )
    last = table.rows[-1].cells[-1]
    assert may_lack_rows(open_ended, [whole, last]) and may_lack_rows(open_ended, [whole, part])
    assert not may_lack_rows(open_ended, [group, part]) and not may_lack_rows(open_ended, [whole])
    assert not may_lack_rows(table, [whole, last])


def test_a_year_that_lost_a_digit() -> None:
    whole = "2024年度支出100.00万元，比2023年度80.00万元增加20.00万元，增长35%。"
    assert mismatches(audited(whole, TOTALS))
    assert mismatches(audited(whole.replace("2023", "023"), TOTALS)) == []


def test_what_is_said_around_a_page_that_was_not_read() -> None:
    text = "2024年度支出合计100.00万元，其中：基本支出60.00万元，项目支出30.00万元。"
    disclosure = disclosed(text)
    assert mismatches(reconcile(disclosure))
    *others, sentence = disclosure.sentences
    first, *rest = sentence.places
    places = (first, *(replace(place, page=first.page + 2) for place in rest))
    torn = replace(
        disclosure,
        sentences=(*others, replace(sentence, places=places)),
        unread=((first.page + 1, "本页内容有损坏，未读"),),
    )
    assert mismatches(reconcile(torn)) == []


def test_a_part_under_the_head_of_the_whole_that_is_not_known() -> None:
    """Its column is another's part where it has a head of its own, under one over them all."""
    known = sheet(
        "收入决算表",
        "科目编码|科目名称|本年收入|<|<|<",
        "^|^|合计|财政拨款收入|事业收入|其他收入",
        "|合计|100.00|90.00|5.00|6.00",
    )
    assert {f[0] for f in mismatches(audited("", known))} == {"T07"}
    rows = tuple(tuple(t.replace("财政拨款收入", "÷政拨款收入") for t in r) for r in known.rows)
    assert mismatches(audited("", replace(known, rows=rows))) == []


def test_a_total_of_all_whose_table_may_stand_on_a_page_that_was_not_read() -> None:
    table = sheet(
        "收入决算表",
        "项目|本年收入合计|财政拨款收入|其他收入",
        "合计|90.00|80.00|10.00",
        "教育支出|90.00|80.00|10.00",
    )
    both = sheet(
        "收入支出决算总表",
        "收入|金额|支出|金额",
        "一、财政拨款收入|80.00|一、教育支出|90.00",
        "二、其他收入|10.00||",
    )
    text = "2024年度收入决算总计190.00万元。"
    assert mismatches(reconcile(built(Example(text, (table,), "final", 2024, "holds")))) == []
    disclosure = built(Example(text, (table, both), "final", 2024, "holds"))
    assert {f[0] for f in mismatches(reconcile(disclosure))} == {"N01"}
    page = max(disclosure.tables[0].pages) + 1
    lost = replace(disclosure, unread=((page, "本页文字的编码无法识别，未读"),))
    assert mismatches(reconcile(lost)) == []
