"""断言台账: every figure of the narrative, the cell it is traced to, its recomputed outcome."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from extract.figures.quantity import MONEY, Quantity
from reconcile.audit import Check, Verdict
from report.confirmed import EQUATION, REPETITION, TABLE
from report.excel.checks import VALUE, VERDICT
from report.excel.layout import CLAIM_FIGURE, TOP, reference, target
from report.excel.sheet import Paper, begin, end, fit, put, put_page
from report.excel.styles import decimals_of, number
from report.view import ClaimView

_COLUMNS = (
    ("number", 6),
    ("page", 5),
    ("words", 30),
    ("subject", 16),
    ("period_of", 6),
    ("role", 8),
    ("direction", 6),
    ("figure", 12),
    ("unit", 6),
    ("traced_to", 26),
    ("traced", 12),
    ("apart", 10),
    ("check", 6),
    ("recomputed", 12),
    ("formula", 18),
    ("verdict", 8),
    ("live", 8),
    ("tick", 4),
    ("signed", 7),
    ("note", 8),
)


#: The marks of what confirms a figure.
_CONFIRMED = {TABLE: "traced", EQUATION: "recomputed", REPETITION: "repeated"}


def write_claims(sheet: Worksheet, paper: Paper) -> None:
    begin(sheet, paper, paper.layout.claims, "GJ-2", _COLUMNS)
    kinds = paper.texts(
        "sign.brackets", text=paper.texts("verdict.consistent"), more=paper.view.confirmed_by
    )
    put(sheet, 2, 3, kinds, paper.styles.of(font_color="#5C5C5C"))
    for claim in paper.view.claims.values():
        _write(sheet, paper, paper.layout.claim_rows[claim.id], claim)
    end(sheet, len(paper.view.claims), len(_COLUMNS))


def _write(sheet: Worksheet, paper: Paper, row: int, claim: ClaimView) -> None:
    texts, styles, quantity = paper.texts, paper.styles, claim.claim.quantity
    plain = styles.text()
    put(sheet, row, 0, claim.id, plain)
    put_page(sheet, paper, row, 1, claim.at, claim.page)
    put(sheet, row, 2, str(claim.quote), plain)
    put(sheet, row, 3, claim.claim.subject, plain)
    put(sheet, row, 4, claim.claim.period, plain)
    put(sheet, row, 5, texts(f"role.{claim.claim.role}"), plain)
    direction = claim.claim.direction
    put(sheet, row, 6, texts(f"direction.{direction.name.lower()}") if direction else "", plain)
    sheet.write_number(row, CLAIM_FIGURE, number(quantity.value), styles.figure(quantity.decimals))
    put(sheet, row, 8, quantity.unit, plain)
    traced = claim.cells[0].words if claim.cells else ""
    fit(sheet, row, ((str(claim.quote), 30), (claim.claim.subject, 16), (traced, 26)))
    _traced(sheet, paper, row, claim)
    _recomputed(sheet, paper, row, claim)
    put(sheet, row, 15, texts(f"verdict.{claim.verdict}"), styles.outcome(claim.verdict))
    put(
        sheet, row, 17, texts(f"tick.{_tick(paper, claim)}"), styles.text(align="center", bold=True)
    )
    remark = paper.view.reviewed.figures.get(claim.id)
    put(sheet, row, 18, remark.reviewer if remark else "", plain)
    put(sheet, row, 19, remark.words(texts) if remark else "", plain)


def _traced(sheet: Worksheet, paper: Paper, row: int, claim: ClaimView) -> None:
    """The cell that states the claim's quantity: a link to it, its figure, the difference."""
    styles, quantity = paper.styles, claim.claim.quantity
    found = next((c for c in claim.cells if paper.layout.cell(c.cell)), None)
    place = paper.layout.cell(found.cell) if found else None
    traced = _in_unit(found.quantity, quantity.unit) if found else None
    if found is None or place is None or traced is None:
        for column in (9, 10, 11):
            sheet.write_blank(row, column, None, styles.text())
        return
    factor, value = traced
    sheet.write_url(row, 9, target(*place), styles.link(), string=found.words[:250])
    decimals = max(quantity.decimals, decimals_of(value))
    style = styles.figure(decimals)
    if found.cell.quantity is None:  # the figure stands in a cell of words
        sheet.write_number(row, 10, number(value), style)
    else:
        sheet.write_formula(row, 10, f"={reference(*place)}{factor}", style, number(value))
    own, other = xl_rowcol_to_cell(row, CLAIM_FIGURE), xl_rowcol_to_cell(row, 10)
    apart = number(quantity.value - value)
    sheet.write_formula(row, 11, f"=ROUND({own}-{other},{decimals})", style, apart)


def _in_unit(quantity: Quantity | None, unit: str) -> tuple[str, Decimal] | None:
    """What brings a cell's figure to a unit, and the figure in it; None where it cannot be."""
    if quantity is None:
        return None
    if quantity.unit == unit or not quantity.unit:
        return "", quantity.value
    if quantity.unit in MONEY and unit in MONEY:
        return f"*{MONEY[quantity.unit]:f}/{MONEY[unit]:f}", quantity.to(unit).value
    return None


def _recomputed(sheet: Worksheet, paper: Paper, row: int, claim: ClaimView) -> None:
    """The equation that decides the claim, recomputed on its own sheet."""
    styles, layout = paper.styles, paper.layout
    index = layout.deciding.get(claim.id)
    if index is None:
        for column in (12, 13, 14):
            sheet.write_blank(row, column, None, styles.text())
        words = paper.texts("verdict.unverifiable")
        put(sheet, row, 16, words, styles.text(align="center"))
        return
    check, line = paper.view.audit.checks[index], TOP + index
    sheet.write_url(row, 12, target(layout.checks, line), styles.link(), string=f"E{index + 1}")
    value = check.stated if check.expected is None else check.expected
    decimals = decimals_of(value) if value is not None else 0
    put(sheet, row, 14, paper.texts.say(check.formula), styles.text())
    if index not in layout.computed:
        put(sheet, row, 13, paper.texts("excel.not_recomputed"), styles.text())
        sheet.write_blank(row, 16, None, styles.text())
        return
    shown = f"={reference(layout.checks, line, VALUE)}"
    style = styles.figure(decimals)
    sheet.write_formula(row, 13, shown, style, number(check.expected or Decimal(0)))
    live, words = _live(paper, claim, check, reference(layout.checks, line, VERDICT))
    sheet.write_formula(row, 16, f"={live}", styles.text(align="center"), words)


def _live(paper: Paper, claim: ClaimView, check: Check, cell: str) -> tuple[str, str]:
    """The outcome of the equation for a claim, as a formula and in words: where it is a part of a
    sum that holds by rounding, it is the sum that is rounded, and the part is confirmed."""
    confirmed, rounding = paper.texts("verdict.consistent"), paper.texts("verdict.rounding")
    words = paper.texts(f"verdict.{check.verdict}")
    if check.operands[0].claim == claim.id or claim.verdict is not Verdict.CONSISTENT:
        return cell, words
    return f'IF({cell}="{rounding}","{confirmed}",{cell})', words.replace(rounding, confirmed)


def _tick(paper: Paper, claim: ClaimView) -> str:
    """The mark of an outcome, and of what confirms the figure."""
    if claim.verdict is Verdict.CONSISTENT:
        return _CONFIRMED[paper.view.kinds[claim.id]]
    if claim.verdict is Verdict.UNVERIFIABLE:
        return "open"
    return "rounding" if claim.verdict is Verdict.ROUNDING else "mismatch"
