"""Claims known by their company: the list they stand in, and the figures of their own statement.

A list of which a column confirms nearly every member: 人员经费 or 公用经费 are told item by item
under many headings, and whose money a heading speaks of is often not said; a single item that
disagrees may be another money's. But where a column confirms the others of its list, the list is
that column's, and what disagrees with its own row there does so for a reason of its own.

A statement whose figures for two years stand in one row of a table: a row that has another figure
for the year that is confirmed elsewhere, or for both, speaks of another money.

A part of a whole that another table confirms: a table that has not the whole has not its parts.

A figure that no cell decides and none agrees with, a slip of the pen away from one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.claims.ties import Tie
from extract.disclosure import Disclosure, Role
from extract.figures.quantity import MONEY
from extract.table import Cell
from reconcile.audit import Check, Verdict
from reconcile.cells.agreement import Held
from reconcile.cells.alignment import Aligner
from reconcile.phrases import phrase
from reconcile.weighing.slips import significant

#: So many members of a list a column must confirm, and so many for each that it does not.
_FEWEST, _FOR_EACH = 4, 4
#: Figures of fewer digits are a slip away from each other by chance.
_TELLING = 3

#: This year's figures, of which a whole and its parts are compared.
_NOW = frozenset({Role.LEVEL, Role.BUDGET})

_Column = tuple[str, int]


def by_company(disclosure: Disclosure, held: Mapping[str, Held]) -> dict[str, Held]:
    """What the tables say to claims, with the cells of those decisive whose list is known to be
    told from their column. Only by a slip, or as the copy of a neighbour, is one contradicted; else
    it is guessed that both speak of the same money."""
    lists: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for one in held.values():
        said = disclosure.statements[one.claim.statement]
        if said.group is not None and said.part_of is not None:
            lists[said.group, said.part_of].append(one)
    found = dict(held)
    for members in lists.values():
        for one in _against(members):
            found[one.claim.id] = one
    return found


def by_row(held: Mapping[str, Held]) -> dict[str, Held]:
    """What the tables say to claims, without what rows say of which another figure of the same
    statement shows that they speak of other money."""
    told: dict[int, list[Held]] = defaultdict(list)
    for one in held.values():
        told[one.claim.statement].append(one)
    found = dict(held)
    for members in told.values():
        for one in members if len(members) > 1 else ():
            if one.verdict is Verdict.MISMATCH:
                found[one.claim.id] = _of_that_row(one, members)
    return found


def _of_that_row(one: Held, members: Sequence[Held]) -> Held:
    """A contradicted claim; one that is only guessed to be of the row, where the row contradicts
    another figure of its statement too; not contradicted, where that other is confirmed by another
    row."""
    rows = {(c.table, c.row) for c in one.match.decisive}
    for other in members:
        if other.claim.role is one.claim.role:
            continue
        there = [c for c in other.checks if any((x.table, x.row) in rows for x in c.cells)]
        if not there or any(c.verdict is not Verdict.MISMATCH for c in there):
            continue
        if other.agreeing:
            match = replace(one.match, decisive=(), also=(*one.match.decisive, *one.match.also))
        else:
            match = replace(one.match, tie=Tie.GUESSED, guessed=(*one.match.guessed, "scope"))
        return replace(one, match=match)
    return one


def by_a_slip(held: Mapping[str, Held]) -> dict[str, Held]:
    """What the tables say to claims; of those that no cell decides, the one figure decisive, as a
    guess, that is a slip of the pen away: another money's is hardly ever so near."""
    return {claim: _slipped(one) for claim, one in held.items()}


def _slipped(one: Held) -> Held:
    if one.match.decisive or one.agreeing or significant(one.claim.quantity.value) <= _TELLING:
        return one
    slips = [c for c in one.checks if c.detail and c.verdict is Verdict.MISMATCH]
    if len({c.expected for c in slips}) != 1:
        return one
    (cell, *_) = slips[0].cells
    match = replace(one.match.decided_by(cell), tie=Tie.GUESSED, guessed=("scope",))
    return replace(one, match=match)


def by_whole(aligner: Aligner, held: Mapping[str, Held]) -> dict[str, Held]:
    """What the tables say to claims, without what a table says to a part of a whole that is
    confirmed by another table: 支出预算A万元，其中基本支出B万元，包括人员经费C万元 is told of all
    money, and a table of 一般公共预算 whose own total is less than B has no C. Of a table that may
    have the whole and does not print it, it is guessed that it has not."""
    statements = aligner.disclosure.statements
    confirmed: dict[int, list[Held]] = defaultdict(list)
    for one in held.values():
        if one.verdict is Verdict.CONSISTENT and one.claim.role in _NOW:
            confirmed[one.claim.statement].append(one)
    found = dict(held)
    for one in held.values():
        whole = statements[one.claim.statement].part_of
        if one.verdict is Verdict.MISMATCH and one.claim.role in _NOW and whole is not None:
            found[one.claim.id] = _of_whole(aligner, one, confirmed.get(whole, ()))
    return found


def _of_whole(aligner: Aligner, one: Held, wholes: Sequence[Held]) -> Held:
    """A contradicted part whose `wholes` are confirmed. What it is by a slip of the pen is its own
    figure all the same."""
    tables = {c.table for c in one.match.decisive}
    apart = [w for w in wholes if not tables & {c.table for c in w.telling}]
    if not apart or len(apart) < len(wholes) or any(c.detail for c in one.against):
        return one
    printed = {
        cell.quantity.exact
        for table in aligner.disclosure.tables
        if table.id in tables
        for row in table.rows
        for cell in row.cells
        if cell.quantity is not None and cell.quantity.unit in MONEY
    }
    whole = apart[0].claim.quantity
    if any(whole.interval.low <= figure <= whole.interval.high for figure in printed):
        return one
    if printed and max(printed) < whole.exact:
        match = replace(one.match, decisive=(), also=(*one.match.decisive, *one.match.also))
    else:
        match = replace(one.match, tie=Tie.GUESSED, guessed=(*one.match.guessed, "scope"))
    return replace(one, match=match)


def _against(members: Sequence[Held]) -> list[Held]:
    """The members of a list that the column contradicts which confirms the others."""
    confirmed = [m for m in members if m.verdict is Verdict.CONSISTENT]
    columns = Counter(c for m in confirmed for c in {column_of(cell) for cell in m.telling})
    if not columns:
        return []
    column, times = columns.most_common(1)[0]
    others = [m for m in members if _may_be_of(m, column)]
    if times < max(_FEWEST, _FOR_EACH * len(others)):
        return []
    figures = {m.claim.quantity.exact for m in confirmed}
    return [_decided(m, column, m.claim.quantity.exact in figures) for m in others]


def _may_be_of(one: Held, column: _Column) -> bool:
    """Whether a claim has one row in a column, which could only have confirmed it and does not."""
    return len(_own(one, column)) == 1 and not one.match.decisive and not one.agreeing


def _decided(one: Held, column: _Column, copied: bool) -> Held:
    (cell,) = _own(one, column)
    match = one.match.decided_by(cell)
    slip = any(c.detail for c in one.checks if cell in c.cells)
    if copied and not slip:
        one = replace(one, checks=tuple(map(_as_copied, one.checks)))
    if significant(one.claim.quantity.value) < _TELLING or not (slip or copied):
        match = replace(match, tie=Tie.GUESSED, guessed=("scope",))
    return replace(one, match=match)


def _as_copied(check: Check) -> Check:
    """A check that fails as the figure of a neighbour was copied."""
    failed = check.verdict is Verdict.MISMATCH
    return replace(check, detail=phrase("slip.neighbour")) if failed else check


def _own(one: Held, column: _Column) -> set[Cell]:
    """The cells of a column that may confirm a claim."""
    return {c for c in one.match.also if column_of(c) == column and c.quantity is not None}


def column_of(cell: Cell) -> _Column:
    return cell.table, cell.column
