"""Findings in words: what disagrees with what, where each stands, what would make them agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.disclosure import Claim, Disclosure
from extract.figures.in_text import untorn
from extract.figures.quantity import MONEY, Quantity, round_half_up
from extract.table import Cell
from reconcile.audit import Check, Finding, Severity, Verdict
from reconcile.cells.agreement import Held
from reconcile.cells.alignment import Aligner
from reconcile.messages import (
    Speaker,
    expected_of,
    is_copy,
    is_order,
    named,
    plain,
    result_of,
    solve,
)
from reconcile.phrases import Name, Phrase, Words, joined, phrase
from reconcile.rules import title
from reconcile.weighing.bearing import Bearing
from reconcile.weighing.culprit import Culprit
from reconcile.weighing.doubt import Doubts
from reconcile.weighing.errors import error_behind, weak_error
from reconcile.weighing.red import red_doubt
from reconcile.weighing.slips import in_a_part, name_slip
from reconcile.weighing.suspects import Contradiction
from reconcile.weighing.trials import SLIP, Suspect
from reconcile.weighing.unsettled import may_lack_a_point
from reconcile.weighing.verdicts import contradicting
from reconcile.words import Wording

_GUESSES: Mapping[str, Words] = {
    "subject": phrase("guess.subject"),
    "measure": phrase("guess.measure"),
    "period": phrase("guess.period"),
    "base": phrase("guess.base"),
    "scope": phrase("guess.scope"),
    "whole": phrase("guess.whole"),
    "complete": phrase("guess.complete"),
}

#: What is said of signs and units that are missing.
_SIGNS = frozenset({"W01", "W02"})


class Writer:
    """Writes the findings of one report; `own` names the user's own relations by their codes."""

    def __init__(
        self,
        disclosure: Disclosure,
        aligner: Aligner,
        doubts: Doubts,
        bearing: Bearing,
        own: Mapping[str, str],
    ) -> None:
        self.disclosure = disclosure
        self.bearing = bearing
        self.aligner = aligner
        self.doubts = doubts
        self.own = own
        self.say = Speaker(disclosure, aligner)
        self.claims = self.say.claims

    def of_held(self, held: Held) -> Finding:
        """A claim that its cells contradict, or agree with only by rounding."""
        claim = held.claim
        order = [Verdict.ROUNDING, Verdict.MISMATCH]
        check = min(held.checks, key=lambda c: order.index(c.verdict) if c.verdict in order else 9)
        cells = held.match.decisive or held.match.also
        evidence = tuple(self.aligner.cited.evidence(c, held.match.why) for c in cells)
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
            message=self.say.held(held, evidence, check),
            stated=f"{claim.quantity.value:f}",
            expected=plain(expected_of(claim, check)),
            claims=(claim.id,),
            cells=evidence,
            formula="",
            clause=self._clause(claim),
            detail=_detail(severity, detail, doubt),
        )

    def of_check(self, check: Check, *, crossed: bool = False) -> Finding:
        """An equation that fails, or holds only by rounding; `crossed` where another one fails for
        the same figure and has nothing else to do with it."""
        cells = tuple(self.aligner.cited.evidence(c, "") for c in check.cells)
        stating = [self.claims[c] for c in check.claims]
        claim = stating[0] if stating else None
        doubt = self.doubts.of_cells(check.cells, crossed=crossed)
        doubt = doubt or self.doubts.of_claims(stating, [check])
        if not check.sure:
            doubt = phrase("doubt.guessed", what=joined("join.list", _guesses(check.guessed)))
        severity = _severity(check.verdict, doubt)
        expected = plain(check.expected)
        result = result_of(check.formula, f"{expected}{check.unit}")
        return Finding(
            id="",
            rule=check.rule,
            severity=severity,
            page=self._page(claim) if claim else cells[0].cell.page,
            message=self.say.failed(check, self._rule(check)),
            stated=plain(check.stated),
            expected="" if self.say.is_below_nothing(check) else expected,
            claims=check.claims,
            cells=cells,
            formula=check.formula if is_order(check) else result,
            clause=self._clause(claim, _ordering(check)) if claim else "",
            detail=_detail(severity, check.detail, doubt),
        )

    def of_contradiction(self, one: Contradiction, held: Mapping[str, Held]) -> Finding:
        """Equations that fail for one cause; a doubt where the figures may not belong together."""
        found = self._of_cause(one, held)
        if found.severity is not Severity.MISMATCH:
            return found
        doubt = phrase("doubt.open") if self.bearing.is_open(one) else self._unexplained(found, one)
        doubt = doubt or red_doubt(one.checks, self.disclosure.red)
        if not doubt:
            single = len(one.checks) == 1
            behind = (error_behind(one) or weak_error(one)) if single else ""
            return replace(found, detail=found.detail or behind)
        detail = _detail(Severity.DOUBT, found.detail, doubt)
        return replace(found, severity=Severity.DOUBT, detail=detail)

    def _unexplained(self, found: Finding, one: Contradiction) -> Words:
        """Why a scan may have been read otherwise than it is laid out: no slip of the pen explains
        what disagrees. A row, a column or a table taken for another differs by anything; but not
        where what the cells say is borne out by the sums that they stand in."""
        slip = found.detail or (one.accused is not None and one.accused.cost <= SLIP)
        slip = slip or (len(one.checks) == 1 and in_a_part(one.checks[0]))
        scanned = [e.cell for e in found.cells if e.cell.page in self.disclosure.scanned]
        told = [self.claims[claim].quantity for claim in found.claims]
        sure = bool(told) and not any(map(may_lack_a_point, told))
        if slip or not scanned or (sure and all(map(self._adds_up, scanned))):
            return ""
        return phrase("doubt.unexplained_scan")

    def _adds_up(self, cell: Cell) -> bool:
        """Whether sums of a table with upright rules hold with a cell."""
        guessed = (cell.table, cell.page) in self.disclosure.unruled
        return not guessed and cell in self.bearing.added_up

    def _of_cause(self, one: Contradiction, held: Mapping[str, Held]) -> Finding:
        """Equations that fail for one cause: with the figure that is likeliest off, if one is, and
        else with all of them."""
        accused = one.accused
        if accused is not None and isinstance(accused.of, Cell):
            return self._of_cell(accused.of, accused.figure, one)
        check = next((c for c in one.checks if _states(c, accused)), one.checks[0])
        copied = next((c for c in one.checks if c.rule == "N01" and c.claims), None)
        if copied is not None and copied.claims[0] in held and _accuses(accused, copied):
            check = copied
            found = self.of_held(held[copied.claims[0]])
        else:
            found = self.of_check(check, crossed=one.crossed)
        claims = dict.fromkeys(
            (*contradicting(one), *check.claims, *(i for c in one.checks for i in c.claims))
        )
        found = replace(found, claims=tuple(claims), also=self._beneath(check, one.checks))
        if check is copied:
            return found
        if accused is None:
            return self._among(found, check, one)
        claim, figure = self.claims[str(accused.of)], accused.figure
        if figure.unit != claim.quantity.unit:
            return self._in_unit(found, check, claim, figure)
        if _states(check, accused):
            return found
        return self._accusing(found, check, claim, figure)

    def _among(self, found: Finding, check: Check, one: Contradiction) -> Finding:
        """A finding on a check of which two figures or more are suspected alike, and what it
        states is not, as another equation proves it: told of those."""
        ids = [s.of for s in one.suspects if isinstance(s.of, str)]
        ids = [i for i in ids if i not in one.proved]
        stated = self.claims.get(check.operands[0].claim or "")
        if len(ids) < 2 or stated is None or stated.id in ids or is_copy(check.formula):
            return found
        if stated.id not in one.proved:
            return found
        told = sorted((self.claims[i] for i in ids), key=lambda c: (c.sentence, c.start))
        message = phrase(
            "finding.among",
            rule=self._rule(check),
            suspects=joined("join.list", (f"{named(c)}{c.quantity}" for c in told)),
            formula=check.formula,
            result=f"{plain(check.expected)}{check.unit}",
            subject=named(stated),
            stated=f"{plain(check.stated)}{check.unit}",
        )
        figure = next(s.figure for s in one.suspects if s.of == told[0].id)
        return replace(self._told_of(found, told[0], f"{figure.value:f}"), message=message)

    def _in_unit(self, found: Finding, check: Check, claim: Claim, figure: Quantity) -> Finding:
        """A finding on a figure that agrees in another unit of money than is printed."""
        stated = self.claims.get(check.claims[0])
        if stated is claim and not is_copy(check.formula):
            message = self.say.computed(check, self._rule(check), claim, figure)
            found = replace(found, formula=result_of(check.formula, str(figure)))
        else:
            message = self.say.accused(check, stated, claim, figure)
        doubtful = found.severity is Severity.DOUBT
        detail = found.detail if doubtful else phrase("slip.unit", unit=figure.unit)
        return replace(self._told_of(found, claim, str(figure)), message=message, detail=detail)

    def _told_of(self, found: Finding, claim: Claim, expected: str) -> Finding:
        """A finding told of this claim, and what is expected of it."""
        return replace(
            found,
            page=self._page(claim),
            stated=f"{claim.quantity.value:f}",
            expected=expected,
            clause=self._clause(claim),
        )

    def _accusing(self, found: Finding, check: Check, claim: Claim, figure: Quantity) -> Finding:
        """A finding on a check that holds with another figure for one that it does not state."""
        stated = self.claims.get(check.claims[0])
        slip = name_slip(claim.quantity, figure.value)
        return replace(
            self._told_of(found, claim, f"{figure.value:f}"),
            message=self.say.accused(check, stated, claim, figure),
            detail=found.detail if found.severity is Severity.DOUBT else slip,
        )

    def _of_cell(self, cell: Cell, figure: Quantity, one: Contradiction) -> Finding:
        """A cell that checks contradict: shown as one of them where it is stated there."""
        checks = one.checks
        quantity = cell.quantity
        assert quantity is not None
        if {figure.unit, quantity.unit} <= MONEY.keys():
            figure = figure.to(quantity.unit)
        expected = round_half_up(figure.exact / quantity.scale, max(0, quantity.decimals))
        sums = sorted(checks, key=lambda c: (c.rule == "N01", *_solved(c, cell)))
        if len(sums) == 1 and sums[0].operands[0].cell == cell:
            return self.of_check(sums[0])
        found = self.of_culprit(Culprit(cell, expected, tuple(sums)), crossed=one.crossed)
        return replace(found, also=self._beneath(sums[0], checks))

    def _beneath(self, shown: Check, checks: Sequence[Check]) -> tuple[Words, ...]:
        """The other equations that one figure breaks."""
        others = [c for c in checks if c is not shown]
        return tuple(
            self.say.equation(c, self.claims.get(next(iter(c.claims), ""))) for c in others
        )

    def of_doubtful(self, held: Held) -> Finding:
        """A claim at odds with cells that are only guessed to be its own."""
        found = self.of_held(held)
        doubt = phrase("doubt.guessed", what=joined("join.list", _guesses(held.match.guessed)))
        detail = _detail(Severity.DOUBT, held.checks[0].detail, doubt)
        return replace(found, severity=Severity.DOUBT, detail=detail)

    def of_culprit(self, culprit: Culprit, *, crossed: bool = False) -> Finding:
        """A cell that several checks contradict, each with the same figure in its place."""
        first, *rest = culprit.checks
        cell = self.aligner.cited.evidence(culprit.cell, "")
        others = [c for c in first.cells if c != culprit.cell]
        quantity = culprit.cell.quantity
        assert quantity is not None
        doubt = self.doubts.of_cells([culprit.cell, *others], crossed=crossed)
        doubt = doubt or self.doubts.of_claims([self.claims[i] for i in first.claims], [first])
        severity = _severity(Verdict.MISMATCH, doubt)
        solved, expected = solve(first, culprit), f"{culprit.expected:f}{quantity.unit}"
        claims = tuple(dict.fromkeys(i for check in rest for i in check.claims))
        also = dict.fromkeys(phrase("join.coded", rule=self._rule(c), code=c.rule) for c in rest)
        message = self.say.culprit(culprit, self._rule(first), joined("join.list", also))
        return Finding(
            id="",
            rule=first.rule,
            severity=severity,
            page=culprit.cell.page,
            message=message,
            stated=f"{quantity.value:f}",
            expected=f"{culprit.expected:f}",
            claims=claims,
            cells=(cell, *(self.aligner.cited.evidence(c, "") for c in others)),
            formula=result_of(solved, expected),
            clause=self._clause(self.claims[claims[0]]) if claims else "",
            detail=_detail(severity, name_slip(quantity, culprit.expected), doubt),
        )

    def _rule(self, check: Check) -> Name:
        return title(check.rule, self.own)

    def of_wording(self, wording: Wording) -> Finding:
        """A figure that cannot be read as written; a sign that a scan does not show may have been
        overlooked."""
        unseen = wording.rule in _SIGNS and wording.page in self.disclosure.scanned
        return Finding(
            id="",
            rule=wording.rule,
            severity=Severity.DOUBT if unseen else Severity.WORDING,
            page=wording.page,
            message=wording.message,
            stated=wording.stated,
            expected=wording.expected,
            claims=wording.claims,
            cells=tuple(self.aligner.cited.evidence(c, "") for c in wording.cells),
            clause=wording.clause,
            detail=_detail(Severity.DOUBT, "", phrase("doubt.sign_unseen")) if unseen else "",
        )

    def _page(self, claim: Claim) -> int:
        return self.disclosure.claim_place(claim).page

    def _clause(self, claim: Claim, words: str = "") -> str:
        """The sentence around a figure, no longer than a person wants to read; as far as the
        `words` it is about, where they are said later in its paragraph."""
        here = self.disclosure.sentences[claim.sentence]
        text = here.shown
        start, end = max(0, claim.start - 48), min(len(text), claim.end + 24)
        if start:
            cut = max(text.find("，", start, claim.start), text.find("；", start, claim.start)) + 1
            start = cut or untorn(text, start)
        clause = text[start : untorn(text, end)]
        if words in clause:
            return clause
        following = self.disclosure.sentences[here.id :]
        text = "".join(s.shown for s in following if s.paragraph == here.paragraph)
        at = text.find(words, start)
        return text[start : at + len(words)] if at >= 0 else clause


def _ordering(check: Check) -> str:
    """The words of an order (决算数大于) that the figures do not have; "" of other checks."""
    detail = check.detail
    if check.rule != "N10" or not isinstance(detail, Phrase):
        return ""
    return str(dict(detail.fields).get("words", ""))


def _states(check: Check, accused: Suspect | None) -> bool:
    """Whether a check states the figure accused, with what it should be."""
    if accused is None or check.operands[0].claim != accused.of:
        return False
    return check.expected is not None and check.expected == accused.figure.value


def _accuses(accused: Suspect | None, copied: Check) -> bool:
    return accused is None or accused.of == copied.claims[0]


def _severity(verdict: Verdict, doubt: Words) -> Severity:
    if verdict is Verdict.ROUNDING:
        return Severity.ROUNDING
    return Severity.DOUBT if doubt else Severity.MISMATCH


def _detail(severity: Severity, detail: Words, doubt: Words) -> Words:
    if severity is not Severity.DOUBT:
        return detail
    return joined("join.clauses", [detail, phrase("detail.look", doubt=doubt)])


def _guesses(names: Sequence[str]) -> Iterator[Words]:
    """What is only guessed, in words."""
    yield from (_GUESSES[name] for name in names or ("subject",))


def _solved(check: Check, cell: Cell) -> tuple[bool, bool]:
    """How far an equation has to be solved to say what a cell should be: hardest where it is no
    sum, not at all where the cell is what it states."""
    if check.operands[0].cell == cell:
        return False, False
    return check.equation is None or check.equation.name not in ("sum", "copy"), True
