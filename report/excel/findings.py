"""差异清单: the findings, each with its places, its difference and its equation, room to sign."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from report.excel.layout import TOP, target
from report.excel.sheet import Paper, begin, end, fit, put, put_page
from report.excel.styles import decimals_of, number
from report.texts import Texts
from report.view import FindingView
from report.words import is_figure

_COLUMNS = (
    ("number", 6),
    ("severity", 8),
    ("page", 5),
    ("rule", 12),
    ("message", 32),
    ("words", 24),
    ("stated", 11),
    ("expected", 11),
    ("unit", 6),
    ("apart", 10),
    ("check", 6),
    ("against", 30),
    ("detail", 18),
    ("decision", 11),
    ("note", 16),
    ("explained", 14),
    ("signed", 8),
    ("signed_on", 10),
    ("reference", 13),
    ("seen", 5),
)
_AT = {name: column for column, (name, _) in enumerate(_COLUMNS)}
#: So many places are listed; the equation's row has all.
_MOST_PLACES = 8


def write_findings(sheet: Worksheet, paper: Paper) -> None:
    begin(sheet, paper, paper.layout.findings, "GJ-1", _COLUMNS)
    for row, found in enumerate(paper.view.findings, TOP):
        _write(sheet, paper, row, found)
    if not paper.view.findings:
        put(sheet, TOP, 0, paper.texts("html.no_findings"), paper.styles.of())
    sheet.set_column(_AT["seen"], _AT["seen"], 5, None, {"hidden": True})
    end(sheet, len(paper.view.findings), len(_COLUMNS))


def _write(sheet: Worksheet, paper: Paper, row: int, found: FindingView) -> None:
    texts, styles, finding = paper.texts, paper.styles, found.finding
    severity = texts(f"severity.{finding.severity}")
    put(sheet, row, _AT["severity"], severity, styles.outcome(finding.severity))
    put_page(sheet, paper, row, _AT["page"], found.at, finding.page)
    words = {
        "rule": finding.rule if found.rule == finding.rule else f"{finding.rule} {found.rule}",
        "message": found.headline,
        "words": str(found.quote),
        "unit": found.unit,
        "against": "\n".join(_against(found, texts)),
        "detail": "\n".join(_detail(found, texts)),
    }
    for name, text in words.items():
        put(sheet, row, _AT[name], text, styles.text())
    fit(sheet, row, ((text, _COLUMNS[_AT[name]][1]) for name, text in words.items()))
    sheet.write_blank(row, _AT["explained"], None, styles.text())
    _decision(sheet, paper, row, found)
    _figures(sheet, paper, row, found)
    _links(sheet, paper, row, found)


def _decision(sheet: Worksheet, paper: Paper, row: int, found: FindingView) -> None:
    """What was decided, to be chosen anew from a list; by whom and when; the mark by which the
    filled-in workpaper is read back, and which decision it was written after."""
    reviewed, styles = paper.view.reviewed, paper.styles
    remark = reviewed.findings.get(found.id)
    values = {
        "decision": remark.name(paper.texts.lang) if remark else "",
        "note": remark.note if remark else "",
        "signed": remark.reviewer if remark else "",
        "signed_on": remark.day if remark else "",
        "reference": reviewed.references.get(found.id, ""),
        "seen": str(remark.id if remark else 0) if reviewed.references else "",
    }
    for name, text in values.items():
        put(sheet, row, _AT[name], text, styles.text())
    if reviewed.decisions:
        names = [zh if paper.texts.lang == "zh" else en for zh, en in reviewed.decisions]
        list_of = {"validate": "list", "source": names}
        sheet.data_validation(row, _AT["decision"], row, _AT["decision"], list_of)


def _against(found: FindingView, texts: Texts) -> list[str]:
    """Where else to look: the other places, and where the accused figure does stand."""
    places = [c.words for c in found.cells] + [
        texts("finding.elsewhere", at=c.at, clause=c.quote) for c in found.others
    ]
    if len(places) > _MOST_PLACES:
        more = texts("html.more_places", count=len(places) - _MOST_PLACES)
        places = [*places[:_MOST_PLACES], more]
    return [*places, *filter(None, [found.standing(texts)])]


def _detail(found: FindingView, texts: Texts) -> list[str]:
    """What explains the difference, what would remove it, what follows from it."""
    lines = [found.formula, found.detail, found.agree]
    if found.chained:
        places = (texts("sign.brackets", text=f.at, more=f.id) for f in found.chained)
        joined = texts("sign.comma").join(places)
        lines.append(texts("finding.chained_with", count=len(found.chained), places=joined))
    return [line for line in lines if line]


def _figures(sheet: Worksheet, paper: Paper, row: int, found: FindingView) -> None:
    """The two figures as numbers and their difference as a formula; as texts where they are
    none."""
    styles = paper.styles
    for name, text in (("stated", found.finding.stated), ("expected", found.finding.expected)):
        if found.off is not None and is_figure(text):
            value = Decimal(text)
            style = styles.figure(decimals_of(value))
            sheet.write_number(row, _AT[name], number(value), style)
        else:
            put(sheet, row, _AT[name], text, styles.text())
    if found.off is None:
        sheet.write_blank(row, _AT["apart"], None, styles.text())
        return
    decimals = decimals_of(found.off)
    stated, expected = (xl_rowcol_to_cell(row, _AT[n]) for n in ("stated", "expected"))
    formula = f"=ROUND({stated}-{expected},{decimals})"
    style = styles.figure(decimals)
    sheet.write_formula(row, _AT["apart"], formula, style, number(found.off))


def _links(sheet: Worksheet, paper: Paper, row: int, found: FindingView) -> None:
    """The number leads to the claim, or else to the first cell that the finding names; beside the
    figures stands the equation that they come from."""
    layout, styles = paper.layout, paper.styles
    place = layout.cell(found.cells[0].cell) if found.cells else None
    if found.culprit is not None:
        where = target(layout.claims, layout.claim_rows[found.culprit.id])
    else:
        where = target(*place) if place is not None else ""
    if where:
        sheet.write_url(row, 0, where, styles.link(), string=found.id)
    else:
        put(sheet, row, 0, found.id, styles.text())
    index = layout.equation_of(paper.view, found)
    if index is None:
        sheet.write_blank(row, _AT["check"], None, styles.text())
        return
    line = target(layout.checks, TOP + index)
    sheet.write_url(row, _AT["check"], line, styles.link(), string=f"E{index + 1}")
