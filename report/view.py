"""What every writer shows of an audit, made once: quotations, places, differences in words.

The terminal, HTML, Excel, PDF and the row formats take their words for a figure from here, so that
a finding reads the same wherever it is met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version

from extract.disclosure import Claim
from extract.figures.quantity import Quantity
from extract.geometry import Box
from extract.leaves import Form
from extract.table import Cell, Table
from reconcile.audit import Audit, Check, Evidence, Finding, Judgement, Severity, Verdict
from reconcile.messages import is_copy, is_order
from reconcile.phrases import Words
from reconcile.places import of_finding, on_page, where
from report.chains import chains
from report.confirmed import confirmed_by, kinds
from report.duties import DutyView, counted, duty_views, grouped
from report.places import anchor, lines
from report.quote import around
from report.reviewed import NOTHING, Reviewed
from report.scans import least_confidence, scan_lines
from report.shown import CellView as CellView
from report.shown import ClaimView as ClaimView
from report.shown import FindingView as FindingView
from report.standing import labelled, standing
from report.texts import Texts, reason
from report.words import (
    agreement,
    cell_words,
    culprit,
    difference,
    figure_of,
    off,
    others,
    quotation,
    rule_name,
)

#: The order in which findings are shown.
ORDER = (
    Severity.MISMATCH,
    Severity.DOUBT,
    Severity.WORDING,
    Severity.ROUNDING,
    Severity.MISSING,
)


class View:
    """One audit in the words of one language."""

    def __init__(self, audit: Audit, texts: Texts, reviewed: Reviewed = NOTHING) -> None:
        self.audit = audit
        self.texts = texts
        self.reviewed = reviewed
        self.version = version("gouji")

    @property
    def heading(self) -> tuple[str, ...]:
        """Unit, year, kind and number of pages."""
        disclosure, texts = self.audit.disclosure, self.texts
        year = texts("head.year", year=disclosure.year) if disclosure.year else ""
        return (
            disclosure.unit or texts("head.unknown_unit"),
            year or texts("head.unknown_year"),
            texts("head.budget" if disclosure.kind == "budget" else "head.final"),
            self._extent,
        )

    @property
    def _extent(self) -> str:
        """How much of what the report is: pages, sheets, files."""
        disclosure, texts = self.audit.disclosure, self.texts
        if disclosure.pieces:
            return texts("head.files", count=len(disclosure.pieces))
        if disclosure.form in (Form.WEB, Form.WORD):
            return texts(f"head.{disclosure.form}")
        name = "head.sheets" if disclosure.form is Form.WORKBOOK else "head.pages"
        return texts(name, count=disclosure.page_count)

    @property
    def verdict(self) -> str:
        """The outcome in one sentence."""
        count = self.audit.count(Severity.MISMATCH)
        if not self.audit.coverage.total and not count:
            return self.texts("head.no_claims")
        unread, left = self.audit.disclosure.unread_count, self.audit.coverage.unverifiable
        leaves = "_leaves" if self.audit.disclosure.leaves else ""
        none = f"outcome.none_read{leaves}" if unread else "outcome.none"
        name = "outcome.mismatch" if count else none
        return self.texts(name, count=count, open=left, pages=unread)

    @property
    def settled(self) -> Mapping[Severity, int]:
        """How many of the findings a reviewer has settled."""
        done = [f.severity for f in self.audit.findings if self.reviewed.settled(f.id)]
        return {severity: done.count(severity) for severity in ORDER}

    def remark(self, id: str) -> str:
        """What was decided about a finding, or a figure, in one line; "" where nothing was."""
        found = self.reviewed.findings.get(id) or self.reviewed.figures.get(id)
        return found.words(self.texts) if found else ""

    @property
    def counts(self) -> Mapping[Severity, int]:
        return {severity: self.audit.count(severity) for severity in ORDER}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What confirms each confirmed claim: a name of report.confirmed."""
        return kinds(self.audit)

    @property
    def confirmed_by(self) -> str:
        """How many claims a table, an equation, a repetition confirms."""
        return self.texts("head.kinds", **confirmed_by(self.audit))

    @property
    def scanned(self) -> tuple[str, ...]:
        """What was read of scans, a line each; none where there are none."""
        return tuple(scan_lines(self.audit.disclosure, self.texts))

    @property
    def unread_head(self) -> str:
        """What stands over the list of what was not read."""
        return self.texts("head.unread_leaves" if self.audit.disclosure.leaves else "head.unread")

    @property
    def unread(self) -> tuple[str, ...]:
        """The pages that could not be read, and why."""
        disclosure, texts = self.audit.disclosure, self.texts
        if not disclosure.leaves:
            return tuple(
                texts("head.unread_page", page=page, reason=reason(why, texts.lang))
                for page, why in disclosure.unread_ranges
            )
        return tuple(
            texts(
                "head.unread_at",
                at=texts.say(on_page(disclosure, page)),
                reason=reason(why, texts.lang),
            )
            for page, why in disclosure.unread
        )

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The relations that were not checked, and why."""
        return tuple(self.texts.say(line) for line in self.audit.unchecked)

    def rule_name(self, code: str) -> str:
        """What a rule is called; its code where it has no name."""
        return rule_name(self.audit, code, self.texts.lang)

    @cached_property
    def claims(self) -> Mapping[str, ClaimView]:
        """Every claim by its id, in reading order."""
        judgements = {j.claim: j for j in self.audit.judgements}
        return {c.id: self._claim(c, judgements.get(c.id)) for c in self.audit.disclosure.claims}

    @cached_property
    def findings(self) -> tuple[FindingView, ...]:
        """Every finding about what is printed, by weight, then page; roundings that follow from
        one another are one, with the others `chained` to the first. What is missing is apart."""
        printed = [f for f in self.audit.findings if f.severity is not Severity.MISSING]
        ranked = sorted(printed, key=lambda f: (ORDER.index(f.severity), f.page))
        return tuple(
            replace(self._finding(c.first), chained=tuple(self._finding(f) for f in c.rest))
            for c in chains(self.audit, ranked)
        )

    @cached_property
    def missing(self) -> tuple[FindingView, ...]:
        """What should have been disclosed and was not seen."""
        found = [f for f in self.audit.findings if f.severity is Severity.MISSING]
        return tuple(self._finding(f) for f in found)

    @cached_property
    def duties(self) -> tuple[DutyView, ...]:
        """Every duty of disclosure with how it stands."""
        return duty_views(self.audit, self.texts)

    @property
    def duties_grouped(self) -> list[tuple[str, list[DutyView]]]:
        return grouped(self.duties)

    @property
    def duties_counted(self) -> str:
        """How many duties stand how, in a sentence; "" where there are none."""
        return counted(self.audit, self.texts)

    @cached_property
    def told(self) -> tuple[FindingView, ...]:
        """The findings that are shown one by one."""
        return tuple(f for f in self.findings if f.severity is not Severity.ROUNDING)

    @cached_property
    def roundings(self) -> tuple[FindingView, ...]:
        """Those that one line sums up."""
        return tuple(f for f in self.findings if f.severity is Severity.ROUNDING)

    @property
    def every_finding(self) -> Iterator[FindingView]:
        """The findings with those that are chained to them."""
        return (each for found in self.findings for each in found.all)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        return {t.id: t for t in self.audit.disclosure.tables}

    def lines_of(self, page: int) -> Sequence[Box]:
        """The printed lines of the narrative on a page."""
        return self._lines.get(page, ())

    @cached_property
    def _lines(self) -> Mapping[int, Sequence[Box]]:
        found: dict[int, list[Box]] = defaultdict(list)
        for sentence in self.audit.disclosure.sentences:
            for place in lines(sentence.places):
                found[place.page].append(place.box)
        return found

    def cell(self, evidence: Evidence) -> CellView:
        return CellView(
            anchor(evidence.cell),
            evidence.cell,
            evidence.title,
            evidence.row,
            evidence.column,
            cell_words(evidence, self.audit.disclosure, self.texts),
            evidence.quantity,
        )

    def labelled(self, cell: Cell) -> Evidence:
        """A cell with the words of its row and column; without them where its table is unknown."""
        return labelled(self.tables.get(cell.table), cell)

    def _claim(self, claim: Claim, judgement: Judgement | None) -> ClaimView:
        sentence = self.audit.disclosure.sentences[claim.sentence]
        judgement = judgement or Judgement(claim.id, Verdict.UNVERIFIABLE)
        return ClaimView(
            claim,
            sentence.text[claim.start : claim.end],
            tuple(lines(sentence.places[claim.start : claim.end])),
            around(sentence.text, claim.start, claim.end),
            sentence,
            judgement.verdict,
            tuple(self.cell(e) for e in _bearing(claim, judgement)),
            self._equation(claim, judgement.formula),
            judgement.expected,
            self.texts.say(where(self.audit.disclosure, self.audit.disclosure.claim_place(claim))),
        )

    def _equation(self, claim: Claim, formula: Words | None) -> str:
        """Both sides of the equation whose right side a judgement shows; of a repetition where
        the figure stands once more."""
        for check in self._checks_of[claim.id]:
            if check.formula != formula or check.stated is None:
                continue
            if is_order(check):
                return self.texts.say(check.formula)
            if not is_copy(check.formula):
                return f"{check.stated:f}{check.unit} = {self.texts.say(check.formula)}"
            if again := next((c for c in check.claims if c != claim.id), None):
                return self._again(again)
        return ""

    def _again(self, id: str) -> str:
        """The place of another claim with the same figure."""
        disclosure = self.audit.disclosure
        other = next(c for c in disclosure.claims if c.id == id)
        words = around(disclosure.sentences[other.sentence].shown, other.start, other.end, 12)
        at = self.texts.say(where(disclosure, disclosure.claim_place(other)))
        return self.texts("finding.again", at=at, clause=words)

    @cached_property
    def _checks_of(self) -> Mapping[str, Sequence[Check]]:
        found: dict[str, list[Check]] = defaultdict(list)
        for check in self.audit.checks:
            for claim in check.claims:
                found[claim].append(check)
        return found

    def _sure(self, finding: Finding) -> str:
        least = least_confidence(self.audit, finding)
        return self.texts("finding.sure_of", share=least) if least else ""

    def _finding(self, finding: Finding) -> FindingView:
        claim = culprit(self.audit, finding)
        figure = figure_of(finding, claim)
        return FindingView(
            finding,
            self.rule_name(finding.rule),
            self.texts.say(finding.message),
            self.texts.say(finding.formula),
            self.texts.say(finding.detail),
            self.claims[claim.id] if claim else None,
            quotation(self.audit, finding, claim),
            difference(finding, claim, self.texts),
            tuple(self.cell(e) for e in finding.cells),
            tuple(self.claims[c.id] for c in others(self.audit, finding, claim)),
            agreement(finding, claim, self.texts),
            figure.unit if figure else "",
            off(finding),
            tuple(self.cell(e) for e in standing(self.audit, finding, claim)),
            self.texts.say(of_finding(self.audit.disclosure, finding)),
            self._sure(finding),
        )


def _bearing(claim: Claim, judgement: Judgement) -> Sequence[Evidence]:
    """The cells to show for a claim: where it is confirmed, those that confirm it."""
    if judgement.verdict is Verdict.MISMATCH:
        return judgement.evidence
    same = [e for e in judgement.evidence if e.quantity and _meets(claim, e.quantity)]
    return same or judgement.evidence


def _meets(claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure may be the claim's, each as precise as it is printed."""
    plain = quantity.with_unit(claim.quantity.unit) if not quantity.unit else quantity
    return claim.quantity.interval.meets(plain.interval)
