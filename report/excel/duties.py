"""公开事项: every duty of disclosure with how it stands, what it stands on, room to sign."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from report.duties import DutyView, marked
from report.excel.layout import TOP
from report.excel.sheet import Paper, begin, end, fit, put

_COLUMNS = (
    ("number", 7),
    ("duty", 30),
    ("state", 10),
    ("page", 6),
    ("quote", 40),
    ("why", 34),
    ("basis", 24),
    ("signed", 10),
    ("note", 16),
)


def write_duties(sheet: Worksheet, paper: Paper) -> None:
    begin(sheet, paper, paper.layout.duties, "GJ-6", _COLUMNS)
    for row, one in enumerate(paper.view.duties, TOP):
        _write(sheet, paper, row, one)
    end(sheet, len(paper.view.duties), len(_COLUMNS))


def _write(sheet: Worksheet, paper: Paper, row: int, one: DutyView) -> None:
    plain = paper.styles.text()
    words = (
        one.id,
        marked(one.name, paper.texts, later=one.later),
        one.said,
        one.at,
        one.quote,
        one.why,
        one.basis,
    )
    for column, text in enumerate(words):
        put(sheet, row, column, text, plain)
    put(sheet, row, 2, one.said, paper.styles.outcome(one.state))
    if one.at.isdigit():
        sheet.write_number(row, 3, one.page, paper.styles.text(align="center"))
    for column in (7, 8):
        sheet.write_blank(row, column, None, plain)
    fit(sheet, row, ((text, _COLUMNS[n][1]) for n, text in enumerate(words)))
