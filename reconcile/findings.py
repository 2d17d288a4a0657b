"""Findings in words: what disagrees with what, where each stands, what would make them agree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from extract.disclosure import Claim, Direction, Disclosure
from extract.figures import untorn
from extract.quantity import MONEY
from reconcile.alignment import Aligner
from reconcile.audit import Check, Evidence, Finding, Severity, Verdict
from reconcile.claims import Held
from reconcile.culprits import Culprit
from reconcile.doubt import Doubts
from reconcile.equation import of_cell
from reconcile.phrases import Name, Phrase, Words, joined, phrase
from reconcile.rules import title
from reconcile.slips import name_slip
from reconcile.words import Wording

_SAID = {Direction.UP: "direction.up", Direction.DOWN: "direction.down"}
_OPPOSITE = {Direction.UP: "direction.down", Direction.DOWN: "direction.up"}


class Writer:
    """Writes the findings of one report; `own` names the user's own relations by their codes."""

    def __init__(
        self, disclosure: Disclosure, aligner: Aligner, doubts: Doubts, own: Mapping[str, str]
    ) -> None:
        self.disclosure = disclosure
        self.aligner = aligner
        self.doubts = doubts
        self.own = own
        self.claims = {c.id: c for c in disclosure.claims}

    def of_held(self, held: Held) -> Finding:
        """A claim that its cells contradict, or agree with only by rounding."""
        claim = held.claim
        order = [Verdict.ROUNDING, Verdict.MISMATCH]
        check = min(held.checks, key=lambda c: order.index(c.verdict) if c.verdict in order else 9)
        cells = held.match.decisive or held.match.also
        evidence = tuple(self.aligner.evidence(c, held.match.why) for c in cells)
        doubt = self.doubts.of_held(held)
        severity = _severity(held.verdict, doubt)
        detail = check.detail or (
            phrase("detail.rounding") if check.verdict is Verdict.ROUNDING else ""
        )
        return Finding(
            id="",
            rule=check.rule,
            severity=severity,
            page=self._page(claim),
            message=_held(held, evidence),
            stated=f"{claim.quantity.value:f}",
            expected=_plain(_expected(claim, check)),
            claims=(claim.id,),
            cells=evidence,
            formula="",
            clause=self._clause(claim),
            detail=_detail(severity, detail, doubt),
        )

    def of_check(self, check: Check) -> Finding:
        """An equation that fails, or holds only by rounding."""
        cells = tuple(self.aligner.evidence(c, "") for c in check.cells)
        stating = [self.claims[c] for c in check.claims]
        claim = stating[0] if stating else None
        doubt = self.doubts.of_cells(check.cells) or self.doubts.of_claims(stating)
        severity = _severity(check.verdict, doubt)
        expected = _plain(check.expected)
        result = phrase("formula.equals", formula=check.formula, result=f"{expected}{check.unit}")
        return Finding(
            id="",
            rule=check.rule,
            severity=severity,
            page=self._page(claim) if claim else cells[0].cell.page,
            message=_failed(check, self._rule(check), claim, cells),
            stated=_plain(check.stated),
            expected=expected,
            claims=check.claims,
            cells=cells,
            formula=check.formula if _is_order(check) else result,
            clause=self._clause(claim, _ordering(check)) if claim else "",
            detail=_detail(severity, check.detail, doubt),
        )

    def of_culprit(self, culprit: Culprit) -> Finding:
        """A cell that several checks contradict, each with the same figure in its place."""
        first, *rest = culprit.checks
        cell = self.aligner.evidence(culprit.cell, "")
        others = [c for c in first.cells if c != culprit.cell]
        quantity = culprit.cell.quantity
        assert quantity is not None
        doubt = self.doubts.of_cells([culprit.cell, *others])
        severity = _severity(Verdict.MISMATCH, doubt)
        solved, expected = _solved(first, culprit), f"{culprit.expected:f}{quantity.unit}"
        claims = tuple(dict.fromkeys(i for check in rest for i in check.claims))
        also = dict.fromkeys(phrase("join.coded", rule=self._rule(c), code=c.rule) for c in rest)
        message = phrase(
            "finding.culprit",
            rule=self._rule(first),
            place=_place(cell),
            stated=str(quantity),
            formula=solved,
            expected=expected,
            also=joined("join.list", also),
        )
        return Finding(
            id="",
            rule=first.rule,
            severity=severity,
            page=culprit.cell.page,
            message=message,
            stated=f"{quantity.value:f}",
            expected=f"{culprit.expected:f}",
            claims=claims,
            cells=(cell, *(self.aligner.evidence(c, "") for c in others)),
            formula=phrase("formula.equals", formula=solved, result=expected),
            clause=self._clause(self.claims[claims[0]]) if claims else "",
            detail=_detail(severity, name_slip(quantity, culprit.expected), doubt),
        )

    def _rule(self, check: Check) -> Name:
        return title(check.rule, self.own)

    def of_wording(self, wording: Wording) -> Finding:
        """A figure that cannot be read as written."""
        return Finding(
            id="",
            rule=wording.rule,
            severity=Severity.WORDING,
            page=wording.page,
            message=wording.message,
            stated=wording.stated,
            expected=wording.expected,
            claims=wording.claims,
            cells=tuple(self.aligner.evidence(c, "") for c in wording.cells),
            clause=wording.clause,
        )

    def _page(self, claim: Claim) -> int:
        return self.disclosure.claim_place(claim).page

    def _clause(self, claim: Claim, words: str = "") -> str:
        """The sentence around a figure, no longer than a person wants to read; as far as the
        `words` it is about, where they are said later in its paragraph."""
        here = self.disclosure.sentences[claim.sentence]
        text = here.text
        start, end = max(0, claim.start - 48), min(len(text), claim.end + 24)
        if start:
            cut = max(text.find("，", start, claim.start), text.find("；", start, claim.start)) + 1
            start = cut or untorn(text, start)
        clause = text[start : untorn(text, end)]
        if words in clause:
            return clause
        following = self.disclosure.sentences[here.id :]
        text = "".join(s.text for s in following if s.paragraph == here.paragraph)
        at = text.find(words, start)
        return text[start : at + len(words)] if at >= 0 else clause


def _ordering(check: Check) -> str:
    """The words of an order (决算数大于) that the figures do not have; "" of other checks."""
    detail = check.detail
    if check.rule != "N10" or not isinstance(detail, Phrase):
        return ""
    return str(dict(detail.fields).get("words", ""))


def _held(held: Held, evidence: Sequence[Evidence]) -> Phrase:
    """What a claim says, and what its cells show."""
    claim = held.claim
    unit = claim.quantity.unit
    there = joined("join.clauses", dict.fromkeys(_shows(e, unit) for e in evidence))
    subject: Words = claim.subject or phrase("finding.no_subject")
    name = "finding.held_rounding" if held.verdict is Verdict.ROUNDING else "finding.held"
    return phrase(name, subject=subject, stated=f"{claim.quantity.value:f}{unit}", there=there)


def _failed(check: Check, rule: Name, claim: Claim | None, cells: Sequence[Evidence]) -> Phrase:
    """Which equation does not hold, or only by rounding, and where it stands."""
    rounding = check.verdict is Verdict.ROUNDING
    outcome = phrase("outcome.rounding" if rounding else "outcome.mismatch")
    subject = claim.subject if claim else _place(cells[0])
    equation = _equation(check, claim)
    if not subject:
        return phrase("finding.check_bare", rule=rule, equation=equation, outcome=outcome)
    return phrase("finding.check", rule=rule, subject=subject, equation=equation, outcome=outcome)


def _equation(check: Check, claim: Claim | None) -> Phrase:
    """The figure as printed against what the equation gives."""
    stated, expected = f"{_plain(check.stated)}{check.unit}", _plain(check.expected)
    formula = check.formula
    if claim and claim.direction in _SAID and check.stated is not None and expected[:1] == "-":
        return phrase(
            "equation.direction",
            said=phrase(_SAID[claim.direction]),
            stated=stated,
            formula=formula,
            other=phrase(_OPPOSITE[claim.direction]),
            expected=expected[1:],
        )
    if check.rule == "N10":
        return phrase("equation.words", words=check.detail, formula=formula)
    if _is_order(check):
        return phrase("equation.order", stated=stated, formula=formula)
    copied = re.fullmatch(r"-?[\d.]+", str(formula)) is not None
    name = "equation.copied" if copied else "equation.computed"
    return phrase(name, stated=stated, formula=formula, expected=f"{expected}{check.unit}")


def _solved(check: Check, culprit: Culprit) -> Words:
    """The equation of a check, solved for one of its cells."""
    if check.operands[0].cell == culprit.cell:
        return check.formula
    rest = [o for o in check.operands[1:] if o.cell != culprit.cell]
    return "−".join([f"{check.stated:f}", *(_bare(o.text) for o in rest)])


def _bare(text: str) -> str:
    return re.sub(r"[^\d.\-].*$", "", text)


def _is_order(check: Check) -> bool:
    """Whether a check is of an order (≤, <, >) rather than of an equation."""
    return check.rule == "N10" or "≤" in str(check.formula)


def _severity(verdict: Verdict, doubt: Words) -> Severity:
    if verdict is Verdict.ROUNDING:
        return Severity.ROUNDING
    return Severity.DOUBT if doubt else Severity.MISMATCH


def _detail(severity: Severity, detail: Words, doubt: Words) -> Words:
    if severity is not Severity.DOUBT:
        return detail
    return joined("join.clauses", [detail, phrase("detail.look", doubt=doubt)])


def _shows(evidence: Evidence, unit: str) -> Phrase:
    """Where a cell stands and what it says, in the claim's unit as well where that is another."""
    quantity = evidence.cell.quantity
    value: Words = str(quantity) if quantity else phrase("place.blank")
    if quantity and {quantity.unit, unit} <= MONEY.keys() and quantity.unit != unit:
        other = f"{quantity.to(unit).value.normalize():f}{unit}"
        value = phrase("place.converted", value=value, other=other)
    return phrase("place.shows", place=_place(evidence), value=value)


def _place(evidence: Evidence) -> Phrase:
    titled = phrase("place.titled", title=evidence.title)
    table = titled if evidence.title else phrase("place.untitled")
    path = "·".join(p for p in (evidence.row, evidence.column) if p)
    page = str(evidence.cell.page)
    if not path:
        return phrase("place.table", table=table, page=page)
    return phrase("place.cell", table=table, path=path, page=page)


def _expected(claim: Claim, check: Check) -> Decimal | None:
    """What the cell gives for the claim, with the claim's decimals; as the cell prints it where
    the claim's own would hide the difference's size."""
    if check.operands and check.operands[0].claim == claim.id:
        cell = check.cells[0] if check.cells else None
        if cell is not None and claim.quantity.kind == "amount" and claim.quantity.decimals == 0:
            value = of_cell(cell, claim.quantity.unit).quantity.value.normalize()
            whole = value == value.to_integral_value()
            return value.quantize(Decimal(1)) if whole else value
        return check.expected
    return check.stated


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
