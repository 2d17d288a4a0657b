"""One report out of the store: its findings and figures as the values they were made from, so that
whatever shows an audit can show them too."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, select

from corpus.store.decisions import OPEN
from corpus.store.listing import COUNTS
from corpus.store.models import (
    CellRow,
    ClaimRow,
    FileRow,
    FindingRow,
    PlaceRow,
    ReportRow,
    SentenceRow,
    TableRow,
)
from corpus.store.records import mark_of
from corpus.store.review import FIGURE_MARK, Item, in_utc, last_decisions
from extract.disclosure import Claim, Direction, Role
from extract.figures.quantity import Quantity
from extract.geometry import Box, Place
from extract.table import Cell
from reconcile.audit import Evidence, Finding, Severity


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the narrative: the claim, where it stands (`parts`: on each printed line), its
    words and its verdict."""

    claim: Claim
    place: Place
    parts: tuple[Place, ...]
    text: str
    sentence: str
    section: str
    verdict: str
    expected: str
    formula: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the claims it names, the one it is about first, and what was decided."""

    item: Item
    finding: Finding
    claims: tuple[Stated, ...]

    @property
    def culprit(self) -> Stated | None:
        return self.claims[0] if self.claims else None


@dataclass(frozen=True, slots=True)
class Report:
    """A report's row, the ids and hashes of all reports that print the same, and where its own
    files lie: keys and paths as in models.FileRow."""

    row: Any
    ids: tuple[int, ...]
    hashes: tuple[str, ...]
    keys: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What its files are called, without their folders."""
        return tuple(path.rpartition("/")[2] for path in self.paths)


def report_of(engine: Engine, id: int) -> Report | None:
    """The report of an id; None where there is none."""
    with engine.connect() as connection:
        row = connection.execute(select(ReportRow.__table__).where(ReportRow.id == id)).first()
        if row is None:
            return None
        alike = select(ReportRow.id, ReportRow.sha256).where(ReportRow.content == row.content)
        files = select(FileRow.key, FileRow.path).where(FileRow.sha256 == row.sha256)
        known = connection.execute(files.order_by(FileRow.id)).all()
        same = connection.execute(alike.order_by(ReportRow.id)).all()
        ids, hashes = tuple(s.id for s in same), tuple(s.sha256 for s in same)
        return Report(row, ids, hashes, tuple(f.key for f in known), tuple(f.path for f in known))


def findings_of(engine: Engine, report: Report, lang: str) -> list[Found]:
    """All findings of a report, by weight, then page."""
    with engine.connect() as connection:
        return _Reader(connection, report, lang).findings()


def figures_of(engine: Engine, report: Report, *, page: int | None = None) -> list[Stated]:
    """The figures of the narrative, those of a page or all, in reading order."""
    with engine.connect() as connection:
        where = ClaimRow.report_id == report.row.id
        if page is not None:
            where &= ClaimRow.page == page
        return list(_stated(connection, where).values())


def stated_in(connection: Connection, report: int) -> list[Stated]:
    """All figures of the narrative of a report, in reading order."""
    return list(_stated(connection, ClaimRow.report_id == report).values())


def figure_item(report: Report, figure: Stated, past: Mapping[str, Any]) -> Item:
    """A figure as something to decide about; `past` are the last decisions by mark."""
    return decided(figure_item_of(report.row, report.hashes, figure), past)


def figure_item_of(row: Any, hashes: tuple[str, ...], figure: Stated) -> Item:
    """A figure of a report's row as something that nothing was decided about."""
    return Item(
        mark=figure_mark(figure),
        hashes=hashes,
        unit=row.unit,
        year=row.year,
        kind=row.kind,
        severity="figure",
        rule="",
        page=figure.place.page,
        message=figure.claim.subject,
        stated=f"{figure.claim.quantity.value:f}{figure.claim.quantity.unit}",
        expected="",
        clause=figure.sentence,
        detail="",
        file=row.file,
        decision=OPEN,
        note="",
        reviewer="",
    )


def figure_mark(figure: Stated) -> str:
    """What stays the same of a figure when its file is read again."""
    return figure_mark_of(figure.claim, figure.place.page, figure.sentence)


def figure_mark_of(claim: Claim, page: int, sentence: str) -> str:
    """The mark of a claim that stands on a page in a sentence."""
    parts = [page, str(claim.quantity), claim.role, claim.subject, sentence]
    return FIGURE_MARK + mark_of(parts)


def decided(item: Item, past: Mapping[str, Any]) -> Item:
    """An item with its last decision."""
    row = past.get(item.mark)
    if row is None:
        return item
    return replace(
        item,
        decision=row.decision,
        note=row.note,
        reviewer=row.reviewer,
        tick=row.tick,
        made=in_utc(row.made),
        last=row.id,
    )


class _Reader:
    """The rows about one report's findings, brought together."""

    def __init__(self, connection: Connection, report: Report, lang: str) -> None:
        # What is not disclosed has a list of its own, as in every output.
        own = (FindingRow.report_id == report.row.id) & (FindingRow.severity != "missing")
        self.report = report
        self.lang = lang
        self.rows = connection.execute(select(FindingRow.__table__).where(own)).all()
        named = select(PlaceRow.claim_id).where(PlaceRow.report_id == report.row.id)
        self.stated = _stated(connection, ClaimRow.id.in_(named))
        self.cells = _cells(connection, report.row.id)
        self.places: dict[int, list[Any]] = defaultdict(list)
        places = select(PlaceRow.__table__).where(PlaceRow.report_id == report.row.id)
        for place in connection.execute(places.order_by(PlaceRow.id)):
            self.places[place.finding_id].append(place)
        self.past = last_decisions(connection, report.hashes)

    def findings(self) -> list[Found]:
        found = [self._found(row) for row in self.rows]
        order = tuple(COUNTS)
        found.sort(key=lambda f: (order.index(f.item.severity), f.item.page, f.finding.id))
        return found

    def _found(self, row: Any) -> Found:
        places = self.places[row.id]
        claims = [self.stated[p.claim_id] for p in places if p.claim_id in self.stated]
        cells = [self.cells[p.cell_id] for p in places if p.cell_id in self.cells]
        claims.sort(key=lambda c: f"{c.claim.quantity.value:f}" != row.stated)
        english = self.lang == "en"
        message = (english and row.message_en) or row.message
        detail = (english and row.detail_en) or row.detail
        finding = Finding(
            row.name,
            row.rule,
            Severity(row.severity),
            row.page,
            message,
            row.stated,
            row.expected,
            tuple(c.claim.id for c in claims),
            tuple(cells),
            row.formula,
            row.clause,
            detail,
        )
        return Found(decided(self._item(row, message, detail), self.past), finding, tuple(claims))

    def _item(self, row: Any, message: str, detail: str) -> Item:
        report = self.report.row
        return Item(
            mark=row.mark,
            hashes=self.report.hashes,
            unit=report.unit,
            year=report.year,
            kind=report.kind,
            severity=row.severity,
            rule=row.rule,
            page=row.page,
            message=message,
            stated=row.stated,
            expected=row.expected,
            clause=row.clause,
            detail=detail,
            file=report.file,
            decision=OPEN,
            note="",
            reviewer="",
        )


def _stated(connection: Connection, where: Any) -> dict[int, Stated]:
    query = (
        select(ClaimRow.__table__, SentenceRow.text.label("sentence"), SentenceRow.section)
        .join(SentenceRow, SentenceRow.id == ClaimRow.sentence_id)
        .where(where)
        .order_by(ClaimRow.id)
    )
    return {row.id: _one_stated(row) for row in connection.execute(query)}


def _one_stated(row: Any) -> Stated:
    start = max(0, row.sentence.find(row.text))
    claim = Claim(
        row.name,
        0,
        start,
        start + len(row.text),
        Quantity(row.text, Decimal(row.value), row.unit),
        Role(row.role),
        row.subject,
        row.period,
        0,
        Direction(row.direction) if row.direction else None,
    )
    place = Place(row.page, Box(*json.loads(row.bbox)))
    parts = [Place(page, Box(*box)) for page, *box in json.loads(row.boxes or "[]")]
    return Stated(
        claim,
        parts[0] if parts else place,
        tuple(parts) or (place,),
        row.text,
        row.sentence,
        row.section,
        row.verdict,
        row.expected or "",
        row.formula or "",
    )


def _cells(connection: Connection, report: int) -> dict[int, Evidence]:
    """The cells that findings of a report name."""
    named = select(PlaceRow.cell_id).where(PlaceRow.report_id == report)
    query = (
        select(CellRow.__table__, TableRow.title, TableRow.name)
        .join(TableRow, TableRow.id == CellRow.table_id)
        .where(CellRow.id.in_(named))
    )
    return {row.id: evidence_of(row) for row in connection.execute(query)}


def evidence_of(row: Any) -> Evidence:
    """A row of cells with the title and name of its table, as evidence."""
    quantity = Quantity(row.text, Decimal(row.value), row.unit) if row.value else None
    box = Box(*json.loads(row.bbox))
    cell = Cell(row.name, row.page, box, row.id, 0, row.text, quantity, row.second)
    return Evidence(cell, row.title, row.row, row.column, quantity=quantity)
