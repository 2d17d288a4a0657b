"""From a Disclosure to an Audit: run every check, weigh them, and write the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.claims.adjusted import ADJUSTED
from extract.disclosure import Disclosure
from extract.geometry import Box
from reconcile.audit import Audit, Check, Finding, Judgement, Severity, Verdict
from reconcile.book import Book
from reconcile.cells.agreement import Held, hold_against_cells
from reconcile.cells.alignment import Aligner
from reconcile.cells.borne_out import by_equations
from reconcile.cells.by_label import hold_by_label
from reconcile.cells.company import by_a_slip, by_company, by_row, by_whole
from reconcile.cells.evaluation import hold_projects
from reconcile.cells.exchanged import by_exchange
from reconcile.cells.listed import hold_lists
from reconcile.cells.tallies import hold_tallies
from reconcile.duties.contradictions import RULE as COUNTED
from reconcile.duties.contradictions import contradictions
from reconcile.duties.ledger import case_of, judged, with_findings
from reconcile.findings import Writer
from reconcile.misread import without_misread
from reconcile.narrative.above import above_checks
from reconcile.narrative.acquitted import without_acquitted
from reconcile.narrative.announced import counted_list_checks, named_list_checks
from reconcile.narrative.arithmetic import statement_checks
from reconcile.narrative.balances import balance_checks
from reconcile.narrative.behind import behind_checks, side_checks
from reconcile.narrative.breakdowns import announced_checks, side_by_side_checks
from reconcile.narrative.causes import cause_checks
from reconcile.narrative.gaps import gap_checks
from reconcile.narrative.grades import grade_checks, score_checks
from reconcile.narrative.heads import head_checks
from reconcile.narrative.identities import both_sides_checks, identity_checks, unannounced_checks
from reconcile.narrative.listing import listing_checks
from reconcile.narrative.marks import mark_checks
from reconcile.narrative.moved import moved_checks
from reconcile.narrative.named_quotients import named_quotient_checks
from reconcile.narrative.named_sums import named_sum_checks
from reconcile.narrative.numbered import numbered_checks
from reconcile.narrative.ordered import ordered_checks
from reconcile.narrative.part_changes import (
    named_change_checks,
    part_change_checks,
)
from reconcile.narrative.parts import parts_checks
from reconcile.narrative.per_unit import over_other_counts, per_unit_checks
from reconcile.narrative.repetitions import repetition_checks
from reconcile.narrative.restatements import restatement_checks
from reconcile.narrative.rests import rest_checks
from reconcile.narrative.shares import share_checks
from reconcile.narrative.side_by_side import side_by_side_sums
from reconcile.narrative.signed import signed_checks
from reconcile.narrative.targets import target_checks
from reconcile.narrative.told_beside import with_told_beside
from reconcile.narrative.totals import total_checks
from reconcile.narrative.two_years import two_year_checks
from reconcile.narrative.uses import use_checks
from reconcile.narrative.written import written_checks
from reconcile.narrative.year_by_year import year_by_year_checks
from reconcile.narrative.year_ends import since_checks, year_end_checks
from reconcile.parting import in_parts
from reconcile.phrases import phrase
from reconcile.rules import ALL, Choice, codes, left_out, title
from reconcile.tables.carried import without_carried
from reconcile.tables.funds import fund_checks
from reconcile.tables.library import Library
from reconcile.tables.relation_forms import Relation
from reconcile.tables.relations import load_relations, relation_checks
from reconcile.tables.scores import evaluation_checks
from reconcile.tables.units import settled
from reconcile.weighing.bearing import Bearing
from reconcile.weighing.doubt import Doubts
from reconcile.weighing.losses import Losses
from reconcile.weighing.verdicts import Weighed
from reconcile.words import misdated_findings, well_dated, wording_findings
from reconcile.words.malformed import marred_findings
from reconcile.words.silence import silence_lines
from reconcile.words.tables import unit_findings


def reconcile(
    disclosure: Disclosure, relations: Sequence[Relation] | None = None, choice: Choice = ALL
) -> Audit:
    """Hold every claim and every table of a report against what it must agree with.

    `relations` are the equations between table cells, those gouji ships where none are given. A
    rule outside `choice` is not applied: it finds nothing, confirms nothing, and is among the
    unchecked. Where a file holds several reports, each is checked by itself.

    Before anything is said against a figure, what it rests on is read a second time: the tables on
    the pages of its cells, and the claims; of a scan, the cells. Where one reads otherwise,
    everything is weighed again.
    """
    declared = load_relations() if relations is None else relations

    def decided(one: Disclosure) -> Audit:
        return _decided(one, declared, choice)

    pages: frozenset[int] = frozenset()
    claims: frozenset[str] = frozenset()
    fields: frozenset[tuple[int, Box]] = frozenset()
    while True:
        audit = decided(disclosure)
        heavy = [f for f in audit.findings if f.severity in (Severity.MISMATCH, Severity.DOUBT)]
        more_pages = {e.cell.page for f in heavy for e in f.cells} - pages
        more_claims = {c for f in heavy for c in f.claims} - claims
        more_fields = {(e.cell.page, e.cell.box) for f in heavy for e in f.cells} - fields
        more_fields = {(page, box) for page, box in more_fields if page in disclosure.scanned}
        again = disclosure.read_again(more_pages, more_claims, more_fields)
        if again is disclosure:
            return without_misread(disclosure, audit, decided)[1]
        disclosure, pages = again, pages | more_pages
        claims, fields = claims | more_claims, fields | more_fields


def _decided(disclosure: Disclosure, declared: Sequence[Relation], choice: Choice) -> Audit:
    """The audit of a report as it was read."""
    if disclosure.parts:
        return in_parts(disclosure, lambda part: _decided(part, declared, choice))
    read = settled(disclosure)
    losses = Losses.of(read.disclosure)
    disclosure = losses.disclosure
    own = {r.code: r.name for r in declared if r.code not in codes()}
    library = Library.of(disclosure.tables, disclosure.year, disclosure.kind)
    aligner = Aligner(disclosure, library)
    book = Book.of(aligner)
    between = relation_checks(library, [r for r in declared if r.code in choice])
    by_words = hold_against_cells(aligner, disclosure.claims, between.zeros, between.missed)
    by_words = by_whole(aligner, by_row(by_company(disclosure, by_words)))
    by_words = by_a_slip(by_exchange(by_words))
    by_name = hold_by_label(book, library) | hold_tallies(book, library)
    by_name |= hold_lists(book, library, by_name | by_words)
    by_name |= by_words | hold_projects(book, library)
    held = by_name if "N01" in choice else {}
    wordings = [
        *wording_findings(book, library),
        *marred_findings(disclosure),
        *unit_findings(read.misprinted),
    ]
    reckoned = _stated_checks(book)
    held = by_equations(held, reckoned)
    stated = _mended(book, held, _refined(book, held, reckoned))
    wordings += misdated_findings(disclosure, stated, aligner.cited)
    stated = [c for c in well_dated(stated, wordings) if c.rule in choice]
    between_tables = without_carried(library, between.checks)
    in_tables = (*between_tables, *(c for c in _form_checks(library) if c.rule in choice))
    weighed = Weighed(disclosure, held, stated, in_tables)
    misprinted = {t.id for t, _, _ in read.misprinted}
    doubts = Doubts.of(losses, held.values(), misprinted, in_tables)
    bearing = Bearing(book, weighed.sure, in_tables)
    explained = {id(c) for one in weighed.failed if bearing.is_known(one) for c in one.checks}
    writer = Writer(disclosure, aligner, doubts, bearing, own)
    case = case_of(disclosure, library, (*stated, *in_tables), choice)
    told = (*map(writer.of_wording, (w for w in wordings if w.rule in choice)),
            *contradictions(case, doubts))  # fmt: skip
    findings = _findings(writer, held, weighed, told)
    duties, unmet = with_findings(judged(case, findings), len(findings))
    no_data = (phrase("unchecked.no_data", code=c, rule=title(c, own)) for c in between.unchecked)
    return Audit(
        disclosure=disclosure,
        judgements=_borne_out(
            (weighed.judgement(aligner, c.id) for c in disclosure.claims), findings
        ),
        checks=(
            *(c for h in held.values() for c in h.counted if id(c) not in explained),
            *(c for c in stated if c.sure),
            *in_tables,
        ),
        findings=(*findings, *unmet),
        unchecked=(
            *read.lines(),
            *between.lines(disclosure),
            *silence_lines(disclosure),
            *no_data,
            *left_out(choice, own),
        ),
        own=own,
        duties=duties,
    )


def _form_checks(library: Library) -> Iterator[Check]:
    """Every equation within the forms of projects."""
    yield from evaluation_checks(library)
    yield from fund_checks(library)


def _stated_checks(book: Book) -> list[Check]:
    """Every equation among the figures the narrative states."""
    balances = [*balance_checks(book), *signed_checks(book), *moved_checks(book)]
    lists = [
        *parts_checks(book),
        *announced_checks(book),
        *side_by_side_checks(book),
        *grade_checks(book),
        *total_checks(book),
        *ordered_checks(book),
        *side_by_side_sums(book),
        *head_checks(book),
        *above_checks(book),
    ]
    sums = [*balances, *(c for c in lists if not _told_otherwise(c, balances))]
    found = [
        *statement_checks(book),
        *sums,
        *identity_checks(book, sums),
        *unannounced_checks(book, sums),
        *both_sides_checks(book),
        *part_change_checks(book, sums),
        *cause_checks(book),
        *named_change_checks(book),
        *two_year_checks(book),
        *use_checks(book),
        *named_list_checks(book),
        *rest_checks(book),
        *behind_checks(book),
        *side_checks(book),
        *counted_list_checks(book),
        *named_sum_checks(book),
        *numbered_checks(book),
        *share_checks(book.aligner, book, sums),
        *target_checks(book),
        *year_by_year_checks(book),
        *year_end_checks(book),
        *since_checks(book),
        *listing_checks(book),
        *score_checks(book),
        *mark_checks(book),
        *repetition_checks(book),
        *restatement_checks(book),
    ]
    found += [*written_checks(book), *named_quotient_checks(book)]
    found += [*gap_checks(book, found), *per_unit_checks(book, found)]
    found = with_told_beside(book, over_other_counts(book, found))
    found = without_acquitted(book, found)
    return [c for c in found if c.verdict is Verdict.CONSISTENT or not _of_another_scope(book, c)]


def _of_another_scope(book: Book, found: Check) -> bool:
    """Whether a figure of an equation is told without something that others may be told with
    (剔除上年结转因素后): that they agree says something, that they do not says nothing, unless the
    words add and take away themselves."""
    if found.rule in ("N12", "N13"):
        return False
    told = [c for number in found.claims if (c := book.claim(number)) is not None]
    without = [ADJUSTED in c.stage for c in told]
    if found.rule == "N06" and without[1:] and not any(without[1:]):
        return False  # 支出A万元（不含结转），其中甲B万元、乙C万元
    return any(without) and not (found.rule == "N07" and all(without))


def _told_otherwise(listed: Check, balances: Sequence[Check]) -> bool:
    """Whether a list that does not add up has several figures of one balance told in words: they
    are added and taken away there, and are no parts of each other."""
    off = listed.verdict is Verdict.MISMATCH
    told = (c for c in balances if c.rule == "N12")
    return off and any(len({*listed.claims} & {*c.claims}) > 1 for c in told)


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
    in its place: the other figures in them may be sound, or as wrong as before. A cell of nothing
    mends nothing."""
    corrections = {h.claim.id: h.should_be for h in held.values()}
    cells = {
        claim: cell
        for claim, cell in corrections.items()
        if cell is not None and cell.quantity is not None and cell.quantity.value
    }
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


def _findings(
    writer: Writer, held: dict[str, Held], weighed: Weighed, told: Iterable[Finding]
) -> tuple[Finding, ...]:
    failed = (one for one in weighed.failed if not writer.bearing.is_known(one))
    found = [writer.of_contradiction(one, held) for one in failed]
    found += [writer.of_held(h) for h in held.values() if h.verdict is Verdict.ROUNDING]
    doubtful = (h for h in held.values() if h.doubtful and _by_slip(h))
    found += [writer.of_doubtful(h) for h in doubtful if not weighed.mends_cell(h)]
    found += [writer.of_check(c) for c in (*weighed.rounded, *weighed.doubted)]
    return _ordered(_once([*found, *told]))


def _once(found: Iterable[Finding]) -> list[Finding]:
    """The findings, each thing said once: of those that say the same of one figure the first."""
    said: dict[tuple[str, ...], Finding] = {}
    for one in found:
        said.setdefault((one.rule, one.severity, one.message, one.clause, one.stated), one)
    return list(said.values())


def _borne_out(
    judgements: Iterable[Judgement], findings: Iterable[Finding]
) -> tuple[Judgement, ...]:
    """The verdicts; a figure is contradicted only where a mismatch names it. What only a doubt
    speaks against is not known to be wrong, nor is it confirmed. A count that its amount
    contradicts stands in no equation: the finding alone tells of it."""
    heavy = [f for f in findings if f.severity is Severity.MISMATCH]
    named = {c for f in heavy for c in f.claims}
    counted = {f.claims[0] for f in heavy if f.rule == COUNTED}

    def borne_out(one: Judgement) -> Judgement:
        if one.claim in counted:
            return replace(one, verdict=Verdict.MISMATCH)
        if one.verdict is Verdict.MISMATCH and one.claim not in named:
            return replace(one, verdict=Verdict.UNVERIFIABLE)
        return one

    return tuple(map(borne_out, judgements))


def _by_slip(held: Held) -> bool:
    """Whether a slip of the pen would turn a cell's figure into the claim's: then the guess that
    it is the claim's cell is worth a look."""
    return any(c.detail for c in held.checks if any(d in c.cells for d in held.match.decisive))


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """By weight, then page; numbered; the same finding once."""
    weight = (Severity.MISMATCH, Severity.DOUBT, Severity.WORDING, Severity.ROUNDING)
    unique: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        places = tuple((e.cell.table, e.cell.row, e.cell.column) for e in finding.cells)
        unique.setdefault((finding.rule, finding.claims, places, str(finding.message)), finding)
    ranked = sorted(unique.values(), key=lambda f: (weight.index(f.severity), f.page))
    return tuple(replace(f, id=f"f{i}") for i, f in enumerate(ranked, 1))
