"""From an Audit to the rows of the store, without a database: what a worker hands back.

Rows are plain dicts by table. Their ids count from 1 within the report, and so do links between
them; `writing.py` moves them to their place in the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from corpus.catalogue import catalogue
from corpus.members import Member, Members, members
from corpus.store.facts import Fact, facts
from corpus.store.models import ROOM
from corpus.store.scanned import Scanned
from extract.disclosure import Claim, Disclosure
from extract.errors import UnreadableError
from extract.figures.quantity import Quantity
from extract.geometry import Box
from extract.table import Cell, Column, Table
from reconcile.audit import Audit, Evidence, Finding, Severity
from reconcile.duties.catalogue import duty
from reconcile.duties.values import Standing
from reconcile.phrases import say
from report.places import lines
from report.wrap import harmless

Row = dict[str, Any]
_MOST_FEN = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Record:
    """One report as rows: `report` for the table of reports, `rows` for those that belong to it."""

    report: Row
    rows: Mapping[str, Sequence[Row]]


def record(audit: Audit, version: str) -> Record:
    """The rows of one report. Raises UnreadableError(too_large) where it has more of one kind
    than the store has room for."""
    told = members(audit.disclosure)
    rows = _Rows(audit).all() | {"members": _numbered(map(_member, told.units))}
    if any(len(some) >= ROOM for some in rows.values()):
        raise UnreadableError("too_large", f"{audit.disclosure.path.name}：内容过多，存不下")
    cleaned = {name: [_clean(row) for row in some] for name, some in rows.items()}
    return Record(_clean(_report(audit, version, told)), cleaned)


def fen(quantity: Quantity | None) -> int | None:
    """An amount of money in whole 分, half a 分 up; None for what is no money or beyond 64 bits."""
    if quantity is None or quantity.kind != "amount":
        return None
    whole = (quantity.exact * 100 + Fraction(1, 2)).__floor__()
    return whole if abs(whole) <= _MOST_FEN else None


def mark(finding: Finding) -> str:
    """What stays the same of a finding from one version of gouji to the next: its rule, where it
    stands and the figures."""
    cells = [(e.title, e.row, e.column, e.cell.text) for e in finding.cells]
    parts = [finding.rule, finding.page, finding.stated, finding.expected, finding.clause, cells]
    return mark_of(parts)


def mark_of(parts: Sequence[Any]) -> str:
    """A mark of whatever tells one finding from another: 16 hexadecimal digits."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:16]


def clean(text: str) -> str:
    """A text that every database can hold and every terminal show: without control characters,
    marks of direction, and lone surrogates."""
    return harmless(text)


def _clean(row: Row) -> Row:
    return {k: clean(v) if isinstance(v, str) else v for k, v in row.items()}


def _report(audit: Audit, version: str, told: Members) -> Row:
    disclosure, coverage, entry = audit.disclosure, audit.coverage, catalogue(audit.disclosure)
    return {
        "sha256": disclosure.sha256,
        "version": version,
        "file": disclosure.path.name,
        "content": entry.content,
        "unit": entry.unit.value,
        "unit_key": entry.key,
        "unit_from": entry.unit.source,
        "year": int(entry.year.value or 0),
        "year_from": entry.year.source,
        "kind": entry.kind.value,
        "kind_from": entry.kind.source,
        "level": entry.level.value,
        "level_from": entry.level.source,
        "pages": disclosure.page_count,
        "pages_unread": disclosure.unread_count,
        "claims": coverage.total,
        "confirmed": coverage.confirmed,
        "contradicted": coverage.contradicted,
        "unverifiable": coverage.unverifiable,
        "mismatches": audit.count(Severity.MISMATCH),
        "roundings": audit.count(Severity.ROUNDING),
        "wordings": audit.count(Severity.WORDING),
        "doubts": audit.count(Severity.DOUBT),
        "missing": audit.count(Severity.MISSING),
        "members": told.state,
        "unchecked": json.dumps([str(u) for u in audit.unchecked], ensure_ascii=False),
    }


class _Rows:
    """The rows of one report; numbers its tables, cells, sentences and claims first."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.disclosure: Disclosure = audit.disclosure
        self.verdicts = {j.claim: j for j in audit.judgements}
        self.tables = {t.id: n for n, t in enumerate(self.disclosure.tables, 1)}
        self.claims = {c.id: n for n, c in enumerate(self.disclosure.claims, 1)}
        self.cells: dict[tuple[str, int, int, int], int] = {}
        cited = [e for j in audit.judgements for e in j.evidence]
        cited += [e for f in audit.findings for e in f.cells]
        self.used = {_key(e.cell) for e in cited}
        self.scanned = Scanned.of(audit)

    def all(self) -> dict[str, list[Row]]:
        cells = list(self._cells())
        return {
            "tables": [self._table(t) for t in self.disclosure.tables],
            "cells": cells,
            "sentences": list(self._sentences()),
            "claims": [self._claim(c) for c in self.disclosure.claims],
            "evidence": _numbered(self._evidence()),
            "checks": _numbered(self._checks()),
            "findings": _numbered(map(self._finding, self.audit.findings)),
            "finding_places": _numbered(self._places()),
            "facts": _numbered(map(self._fact, facts(self.audit))),
            "duties": _numbered(map(_duty, self.audit.duties)),
        }

    def _table(self, table: Table) -> Row:
        return {
            "id": self.tables[table.id],
            "name": table.id,
            "title": table.title,
            "number": table.number,
            "unit": table.unit,
            "pages": ",".join(map(str, table.pages)),
            "rows": len(table.rows),
            "columns": len(table.columns),
        }

    def _cells(self) -> Iterator[Row]:
        for table in self.disclosure.tables:
            columns = {c.index: c for c in table.columns}
            for row in table.rows:
                path = "/".join(row.labels)
                for cell in row.cells:
                    key = _key(cell)
                    if key not in self.cells and (cell.text.strip() or key in self.used):
                        self.cells[key] = len(self.cells) + 1
                        yield self._cell(cell, path, row.code, columns.get(cell.column))

    def _cell(self, cell: Cell, path: str, code: str, column: Column | None) -> Row:
        quantity = cell.quantity
        return {
            "id": self.cells[_key(cell)],
            "table_id": self.tables[cell.table],
            "page": cell.page,
            "bbox": _bbox(cell.box),
            "row": path,
            "column": "/".join(column.header) if column else "",
            "code": code,
            "text": cell.text,
            "value": f"{quantity.value:f}" if quantity else None,
            "unit": quantity.unit if quantity else "",
            "fen": fen(quantity),
            "second": cell.second,
            "scan": self.scanned.of_cell(cell),
        }

    def _sentences(self) -> Iterator[Row]:
        for sentence in self.disclosure.sentences:
            yield {
                "id": sentence.id + 1,
                "page": sentence.places[0].page if sentence.places else 0,
                "kind": sentence.kind,
                "section": " › ".join(sentence.section),
                "text": sentence.text,
            }

    def _claim(self, claim: Claim) -> Row:
        place = self.disclosure.claim_place(claim)
        judgement = self.verdicts.get(claim.id)
        expected = judgement.expected if judgement else None
        return {
            "id": self.claims[claim.id],
            "name": claim.id,
            "sentence_id": claim.sentence + 1,
            "page": place.page,
            "bbox": _bbox(place.box),
            "text": self.disclosure.sentences[claim.sentence].text[claim.start : claim.end],
            "value": f"{claim.quantity.value:f}",
            "unit": claim.quantity.unit,
            "fen": fen(claim.quantity),
            "kind": claim.quantity.kind,
            "role": claim.role.value,
            "direction": claim.direction.value if claim.direction else None,
            "subject": claim.subject,
            "period": claim.period,
            "base": claim.base.value if claim.base else None,
            "verdict": judgement.verdict.value if judgement else "unverifiable",
            "formula": str(judgement.formula) if judgement and judgement.formula else None,
            "expected": None if expected is None else f"{expected:f}",
            "boxes": self._parts(claim),
            "scan": self.scanned.of_claim(claim, place.page),
        }

    def _parts(self, claim: Claim) -> str:
        """The boxes of a claim that runs over several printed lines; "" of any other."""
        places = self.disclosure.sentences[claim.sentence].places[claim.start : claim.end]
        parts = list(lines(places))
        if len(parts) < 2:
            return ""
        return json.dumps([[p.page, *p.box.rounded()] for p in parts])

    def _evidence(self) -> Iterator[Row]:
        for judgement in self.audit.judgements:
            for cell, why in self._known(judgement.evidence):
                yield {"claim_id": self.claims[judgement.claim], "cell_id": cell, "why": why}

    def _checks(self) -> Iterator[Row]:
        for check in self.audit.checks:
            yield {
                "rule": check.rule,
                "verdict": check.verdict.value,
                "stated": None if check.stated is None else f"{check.stated:f}",
                "expected": None if check.expected is None else f"{check.expected:f}",
                "unit": check.unit,
                "formula": str(check.formula),
                "detail": str(check.detail),
            }

    def _finding(self, finding: Finding) -> Row:
        return {
            "name": finding.id,
            "mark": mark(finding),
            "rule": finding.rule,
            "severity": finding.severity.value,
            "page": finding.page,
            "message": say(finding.message, "zh"),
            "message_en": say(finding.message, "en"),
            "stated": finding.stated,
            "expected": finding.expected,
            "formula": str(finding.formula),
            "clause": finding.clause,
            "detail": say(finding.detail, "zh"),
            "detail_en": say(finding.detail, "en"),
        }

    def _places(self) -> Iterator[Row]:
        for number, finding in enumerate(self.audit.findings, 1):
            for claim in finding.claims:
                yield {"finding_id": number, "claim_id": self.claims[claim], "cell_id": None}
            for cell, _ in self._known(finding.cells):
                yield {"finding_id": number, "claim_id": None, "cell_id": cell}

    def _fact(self, fact: Fact) -> Row:
        return {
            "quantity": fact.name,
            "measure": fact.measure,
            "label": fact.label,
            "value": f"{fact.quantity.value:f}" if fact.quantity else "",
            "unit": fact.quantity.unit if fact.quantity else "",
            "change": f"{fact.change.value:f}" if fact.change else "",
            "change_unit": fact.change.unit if fact.change else "",
            "page": fact.page,
            "place": fact.place,
            "clause": fact.clause,
            "scan": self.scanned.of_figure(fact.page, fact.quantity),
        }

    def _known(self, evidence: Iterable[Evidence]) -> Iterator[tuple[int, str]]:
        """The cells that stand in a row of figures, each once."""
        found = {self.cells[_key(e.cell)]: e.why for e in evidence if _key(e.cell) in self.cells}
        yield from found.items()


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{"id": number, **row} for number, row in enumerate(rows, 1)]


def _key(cell: Cell) -> tuple[str, int, int, int]:
    """What tells a table's cells apart: a row that wraps over a page break has two at one index."""
    return cell.table, cell.row, cell.column, cell.page


def _bbox(box: Box) -> str:
    return json.dumps(box.rounded())


def _duty(one: Standing) -> Row:
    asked = duty(one.duty)
    return {
        "duty": one.duty,
        "rule": one.rule,
        "name": say(asked.name, "zh"),
        "name_en": say(asked.name, "en"),
        "state": one.state.value,
        "page": one.page,
        "quote": one.quote,
        "why": say(one.why, "zh"),
        "why_en": say(one.why, "en"),
        "of": one.report,
    }


def _member(unit: Member) -> Row:
    return {
        "name": unit.name,
        "unit_key": unit.key,
        "itself": unit.itself,
        "merged": unit.merged,
        "page": unit.page,
    }
