"""Figures that changed places: in goes what the tables say to claims, out comes the same with the
cells of two claims of one sentence decisive where each is printed for the other.

Two figures that changed places add up to their whole all the same, and each differs from its own
cell by anything. That one column prints the figure of each for the other does not happen by chance.
Where that column confirms a third figure of the sentence, it is known that they are told from it;
else it is no more than a guess, unless the words say of themselves which cells are meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from extract.claims.ties import Tie
from extract.table import Cell
from reconcile.audit import Check, Verdict
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.company import column_of
from reconcile.pairs import sole_pairs
from reconcile.phrases import phrase
from reconcile.weighing.slips import significant

#: Figures of fewer digits stand in two cells by chance.
_TELLING: Final = 3

_Pair: TypeAlias = tuple[tuple[Held, Cell], tuple[Held, Cell]]


def by_exchange(held: Mapping[str, Held]) -> dict[str, Held]:
    """What the tables say to claims; of those that changed places, their own cells alone."""
    sentences: dict[int, list[Held]] = defaultdict(list)
    for one in held.values():
        if one.claim.quantity.kind == "amount":
            sentences[one.claim.sentence].append(one)
    found = dict(held)
    for members in sentences.values():
        for pair in _exchanged(members):
            said = all(one.claim.ties.subject is Tie.SAID for one, _ in pair)
            known = said and _is_told_from(members, pair[0][1])
            for one, cell in pair:
                found[one.claim.id] = _decided(one, cell, known=known)
    return found


def _exchanged(members: Sequence[Held]) -> Iterator[_Pair]:
    """The pairs of which each has a cell with the other's figure, both in one column; none where
    a figure might have changed places with two others."""
    off = [m for m in members if not m.agreeing and significant(m.claim.quantity.value) >= _TELLING]
    for one, other in sole_pairs(off, lambda a, b: _pair(a, b) is not None):
        if pair := _pair(one, other):
            yield pair


def _pair(one: Held, other: Held) -> _Pair | None:
    if one.claim.role is not other.claim.role:
        return None
    theirs = {column_of(cell): cell for cell in _printing(other, one)}
    for cell in _printing(one, other):
        if column_of(cell) in theirs:
            return (one, cell), (other, theirs[column_of(cell)])
    return None


def _printing(own: Held, other: Held) -> list[Cell]:
    """The cells of a claim that print another one's figure."""
    cells = (*own.match.decisive, *own.match.also)
    printed = [c for c in cells if c.quantity is not None and c.quantity.value]
    return [c for c in printed if copy_check("N01", other.claim, c).verdict is Verdict.CONSISTENT]


def _is_told_from(members: Sequence[Held], cell: Cell) -> bool:
    """Whether the column of a cell confirms a figure of the sentence."""
    confirmed = (m for m in members if m.verdict is Verdict.CONSISTENT)
    return any(column_of(c) == column_of(cell) for m in confirmed for c in m.telling)


def _decided(one: Held, cell: Cell, *, known: bool) -> Held:
    match = one.match.decided_by(cell)
    if known:
        match = replace(match, tie=Tie.INHERITED, guessed=())
    elif cell not in one.match.decisive:
        match = replace(match, tie=Tie.GUESSED, guessed=("scope",))
    return replace(one, match=match, checks=tuple(_explained(c, cell) for c in one.checks))


def _explained(check: Check, cell: Cell) -> Check:
    return replace(check, detail=phrase("slip.exchanged")) if cell in check.cells else check
