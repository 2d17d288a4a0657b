"""The tables of the store: scans, files and reports here, a report's contents in contents.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corpus.store.base import ROOM as ROOM
from corpus.store.base import Base as Base
from corpus.store.base import Key
from corpus.store.contents import CellRow as CellRow
from corpus.store.contents import CheckRow as CheckRow
from corpus.store.contents import ClaimRow as ClaimRow
from corpus.store.contents import DutyRow as DutyRow
from corpus.store.contents import EvidenceRow as EvidenceRow
from corpus.store.contents import FactRow as FactRow
from corpus.store.contents import FindingRow as FindingRow
from corpus.store.contents import MemberRow as MemberRow
from corpus.store.contents import PlaceRow as PlaceRow
from corpus.store.contents import SentenceRow as SentenceRow
from corpus.store.contents import TableRow as TableRow


class ScanRow(Base):
    """One run of `gouji scan`; `finished` is null while it runs and where it was killed."""

    __tablename__ = "scans"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    folder: Mapped[str]
    version: Mapped[str]
    workers: Mapped[int]
    time_limit: Mapped[float]
    memory_limit: Mapped[int]
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    state: Mapped[str]


class FileRow(Base):
    """A file, or a member of an archive, with what came of it (statuses.toml).

    `key` is its path in bytes, percent-encoded, `!` before the name of an archive's member;
    `path` the same for people.
    """

    __tablename__ = "files"
    __table_args__ = (Index(None, "sha256", "version"), Index(None, "status"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    path: Mapped[str]
    bytes: Mapped[int] = mapped_column(Key)
    sha256: Mapped[str]
    version: Mapped[str]
    status: Mapped[str]
    message: Mapped[str]
    seconds: Mapped[float]
    cpu_seconds: Mapped[float]
    peak_mb: Mapped[float]
    attempts: Mapped[int]
    scan_id: Mapped[int] = mapped_column(Key, ForeignKey("scans.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(
        Key, ForeignKey("reports.id", ondelete="SET NULL"), index=True
    )
    read_at: Mapped[datetime]


class ReportRow(Base):
    """A report that was read. `…_from` says where its identity was read (cover, heading …);
    `content` is the same for files that print the same (the view `duplicates` lists them);
    `members` says what it tells of the units it takes in: listed, alone, unclear or ""; `kept` how
    much of it is in the store (keeping.py)."""

    __tablename__ = "reports"
    __table_args__ = (
        Index(None, "unit_key", "year", "kind"),
        Index(None, "unit", "year", "kind"),
        Index(None, "year", "kind"),
        Index(None, "content", "id"),
        Index(None, "mismatches"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    version: Mapped[str]
    file: Mapped[str]
    content: Mapped[str]
    unit: Mapped[str]
    unit_key: Mapped[str]
    unit_from: Mapped[str]
    year: Mapped[int]
    year_from: Mapped[str]
    kind: Mapped[str]
    kind_from: Mapped[str]
    level: Mapped[str]
    level_from: Mapped[str]
    pages: Mapped[int]
    pages_unread: Mapped[int]
    claims: Mapped[int]
    confirmed: Mapped[int]
    contradicted: Mapped[int]
    unverifiable: Mapped[int]
    mismatches: Mapped[int]
    roundings: Mapped[int]
    wordings: Mapped[int]
    doubts: Mapped[int]
    missing: Mapped[int]
    unchecked: Mapped[str]
    members: Mapped[str]
    kept: Mapped[str] = mapped_column(server_default="all")


class WorkRow(Base):
    """A file that scans on a cluster share, by its key (as in files): `waiting`, `held` by a
    worker `until` a time that it keeps putting off, or `done`. `deaths` counts the workers that
    were at it and are gone; `stamp` tells one state of the file from another (work.py)."""

    __tablename__ = "work"

    key: Mapped[str] = mapped_column(primary_key=True)
    stamp: Mapped[str]
    version: Mapped[str]
    state: Mapped[str]
    holder: Mapped[str]
    until: Mapped[datetime | None]
    deaths: Mapped[int]


class WrittenRow(Base):
    """Files about a report that a scan on a cluster wrote to a `target`: the name of its set, and
    what they depend on besides the report (`stamp`)."""

    __tablename__ = "written_files"

    target: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    output: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    stamp: Mapped[str]


class LastIdRow(Base):
    """The last id that was given to a row of a table: an id of one that is gone names no other.
    PostgreSQL has a sequence for it, `report_ids`."""

    __tablename__ = "last_ids"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(Key)


class DifferenceRow(Base):
    """A finding between reports: what `stated_in` prints, and what `held_against` does. `mark` is
    the same whenever the same figures of the same bodies are compared."""

    __tablename__ = "differences"
    __table_args__ = (Index(None, "rule", "severity"), Index(None, "mark"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    mark: Mapped[str]
    rule: Mapped[str]
    severity: Mapped[str]
    stated_in: Mapped[int] = mapped_column(
        Key, ForeignKey("reports.id", ondelete="CASCADE"), index=True
    )
    held_against: Mapped[int] = mapped_column(
        Key, ForeignKey("reports.id", ondelete="CASCADE"), index=True
    )
    quantity: Mapped[str]
    page: Mapped[int]
    other_page: Mapped[int]
    stated: Mapped[str]
    expected: Mapped[str]
    unit: Mapped[str]
    formula: Mapped[str]
    message: Mapped[str]
    message_en: Mapped[str]
    clause: Mapped[str]
    detail: Mapped[str]
    detail_en: Mapped[str]


class DecisionRow(Base):
    """What a reviewer decided about a finding, a difference or a figure of a file
    (decisions.toml); the last one holds.

    `tick` is a mark of the reviewer's own, `seen` what he had before him (JSON), `how` says how
    the decision came about: "" by hand, undo, import, follow (from a file that printed the same
    figure, or from what an earlier gouji found).
    """

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "sha256", "mark"), UniqueConstraint("sha256", "mark", "made"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sha256: Mapped[str]
    mark: Mapped[str]
    decision: Mapped[str]
    note: Mapped[str]
    reviewer: Mapped[str]
    made: Mapped[datetime]
    tick: Mapped[str] = mapped_column(server_default="")
    seen: Mapped[str] = mapped_column(server_default="")
    how: Mapped[str] = mapped_column(server_default="")


class EquationRow(Base):
    """An equation that a reviewer made of figures of a file: `operands` are JSON, the `terms` and
    what is `stated` (null where nothing is), each figure with its printed text, value, unit and
    page. `dropped` is when he took it back, null while it stands."""

    __tablename__ = "own_equations"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    operands: Mapped[str]
    formula: Mapped[str]
    result: Mapped[str]
    note: Mapped[str]
    reviewer: Mapped[str]
    made: Mapped[datetime]
    dropped: Mapped[datetime | None]
