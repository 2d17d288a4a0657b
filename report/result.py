"""The JSON result: from an audit to its fields (documented in docs/result.md)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from importlib.metadata import version

from extract.disclosure import Claim, Disclosure, Entry
from extract.geometry import Place
from extract.table import Cell, Table
from reconcile.audit import Audit, Check, Evidence, Finding, Judgement, Verdict
from reconcile.phrases import say
from reconcile.places import in_full, of_finding, on_page
from report.chains import chains
from report.confirmed import confirmed_by
from report.duty_result import DutiesDict as DutiesDict
from report.duty_result import DutyCountsDict as DutyCountsDict
from report.duty_result import DutyDict as DutyDict
from report.duty_result import duties_dict
from report.result_fields import CellDict as CellDict
from report.result_fields import ClaimDict as ClaimDict
from report.result_fields import ConfirmedDict as ConfirmedDict
from report.result_fields import CoverageDict as CoverageDict
from report.result_fields import DocumentDict as DocumentDict
from report.result_fields import EntryDict as EntryDict
from report.result_fields import FindingDict as FindingDict
from report.result_fields import PieceDict as PieceDict
from report.result_fields import Result as Result
from report.result_fields import TableDict as TableDict
from report.result_fields import TiesDict as TiesDict
from report.result_fields import UnreadDict as UnreadDict
from report.scans import confidence
from report.standing import standing
from report.texts import reason
from report.words import culprit, figure_of, off, rule_name


def to_dict(audit: Audit, lang: str = "zh") -> Result:
    """The audit as plain dicts, lists, strings and whole numbers, ready for json.dumps; what gouji
    says in `lang`, what is quoted from the report as printed."""
    disclosure = audit.disclosure
    judgements = {j.claim: j for j in audit.judgements}
    coverage = audit.coverage
    kinds = confirmed_by(audit)
    heads = {f.id: c.first.id for c in chains(audit, audit.findings) for f in c.rest}
    return {
        "gouji": version("gouji"),
        "document": _document(disclosure, lang),
        "coverage": {
            "confirmed": coverage.confirmed,
            "contradicted": coverage.contradicted,
            "unverifiable": coverage.unverifiable,
            "total": coverage.total,
            "confirmed_by": {
                "table": kinds["table"],
                "equation": kinds["equation"],
                "repetition": kinds["repetition"],
            },
        },
        "checks": _tally(audit.checks),
        "tables": [_table(t) for t in disclosure.tables],
        "claims": [_claim(disclosure, c, judgements.get(c.id), lang) for c in disclosure.claims],
        "findings": [_finding(audit, f, heads.get(f.id), lang) for f in audit.findings],
        "duties": duties_dict(audit, lang),
        "unchecked": [say(line, lang) for line in audit.unchecked],
        "ledger": [_entry(disclosure, e, lang) for e in disclosure.ledger],
    }


def plain(value: Decimal | None) -> str | None:
    """A figure as a plain decimal, its printed digits kept: no exponent, no separators."""
    return None if value is None else f"{value:f}"


def _document(disclosure: Disclosure, lang: str) -> DocumentDict:
    return {
        "file": disclosure.path.name,
        "sha256": disclosure.sha256,
        "unit": disclosure.unit,
        "year": disclosure.year,
        "kind": disclosure.kind,
        "form": disclosure.form.value,
        "pages": disclosure.page_count,
        "pieces": [
            {
                "file": p.file,
                "sha256": p.sha256,
                "form": p.form.value,
                "first": p.first,
                "last": p.last,
            }
            for p in disclosure.pieces
        ],
        "unread": [
            {
                "page": page,
                "place": say(on_page(disclosure, page), lang),
                "reason": reason(why, lang),
            }
            for page, why in disclosure.unread
        ],
        "scanned": sorted(disclosure.scanned),
        "misread": [
            {"page": page, "first": first, "second": second}
            for page, first, second in (*disclosure.misread, *disclosure.recoded)
        ],
    }


def _tally(checks: tuple[Check, ...]) -> dict[str, int]:
    """The number of checks with each verdict, those of none included."""
    counts = Counter(c.verdict for c in checks)
    return {verdict.value: counts[verdict] for verdict in Verdict}


def _table(table: Table) -> TableDict:
    return {
        "id": table.id,
        "title": table.title,
        "number": table.number,
        "pages": list(table.pages),
        "unit": table.unit,
        "rows": len(table.rows),
        "columns": len(table.columns),
    }


def _claim(
    disclosure: Disclosure, claim: Claim, judgement: Judgement | None, lang: str
) -> ClaimDict:
    sentence = disclosure.sentences[claim.sentence]
    place = disclosure.claim_place(claim)
    judgement = judgement or Judgement(claim.id, Verdict.UNVERIFIABLE)
    return {
        "id": claim.id,
        "page": place.page,
        "place": say(in_full(disclosure, place), lang),
        "bbox": place.box.rounded(),
        "confidence": confidence(disclosure, place),
        "text": sentence.text[claim.start : claim.end],
        "value": f"{claim.quantity.value:f}",
        "unit": claim.quantity.unit,
        "kind": claim.quantity.kind,
        "role": claim.role.value,
        "direction": claim.direction.value if claim.direction else None,
        "subject": claim.subject,
        "period": claim.period,
        "base": claim.base.value if claim.base else None,
        "ties": _ties(claim),
        "statement": claim.statement,
        "section": list(sentence.section),
        "sentence": sentence.text,
        "verdict": judgement.verdict.value,
        "evidence": [_cell(disclosure, e, lang) for e in judgement.evidence],
        "formula": None if judgement.formula is None else say(judgement.formula, lang),
        "expected": plain(judgement.expected),
    }


def _ties(claim: Claim) -> TiesDict:
    return {
        "subject": claim.ties.subject.value,
        "measure": claim.ties.measure.value,
        "period": claim.ties.period.value,
        "base": claim.ties.base.value,
    }


def _cell(disclosure: Disclosure, evidence: Evidence, lang: str) -> CellDict:
    cell: Cell = evidence.cell
    return {
        "table": cell.table,
        "title": evidence.title,
        "page": cell.page,
        "place": say(in_full(disclosure, Place(cell.page, cell.box)), lang),
        "row": evidence.row,
        "column": evidence.column,
        "value": plain(evidence.quantity.value) if evidence.quantity else None,
        "unit": evidence.quantity.unit if evidence.quantity else "",
        "text": cell.text,
        "bbox": cell.box.rounded(),
        "confidence": confidence(disclosure, Place(cell.page, cell.box)),
    }


def _finding(audit: Audit, finding: Finding, chain: str | None, lang: str) -> FindingDict:
    claim = culprit(audit, finding)
    figure = figure_of(finding, claim)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "rule_name": rule_name(audit, finding.rule, lang),
        "severity": finding.severity.value,
        "page": finding.page,
        "place": say(of_finding(audit.disclosure, finding, full=True), lang),
        "message": say(finding.message, lang),
        "stated": finding.stated,
        "expected": finding.expected,
        "unit": figure.unit if figure else "",
        "difference": plain(off(finding)),
        "formula": say(finding.formula, lang),
        "clause": finding.clause,
        "detail": say(finding.detail, lang),
        "claims": list(finding.claims),
        "cells": [_cell(audit.disclosure, e, lang) for e in finding.cells],
        "also": [say(line, lang) for line in finding.also],
        "stands": [_cell(audit.disclosure, e, lang) for e in standing(audit, finding, claim)],
        "chain": chain,
    }


def _entry(disclosure: Disclosure, entry: Entry, lang: str) -> EntryDict:
    return {
        "text": entry.text,
        "page": entry.place.page,
        "place": say(in_full(disclosure, entry.place), lang),
        "bbox": entry.place.box.rounded(),
        "kind": entry.kind,
        "reason": reason(entry.reason, lang),
    }
