"""Performance self-evaluation tables (绩效自评表): a project's figures in the narrative against its
table, and the table's own arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extract.disclosure import Claim, Role
from extract.quantity import Quantity
from extract.table import Cell, Row
from reconcile.alignment import Match
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.claims import Held, copy_check
from reconcile.equation import Term, check, check_sum, of_cell
from reconcile.sheets import Library, Sheet, label, plain

_FUNDS = re.compile(r"资金总额|预算资金|项目资金|合计")
_COLUMNS = {
    Role.BUDGET: re.compile(r"^(?!.*年初).*(全年预算|预算数|调整后?预算|预算金额)"),
    Role.LEVEL: re.compile(r"执行数|实际支出|支出数"),
    Role.COMPLETION: re.compile(r"执行率"),
}
_PROJECT_TITLE = re.compile(r"表（(.+)）$")
_SCORE_ROW = re.compile(r"^总分|^合计|综合评分|^得分")
_SCORE_COLUMN = re.compile(r"得分|分数")


def hold_projects(book: Book, library: Library) -> dict[str, Held]:
    """The claims of each project's paragraph against the project's own table."""
    sheets = library.of_kind("evaluation")
    held: dict[str, Held] = {}
    if not sheets:
        return held
    for claim in book.disclosure.claims:
        sheet = _sheet_of(book, claim, sheets)
        cells = list(_project_cells(sheet, claim)) if sheet else []
        decisive = bool(cells)
        if not cells and claim.quantity.kind != "amount":
            cells = _indicator_cells(book, claim, [sheet] if sheet else sheets)
        if cells:
            found = Match(f"绩效:{sheet.table.title if sheet else ''}",
                          tuple(cells) if decisive else (), () if decisive else tuple(cells),
                          "按项目名称和指标名称对应")  # fmt: skip
            checks = tuple(_copied(claim, c) for c in cells)
            held[claim.id] = Held(claim, found, checks)
    return held


def _sheet_of(book: Book, claim: Claim, sheets: Sequence[Sheet]) -> Sheet | None:
    """The table of the project that the claim's list item names; the whole-department table for
    a sentence that speaks of the department's own score."""
    words = plain(book.statement(claim).item)
    titles = ((s, _PROJECT_TITLE.search(plain(s.table.title))) for s in sheets)
    named = [(s, plain(title[1])) for s, title in titles if title]
    best = max(
        ((_named(words, name), s) for s, name in named if words), key=lambda x: x[0], default=None
    )
    if best and best[0] >= 90:
        return best[1]
    whole = [s for s in sheets if "整体" in s.table.title]
    if claim.quantity.unit == "分" and len(whole) == 1 and not words:
        return whole[0]
    return None


def _named(words: str, name: str) -> float:
    if name in words:
        return 100.0 + len(name)
    return float(fuzz.partial_ratio(name, words)) if len(words) >= len(name) else 0.0


def _project_cells(sheet: Sheet, claim: Claim) -> Iterator[Cell]:
    """预算数, 执行数, 执行率 and 得分 of the project."""
    if claim.quantity.unit == "分":
        yield from _cells(sheet, _SCORE_ROW, _SCORE_COLUMN, last=True)
    elif claim.role in _COLUMNS and (
        claim.role is Role.COMPLETION or claim.quantity.kind == "amount"
    ):
        yield from _cells(sheet, _FUNDS, _COLUMNS[claim.role])


def _cells(
    sheet: Sheet, row: re.Pattern[str], column: re.Pattern[str], *, last: bool = False
) -> list[Cell]:
    rows = [r for r in sheet.table.rows if row.search(label(r.label)) and len(r.labels) <= 2]
    for found in reversed(rows) if last else rows:
        cells = [
            c for c in found.cells
            if c.quantity is not None and column.search(sheet.header(sheet.table.column(c.column)))
        ]  # fmt: skip
        if not cells and last:
            cells = [c for c in found.cells if c.quantity is not None][-1:]
        if cells:
            return cells[:1]
    return []


def _indicator_cells(book: Book, claim: Claim, sheets: Sequence[Sheet]) -> list[Cell]:
    """Cells with the very figure in a row whose label the sentence names just before it."""
    words = plain(book.before(claim))[-48:]
    same_words = _phrase(words)
    found = []
    for sheet in sheets:
        for row in sheet.table.rows:
            if _names_row(words, row):
                found += [c for c in row.cells if _shows(c, claim.quantity)]
            elif same_words:
                figure = f"{claim.quantity.value:f}{claim.quantity.unit}"
                pattern = re.compile(f"{re.escape(same_words)}[达为至到]?{re.escape(figure)}")
                found += [c for c in row.cells if pattern.search(plain(c.text))]
    return found[:2]


def _phrase(words: str) -> str:
    """The last words before a figure, where they are enough to know a phrase by."""
    tail = re.search(r"[一-龥]{7,}$", re.sub(r"(达到?|为|至)$", "", words))
    return tail[0][-7:] if tail else ""


def _names_row(words: str, row: Row) -> bool:
    name = label(row.label)
    return len(name) >= 4 and (name in words or fuzz.partial_ratio(name, words) >= 83)


def _shows(cell: Cell, quantity: Quantity) -> bool:
    """Whether a cell holds the figure, alone or in its words (超出10%的…)."""
    if cell.quantity is not None:  # the label is only like the words: the unit must be the same
        same_unit = cell.quantity.unit == quantity.unit
        return same_unit and cell.quantity.value == quantity.value
    figure = re.escape(f"{quantity.value:f}")
    return bool(re.search(rf"(?<![\d.]){figure}{re.escape(quantity.unit)}", plain(cell.text)))


def _copied(claim: Claim, cell: Cell) -> Check:
    """A claim against its cell; the 执行率 of a table may be a ratio (0.92 for 92%)."""
    quantity = cell.quantity
    if quantity is not None and claim.quantity.kind == "percent" and quantity.unit == "":
        ratio = quantity.value <= 2 and claim.quantity.value > 2
        shown = Quantity(quantity.text, quantity.value.scaleb(2 if ratio else 0), "%")
        found = check("N01", Term(claim.quantity, claim=claim), [Term(shown, cell=cell)],
                      lambda a: a, "{0}", copied=True)  # fmt: skip
        assert found is not None
        return found
    if quantity is None:
        shown = Quantity(cell.text, claim.quantity.value, claim.quantity.unit)
        found = check("N01", Term(claim.quantity, claim=claim), [Term(shown, cell=cell)],
                      lambda a: a, "{0}", copied=True)  # fmt: skip
        assert found is not None
        return found
    return copy_check("N01", claim, cell)


def evaluation_checks(library: Library) -> Iterator[Check]:
    """Σ scores = total score; 执行率 = 执行数 / 预算数, in its column and as an indicator."""
    for sheet in library.of_kind("evaluation"):
        yield from _scores(sheet)
        yield from _rates(sheet)


def _scores(sheet: Sheet) -> Iterator[Check]:
    """The scores of all rows with a weight add up to the total."""
    total = _cells(sheet, _SCORE_ROW, _SCORE_COLUMN, last=True)
    if not total:
        return
    parts = []
    for row in sheet.table.rows:
        if _SCORE_ROW.search(label(row.label)):
            continue
        parts += [
            cell
            for cell in row.cells
            if cell.quantity is not None and _SCORE_COLUMN.search(_header(sheet, cell))
        ]
    if len(parts) > 2 and all(p.quantity and p.quantity.unit in ("", "分") for p in parts):
        yield check_sum("E01", of_cell(total[0]), [of_cell(p) for p in parts])


def _rates(sheet: Sheet) -> Iterator[Check]:
    for row in sheet.table.rows:
        budget = _in_row(sheet, row, _COLUMNS[Role.BUDGET])
        spent = _in_row(sheet, row, _COLUMNS[Role.LEVEL])
        rate = _in_row(sheet, row, _COLUMNS[Role.COMPLETION])
        if budget and spent and rate:
            yield from _rate("E02", rate, spent, budget)
            if _FUNDS.search(label(row.label)):
                yield from _indicator_rate(sheet, spent, budget)


def _in_row(sheet: Sheet, row: Row, column: re.Pattern[str]) -> Cell | None:
    for cell in row.cells:
        if cell.quantity is not None and column.search(_header(sheet, cell)):
            return cell
    return None


def _header(sheet: Sheet, cell: Cell) -> str:
    return sheet.header(sheet.table.column(cell.column))


def _rate(code: str, rate: Cell, spent: Cell, budget: Cell) -> Iterator[Check]:
    assert rate.quantity is not None
    unit = rate.quantity.unit or ("%" if rate.quantity.value > 2 else "")
    stated = Term(
        rate.quantity if unit == rate.quantity.unit else rate.quantity.with_unit(unit), cell=rate
    )
    if unit == "" and rate.quantity.decimals == 0:
        return
    found = check(code, stated, [of_cell(spent), of_cell(budget)], lambda a, b: a / b, "{0}÷{1}")
    if found:
        yield found


def _indicator_rate(sheet: Sheet, spent: Cell, budget: Cell) -> Iterator[Check]:
    """The indicator 预算执行率's 实际完成值."""
    for row in sheet.table.rows:
        if re.fullmatch(r"(经费|资金|项目)?预算(资金)?执行率", label(row.label)):
            cell = _in_row(sheet, row, re.compile(r"实际完成"))
            if cell and cell.quantity and cell.quantity.unit == "%":
                yield from _rate("E02", cell, spent, budget)
