"""勾稽关系: every equation with its figures beside it, computed anew by the spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from extract.figures.quantity import Quantity
from reconcile.audit import Check, Operand
from report.excel.equation import Formulas, Labels, formulas, quantities
from report.excel.layout import CLAIM_FIGURE, TOP, reference, target
from report.excel.sheet import Paper, begin, end, fit, put
from report.excel.styles import number
from report.words import printed

#: Columns that other sheets, and the row's own formulas, refer to.
VALUE, LOW, HIGH, VERDICT, STATED = 6, 8, 9, 11, 15
_COLUMNS = (
    ("number", 7),
    ("rule", 20),
    ("where", 30),
    ("page", 5),
    ("formula", 28),
    ("unit", 6),
    ("recomputed", 12),
    ("apart", 10),
    ("low", 13),
    ("high", 13),
    ("verdict", 8),
    ("live", 8),
    ("same", 6),
    ("signed", 8),
    ("note", 10),
    ("stated", 14),
)


def write_checks(sheet: Worksheet, paper: Paper) -> None:
    view = paper.view
    begin(sheet, paper, paper.layout.checks, "GJ-3", _COLUMNS)
    most = max((len(c.operands) for c in view.audit.checks), default=1)
    for column in range(1, most):
        head = paper.texts("excel.operand", number=column)
        put(sheet, TOP - 1, STATED + column, head, paper.styles.head())
    sheet.set_column(STATED, STATED + most - 1, 14)
    for row, check in enumerate(view.audit.checks, TOP):
        _write(sheet, paper, row, check)
    last = TOP + max(1, len(view.audit.checks)) - 1
    sheet.print_area(0, 0, last, STATED - 1)  # the figures stand in the equation, too
    end(sheet, len(view.audit.checks), STATED + most)


def _write(sheet: Worksheet, paper: Paper, row: int, check: Check) -> None:
    texts, styles = paper.texts, paper.styles
    plain = styles.text()
    put(sheet, row, 0, f"E{row - TOP + 1}", plain)
    name, formula = paper.view.rule_name(check.rule), texts.say(check.formula)
    named = check.rule if name == check.rule else f"{check.rule} {name}"
    put(sheet, row, 1, named, plain)
    where = _place(sheet, paper, row, check)
    fit(sheet, row, ((named, 20), (where, 30), (formula, 28)))
    put(sheet, row, 4, formula, plain)
    put(sheet, row, 5, check.unit, plain)
    put(sheet, row, 10, texts(f"verdict.{check.verdict}"), styles.outcome(check.verdict))
    for column in (13, 14):
        sheet.write_blank(row, column, None, plain)
    if row - TOP not in paper.layout.computed:
        put(sheet, row, VALUE, texts("excel.not_recomputed"), plain)
        for column in (7, LOW, HIGH, VERDICT, 12):
            sheet.write_blank(row, column, None, plain)
        return
    found = quantities(check)
    cells = [xl_rowcol_to_cell(row, STATED + i) for i in range(len(found))]
    own = [xl_rowcol_to_cell(row, column) for column in (VALUE, LOW, HIGH)]
    shown = formulas(check, cells, own, _labels(paper))
    for index, (operand, quantity) in enumerate(zip(check.operands, found, strict=True)):
        _operand(sheet, paper, row, STATED + index, operand, quantity)
    _formulas(sheet, paper, row, check, shown, found[0])


def _labels(paper: Paper) -> Labels:
    names = ("verdict.consistent", "verdict.rounding", "verdict.mismatch", "excel.look")
    return Labels(*(paper.texts(name) for name in names))


def _place(sheet: Worksheet, paper: Paper, row: int, check: Check) -> str:
    """Write where the stated figure stands, with a link to it; the words that say so."""
    view, layout, styles = paper.view, paper.layout, paper.styles
    first = check.operands[0] if check.operands else Operand("")
    where, words, page = "", "", 0
    if first.claim is not None and first.claim in view.claims:
        claim = view.claims[first.claim]
        where = target(layout.claims, layout.claim_rows[claim.id])
        words, page = str(claim.quote), claim.page
    elif first.cell is not None:
        place = layout.cell(first.cell)
        where = target(*place) if place else ""
        words, page = view.cell(view.labelled(first.cell)).words, first.cell.page
    if where:
        sheet.write_url(row, 2, where, styles.link(), string=words[:250])
    else:
        put(sheet, row, 2, words, styles.text())
    if page:
        sheet.write_number(row, 3, page, styles.text(align="center"))
    return words[:250]


def _operand(
    sheet: Worksheet, paper: Paper, row: int, column: int, operand: Operand, quantity: Quantity
) -> None:
    """A figure of the equation: taken from where it stands, or the figure itself where the
    equation reads it otherwise than it is printed there."""
    style = paper.styles.figure(quantity.decimals)
    source = _source(paper, operand, quantity)
    if source is None:
        sheet.write_number(row, column, number(quantity.value), style)
    else:
        sheet.write_formula(row, column, f"={source}", style, number(quantity.value))


def _source(paper: Paper, operand: Operand, quantity: Quantity) -> str | None:
    layout, view = paper.layout, paper.view
    if operand.claim is not None and operand.claim in view.claims:
        same = view.claims[operand.claim].claim.quantity.value == quantity.value
        row = layout.claim_rows[operand.claim]
        return reference(layout.claims, row, CLAIM_FIGURE) if same else None
    place = layout.cell(operand.cell)
    if place is None or operand.cell is None:
        return None
    own = operand.cell.quantity
    same = own.value == quantity.value if own else quantity.value == 0 and not printed(operand.cell)
    return reference(*place) if same else None


def _formulas(
    sheet: Worksheet,
    paper: Paper,
    row: int,
    check: Check,
    shown: Formulas,
    stated: Quantity,
) -> None:
    texts, styles = paper.texts, paper.styles
    shows = max(stated.decimals, -int((check.expected or Decimal(0)).as_tuple().exponent))
    figure, centred = styles.figure(shows), styles.text(align="center")
    finer = styles.figure(stated.decimals + 4)
    order = not shown.low and shown.value.startswith("=IF(")
    expected: float | str = number(check.expected or Decimal(0))
    sheet.write_formula(row, VALUE, shown.value, figure, _sign(check) if order else expected)
    own, cell = xl_rowcol_to_cell(row, VALUE), xl_rowcol_to_cell(row, STATED)
    if order:
        sheet.write_blank(row, 7, None, figure)
    else:
        apart = (check.stated or Decimal(0)) - (check.expected or Decimal(0))
        formula = f"=ROUND({cell}-{own},{shows})"
        sheet.write_formula(row, 7, formula, figure, number(apart))
    for index, (column, formula) in enumerate(((LOW, shown.low), (HIGH, shown.high))):
        if formula and shown.ends:
            sheet.write_formula(row, column, formula, finer, float(shown.ends[index]))
        else:
            sheet.write_blank(row, column, None, finer)
    words = texts(f"verdict.{check.verdict}")
    sheet.write_formula(row, VERDICT, shown.verdict, centred, words)
    live, ours = xl_rowcol_to_cell(row, VERDICT), xl_rowcol_to_cell(row, 10)
    yes, no = texts("excel.yes"), texts("excel.no")
    sheet.write_formula(row, 12, f'=IF({live}={ours},"{yes}","{no}")', centred, yes)


def _sign(check: Check) -> str:
    return next((s for s in "=<>≤" if s in str(check.formula)), "")
