"""The tables of what belongs to one report.

A row has the report's id times a million plus its number in the report as its id, so that all rows
of a report can be written at once, and a link between two of them is one whole number. Figures are
kept as printed (`value`, `unit`); `fen` is the same amount of money in whole 分 for sorting and
searching, null for what is no money.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from corpus.store.base import Base, Key


class _OfReport:
    """What every row that belongs to a report has."""

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(
        Key, ForeignKey("reports.id", ondelete="CASCADE"), index=True
    )


class TableRow(_OfReport, Base):
    """A table of a report; `name` is its id in the JSON result (t1 …)."""

    __tablename__ = "tables"

    name: Mapped[str]
    title: Mapped[str]
    number: Mapped[str]
    unit: Mapped[str]
    pages: Mapped[str]
    rows: Mapped[int]
    columns: Mapped[int]


class CellRow(_OfReport, Base):
    """A table's printed field, with the words of its row and column; blank fields are kept only
    where something refers to them. `scan` says how surely it was read from a picture (scanned.py),
    "" where it is text."""

    __tablename__ = "cells"
    __table_args__ = (Index(None, "fen"), Index(None, "code"))

    table_id: Mapped[int] = mapped_column(
        Key, ForeignKey("tables.id", ondelete="CASCADE"), index=True
    )
    page: Mapped[int]
    bbox: Mapped[str]
    row: Mapped[str]
    column: Mapped[str]
    code: Mapped[str]
    text: Mapped[str]
    value: Mapped[str | None]
    unit: Mapped[str]
    fen: Mapped[int | None] = mapped_column(Key)
    second: Mapped[str | None]
    scan: Mapped[str] = mapped_column(server_default="")


class SentenceRow(_OfReport, Base):
    """A sentence of the narrative: what full-text search looks through."""

    __tablename__ = "sentences"

    page: Mapped[int]
    kind: Mapped[str]
    section: Mapped[str]
    text: Mapped[str]


class ClaimRow(_OfReport, Base):
    """A figure the narrative states, with its verdict; `name` is its id in the JSON result. `boxes`
    are its parts where it runs over several printed lines (JSON: page and box of each), else "";
    `scan` as of a field."""

    __tablename__ = "claims"
    __table_args__ = (Index(None, "fen"), Index(None, "verdict"))

    name: Mapped[str]
    sentence_id: Mapped[int] = mapped_column(
        Key, ForeignKey("sentences.id", ondelete="CASCADE"), index=True
    )
    page: Mapped[int]
    bbox: Mapped[str]
    text: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    fen: Mapped[int | None] = mapped_column(Key)
    kind: Mapped[str]
    role: Mapped[str]
    direction: Mapped[str | None]
    subject: Mapped[str]
    period: Mapped[str]
    base: Mapped[str | None]
    verdict: Mapped[str]
    formula: Mapped[str | None]
    expected: Mapped[str | None]
    boxes: Mapped[str] = mapped_column(server_default="")
    scan: Mapped[str] = mapped_column(server_default="")


class EvidenceRow(_OfReport, Base):
    """A cell that states the quantity of a claim."""

    __tablename__ = "evidence"

    claim_id: Mapped[int] = mapped_column(
        Key, ForeignKey("claims.id", ondelete="CASCADE"), index=True
    )
    cell_id: Mapped[int] = mapped_column(
        Key, ForeignKey("cells.id", ondelete="CASCADE"), index=True
    )
    why: Mapped[str]


class CheckRow(_OfReport, Base):
    """One equation with its verdict."""

    __tablename__ = "checks"
    __table_args__ = (Index(None, "rule", "verdict"),)

    rule: Mapped[str]
    verdict: Mapped[str]
    stated: Mapped[str | None]
    expected: Mapped[str | None]
    unit: Mapped[str]
    formula: Mapped[str]
    detail: Mapped[str]


class FindingRow(_OfReport, Base):
    """A check worth a person's time. `mark` stays the same when the file is read again by a
    later version that finds the same; a reviewer's decision holds on to it."""

    __tablename__ = "findings"
    __table_args__ = (
        Index(None, "rule", "severity", "report_id"),
        Index(None, "severity"),
        Index(None, "severity", "report_id", "rule", "mark", "page", "id"),
        Index(None, "mark", "report_id"),
    )

    name: Mapped[str]
    mark: Mapped[str]
    rule: Mapped[str]
    severity: Mapped[str]
    page: Mapped[int]
    message: Mapped[str]
    message_en: Mapped[str]
    stated: Mapped[str]
    expected: Mapped[str]
    formula: Mapped[str]
    clause: Mapped[str]
    detail: Mapped[str]
    detail_en: Mapped[str]


class PlaceRow(_OfReport, Base):
    """A claim or a cell that a finding names."""

    __tablename__ = "finding_places"

    finding_id: Mapped[int] = mapped_column(
        Key, ForeignKey("findings.id", ondelete="CASCADE"), index=True
    )
    claim_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("claims.id", ondelete="CASCADE"), index=True
    )
    cell_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("cells.id", ondelete="CASCADE"), index=True
    )


class FactRow(_OfReport, Base):
    """A figure that can be held against another report's, under a name both share (facts.py);
    `scan` as of a field."""

    __tablename__ = "facts"
    __table_args__ = (Index(None, "quantity", "measure"),)

    quantity: Mapped[str]
    measure: Mapped[str]
    label: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    change: Mapped[str]
    change_unit: Mapped[str]
    page: Mapped[int]
    place: Mapped[str]
    clause: Mapped[str]
    scan: Mapped[str] = mapped_column(server_default="")


class MemberRow(_OfReport, Base):
    """A unit whose accounts a department's report says it takes in (corpus/members.py).

    `itself` marks the department's own accounts (本级), `merged` a unit that the list says has none
    of its own.
    """

    __tablename__ = "members"

    name: Mapped[str]
    unit_key: Mapped[str] = mapped_column(index=True)
    itself: Mapped[bool]
    merged: Mapped[bool]
    page: Mapped[int]


class DutyRow(_OfReport, Base):
    """How one duty of disclosure stands in a report; `duty` is its id in the list (D06.5), `state`
    as in docs/result.md. `of` names the report where a file holds several."""

    __tablename__ = "duties"
    __table_args__ = (Index(None, "duty", "state"), Index(None, "state", "report_id", "duty"))

    duty: Mapped[str]
    rule: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str]
    state: Mapped[str]
    page: Mapped[int]
    quote: Mapped[str]
    why: Mapped[str]
    why_en: Mapped[str]
    of: Mapped[str]
