"""From a Disclosure to an Audit: run every check, weigh them, and write the findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.disclosure import Disclosure
from reconcile.alignment import Aligner
from reconcile.arithmetic import statement_checks
from reconcile.audit import Audit, Check, Evidence, Finding, Judgement, Severity, Verdict
from reconcile.book import Book
from reconcile.claims import Held, hold_against_cells, restated
from reconcile.culprits import culprits
from reconcile.doubt import Doubts
from reconcile.evaluation import hold_projects
from reconcile.findings import Writer
from reconcile.forms import Relation
from reconcile.listing import listing_checks
from reconcile.parting import in_parts
from reconcile.parts import parts_checks
from reconcile.phrases import phrase
from reconcile.relations import load_relations, relation_checks
from reconcile.rules import ALL, Choice, codes, left_out, title
from reconcile.scores import evaluation_checks
from reconcile.shares import share_checks
from reconcile.sheets import Library
from reconcile.silence import silence_lines
from reconcile.units import settled
from reconcile.wording import Wording, wording_findings


def reconcile(
    disclosure: Disclosure, relations: Sequence[Relation] | None = None, choice: Choice = ALL
) -> Audit:
    """Hold every claim and every table of a report against what it must agree with.

    `relations` are the equations between table cells, those gouji ships where none are given. A
    rule outside `choice` is not applied: it finds nothing, confirms nothing, and is among the
    unchecked. Where a file holds several reports, each is checked by itself.
    """
    if disclosure.parts:
        return in_parts(disclosure, lambda part: reconcile(part, relations, choice))
    declared = load_relations() if relations is None else relations
    read = settled(disclosure)
    disclosure = read.disclosure
    own = {r.code: r.name for r in declared if r.code not in codes()}
    library = Library.of(disclosure.tables, disclosure.year, disclosure.kind)
    aligner = Aligner(disclosure, library)
    book = Book.of(aligner)
    between = relation_checks(library, [r for r in declared if r.code in choice])
    by_words = hold_against_cells(aligner, disclosure.claims, between.zeros)
    held = by_words | hold_projects(book, library) if "N01" in choice else {}
    stated = _mended(book, held, _refined(book, held, _stated_checks(book)))
    stated = [c for c in stated if c.rule in choice]
    weighed = _Weighed(disclosure, held, stated)
    in_tables = (*between.checks, *(c for c in evaluation_checks(library) if c.rule in choice))
    wordings = [w for w in wording_findings(book, library) if w.rule in choice]
    writer = Writer(disclosure, aligner, Doubts.of(disclosure, held.values()), own)
    no_data = (phrase("unchecked.no_data", code=c, rule=title(c, own)) for c in between.unchecked)
    return Audit(
        disclosure=disclosure,
        judgements=tuple(weighed.judgement(aligner, c.id) for c in disclosure.claims),
        checks=(*(c for h in held.values() for c in h.counted), *stated, *in_tables),
        findings=_findings(writer, held, weighed, in_tables, wordings),
        unchecked=(
            *read.lines(),
            *between.lines(),
            *silence_lines(disclosure),
            *no_data,
            *left_out(choice, own),
        ),
        own=own,
    )


def _stated_checks(book: Book) -> list[Check]:
    """Every equation among the figures the narrative states."""
    sums = list(parts_checks(book))
    return [
        *statement_checks(book),
        *sums,
        *share_checks(book.aligner, book, sums),
        *listing_checks(book),
        *restated(book.aligner, book),
    ]


def _refined(book: Book, held: dict[str, Held], checks: Sequence[Check]) -> list[Check]:
    """The checks; those that fail, or hold only by rounding, once more with what the cells print
    to more decimals in place of the figures that are rounded from it (1.07亿元)."""
    figures = {h.claim.id: h.finer for h in held.values()}
    finer = {claim: quantity for claim, quantity in figures.items() if quantity is not None}
    if not finer or all(c.verdict is Verdict.CONSISTENT for c in checks):
        return list(checks)
    holding = {
        (c.rule, _first(c)): c
        for c in _stated_checks(book.refined_by(finer))
        if c.verdict is Verdict.CONSISTENT and any(claim in finer for claim in c.claims)
    }
    return [
        c if c.verdict is Verdict.CONSISTENT else holding.get((c.rule, _first(c)), c)
        for c in checks
    ]


def _mended(book: Book, held: dict[str, Held], checks: Sequence[Check]) -> list[Check]:
    """The checks, and what those with a figure that its own cell contradicts say with the cell
    in its place: the other figures in them may be sound, or as wrong as before."""
    corrections = {h.claim.id: h.should_be for h in held.values()}
    cells = {claim: cell for claim, cell in corrections.items() if cell is not None}
    if not cells:
        return list(checks)
    failed = {(c.rule, _first(c)) for c in checks if c.verdict is Verdict.MISMATCH}
    again = [
        c
        for c in _stated_checks(book.corrected(cells))
        if any(cell in cells.values() for cell in c.cells)
        and (c.verdict is not Verdict.MISMATCH or (c.rule, _first(c)) in failed)
    ]
    return [*checks, *again]


def _first(check: Check) -> str | None:
    return check.operands[0].claim if check.operands else None


class _Weighed:
    """What the checks of the narrative say to each claim, once the tables have spoken."""

    def __init__(
        self, disclosure: Disclosure, held: dict[str, Held], checks: Sequence[Check]
    ) -> None:
        self.held = held
        self.exact = {c.id: c.quantity.exact for c in disclosure.claims}
        self.of_claim: dict[str, list[Check]] = defaultdict(list)
        for check in checks:
            for claim in check.claims:
                self.of_claim[claim].append(check)
        self.failed = [
            c for c in checks if c.verdict is Verdict.MISMATCH and not self._explained(c)
        ]
        self.rounded = [
            c for c in checks if c.verdict is Verdict.ROUNDING and not self._explained(c)
        ]
        self.culprits = self._culprits()

    def _explained(self, check: Check) -> bool:
        """A failed equation in which a figure stands that its own cell contradicts: that one
        finding says it all."""
        return any(
            c in self.held and self.held[c].verdict is Verdict.MISMATCH for c in check.claims
        )

    def _confirmed(self, claim: str) -> bool:
        if claim in self.held:
            return self.held[claim].verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)
        return any(_confirms(c) for c in self.of_claim[claim])

    def _culprits(self) -> dict[int, str]:
        """For each failed check the claim that is likeliest wrong: unconfirmed, and in most of
        the failed equations; the stated figure among equals."""
        often: dict[str, int] = defaultdict(int)
        for check in self.failed:
            for claim in check.claims:
                often[claim] += 1
        found = {}
        for check in self.failed:
            if check.rule == "N10":  # the words are at odds with the figures, not the figures
                continue
            doubtful = [c for c in check.claims if not self._confirmed(c)] or check.claims[:1]
            if doubtful:
                found[id(check)] = max(doubtful, key=lambda c: often[c])
        return found

    def judgement(self, aligner: Aligner, claim: str) -> Judgement:
        """The verdict of one claim: its cells first, then the equations it takes part in."""
        own = self.of_claim[claim]
        held = self.held.get(claim)
        formula = _telling(own, claim)
        evidence: tuple[Evidence, ...] = ()
        if held is not None:
            stated = held.claim.quantity
            evidence = tuple(aligner.evidence(c, held.match.why, stated) for c in held.telling)
            if held.verdict is not Verdict.UNVERIFIABLE:
                best = min(held.checks, key=lambda c: _ORDER.index(c.verdict))
                shown = formula.formula if formula else None
                return Judgement(claim, held.verdict, evidence, shown, best.expected)
        verdict = self._by_equations(own, claim)
        evidence = evidence or tuple(self._linked(aligner, own, claim))
        shown = formula.formula if formula else None
        expected = formula.expected if formula and _is_stated(formula, claim) else None
        return Judgement(claim, verdict, evidence, shown, expected)

    def _linked(self, aligner: Aligner, own: Sequence[Check], claim: str) -> Iterator[Evidence]:
        """The cells of a figure that this one is said to equal: stated again elsewhere, 持平,
        完成100%."""
        for check in own:
            equal = check.rule in _REPEATS and _confirms(check)
            full = check.rule == "N05" and check.stated == 100 and _confirms(check)
            if not equal and not full:
                continue
            for other in check.claims:
                held = self.held.get(other) if other != claim else None
                if held is None or held.verdict is not Verdict.CONSISTENT:
                    continue
                if held.claim.quantity.exact == self.exact.get(claim):
                    for cell in held.match.decisive:
                        yield aligner.evidence(cell, "与报告另一处相等的数对应的单元格")

    def _by_equations(self, own: Sequence[Check], claim: str) -> Verdict:
        if claim in self.culprits.values():
            return Verdict.MISMATCH
        derived = {c.verdict for c in own if _is_stated(c, claim) and c.rule not in _REPEATS}
        if Verdict.ROUNDING in derived and Verdict.CONSISTENT not in derived:
            return Verdict.ROUNDING
        holding = any(_confirms(c) or c.verdict is Verdict.ROUNDING for c in own)
        return Verdict.CONSISTENT if holding else Verdict.UNVERIFIABLE


#: Rules that hold a figure against its own repetition rather than against what it follows from.
_REPEATS = frozenset({"N07", "N10"})
_ORDER = (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.MISMATCH, Verdict.UNVERIFIABLE)


def _confirms(check: Check) -> bool:
    """An equation that holds exactly; an order (大于, 小于) says too little of a figure."""
    order = check.rule == "N10" and "=" not in str(check.formula)
    return check.verdict is Verdict.CONSISTENT and not order


def _is_stated(check: Check, claim: str) -> bool:
    return bool(check.operands) and check.operands[0].claim == claim


def _telling(checks: Sequence[Check], claim: str) -> Check | None:
    """The equation to show for a claim: one that states it, and what contradicts it first."""
    ranked = sorted(
        checks, key=lambda c: (not _is_stated(c, claim), c.verdict is not Verdict.MISMATCH)
    )
    return ranked[0] if ranked else None


def _findings(
    writer: Writer,
    held: dict[str, Held],
    weighed: _Weighed,
    between: Sequence[Check],
    wordings: Iterable[Wording],
) -> tuple[Finding, ...]:
    at_odds = [h for h in held.values() if h.verdict in (Verdict.MISMATCH, Verdict.ROUNDING)]
    off = [c for c in between if c.verdict in (Verdict.MISMATCH, Verdict.ROUNDING)]
    blamed = list(culprits([c for h in at_odds for c in h.against] + _mismatches(off)))
    settled = {id(check) for culprit in blamed for check in culprit.checks}
    found = [writer.of_culprit(culprit) for culprit in blamed]
    for one in at_odds:
        if not any(id(c) in settled for c in one.against):
            found.append(writer.of_held(one))
    for check in (*weighed.failed, *weighed.rounded, *off):
        if id(check) not in settled:
            found.append(writer.of_check(check))
    for wording in wordings:
        found.append(writer.of_wording(wording))
    return _ordered(found)


def _mismatches(checks: Iterable[Check]) -> list[Check]:
    return [c for c in checks if c.verdict is Verdict.MISMATCH]


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """By weight, then page; numbered; the same finding once."""
    weight = (Severity.MISMATCH, Severity.DOUBT, Severity.ROUNDING, Severity.WORDING)
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        places = tuple((e.cell.table, e.cell.row, e.cell.column) for e in finding.cells)
        unique.setdefault((finding.rule, finding.claims, places, str(finding.message)), finding)
    ranked = sorted(unique.values(), key=lambda f: (weight.index(f.severity), f.page))
    return tuple(
        Finding(**{**{k: getattr(f, k) for k in f.__slots__}, "id": f"f{i}"})
        for i, f in enumerate(ranked, 1)
    )
