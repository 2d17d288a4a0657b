"""差异清单: the findings, each with its places, what would make them agree, room to sign."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from report.excel.layout import TOP, target
from report.excel.sheet import Paper, begin, end, fit, put
from report.view import FindingView

_COLUMNS = (
    ("number", 5),
    ("severity", 8),
    ("page", 5),
    ("rule", 12),
    ("message", 32),
    ("words", 26),
    ("stated", 10),
    ("expected", 10),
    ("formula", 18),
    ("against", 30),
    ("detail", 16),
    ("agree", 24),
    ("explained", 16),
    ("signed", 8),
    ("signed_on", 9),
)


def write_findings(sheet: Worksheet, paper: Paper) -> None:
    begin(sheet, paper, paper.layout.findings, "GJ-1", _COLUMNS)
    for row, found in enumerate(paper.view.findings, TOP):
        _write(sheet, paper, row, found)
    if not paper.view.findings:
        put(sheet, TOP, 0, paper.texts("html.no_findings"), paper.styles.of())
    end(sheet, len(paper.view.findings), len(_COLUMNS))


def _write(sheet: Worksheet, paper: Paper, row: int, found: FindingView) -> None:
    texts, styles, finding = paper.texts, paper.styles, found.finding
    plain = styles.text()
    put(sheet, row, 1, texts(f"severity.{finding.severity}"), styles.outcome(finding.severity))
    sheet.write_number(row, 2, finding.page, styles.text(align="center"))
    rule = finding.rule if found.rule == finding.rule else f"{finding.rule} {found.rule}"
    against = [c.words for c in found.cells] + [
        texts("finding.elsewhere", page=c.page, clause=c.quote) for c in found.others
    ]
    words = (
        rule,
        found.message,
        str(found.quote),
        finding.stated,
        finding.expected,
        found.formula,
        "\n".join(against),
        found.detail,
        found.agree,
    )
    for column, text in enumerate(words, 3):
        put(sheet, row, column, text, plain)
    fit(sheet, row, ((t, _COLUMNS[c][1]) for c, t in enumerate(words, 3)))
    for column in (12, 13, 14):
        sheet.write_blank(row, column, None, plain)
    _link(sheet, paper, row, found)


def _link(sheet: Worksheet, paper: Paper, row: int, found: FindingView) -> None:
    """The number leads to the claim, or else to the first cell that the finding names."""
    layout, styles = paper.layout, paper.styles
    name = found.id
    place = layout.cell(found.cells[0].cell) if found.cells else None
    if found.culprit is not None:
        where = target(layout.claims, layout.claim_rows[found.culprit.id])
    elif place is not None:
        where = target(*place)
    else:
        put(sheet, row, 0, name, styles.text())
        return
    sheet.write_url(row, 0, where, styles.link(), string=name)
