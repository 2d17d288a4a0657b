"""Hold the claims against the cells that state the same quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.claims.ties import Tie
from extract.disclosure import Claim
from extract.figures.quantity import Quantity
from extract.table import Cell
from reconcile.audit import Check, Verdict
from reconcile.cells.alignment import Aligner, Match
from reconcile.equation import check, of_cell, of_claim
from reconcile.formula import COPY
from reconcile.plain import label

#: What totals are called in the 三公 table: 合计, “三公”经费合计.
_TOTAL = re.compile("[合总小]计|三公")


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its match and one check for each cell of it."""

    claim: Claim
    match: Match
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """What agrees with any cell is consistent; a mismatch needs decisive cells, which are
        known to be the claim's. Where only the scope is guessed, the figure chooses."""
        verdicts = [c.verdict for c in self.checks]
        for verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            if verdict in verdicts and set(self.match.guessed) <= {"scope"}:
                return verdict
        failed = self.match.decisive and not self.doubtful and not self.agreeing
        return Verdict.MISMATCH if failed else Verdict.UNVERIFIABLE

    @property
    def agreeing(self) -> bool:
        """Whether the claim agrees with any of its cells, be it by chance."""
        return any(c.verdict is not Verdict.MISMATCH for c in self.checks)

    @property
    def doubtful(self) -> bool:
        """Whether cells disagree with the claim that are only guessed to be its own."""
        guessed = self.match.tie is Tie.GUESSED
        return bool(self.match.decisive) and guessed and not self.agreeing

    @property
    def against(self) -> tuple[Check, ...]:
        """The checks against the cells that contradict the claim; of cells that differ, those that
        it is by a slip of the pen, if there are any."""
        if self.verdict is not Verdict.MISMATCH:
            return ()
        found = [c for c in self.checks if any(d in c.cells for d in self.match.decisive)]
        slips = [c for c in found if c.detail]
        differ = len({c.expected for c in found}) > 1
        return tuple(slips if differ and slips else found)

    @property
    def counted(self) -> tuple[Check, ...]:
        """The checks that stand: a cell that need not agree, and does not, was no check."""
        holding = tuple(c for c in self.checks if c.verdict is not Verdict.MISMATCH)
        return holding or self.against

    @property
    def telling(self) -> tuple[Cell, ...]:
        """The cells that bear on the verdict: those it agrees with, where it agrees with some,
        else those that decide, the ones it is by a slip of before others."""
        agreeing = {
            cell for one in self.checks if one.verdict is not Verdict.MISMATCH for cell in one.cells
        }
        cells = (*self.match.decisive, *self.match.also)
        against = {c for one in self.against for c in one.cells}
        deciding = tuple(sorted(self.match.decisive, key=lambda c: c not in against))
        return tuple(c for c in cells if c in agreeing) or deciding or self.match.also

    @property
    def should_be(self) -> Cell | None:
        """The cell that contradicts the claim; of several that differ the one that it is by a slip
        of the pen, None where that is none of them or more than one."""
        against = {c for one in self.against for c in one.cells}
        cells = [c for c in self.match.decisive if c in against and c.quantity is not None]
        values = {c.quantity.exact for c in cells if c.quantity}
        return cells[0] if len(values) == 1 else None

    @property
    def by_a_slip(self) -> Cell | None:
        """The one cell, only guessed to be the claim's, that a slip of the pen turns into it."""
        slips = [c for c in self.checks if c.detail and c.verdict is Verdict.MISMATCH]
        cells = [cell for one in slips for cell in one.cells]
        return cells[0] if len(cells) == 1 and cells[0].quantity is not None else None

    @property
    def finer(self) -> Quantity | None:
        """The figure that the claim is rounded from, in its unit, where a cell prints it to more
        decimals."""
        stated = self.claim.quantity
        for one in self.checks:
            if one.verdict is Verdict.CONSISTENT and stated.kind == "amount" and one.cells:
                term = of_cell(one.cells[0], stated.unit)
                if term.quantity.unit == stated.unit and term.quantity.ulp < stated.ulp:
                    return term.quantity
        return None


def hold_against_cells(
    aligner: Aligner,
    claims: Sequence[Claim],
    zeros: frozenset[Cell] = frozenset(),
    missed: frozenset[Cell] = frozenset(),
) -> dict[str, Held]:
    """Each claim's id with what the tables say to it; claims without cells are left out.

    `zeros` are blank cells that the tables' own sums prove to be zeros, `missed` those in which by
    the sums a figure is missing: they say nothing.
    """
    held = {}
    for claim in claims:
        match = aligner.match(claim)
        if match is None:
            continue
        match = _legible(claim, _without(match, missed), zeros, aligner)
        if not match.decisive and not match.also:
            continue
        cells = (*match.decisive, *match.also)
        held[claim.id] = Held(claim, match, tuple(copy_check("N01", claim, c) for c in cells))
    return held


def _without(match: Match, cells: frozenset[Cell]) -> Match:
    """A match without some cells."""
    if cells.isdisjoint((*match.decisive, *match.also)):
        return match
    return replace(
        match,
        decisive=tuple(c for c in match.decisive if c not in cells),
        also=tuple(c for c in match.also if c not in cells),
    )


def _legible(claim: Claim, match: Match, zeros: frozenset[Cell], aligner: Aligner) -> Match:
    """Without cells that hold words, and without blanks where nothing speaks for a zero.

    A blank field of a public table means nothing of that kind: it confirms a zero. It contradicts
    a figure only where a sum proves it a zero, and in the 三公 table, of which every field has to
    be filled; not even there where it is a total of figures that are printed: it was lost.
    """

    def kept(cell: Cell) -> bool:
        if cell.quantity is not None:
            return True
        blank = not cell.text.strip() or re.fullmatch(r"[-—–－/\s]+", cell.text) is not None
        certain = cell in zeros or ("三公" in match.name and not _is_lost(aligner, cell))
        return blank and (claim.quantity.value == 0 or certain)

    return replace(
        match,
        decisive=tuple(c for c in match.decisive if kept(c)),
        also=tuple(c for c in match.also if kept(c)),
    )


def _is_lost(aligner: Aligner, blank: Cell) -> bool:
    """Whether a blank field is the total of figures beside or below it that are not all nothing."""
    sheet = next(s for s in aligner.library.sheets if s.table.id == blank.table)
    own = sheet.table.column(blank.column)
    cells = [(r, c, sheet.table.column(c.column)) for r in sheet.table.rows for c in r.cells]
    row = next(r for r, c, _ in cells if c == blank)
    if _TOTAL.search("".join(own.header[-1:])):
        top = own.header[:1] if len(own.header) > 1 else ()
        beside = (c for r, c, k in cells if r is row and k.header[: len(top)] == top)
    elif _TOTAL.search(label(row.label)):
        beside = (c for _, c, k in cells if k.index == own.index)
    else:
        return False
    return any(c.quantity is not None and c.quantity.value for c in beside)


def copy_check(rule: str, claim: Claim, cell: Cell) -> Check:
    """A claim against a cell of the same quantity: the coarser is what the finer rounds to."""
    stated, source = of_claim(claim), of_cell(cell, claim.quantity.unit)
    if source.quantity.unit == "":
        source = replace(source, quantity=source.quantity.with_unit(claim.quantity.unit))
    if source.quantity.ulp > stated.quantity.ulp and source.quantity.text:
        coarse = check(rule, source, [stated], COPY)
        assert coarse is not None
        if coarse.verdict is not Verdict.MISMATCH:
            return coarse
    found = check(rule, stated, [source], COPY)
    assert found is not None
    return found
