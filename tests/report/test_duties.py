"""The duties in what users see: counted and shown apart from the findings about figures."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from reconcile.audit import Audit, Severity
from reconcile.duties.values import Standing, State
from reconcile.phrases import phrase
from report import terminal
from report.excel.book import write
from report.html.page import render
from report.result import to_dict
from report.texts import LANGUAGES, load
from report.view import View
from tests import factories

STANDINGS = (
    Standing("D05.1", "D05", State.MET, 22, "因公出国（境）费0万元"),
    Standing("D06.6", "D06", State.MISSING, 22, "七、接待", phrase("duty.nowhere"), finding="f9"),
    Standing("D08.1", "D08", State.NOT_JUDGED, why=phrase("duty.no_office")),
    Standing("D14.3", "D14", State.NOT_APPLICABLE, why=phrase("duty.of_departments")),
)


@pytest.fixture
def audit() -> Audit:
    made = factories.audit(duties=STANDINGS)
    finding = factories.finding(
        id="f9",
        rule="D06",
        severity=Severity.MISSING,
        message="未见公务接待人次",
        detail="没有写明",
        stated="公务接待人次",
        expected="",
        clause="七、接待",
    )
    return replace(made, findings=(*made.findings, finding))


def printed(audit: Audit, **how: bool) -> str:
    stream = io.StringIO()
    terminal.write(audit, Console(file=stream, width=90), load("zh"), **how)
    return stream.getvalue()


def test_the_terminal_counts_and_lists_them(audit: Audit) -> None:
    text = printed(audit)
    assert "应公开的事项4项：已见1，未见1，有误0，不适用1，未能判断1" in text
    assert "应公开而未见 1项" in text and "未见公务接待人次（没有写明）" in text
    assert text.index("不一致 1处") < text.index("应公开而未见 1项")
    assert "未能判断是否公开的事项 1项" in printed(audit, full=True)
    assert terminal.summary(audit, load("zh")).endswith("未见1项")


def test_they_are_not_among_what_is_printed_wrongly(audit: Audit) -> None:
    view = View(audit, load("zh"))
    assert "f9" not in [f.id for f in view.findings]
    assert [f.id for f in view.missing] == ["f9"]
    assert view.counts[Severity.MISSING] == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_every_duty(audit: Audit, lang: str) -> None:
    page = render(audit, load(lang))
    assert page.count('class="badge duty-') == len(STANDINGS)
    assert '<tr id="f9">' in page
    assert ("要公开" in page or "应公开的事项" in page) == (lang == "zh")


def test_the_workpaper_has_a_sheet_of_them(audit: Audit, tmp_path: Path) -> None:
    write(audit, tmp_path / "w.xlsx", load("zh"))
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["公开事项"]
    rows = [row[:4] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert ("D06.6", "公务接待人次", "未见", 22) in rows
    assert len(rows) == len(STANDINGS)


def test_the_result_adds_up(audit: Audit) -> None:
    found = to_dict(audit, "en")["duties"]
    assert found["total"] == 4 == found["counts"]["met"] + found["counts"]["missing"] + 2
    one = found["items"][1]
    assert (one["name"], one["finding"]) == ("guests received", "f9")
    assert not found["items"][0]["finding"]
