"""Lists of bodies, 甲局支出A万元；乙站支出B万元；…, against a table that prints a row for each.

Nothing says which column of such a table is meant. But where one column has just what most members
of the list have, the list is told from it, and a member that differs from its own row there is
held against that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from extract.table import Cell, Row
from reconcile.audit import Verdict
from reconcile.book import Book
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.alignment import Match
from reconcile.cells.by_label import core, rows_by_name
from reconcile.narrative.addends import are_bodies
from reconcile.tables.library import Library

_NAME = "行名"
_WHY = "按行名对应，同一列举中多数与该列相同"
_ROLES = (Role.LEVEL, Role.BUDGET, Role.COUNT)
#: So many members of a list a column must have, and so many for each that it has otherwise.
_FEWEST, _FOR_EACH = 4, 4

_Column = tuple[str, int]
_Cells = Mapping[str, Cell]


def hold_lists(book: Book, library: Library, held: Mapping[str, Held]) -> dict[str, Held]:
    """Each figure of a list of bodies that a column tells, by the claim's id; those that are `held`
    and agree with a cell stay as they are."""
    rows = rows_by_name(library)
    found: dict[str, Held] = {}
    for members in _lists(book):
        told = _column(book, members, rows)
        for claim in members:
            cell = told.get(claim.id)
            known = held.get(claim.id)
            if cell is not None and (known is None or not known.agreeing):
                match = Match(_NAME, (cell,), (), _WHY)
                found[claim.id] = Held(claim, match, (copy_check("N01", claim, cell),))
    return found


def _lists(book: Book) -> Iterator[list[Claim]]:
    """The figures of each sentence, alike in role and unit, that are told of bodies."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        alike: dict[tuple[str, Role, str, str], list[Claim]] = defaultdict(list)
        for claim in group:
            quantity = claim.quantity
            own = claim.ties.subject is Tie.SAID and not claim.total
            if own and claim.role in _ROLES and quantity.kind != "percent":
                alike[claim.period, claim.role, quantity.kind, quantity.unit].append(claim)
        for claims in alike.values():
            if len(claims) >= _FEWEST:
                named = zip(claims, are_bodies(book, claims), strict=True)
                yield [claim for claim, is_body in named if is_body]


def _column(book: Book, members: Sequence[Claim], rows: Mapping[str, Sequence[Row]]) -> _Cells:
    """The cells of the members in the column that has most of them; {} where none has."""
    columns: dict[_Column, dict[str, Cell]] = defaultdict(dict)
    for claim in members:
        for row in rows.get(core(book.statement(claim).subject), ()):
            for cell in map(lambda c: _in_its_unit(claim, c), row.cells):
                if cell.quantity is not None and cell.quantity.kind == claim.quantity.kind:
                    columns[cell.table, cell.column].setdefault(claim.id, cell)
    agreeing = {column: _agreeing(members, cells) for column, cells in columns.items()}
    best = max(agreeing, key=lambda column: agreeing[column], default=None)
    if best is None:
        return {}
    off = len(columns[best]) - agreeing[best]
    return columns[best] if agreeing[best] >= max(_FEWEST, _FOR_EACH * off) else {}


def _agreeing(members: Sequence[Claim], cells: _Cells) -> int:
    """How many members, and not nothing, a column has as they are told."""
    told = ((claim, cells[claim.id]) for claim in members if claim.id in cells)
    checks = (copy_check("N01", claim, cell) for claim, cell in told if claim.quantity.value)
    return sum(check.verdict is Verdict.CONSISTENT for check in checks)


def _in_its_unit(claim: Claim, cell: Cell) -> Cell:
    """A cell of counts in the unit of the claim, which its table prints none of, or several."""
    if cell.quantity is None or claim.quantity.kind != "count" or cell.quantity.decimals:
        return cell
    return replace(cell, quantity=replace(cell.quantity, unit=claim.quantity.unit))
