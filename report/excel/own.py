"""复核算式: the equations that reviewers made themselves, computed by the spreadsheet."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from report.excel.layout import TOP
from report.excel.sheet import Paper, begin, end, put
from report.excel.styles import decimals_of, number
from report.reviewed import OwnEquation, Term

_COLUMNS = (
    ("number", 6),
    ("own_kind", 10),
    ("recomputed", 14),
    ("stated", 14),
    ("apart", 12),
    ("note", 30),
    ("signed", 10),
    ("signed_on", 11),
)
_FIRST = len(_COLUMNS)


def write_own(sheet: Worksheet, paper: Paper) -> None:
    """Write the equations of `paper.view.reviewed`, the figures of each beside it."""
    begin(sheet, paper, paper.layout.own, "GJ-7", _COLUMNS)
    equations = paper.view.reviewed.equations
    most = max(len(e.terms) for e in equations)
    for column in range(most):
        head = paper.texts("excel.operand", number=column + 1)
        put(sheet, TOP - 1, _FIRST + column, head, paper.styles.head())
    sheet.set_column(_FIRST, _FIRST + most - 1, 18)
    for row, equation in enumerate(equations, TOP):
        _write(sheet, paper, row, equation)
    end(sheet, len(equations), _FIRST + most)


def _write(sheet: Worksheet, paper: Paper, row: int, equation: OwnEquation) -> None:
    texts, styles = paper.texts, paper.styles
    plain = styles.text()
    sheet.write_number(row, 0, row - TOP + 1, plain)
    kind = texts(f"excel.own_{equation.kind}")
    put(sheet, row, 1, texts("sign.brackets", text=kind, more=equation.unit), plain)
    cells = [xl_rowcol_to_cell(row, _FIRST + i) for i in range(len(equation.terms))]
    for column, term in enumerate(equation.terms, _FIRST):
        page = texts("finding.page", page=term.page)
        style = styles.figure(decimals_of(term.value))
        sheet.write_number(row, column, number(term.value), style)
        sheet.write_comment(row, column, f"{term.text} · {page}")
    decimals = decimals_of(equation.result)
    figure = styles.figure(decimals)
    if mixed(equation.terms):  # figures in 元 and 万元: computed before they came here
        sheet.write_number(row, 2, number(equation.result), figure)
    else:
        formula = f"=ROUND({formula_of(equation.kind, cells)},{decimals})"
        sheet.write_formula(row, 2, formula, figure, number(equation.result))
    _stated(sheet, paper, row, equation)
    for column, text in ((5, equation.note), (6, equation.reviewer), (7, equation.day)):
        put(sheet, row, column, text, plain)


def _stated(sheet: Worksheet, paper: Paper, row: int, equation: OwnEquation) -> None:
    """What the report states instead, and by how much it differs."""
    styles, stated = paper.styles, equation.stated
    if stated is None:
        sheet.write_blank(row, 3, None, styles.text())
        sheet.write_blank(row, 4, None, styles.text())
        return
    decimals = max(decimals_of(stated.value), decimals_of(equation.result))
    sheet.write_number(row, 3, number(stated.value), styles.figure(decimals_of(stated.value)))
    sheet.write_comment(row, 3, f"{stated.text} · {paper.texts('finding.page', page=stated.page)}")
    if stated.unit != equation.unit:
        sheet.write_blank(row, 4, None, styles.text())
        return
    own, other = xl_rowcol_to_cell(row, 3), xl_rowcol_to_cell(row, 2)
    apart = number(stated.value - equation.result)
    sheet.write_formula(row, 4, f"=ROUND({own}-{other},{decimals})", styles.figure(decimals), apart)


def formula_of(kind: str, cells: list[str]) -> str:
    """An equation of cells."""
    first, *rest = cells
    if kind == "sum":
        return "+".join(cells)
    if kind == "difference":
        return "-".join(cells)
    if kind == "ratio":
        return f"100*{first}/{rest[0]}"
    return f"100*({first}-{rest[0]})/{rest[0]}"


def mixed(terms: tuple[Term, ...]) -> bool:
    """Whether figures are printed in several units."""
    return len({term.unit for term in terms}) > 1
