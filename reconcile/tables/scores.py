"""The arithmetic within a performance self-evaluation table (绩效自评表): scores, weights and
execution rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.figures.quantity import Quantity
from extract.geometry import Box
from extract.table import Cell, Row
from reconcile.audit import Check, Verdict
from reconcile.equation import Term, check, check_sum, of_cell
from reconcile.formula import RATIO
from reconcile.plain import label, plain
from reconcile.tables.library import Library, Sheet
from reconcile.tables.sums import lies_among_parts
from reconcile.tables.vocabulary import pattern

#: What the scores of one form may come to at most; those of several forms have a mean.
_FULL = 120


def words(name: str) -> re.Pattern[str]:
    """What rows and columns of such a table are called, by its name under [evaluation]."""
    return pattern("evaluation", name)


def evaluation_checks(library: Library) -> Iterator[Check]:
    """Σ scores = total score, Σ weights = total weight; 执行率 = 执行数 / 预算数, in its column
    and as an indicator."""
    for sheet in library.of_kind("evaluation"):
        yield from _scores(sheet, "E01", words("score_column"))
        yield from _scores(sheet, "E03", words("weight_column"))
        yield from _rates(sheet)


def _scores(sheet: Sheet, code: str, column: re.Pattern[str]) -> Iterator[Check]:
    """The scores (or weights) of all rows add up to the total."""
    totals = words("total_score")
    total = sheet.figures(totals, column, last=code == "E01")
    parts = [
        cell
        for row in sheet.table.rows
        for cell in row.cells
        if not totals.search(label(row.label))
        and cell.quantity is not None
        and column.search(sheet.header(sheet.table.column(cell.column)))
    ]
    if code == "E01":
        parts += _beside_rates(sheet)
    scored = all(p.quantity and p.quantity.unit in ("", "分") for p in (*parts, *total))
    if not total or len(parts) < 3 or not scored or (code == "E03" and _unweighed(sheet)):
        return
    found = check_sum(code, of_cell(total[0]), [of_cell(p) for p in parts])
    if found.verdict is Verdict.MISMATCH and (
        _scored_aside(sheet) or (code == "E01" and _scored_elsewhere(sheet, found))
    ):
        return
    full = found.expected is not None and found.expected <= _FULL
    if _is_flat(found) and (full or not lies_among_parts(found)):
        yield found


def _beside_rates(sheet: Sheet) -> Iterator[Cell]:
    """The scores that stand in one field with the rate they are for (执行率/得分: 97.84%/9.78), in
    rows that have none of their own."""
    scored = {row.index for row in sheet.table.rows if _in_row(sheet, row, words("score_column"))}
    seen: set[tuple[int, Box]] = set()
    for field in (field for line in sheet.table.grid for field in line):
        told = words("rate_and_score").fullmatch(plain(field.text))
        if told is None or field.row in scored or (field.page, field.box) in seen:
            continue
        seen.add((field.page, field.box))
        yield replace(field, quantity=Quantity(told["score"], Decimal(told["score"]), "分"))


def _scored_aside(sheet: Sheet) -> bool:
    """Whether the form gives points for how much of the money was spent beside its indicators:
    预算执行情况（20分）, 得分（20分×执行率）."""
    texts = (plain(field.text) for row in sheet.table.grid for field in row)
    return any(words("scored_aside").search(text) for text in texts)


def _scored_elsewhere(sheet: Sheet, found: Check) -> bool:
    """Whether what scores fall short by may be that of rows that have a weight and no score that
    was read: it stands in one field with the rate (执行率/得分: 97.84%/9.78)."""
    totals, weight, score = words("total_score"), words("weight_column"), words("score_column")
    parts = (r for r in sheet.table.rows if not totals.search(label(r.label)))
    known = {o.cell.row for o in found.operands if o.cell is not None}
    unscored = (r for r in parts if r.index not in known and not _in_row(sheet, r, score))
    weights = [_in_row(sheet, row, weight) for row in unscored]
    missing = sum((w.quantity.value for w in weights if w and w.quantity), Decimal(0))
    assert found.stated is not None and found.expected is not None
    return 0 < found.stated - found.expected <= missing


def _unweighed(sheet: Sheet) -> bool:
    """Whether a row has a score and no weight, which its header may tell (得分（10分）)."""
    scored = [row for row in sheet.table.rows if _in_row(sheet, row, words("score_column"))]
    return not all(_in_row(sheet, row, words("weight_column")) for row in scored)


def _is_flat(found: Check) -> bool:
    """Whether the column lists each score once: where those of a group stand above their own
    parts, the sum is about twice the total."""
    assert found.stated is not None and found.expected is not None
    return not found.stated * 9 < found.expected * 5 < found.stated * 11


def _rates(sheet: Sheet) -> Iterator[Check]:
    for row in sheet.table.rows:
        budget = _in_row(sheet, row, words("budgeted"))
        spent = _in_row(sheet, row, words("spent"))
        rate = _in_row(sheet, row, words("rate_column"))
        if budget and spent and rate:
            yield from _rate(rate, spent, budget)
            if words("funds").search(label(row.label)):
                yield from _indicator_rate(sheet, spent, budget)


def _in_row(sheet: Sheet, row: Row, column: re.Pattern[str]) -> Cell | None:
    for cell in row.cells:
        header = sheet.header(sheet.table.column(cell.column))
        if cell.quantity is not None and column.search(header):
            return cell
    return None


def _rate(rate: Cell, spent: Cell, budget: Cell) -> Iterator[Check]:
    quantity = rate.quantity
    assert quantity is not None
    unit = quantity.unit or ("%" if quantity.value > 2 else "")
    if unit == "" and quantity.decimals == 0:
        return
    stated = Term(quantity if unit == quantity.unit else quantity.with_unit(unit), cell=rate)
    terms = [of_cell(spent), of_cell(budget)]
    found = check("E02", stated, terms, RATIO)
    if found:
        yield found


def _indicator_rate(sheet: Sheet, spent: Cell, budget: Cell) -> Iterator[Check]:
    """The indicator 预算执行率's 实际完成值."""
    for row in sheet.table.rows:
        if words("rate_indicator").fullmatch(label(row.label)):
            cell = _in_row(sheet, row, words("achieved"))
            if cell and cell.quantity and cell.quantity.unit == "%":
                yield from _rate(cell, spent, budget)
