"""The words of findings: which figures disagree, where each stands, by how much they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from extract.disclosure import Claim, Direction, Disclosure, Role
from extract.figures.quantity import MONEY, Quantity, round_half_up
from extract.geometry import Place
from extract.table import Cell
from reconcile.audit import Check, Evidence, Operand, Verdict
from reconcile.cells.agreement import Held
from reconcile.cells.alignment import Aligner
from reconcile.equation import of_cell
from reconcile.formula import RATIO, SHORTFALL
from reconcile.phrases import Name, Phrase, Words, joined, phrase
from reconcile.places import where
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.culprit import Culprit
from reconcile.weighing.signs import Signs

_SAID = {Direction.UP: "direction.up", Direction.DOWN: "direction.down"}
_OPPOSITE = {Direction.UP: "direction.down", Direction.DOWN: "direction.up"}
#: Of a cell that is finer than the claim it contradicts, so many decimals are shown.
_SHOWN = 2


class Speaker:
    """Words about the figures of one report, each with the place it stands in."""

    def __init__(self, disclosure: Disclosure, aligner: Aligner) -> None:
        self.disclosure = disclosure
        self.aligner = aligner
        self.claims = {c.id: c for c in disclosure.claims}
        self.signs = Signs.of(disclosure)

    def held(self, held: Held, evidence: Sequence[Evidence], check: Check) -> Phrase:
        """What a claim says, and what its cells show."""
        claim = held.claim
        unit = claim.quantity.unit
        shown = (_shows(e, unit, self.disclosure) for e in evidence)
        there = joined("join.clauses", dict.fromkeys(shown))
        subject: Words = named(claim) or phrase("finding.no_subject")
        stated = f"{claim.quantity.value:f}{unit}"
        if held.verdict is not Verdict.ROUNDING:
            return phrase("finding.held", subject=subject, stated=stated, there=there)
        return phrase(
            "finding.held_rounding", subject=subject, stated=stated, there=there, off=_off(check)
        )

    def failed(self, check: Check, rule: Name) -> Phrase:
        """Which equation does not hold, or only by rounding, and where it stands."""
        claim = self._stating(check)
        if check.open:
            ends = _fields(check.detail)
            outcome = phrase("outcome.open", low=ends["low"], high=ends["high"])
        elif check.verdict is Verdict.ROUNDING:
            outcome = phrase("outcome.rounding", off=_off(check))
        else:
            outcome = phrase("outcome.mismatch")
        subject: Words = (
            named(claim) if claim else place(self._evidence(check.cells[0]), self.disclosure)
        )
        if isinstance(check.formula, Phrase) and check.formula.name == "formula.moved":
            return phrase("finding.two_ways", subject=subject or rule, said=check.formula)
        equation = self.equation(check, claim)
        if not subject:
            return phrase("finding.check_bare", rule=rule, equation=equation, outcome=outcome)
        return phrase(
            "finding.check", rule=rule, subject=subject, equation=equation, outcome=outcome
        )

    def accused(self, check: Check, stated: Claim | None, claim: Claim, figure: Quantity) -> Phrase:
        """Which figure is likeliest off in an equation, and with which in its place it holds."""
        return phrase(
            "finding.accused",
            subject=named(claim),
            stated=str(claim.quantity),
            equation=self._of_another(check, stated) or self.equation(check, stated),
            expected=str(figure),
        )

    def _of_another(self, check: Check, stated: Claim | None) -> Words:
        """The equation of a check whose own figure is not the one accused: what the figures give,
        and what is printed. "" where it has to be told otherwise."""
        simple = check.rule != "N10" and not is_order(check) and not is_copy(check.formula)
        if not simple or stated is None or plain(check.expected)[:1] == "-":
            return ""
        return phrase(
            "equation.of_another",
            formula=check.formula,
            result=f"{plain(check.expected)}{check.unit}",
            subject=named(stated),
            stated=f"{plain(check.stated)}{check.unit}",
        )

    def computed(self, check: Check, rule: Name, claim: Claim, figure: Quantity) -> Phrase:
        """What an equation gives for a figure, in another unit than it is printed in."""
        equation = phrase(
            "equation.computed",
            stated=str(claim.quantity),
            formula=check.formula,
            expected=str(figure),
        )
        outcome = phrase("outcome.mismatch")
        return phrase(
            "finding.check", rule=rule, subject=named(claim), equation=equation, outcome=outcome
        )

    def culprit(self, culprit: Culprit, rule: Name, also: Words) -> Phrase:
        """Which cell several checks contradict, and what they give in its place."""
        quantity = culprit.cell.quantity
        assert quantity is not None
        solved = solve(culprit.checks[0], culprit)
        there = self._other(culprit) if is_copy(solved) else _by(solved, culprit, quantity)
        ending = phrase("outcome.agreed", also=also) if also else phrase("outcome.mismatch")
        return phrase(
            "finding.culprit",
            rule=rule,
            place=place(self._evidence(culprit.cell), self.disclosure),
            stated=str(quantity),
            there=there,
            outcome=ending,
        )

    def _other(self, culprit: Culprit) -> Words:
        """The figure that a cell is said to repeat, and where that stands."""
        others = [o for o in culprit.checks[0].operands if o.cell != culprit.cell]
        quantity = culprit.cell.quantity
        return self._stands(others[0], quantity.unit if quantity else "")

    def equation(self, check: Check, claim: Claim | None) -> Phrase:
        """The figure as printed against what the equation gives."""
        stated, expected = f"{plain(check.stated)}{check.unit}", plain(check.expected)
        formula = check.formula
        if claim and claim.direction in _SAID and check.stated is not None and expected[:1] == "-":
            return phrase(
                "equation.direction",
                said=phrase(_SAID[claim.direction]),
                stated=stated,
                formula=_from_base(check),
                other=phrase(_OPPOSITE[claim.direction]),
                expected=expected[1:],
            )
        if check.rule == "N10":
            return phrase("equation.words", words=check.detail, formula=formula)
        if is_order(check):
            return phrase("equation.order", stated=stated, formula=formula)
        if check.is_above_its_whole:
            part = self.claims.get(check.operands[1].claim or "")
            more = check.operands[1].text
            name = part.subject if part else ""
            return phrase("equation.exceeds", stated=stated, part=name, more=more)
        if is_copy(formula) and len(check.operands) > 1:
            there = self._stands(check.operands[1], check.unit)
            return phrase("equation.copied", stated=stated, there=there)
        expected = f"{expected}{check.unit}"
        name = "equation.is" if self.is_below_nothing(check) else "equation.computed"
        return phrase(name, stated=stated, formula=formula, expected=expected)

    def is_below_nothing(self, check: Check) -> bool:
        """Whether an equation gives a negative figure for what cannot be less than nothing."""
        first = check.operands[0]
        figure = first.claim or first.cell
        if check.expected is None or check.stated is None or figure is None:
            return False
        return check.expected < 0 <= check.stated and not self.signs.may_be_negative(figure)

    def _stands(self, operand: Operand, unit: str) -> Words:
        """Where a figure stands and how it is printed there."""
        if operand.cell is not None:
            return _shows(self._evidence(operand.cell), unit, self.disclosure)
        claim = self.claims.get(operand.claim or "")
        if claim is None:
            return operand.text
        there = self.disclosure.claim_place(claim)
        value = _also_in(operand.text, claim.quantity, unit)
        if there.page in self.disclosure.leaves:
            return phrase("place.said_at", at=where(self.disclosure, there), value=value)
        return phrase("place.said", page=str(there.page), value=value)

    def _stating(self, check: Check) -> Claim | None:
        return self.claims[check.claims[0]] if check.claims else None

    def _evidence(self, cell: Cell) -> Evidence:
        return self.aligner.cited.evidence(cell, "")


def named(claim: Claim) -> str:
    """What a figure is of, as a person is told: what goes on from 项目自评得分为95分，全年预算数为…
    is of the project, and no score."""
    score = pattern("wording", "a_score").search(claim.subject)
    if not score or claim.quantity.unit in ("", "分"):
        return claim.subject
    return claim.subject[: score.start()] + ("预算数" if claim.role is Role.BUDGET else "")


def _from_base(check: Check) -> Words:
    """A change as the figure less its base, whichever way the words have it."""
    if check.equation != SHORTFALL:
        return check.formula
    base, _, now = str(check.formula).partition("−")
    return f"{now}−{base}"


def is_copy(formula: Words) -> bool:
    """Whether a formula is one bare figure: one place that repeats another."""
    return re.fullmatch(r"-?[\d.]+", str(formula)) is not None


def is_order(check: Check) -> bool:
    """Whether a check is of an order (≤, <, >) rather than of an equation."""
    return check.rule == "N10" or "≤" in str(check.formula)


def solve(check: Check, culprit: Culprit) -> Words:
    """The equation of a check, a sum or a quotient, solved for one of its cells."""
    if check.operands[0].cell == culprit.cell:
        return check.formula
    if check.equation == RATIO:
        part, whole = check.operands[1:]
        rate = f"{check.stated:f}{check.unit}"
        if part.cell == culprit.cell:
            return f"{_bare(whole.text)}×{rate}"
        return f"{_bare(part.text)}÷{rate}"
    rest = [o for o in check.operands[1:] if o.cell != culprit.cell]
    return "−".join([f"{check.stated:f}", *(_bare(o.text) for o in rest)])


def result_of(formula: Words, result: str) -> Words:
    """Both sides of an equation; "" for a copied figure, of which a second side says nothing."""
    return "" if is_copy(formula) else phrase("formula.equals", formula=formula, result=result)


def expected_of(claim: Claim, check: Check) -> Decimal | None:
    """What the cell gives for the claim: with the claim's decimals, or with more where the cell
    prints more, for a person looks for the figure that is printed."""
    if not check.operands or check.operands[0].claim != claim.id:
        return check.stated
    cell = check.cells[0] if check.cells else None
    if cell is None or cell.quantity is None or claim.quantity.kind != "amount":
        return check.expected
    exact = of_cell(cell, claim.quantity.unit).quantity
    decimals = min(max(exact.decimals, 0), max(claim.quantity.decimals, _SHOWN))
    shown = round_half_up(Fraction(exact.value), decimals)
    return exact.value.normalize() if shown == claim.quantity.value else shown


def plain(value: Decimal | None) -> str:
    """A figure as a plain decimal; "" where there is none."""
    return "" if value is None else f"{value:f}"


def place(evidence: Evidence, disclosure: Disclosure) -> Phrase:
    """Where a cell stands: table, row, column, page."""
    titled = phrase("place.titled", title=evidence.title)
    table = titled if evidence.title else phrase("place.untitled")
    path = "·".join(p for p in (evidence.row, evidence.column) if p)
    at = where(disclosure, Place(evidence.cell.page, evidence.cell.box))
    if not path:
        return phrase("place.table", table=table, at=at)
    return phrase("place.cell", table=table, path=path, at=at)


def _shows(evidence: Evidence, unit: str, disclosure: Disclosure) -> Phrase:
    """Where a cell stands and what it says, in the claim's unit as well where that is another."""
    quantity = evidence.cell.quantity
    value = _also_in(str(quantity), quantity, unit) if quantity else phrase("place.blank")
    return phrase("place.shows", place=place(evidence, disclosure), value=value)


def _also_in(text: str, quantity: Quantity, unit: str) -> Words:
    """A figure as it is printed; in another unit of money as well where that is asked for."""
    if quantity.unit == unit or not {quantity.unit, unit} <= MONEY.keys():
        return text
    other = f"{quantity.to(unit).value.normalize():f}{unit}"
    return phrase("place.converted", value=text, other=other)


def _by(solved: Words, culprit: Culprit, quantity: Quantity) -> Phrase:
    expected = f"{culprit.expected:f}{quantity.unit}"
    return phrase("equation.gives", formula=solved, expected=expected)


def _fields(words: Words) -> dict[str, Words]:
    """What fills a phrase; nothing of a plain text."""
    return dict(words.fields) if isinstance(words, Phrase) else {}


def _off(check: Check) -> Words:
    """By how much the two sides of a check differ."""
    if check.stated is None or check.expected is None:
        return ""
    off = f"{abs(check.stated - check.expected):f}"
    return phrase("off.points", off=off) if check.unit == "%" else f"{off}{check.unit}"


def _bare(text: str) -> str:
    return re.sub(r"[^\d.\-].*$", "", text)
