"""Figures in red without a sign, which may be below zero: an accountant's red ink, and a format of
spreadsheets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.figures.quantity import Quantity
from reconcile.audit import Check, Operand
from reconcile.equation import again
from reconcile.phrases import Words, phrase


def red_doubt(checks: Sequence[Check], red: Collection[tuple[str, int, int]]) -> Words:
    """Why checks that fail are doubtful: one of them holds with its red figures below zero; ""
    where none does. `red` are the red cells, by table, row and column."""
    if red and any(_holds_below_zero(check, red) for check in checks):
        return phrase("doubt.red")
    return ""


def _holds_below_zero(check: Check, red: Collection[tuple[str, int, int]]) -> bool:
    below = {
        number: _negative(operand.quantity)
        for number, operand in enumerate(check.operands)
        if operand.quantity is not None and _is_red(operand, red)
    }
    outcome = again(check, below) if below else None
    return outcome is not None and outcome.verdict.holds


def _is_red(operand: Operand, red: Collection[tuple[str, int, int]]) -> bool:
    cell = operand.cell
    return cell is not None and (cell.table, cell.row, cell.column) in red


def _negative(quantity: Quantity) -> Quantity:
    return replace(quantity, value=-quantity.value)
