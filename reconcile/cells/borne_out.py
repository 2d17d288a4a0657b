"""Cells that equations bear out: in go what the tables say to claims and the equations of the
narrative, out comes the same with that cell decisive which makes one of them hold that fails.

Of some claims it is not known which cells are theirs: a table of their name may be of other money.
But where the figure of such a cell, in place of the claim's, makes an equation of its own sentence
hold to the last digit, the rest of the sentence was told from that cell, and the claim was not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from extract.claims.ties import Tie
from extract.table import Cell
from reconcile.audit import Check, Verdict
from reconcile.cells.agreement import Held
from reconcile.cells.company import column_of
from reconcile.equation import again, of_cell
from reconcile.phrases import phrase
from reconcile.weighing.slips import significant

#: What an equation states with fewer digits comes of some cell by chance.
_TELLING: Final = 3
#: The equations of a change, a completion and a sum; a share is often of two kinds of money.
_RULES: Final = frozenset({"N02", "N03", "N05", "N06", "N12"})


def by_equations(held: Mapping[str, Held], checks: Iterable[Check]) -> dict[str, Held]:
    """What the tables say to claims; of those that no cell decides, the one decisive that mends
    what fails of them."""
    failed: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        if check.verdict is Verdict.MISMATCH and check.sure and check.rule in _RULES:
            for claim in check.claims:
                failed[claim].append(check)
    return {name: _decided(one, failed.get(name, ()), held) for name, one in held.items()}


def _decided(one: Held, failed: Sequence[Check], held: Mapping[str, Held]) -> Held:
    if not failed or one.agreeing or one.verdict is not Verdict.UNVERIFIABLE:
        return one
    cells = [c for c in (*one.match.decisive, *one.match.also) if c.quantity is not None]
    mending = {
        c.quantity: c for c in cells if any(_mends(f, one.claim.id, c, held) for f in failed)
    }
    if len({q.exact for q in mending if q is not None}) != 1:
        return one
    cell = next(iter(mending.values()))
    match = replace(one.match.decided_by(cell), tie=Tie.INHERITED, guessed=())
    return replace(one, match=match, checks=tuple(_explained(c, cell) for c in one.checks))


def _mends(failed: Check, claim: str, cell: Cell, held: Mapping[str, Held]) -> bool:
    """Whether an equation holds to the last digit with a cell's figure in place of a claim's. One
    of few digits only where all its other figures stand in the cell's own column."""
    if failed.stated is None:
        return False
    others = [held.get(other) for other in failed.claims if other != claim]
    beside = len(others) > 1 and all(o is not None and _stands_beside(o, cell) for o in others)
    if significant(failed.stated) < _TELLING and not beside:
        return False
    figures = {
        number: of_cell(cell, operand.quantity.unit).quantity
        for number, operand in enumerate(failed.operands)
        if operand.claim == claim and operand.quantity is not None
    }
    outcome = again(failed, figures) if figures else None
    return outcome is not None and outcome.verdict is Verdict.CONSISTENT


def _stands_beside(one: Held, cell: Cell) -> bool:
    """Whether the column of a cell has a claim's figure, in a row of its own."""
    return one.verdict is Verdict.CONSISTENT and any(
        column_of(c) == column_of(cell) and c.row != cell.row for c in one.telling
    )


def _explained(check: Check, cell: Cell) -> Check:
    told = check.verdict is Verdict.MISMATCH and cell in check.cells and not check.detail
    return replace(check, detail=phrase("slip.borne_out")) if told else check
