"""The cover: what was checked, by whom, the outcome, the legend of tickmarks, the contents."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from report.excel.layout import target
from report.excel.sheet import A4, Paper, fit, put

_SIGNS = ("prepared", "prepared_on", "reviewed", "reviewed_on")


def write_cover(sheet: Worksheet, paper: Paper) -> None:
    texts, styles, view = paper.texts, paper.styles, paper.view
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 42)
    sheet.set_column(2, 3, 20)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    put(sheet, 0, 0, texts("excel.title"), styles.of(bold=True, font_size=18))
    sheet.set_row(0, 30)
    row = 2
    for label, value in _facts(paper):
        put(sheet, row, 0, label, styles.text(bg_color="#EFEBE0"))
        put(sheet, row, 1, value, styles.text())
        fit(sheet, row, [(value, 42)])
        row += 1
    for index, name in enumerate(_SIGNS):
        put(sheet, 2 + index, 2, texts(f"excel.{name}"), styles.text(bg_color="#EFEBE0"))
        sheet.write_blank(2 + index, 3, None, styles.text())
    row = _outcome(sheet, paper, row + 1)
    row = _legend(sheet, paper, row + 1)
    row = _contents(sheet, paper, row + 1)
    soft = styles.of(font_color="#5C5C5C")
    put(sheet, row + 1, 0, texts("excel.caution"), soft)
    if texts("head.units"):
        row += 1
        put(sheet, row + 1, 0, texts("head.units"), soft)
    for line in (*view.scanned, *view.unread):
        row += 1
        put(sheet, row + 1, 0, line, styles.of(font_color="#7A5200", bold=True))


def _facts(paper: Paper) -> list[tuple[str, str]]:
    view, texts = paper.view, paper.texts
    unit, year, kind, pages = view.heading
    disclosure = view.audit.disclosure
    return [
        (texts("excel.client"), unit),
        (texts("excel.period"), f"{year} {kind}"),
        (texts("excel.index"), "GJ-0"),
        (texts("excel.file"), texts("sign.brackets", text=disclosure.path.name, more=pages)),
        ("SHA-256", disclosure.sha256),
        (texts("excel.version"), f"gouji {view.version}"),
    ]


def _outcome(sheet: Worksheet, paper: Paper, row: int) -> int:
    texts, styles, view = paper.texts, paper.styles, paper.view
    put(sheet, row, 0, texts("excel.outcome"), styles.of(bold=True, font_size=12))
    put(sheet, row + 1, 0, view.verdict, styles.of())
    coverage = view.audit.coverage
    row += 2
    for severity, found in view.counts.items():
        put(sheet, row, 0, texts(f"severity.{severity}"), styles.outcome(severity))
        shown = texts(f"title.{severity}", count=found)
        if done := view.settled[severity]:
            more = texts("excel.open_settled", open=found - done, settled=done)
            shown = texts("sign.brackets", text=shown, more=more)
        put(sheet, row, 1, shown, styles.text())
        row += 1
    for name, count in (
        ("confirmed", coverage.confirmed),
        ("contradicted", coverage.contradicted),
        ("unverifiable", coverage.unverifiable),
    ):
        put(sheet, row, 0, texts(f"html.{name}"), styles.text())
        shown = str(count)
        if coverage.total:
            share = f"{100 * count / coverage.total:.1f}%"
            shown = texts("sign.brackets", text=count, more=share)
        if name == "confirmed":
            shown = f"{shown}{texts('sign.colon')}{view.confirmed_by}"
        put(sheet, row, 1, shown, styles.text())
        row += 1
    if view.duties_counted:
        put(sheet, row, 0, texts("duties.title"), styles.text())
        put(sheet, row, 1, view.duties_counted, styles.text())
        fit(sheet, row, [(view.duties_counted, 42)])
        row += 1
    return row


def _legend(sheet: Worksheet, paper: Paper, row: int) -> int:
    texts, styles = paper.texts, paper.styles
    put(sheet, row, 0, texts("excel.legend"), styles.of(bold=True, font_size=12))
    for name in ("traced", "recomputed", "repeated", "rounding", "mismatch", "open", "look"):
        row += 1
        put(sheet, row, 0, texts(f"tick.{name}"), styles.text(align="center", bold=True))
        put(sheet, row, 1, texts(f"tick.{name}_means"), styles.text())
    return row + 1


def _contents(sheet: Worksheet, paper: Paper, row: int) -> int:
    texts, styles, layout = paper.texts, paper.styles, paper.layout
    put(sheet, row, 0, texts("excel.contents"), styles.of(bold=True, font_size=12))
    entries = [
        ("GJ-1", layout.findings),
        ("GJ-2", layout.claims),
        ("GJ-3", layout.checks),
        ("GJ-4", layout.unchecked),
        ("GJ-6", layout.duties),
        *((("GJ-7", layout.own),) if paper.view.reviewed.equations else ()),
        *((f"GJ-5-{i}", name) for i, name in enumerate(layout.tables.values(), 1)),
    ]
    for index, name in entries:
        row += 1
        put(sheet, row, 0, index, styles.text())
        sheet.write_url(row, 1, target(name, 0), styles.link(), string=name)
    return row + 1
