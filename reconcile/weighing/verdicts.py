"""What the checks of the narrative say to each claim, once the tables have spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.disclosure import Disclosure
from extract.table import Cell
from reconcile.audit import Check, Evidence, Judgement, Verdict
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.alignment import Aligner
from reconcile.equation import again, of_cell
from reconcile.weighing.in_a_row import told_in_rows
from reconcile.weighing.signs import Signs
from reconcile.weighing.slips import significant
from reconcile.weighing.suspects import Contradiction, contradictions

#: Rules that hold a figure against its own repetition rather than against what it follows from.
_REPEATS = frozenset({"N07", "N10"})
#: A rate of fewer digits is as well one of other figures.
_TELLING = 2
_JUDGED = (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.MISMATCH)
_ORDER = (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.MISMATCH, Verdict.UNVERIFIABLE)


class Weighed:
    """The checks by what they say: `failed` by their causes, `rounded`, and `doubted`, which fail
    by a slip between figures that are only guessed to belong together."""

    def __init__(
        self,
        disclosure: Disclosure,
        held: dict[str, Held],
        checks: Sequence[Check],
        in_tables: Sequence[Check],
    ) -> None:
        self.held = held
        self.claims = {c.id: c for c in disclosure.claims}
        self.sure = sure = [c for c in checks if c.sure]
        self.of_claim: dict[str, list[Check]] = defaultdict(list)
        for check in sure:
            for claim in check.claims:
                self.of_claim[claim].append(check)
        copied = [c for h in held.values() for c in h.counted if h.verdict in _JUDGED]
        every = [*copied, *sure, *in_tables]
        failed = [c for c in every if c.verdict is Verdict.MISMATCH]
        printed = {c.id: c.quantity.exact for c in disclosure.claims}
        signs = Signs.of(disclosure).may_be
        told = told_in_rows(disclosure)
        innocent = self._innocent()
        self.failed = list(contradictions(failed, every, innocent, printed, signs, told))
        rounded = [c for c in (*sure, *in_tables) if c.verdict is Verdict.ROUNDING]
        self.rounded = [c for c in rounded if not self._explained(c)]
        slips = (c for c in checks if self._is_slip(c) and not innocent.issuperset(c.claims))
        self.doubted = [c for c in slips if not self._explained(c)]
        self.contradicted = self._contradicted()

    def _innocent(self) -> frozenset[str]:
        """The claims that a table confirms."""
        return frozenset(c for c, h in self.held.items() if h.verdict.holds)

    def _is_slip(self, check: Check) -> bool:
        return not check.sure and check.verdict is Verdict.MISMATCH and bool(check.detail)

    def _explained(self, check: Check) -> bool:
        """A failed equation that holds with the cell in place of a figure that its own cell
        contradicts: that one finding says it all."""
        corrected = {}
        for number, operand in enumerate(check.operands):
            held = self.held.get(operand.claim or "")
            cell = (held.should_be or held.by_a_slip) if held else None
            if cell is not None and operand.quantity is not None:
                corrected[number] = of_cell(cell, operand.quantity.unit).quantity
        if not corrected:
            return False
        outcome = again(check, corrected)
        return outcome is None or outcome.verdict is not Verdict.MISMATCH

    def mends_cell(self, held: Held) -> bool:
        """Whether it is the cell that is off by which a claim is doubted, and the claim is what
        other figures ask for in its place."""
        own = {(c.table, c.row, c.column): c for c in held.match.decisive}
        for accused in (one.accused for one in self.failed):
            if accused is None or not isinstance(accused.of, Cell):
                continue
            cell = own.get((accused.of.table, accused.of.row, accused.of.column))
            mended = replace(cell, quantity=accused.figure) if cell is not None else None
            if mended and copy_check("N01", held.claim, mended).verdict is Verdict.CONSISTENT:
                return True
        return False

    def _contradicted(self) -> frozenset[str]:
        """The claims accused of a contradiction; all that may be behind one where none is."""
        found: set[str] = set()
        for one in self.failed:
            found.update(contradicting(one))
        return frozenset(found)

    def judgement(self, aligner: Aligner, claim: str) -> Judgement:
        """The verdict of one claim: its cells first, then the equations it takes part in."""
        own = self.of_claim[claim]
        held = self.held.get(claim)
        formula = _telling(own, claim)
        evidence: tuple[Evidence, ...] = ()
        if held is not None:
            stated = held.claim.quantity
            evidence = tuple(
                aligner.cited.evidence(c, held.match.why, stated) for c in held.telling
            )
            if held.verdict is not Verdict.UNVERIFIABLE and not self._cell_is_off(held):
                best = min(held.checks, key=lambda c: _ORDER.index(c.verdict))
                shown = formula.formula if formula else None
                return Judgement(claim, held.verdict, evidence, shown, best.expected)
        verdict = self._by_equations(own, claim)
        other = held is not None and verdict is Verdict.CONSISTENT and not held.agreeing
        if held is None or other or verdict is Verdict.UNVERIFIABLE:
            evidence = tuple(self._linked(aligner, own, claim))
        shown = formula.formula if formula else None
        expected = formula.expected if formula and _is_stated(formula, claim) else None
        return Judgement(claim, verdict, evidence, shown, expected)

    def _cell_is_off(self, held: Held) -> bool:
        """Whether it is the cell that disagrees with the claim, and with other figures, too."""
        return held.verdict is Verdict.MISMATCH and held.claim.id not in self.contradicted

    def _linked(self, aligner: Aligner, own: Sequence[Check], claim: str) -> Iterator[Evidence]:
        """The cells of a figure that this one is said to equal: stated again elsewhere, 持平,
        完成100%."""
        exact = self.claims[claim].quantity.exact
        for check in own:
            equal = check.rule in _REPEATS and _confirms(check)
            full = check.rule == "N05" and check.stated == 100 and _confirms(check)
            if not equal and not full:
                continue
            for other in check.claims:
                held = self.held.get(other) if other != claim else None
                if held is None or held.verdict is not Verdict.CONSISTENT:
                    continue
                if held.claim.quantity.exact == exact:
                    for cell in held.match.decisive:
                        yield aligner.cited.evidence(cell, "与报告另一处相等的数对应的单元格")

    def _by_equations(self, own: Sequence[Check], claim: str) -> Verdict:
        if claim in self.contradicted:
            return Verdict.MISMATCH
        own = [c for c in own if not c.open and (_is_stated(c, claim) or not _is_coarse(c))]
        derived = {c.verdict for c in own if _is_stated(c, claim) and c.rule not in _REPEATS}
        if Verdict.ROUNDING in derived and Verdict.CONSISTENT not in derived:
            return Verdict.ROUNDING
        holding = any(_confirms(c) or c.verdict is Verdict.ROUNDING for c in own)
        return Verdict.CONSISTENT if holding else Verdict.UNVERIFIABLE


def contradicting(one: Contradiction) -> tuple[str, ...]:
    """The claims to show as contradicted: those suspected, else the one stated. The words of an
    order (大于, 持平) are at odds with the figures; the figures themselves are not."""
    check = one.checks[0]
    if one.suspects:
        return tuple(s.of for s in one.suspects if isinstance(s.of, str))
    in_words = check.rule == "N10" and check.unit != "%"
    return () if in_words else check.claims[:1]


def _confirms(check: Check) -> bool:
    """An equation that holds exactly; an order (大于, 小于) says too little of a figure."""
    order = check.rule == "N10" and "=" not in str(check.formula)
    return check.verdict is Verdict.CONSISTENT and not order


def _is_coarse(check: Check) -> bool:
    """Whether a rate has one digit (0.5%): it says little of the figures that it is computed of."""
    if check.unit != "%" or not check.stated:
        return False
    return significant(check.stated) < _TELLING


def _is_stated(check: Check, claim: str) -> bool:
    return bool(check.operands) and check.operands[0].claim == claim


def _telling(checks: Sequence[Check], claim: str) -> Check | None:
    """The equation to show for a claim: one that states it, and what contradicts it first."""
    ranked = sorted(
        checks, key=lambda c: (not _is_stated(c, claim), c.verdict is not Verdict.MISMATCH)
    )
    return ranked[0] if ranked else None
