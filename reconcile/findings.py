"""Findings in words: what disagrees with what, where each stands, what would make them agree."""

from __future__ import annotations

import re
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
from reconcile.rules import rule
from reconcile.slips import name_slip
from reconcile.wording import Wording

_OPPOSITE = {Direction.UP: "减少", Direction.DOWN: "增加"}


class Writer:
    """Writes the findings of one report."""

    def __init__(self, disclosure: Disclosure, aligner: Aligner, doubts: Doubts) -> None:
        self.disclosure = disclosure
        self.aligner = aligner
        self.doubts = doubts
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
        where = "；".join(dict.fromkeys(_where(e, claim.quantity.unit) for e in evidence))
        message = f"正文{claim.subject}为{_shown(claim)}，{where}，这两处不一致"
        detail = check.detail or ((check.verdict is Verdict.ROUNDING and "尾差") or "")
        return Finding(
            id="",
            rule=check.rule,
            severity=severity,
            page=self._page(claim),
            message=message,
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
        doubt = self.doubts.of_cells(check.cells) or self.doubts.of_claims(stating)
        severity = _severity(check.verdict, doubt)
        claim = self.claims[check.claims[0]] if check.claims else None
        stated, expected = _plain(check.stated), _plain(check.expected)
        name = rule(check.rule).name
        if claim is not None:
            page, clause = self._page(claim), self._clause(claim)
            subject = f"{claim.subject}：" if claim.subject else ""
        else:
            page, clause = cells[0].cell.page, ""
            subject = f"{_place(cells[0])}："
        if check.verdict is Verdict.ROUNDING:
            verdict = "相差的部分可由四舍五入解释"
        else:
            verdict = "这些数字不能同时成立"
        equation = f"写作{stated}{check.unit}，按{check.formula}应为{expected}{check.unit}"
        if claim is not None and claim.direction in _OPPOSITE and stated and expected[:1] == "-":
            said, other = claim.direction, _OPPOSITE[claim.direction]
            equation = f"文字说{said}{stated}{check.unit}，按{check.formula}是{other}{expected[1:]}"
        elif check.rule == "N10":
            equation = f"{check.detail}，数字为{check.formula}"
        elif _is_order(check):
            equation = f"写作{stated}{check.unit}，应满足{check.formula}"
        return Finding(
            id="",
            rule=check.rule,
            severity=severity,
            page=page,
            message=f"{name}：{subject}{equation}，{verdict}",
            stated=stated,
            expected=expected,
            claims=check.claims,
            cells=cells,
            formula=check.formula
            if _is_order(check)
            else f"{check.formula}={expected}{check.unit}",
            clause=clause,
            detail=_detail(severity, check.detail, doubt),
        )

    def of_culprit(self, culprit: Culprit) -> Finding:
        """A cell that several checks contradict, each with the same figure in its place."""
        first, *rest = culprit.checks
        cell = self.aligner.evidence(culprit.cell, "")
        others = [c for c in first.cells if c != culprit.cell]
        cells = (cell, *(self.aligner.evidence(c, "") for c in others))
        quantity = culprit.cell.quantity
        assert quantity is not None
        doubt = self.doubts.of_cells([culprit.cell, *others])
        severity = _severity(Verdict.MISMATCH, doubt)
        expected = f"{culprit.expected:f}"
        claims = tuple(dict.fromkeys(i for check in rest for i in check.claims))
        also = "、".join(dict.fromkeys(f"{rule(c.rule).name}（{c.rule}）" for c in rest))
        return Finding(
            id="",
            rule=first.rule,
            severity=severity,
            page=culprit.cell.page,
            message=f"{rule(first.rule).name}：{_place(cell)}：写作{quantity}，"
            f"按{self._solved(first, culprit)}应为{expected}{quantity.unit}；{also}也指向这一数",
            stated=f"{quantity.value:f}",
            expected=expected,
            claims=claims,
            cells=cells,
            formula=f"{self._solved(first, culprit)}={expected}{quantity.unit}",
            clause=self._clause(self.claims[claims[0]]) if claims else "",
            detail=_detail(severity, name_slip(quantity, culprit.expected), doubt),
        )

    def _solved(self, check: Check, culprit: Culprit) -> str:
        """The equation of a check, solved for one of its cells."""
        if check.operands[0].cell == culprit.cell:
            return check.formula
        rest = [o for o in check.operands[1:] if o.cell != culprit.cell]
        return "−".join([f"{check.stated:f}", *(_bare(o.text) for o in rest)])

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

    def _clause(self, claim: Claim) -> str:
        """The sentence around a figure, no longer than a person wants to read."""
        text = self.disclosure.sentences[claim.sentence].text
        start, end = max(0, claim.start - 48), min(len(text), claim.end + 24)
        if start:
            cut = max(text.find("，", start, claim.start), text.find("；", start, claim.start)) + 1
            start = cut or untorn(text, start)
        return text[start : untorn(text, end)]


def _bare(text: str) -> str:
    return re.sub(r"[^\d.\-].*$", "", text)


def _is_order(check: Check) -> bool:
    """Whether a check is of an order (≤, <, >) rather than of an equation."""
    return check.rule == "N10" or "≤" in check.formula


def _severity(verdict: Verdict, doubt: str) -> Severity:
    if verdict is Verdict.ROUNDING:
        return Severity.ROUNDING
    return Severity.DOUBT if doubt else Severity.MISMATCH


def _detail(severity: Severity, detail: str, doubt: str) -> str:
    if severity is not Severity.DOUBT:
        return detail
    return "；".join(t for t in (detail, f"{doubt}，请人工核看") if t)


def _where(evidence: Evidence, unit: str) -> str:
    """Where a cell stands and what it says, in the claim's unit as well where that is another."""
    cell = evidence.cell
    value = str(cell.quantity) if cell.quantity else "空白"
    if cell.quantity and {cell.quantity.unit, unit} <= MONEY.keys() and cell.quantity.unit != unit:
        value += f"（{cell.quantity.to(unit).value.normalize():f}{unit}）"
    return f"{_place(evidence)}为{value}"


def _place(evidence: Evidence) -> str:
    path = "·".join(p for p in (evidence.row, evidence.column) if p)
    title = f"《{evidence.title}》" if evidence.title else "未读出表名的表格"
    return f"{title}{path}（第{evidence.cell.page}页）"


def _shown(claim: Claim) -> str:
    return f"{claim.quantity.value:f}{claim.quantity.unit}"


def _expected(claim: Claim, check: Check) -> Decimal | None:
    """What the cell gives for the claim, with the claim's decimals; as the cell prints it where
    the claim's own would hide the difference's size."""
    if check.operands and check.operands[0].claim == claim.id:
        cell = check.cells[0] if check.cells else None
        if cell is not None and claim.quantity.kind == "amount" and claim.quantity.decimals == 0:
            return of_cell(cell, claim.quantity.unit).quantity.value
        return check.expected
    return check.stated


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
