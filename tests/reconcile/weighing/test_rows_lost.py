"""Sums that fail as they do where a row or a figure is not there, and those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.table import Cell, Row, Table
from extract.unread import FIELDS
from reconcile.audit import Audit
from reconcile.rules import Sample
from reconcile.weighing.rows_lost import _stands_out
from tests import factories
from tests.reconcile.reading import audited, mismatches, sheet

HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
ROWS = (
    "|合计|2180.56|1240.16|940.40",
    "205|教育支出|98.32|62.07|36.25",
    "20508|进修及培训|98.32|62.07|36.25",
    "2050803|培训支出|98.32|62.07|36.25",
    "213|农林水支出|1946.54|1042.39|904.15",
    "21302|林业和草原|1946.54|1042.39|904.15",
    "2130201|行政运行|1042.39|1042.39|",
    "2130205|森林资源培育|582.00||582.00",
    "2130207|森林资源管理|322.15||322.15",
    "221|住房保障支出|135.70|135.70|",
    "22102|住房改革支出|135.70|135.70|",
    "2210201|住房公积金|135.70|135.70|",
)


def spent(*rows: str) -> Sample:
    return sheet("一般公共预算财政拨款支出决算表", HEAD, *rows)


def without(*codes: str) -> Sample:
    return spent(*(row for row in ROWS if row.split("|")[0] not in codes))


def changed(code: str, row: str) -> Sample:
    return spent(*(row if r.startswith(code + "|") else r for r in ROWS))


def test_the_whole_table_adds_up() -> None:
    assert not audited("", spent(*ROWS)).findings


@pytest.mark.parametrize(
    "codes", [("2130205",), ("205", "20508", "2050803"), ("2130201",), ("21302",)]
)
def test_a_row_that_is_not_there_accuses_nobody(codes: tuple[str, ...]) -> None:
    audit = audited("", without(*codes))
    assert not mismatches(audit)
    assert codes == ("21302",) or any("缺失" in str(f.detail) for f in audit.findings)


def test_an_error_in_one_field_is_a_mismatch() -> None:
    assert mismatches(audited("", changed("2130205", "2130205|森林资源培育|582.00||604.37")))
    assert mismatches(audited("", changed("205", "205|教育支出|98.32|91.46|36.25")))


def test_a_slip_that_stands_in_two_columns_is_a_mismatch() -> None:
    """The row's total was computed with it."""
    assert mismatches(audited("", changed("2130205", "2130205|森林资源培育|528.00||528.00")))


def test_a_figure_that_is_not_there_accuses_nobody() -> None:
    assert not mismatches(audited("", changed("2130201", "2130201|行政运行|1042.39||")))


def test_parts_that_are_all_nothing_make_no_sum() -> None:
    rows = [
        ROWS[0],
        *(f"{n}|{name}|0.00|0.00|0.00" for n, name in ((205, "教育支出"), (213, "农林"))),
    ]
    assert not mismatches(audited("", spent(*rows)))


FORM = (
    "项目名称|社区工作者培训||||",
    "一级指标|二级指标|指标值|完成值|分值|得分",
    "产出指标|数量指标|≥18处|全部完成|50|49",
    "产出指标|质量指标|≥95%|98%|30|28",
    "效益指标|社会效益|提高|提高|20|20",
    "总分||||100|97",
)


def form(*rows: str) -> Audit:
    return audited("", sheet("项目支出绩效自评表（2024年度）", *rows))


def test_a_form_without_one_of_its_rows_accuses_nobody() -> None:
    """Its scores and its weights are short alike."""
    assert not mismatches(form(*FORM))
    assert not mismatches(form(*(row for row in FORM if "质量" not in row)))
    assert mismatches(form(*(row.replace("|28", "|23") for row in FORM)))
    more = (row.replace("|30|28", "|29|28").replace("|97", "|99") for row in FORM)
    assert len(mismatches(form(*more))) == 2


def test_a_total_whose_parts_are_overleaf_in_two_columns_of_three() -> None:
    """The third column is blank in all rows that are left."""
    rows = (
        "208|社会保障支出|672.93|80.25|592.68",
        "20802|民政管理事务|293.58||293.58",
        "2080299|其他民政事务|293.58||293.58",
    )
    assert not mismatches(audited("", spent("|合计|672.93|80.25|592.68", *rows)))


FUND = (
    "合计|153.66|5055.18|5038.38|0.00|5038.38|170.46",
    "城乡社区支出|0.00|2315.84|2315.84|0.00|2315.84|0.00",
    "其他支出|153.66|2739.34|2722.54|0.00|2722.54|170.46",
)
FUND_HEAD = "项目|年初结转和结余|本年收入|本年支出合计|基本支出|项目支出|年末结转和结余"


def funds(*rows: str) -> Audit:
    return audited("", sheet("政府性基金预算财政拨款收入支出决算表", FUND_HEAD, *rows))


def test_one_blank_in_a_table_that_prints_every_nought() -> None:
    """Somebody whitened it: the sum of its column accuses nobody."""
    assert not funds(*FUND).findings
    blank = "城乡社区支出|0.00|2315.84|2315.84|0.00||0.00"
    assert not mismatches(funds(FUND[0], blank, FUND[2]))
    wrong = "城乡社区支出|0.00|2315.84|2315.84|0.00|2351.84|0.00"
    assert mismatches(funds(FUND[0], wrong, FUND[2]))


def test_a_blank_over_the_figures_of_what_a_subject_is_made_of() -> None:
    """Each way of reading the blank as nothing would accuse a figure beside it."""
    blank = audited("", changed("21302", "21302|林业和草原|1946.54|1042.39|"))
    assert not mismatches(blank)
    assert FIELDS in {reason for _, reason in blank.disclosure.unread}
    assert not audited("", spent(*ROWS)).disclosure.unread
    wrong = changed("21302", "21302|林业和草原|1946.54|1042.39|940.15")
    assert mismatches(audited("", wrong))


PANELS = (
    "301|工资福利支出|300.00|302|商品和服务支出|365.74",
    "30101|基本工资|100.00|30201|办公费|61.42",
    "30102|津贴补贴|120.00|30205|水费|203.82",
    "30103|奖金|80.00|30239|其他交通费用|97.34",
    "303|对个人和家庭的补助|20.00|30299|其他商品和服务支出|3.16",
    "30305|生活补助|20.00|310|资本性支出|11.92",
    "|||31002|办公设备购置|11.92",
    "人员经费合计||320.00|公用经费合计||377.66",
)
PANEL_HEAD = "经济分类科目编码|科目名称|决算数|经济分类科目编码|科目名称|决算数"


@pytest.mark.parametrize(
    ("codes", "amount", "wrong"),
    [((), "97.34", 0), (("30239", "30299"), "97.34", 0), (("30239", "30299"), "97.43", 1)],
)
def test_rows_without_their_codes_are_not_known_as_parts(
    codes: tuple[str, ...], amount: str, wrong: int
) -> None:
    rows = [row.replace("97.34", amount) for row in PANELS]
    for code in codes:
        rows = [row.replace(f"|{code}|", "||") for row in rows]
    found = mismatches(audited("", sheet("一般公共预算财政拨款基本支出决算表", PANEL_HEAD, *rows)))
    assert bool(found) == wrong


def test_a_dash_is_no_blank() -> None:
    blank = _cells("", *["1.00"] * 12)
    dash = _cells("-", *["1.00"] * 12)
    assert _stands_out(*blank) and not _stands_out(*dash)


def test_the_blank_total_of_a_column_with_figures() -> None:
    assert _stands_out(*_cells("", "1.00", "2.00", label="总计"))
    assert not _stands_out(*_cells("", "1.00", "2.00", label="事业收入"))
    assert not _stands_out(*_cells("", "", "", label="总计"))


def _cells(first: str, *others: str, label: str = "甲") -> tuple[Cell, dict[str, Table]]:
    """The first field of a column, the last of its table; the other column is filled."""
    rows = tuple(
        Row(
            n,
            (name,),
            "",
            0,
            (
                replace(factories.cell("5.00", row=n), column=0),
                replace(factories.cell(text if text != "-" else "", row=n), column=1, text=text),
            ),
        )
        for n, (name, text) in enumerate(
            zip([label, *"乙" * len(others)], [first, *others], strict=True)
        )
    )
    table = replace(factories.table(), rows=rows)
    return rows[0].cells[1], {table.id: table}
