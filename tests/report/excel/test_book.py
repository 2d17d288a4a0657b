"""The workpaper: read back, and computed anew by another program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reconcile.audit import Audit, Check, Operand, Verdict
from report.excel.book import write
from report.excel.checks import VALUE, VERDICT
from report.excel.layout import CLAIM_FIGURE, TOP
from report.texts import load
from tests import factories
from tests.report import paper

ZH = load("zh")


def book(audit: Audit, folder: Path, **options: Any) -> Any:
    path = folder / "底稿.xlsx"
    write(audit, path, ZH)
    return openpyxl.load_workbook(path, **options)


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=TOP + 1, values_only=True))


def test_sheets(drawn: Audit, tmp_path: Path) -> None:
    found = book(drawn, tmp_path)
    assert found.sheetnames == [
        "封面", "差异清单", "断言台账", "勾稽关系", "未核对事项", "公开事项", "表1 收入决算表",
    ]  # fmt: skip
    cover = [c.value for row in found["封面"].iter_rows() for c in row if c.value]
    assert "某市财政局" in cover
    assert drawn.disclosure.sha256 in cover


def test_a_claim_is_linked_to_its_cell(drawn: Audit, tmp_path: Path) -> None:
    sheet = book(drawn, tmp_path)["断言台账"]
    first = sheet[TOP + 1]
    assert first[CLAIM_FIGURE].value == 120.5
    assert first[CLAIM_FIGURE].number_format == "#,##0.00"
    assert first[9].hyperlink.location == "'表1 收入决算表'!C7"
    assert first[10].value == "='表1 收入决算表'!C7"
    assert [first[15].value, first[17].value] == ["不一致", "×"]


def test_figures_of_tables_are_numbers(drawn: Audit, tmp_path: Path) -> None:
    sheet = book(drawn, tmp_path)["表1 收入决算表"]
    assert [(r[1], r[2]) for r in rows(sheet)[:3]] == [
        (label, float(figure)) for label, figure in paper.ROWS
    ]


def test_words_of_a_report_are_never_formulas(drawn: Audit, tmp_path: Path) -> None:
    found = book(paper.hostile(drawn), tmp_path)
    cells = [c for sheet in found for row in sheet.iter_rows() for c in row]
    words = [c for c in cells if str(c.value).startswith(paper.HOSTILE)]
    assert len(words) > 6
    assert {c.data_type for c in words} == {"s"}
    assert not any(c.hyperlink.target for c in cells if c.hyperlink)


def test_empty_and_partly_read(tmp_path: Path) -> None:
    disclosure = factories.disclosure(unread=((9, "扫描件，没有文字"),), tables=())
    found = book(Audit(disclosure, (), (), ()), tmp_path)
    assert rows(found["未核对事项"])[0][1] == "第9页：扫描件，没有文字"
    assert any("扫描件" in str(c.value) for row in found["封面"].iter_rows() for c in row)


def computed(
    audit: Audit, folder: Path, soffice: Callable[[Path], Path], change: Any = None
) -> Any:
    """The workbook as another program computes it; what was stored as results is dropped first."""
    found = book(audit, folder)
    if change:
        change(found)
    bare = folder / "bare.xlsx"
    found.save(bare)
    return openpyxl.load_workbook(soffice(bare), data_only=True)


def test_recomputed_as_gouji_says(
    drawn: Audit, tmp_path: Path, soffice: Callable[[Path], Path]
) -> None:
    found = computed(drawn, tmp_path, soffice)
    checks = rows(found["勾稽关系"])
    assert [r[VERDICT] for r in checks] == [ZH(f"verdict.{c.verdict}") for c in drawn.checks]
    assert [Decimal(str(r[VALUE])) for r in checks] == [c.expected for c in drawn.checks]
    assert {r[12] for r in checks} == {"是"}
    assert [r[16] for r in rows(found["断言台账"])] == ["不一致", "印证"]


def test_a_changed_figure_changes_the_outcome(
    drawn: Audit, tmp_path: Path, soffice: Callable[[Path], Path]
) -> None:
    """The formulas are alive: with the table's figure put right, the mismatch is gone and the sum
    fails."""

    def change(found: Any) -> None:
        found["表1 收入决算表"]["C7"] = 120.50

    checks = rows(computed(drawn, tmp_path, soffice, change)["勾稽关系"])
    assert [r[VERDICT] for r in checks[:3]] == ["印证", "印证", "不一致"]


FOLDER = Path(__file__).parents[4] / "shared" / "data" / "reports"
#: Two 决算 of different provinces, and a 预算 with tables in 元.
REPORTS = [
    p for n in ("seed", "js2024_guihua", "ys2024_wanli") if (p := FOLDER / f"{n}.pdf").exists()
]


@pytest.mark.skipif(not REPORTS, reason="the published reports (../shared/data) are not here")
@pytest.mark.parametrize("report", REPORTS, ids=lambda p: p.stem)
def test_real_reports_recomputed(
    report: Path, tmp_path: Path, soffice: Callable[[Path], Path]
) -> None:
    from extract.read import read
    from reconcile.reconcile import reconcile

    audit = reconcile(read(report))
    checks = rows(computed(audit, tmp_path, soffice)["勾稽关系"])
    live = [(r[10], r[VERDICT]) for r in checks if r[VERDICT] is not None]
    assert len(live) > 0.97 * len(audit.checks)
    assert [pair for pair in live if pair[0] != pair[1]] == []


def test_a_check_in_words_is_not_computed(drawn: Audit, tmp_path: Path) -> None:
    words = replace(drawn.checks[0], formula="列举6家−1", verdict=Verdict.MISMATCH)
    audit = replace(drawn, checks=(words,))
    assert rows(book(audit, tmp_path)["勾稽关系"])[0][VALUE] == "不是算式，须对照原文"


def test_the_list_gives_unit_difference_and_equation(drawn: Audit, tmp_path: Path) -> None:
    first = book(drawn, tmp_path)["差异清单"][TOP + 1]
    assert first[0].value == "f1"
    assert [c.value for c in first[6:10]] == [120.5, 120, "万元", "=ROUND(G5-H5,2)"]
    assert first[10].hyperlink.location == "'勾稽关系'!A5"
    assert book(drawn, tmp_path)["差异清单"].page_setup.paperSize == 9


def test_what_is_coarser_than_what_it_should_be_is_recomputed(
    drawn: Audit, tmp_path: Path, soffice: Callable[[Path], Path]
) -> None:
    """100% where it is 83.33%: what is expected has more decimals than what is printed."""
    total, part, _ = (r.cells[0] for r in reversed(drawn.disclosure.tables[0].rows))
    share = Check(
        "N04", Verdict.MISMATCH, Decimal(100), Decimal("16.67"), "%", "20.00÷120.00",
        (Operand("100%", "c1"), Operand("20.00万元", cell=part), Operand("120.00万元", cell=total)),
    )  # fmt: skip
    (row,) = rows(computed(replace(drawn, checks=(share,)), tmp_path, soffice)["勾稽关系"])
    assert (row[VALUE], row[7], row[VERDICT]) == (16.67, 83.33, "不一致")


def test_a_part_of_a_sum_that_was_rounded_is_confirmed(
    drawn: Audit, tmp_path: Path, soffice: Callable[[Path], Path]
) -> None:
    """The sum is the rounding; the ledger does not call its part confirmed and rounded at once."""
    operands = (Operand("120.01万元"), Operand("100.00万元", "c2"), Operand("20.00万元"))
    whole = replace(drawn.checks[-1], rule="N06", operands=operands)
    ledger = rows(computed(replace(drawn, checks=(whole,)), tmp_path, soffice)["断言台账"])
    assert (ledger[1][15], ledger[1][16]) == ("印证", "印证")
