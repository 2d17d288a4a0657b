"""The workpaper: one workbook with a cover, the lists, and the tables as read."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reconcile.audit import Audit
from report.excel.checks import write_checks
from report.excel.claims import write_claims
from report.excel.cover import write_cover
from report.excel.duties import write_duties
from report.excel.findings import write_findings
from report.excel.layout import TOP, Layout
from report.excel.own import write_own
from report.excel.sheet import OPTIONS, Paper, begin, end, put
from report.excel.styles import Styles
from report.excel.tables import write_table
from report.reviewed import NOTHING, Reviewed
from report.texts import Texts
from report.view import View


def write(audit: Audit, path: Path, texts: Texts, reviewed: Reviewed = NOTHING) -> None:
    """Write the workpaper of one audit to `path`, with what was decided about its findings; raises
    OSError where that cannot be written."""
    view = View(audit, texts, reviewed)
    layout = Layout.of(view, texts)
    book = Workbook(str(path), OPTIONS)
    paper = Paper(view, texts, layout, Styles(book))
    book.set_properties(
        {
            "title": texts("excel.title"),
            "subject": " · ".join(view.heading[:3]),
            "author": "gouji",
        }
    )
    write_cover(book.add_worksheet(layout.cover), paper)
    write_findings(book.add_worksheet(layout.findings), paper)
    write_claims(book.add_worksheet(layout.claims), paper)
    write_checks(book.add_worksheet(layout.checks), paper)
    _write_unchecked(book.add_worksheet(layout.unchecked), paper)
    write_duties(book.add_worksheet(layout.duties), paper)
    if reviewed.equations:
        write_own(book.add_worksheet(layout.own), paper)
    for index, table in enumerate(audit.disclosure.tables, 1):
        write_table(book.add_worksheet(layout.tables[table.id]), paper, table, index)
    book.close()


def _write_unchecked(sheet: Worksheet, paper: Paper) -> None:
    """What was not checked, and why: relations without their tables, pages that were not read."""
    columns = (("number", 8), ("not_checked", 90), ("signed", 12), ("note", 24))
    begin(sheet, paper, paper.layout.unchecked, "GJ-4", columns)
    entries = (*paper.view.unread, *paper.view.unchecked)
    plain = paper.styles.text()
    for row, words in enumerate(entries, TOP):
        sheet.write_number(row, 0, row - TOP + 1, plain)
        put(sheet, row, 1, words, plain)
        sheet.write_blank(row, 2, None, plain)
        sheet.write_blank(row, 3, None, plain)
    if not entries:
        put(sheet, TOP, 1, paper.texts("html.nothing_unchecked"), plain)
    end(sheet, len(entries), len(columns))
