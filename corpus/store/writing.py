"""Writing to the store: scans, files and reports, one transaction a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from corpus.store.models import ROOM, Base, FileRow, ReportRow, ScanRow
from corpus.store.records import Record, clean

#: The columns that link rows of one report, moved with the ids they point at.
_LINKS = ("id", "table_id", "sentence_id", "claim_id", "cell_id", "finding_id")


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """What is kept of a scan's settings: seconds and megabytes a file may take."""

    folder: str
    version: str
    workers: int
    time_limit: float
    memory_limit: int


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file. `peak_mb` is the worker's peak memory while it read the file."""

    key: str
    path: str
    size: int
    sha256: str
    status: str
    message: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of some content at some version of gouji."""

    status: str
    message: str
    report_id: int | None


def begin_scan(engine: Engine, plan: ScanPlan) -> int:
    """Note that a scan has begun; its id."""
    with engine.begin() as connection:
        made = connection.execute(
            insert(ScanRow).returning(ScanRow.id),
            {
                "folder": clean(plan.folder),
                "version": plan.version,
                "workers": plan.workers,
                "time_limit": plan.time_limit,
                "memory_limit": plan.memory_limit,
                "started": _now(),
                "state": "running",
            },
        )
        return int(made.scalar_one())


def end_scan(engine: Engine, scan: int, state: str) -> None:
    """Note that a scan ended: `finished` or `stopped`."""
    with engine.begin() as connection:
        connection.execute(
            update(ScanRow).where(ScanRow.id == scan).values(finished=_now(), state=state)
        )


def known_contents(engine: Engine, version: str) -> dict[str, Known]:
    """By SHA-256, what this version of gouji has made of the files it has read."""
    wanted = select(FileRow.sha256, FileRow.status, FileRow.message, FileRow.report_id)
    with engine.connect() as connection:
        rows = connection.execute(wanted.where(FileRow.version == version))
        return {r.sha256: Known(r.status, r.message, r.report_id) for r in rows}


def known_files(engine: Engine) -> dict[str, tuple[str, str]]:
    """By key, the hash of each file and the version of gouji that read it."""
    with engine.connect() as connection:
        rows = connection.execute(select(FileRow.key, FileRow.sha256, FileRow.version))
        return {r.key: (r.sha256, r.version) for r in rows}


def write_result(
    engine: Engine, scan: int, version: str, result: FileResult, found: Record | None
) -> int | None:
    """Store what came of a file, and its report if it was read, in one transaction.

    Returns the report's id. What an earlier version of gouji made of the same content goes.
    """
    with engine.begin() as connection:
        _alone(connection, result)
        if result.sha256:
            connection.execute(delete(ReportRow).where(ReportRow.sha256 == result.sha256))
        report = None if found is None else _write_report(connection, found)
        _write_file(connection, scan, version, result, report)
        return report


def write_joined(
    engine: Engine, scan: int, version: str, results: Sequence[FileResult], found: Record
) -> int:
    """Store one report that several files make, in place of what each is by itself; its id."""
    with engine.begin() as connection:
        _alone(connection, results[0])
        hashes = [found.report["sha256"], *(r.sha256 for r in results)]
        connection.execute(delete(ReportRow).where(ReportRow.sha256.in_(hashes)))
        report = _write_report(connection, found)
        for result in results:
            _write_file(connection, scan, version, result, report)
        return report


def link_file(
    engine: Engine, scan: int, version: str, result: FileResult, report: int | None
) -> None:
    """Store a file whose content has been read already, here or under another name.

    `report` is what was known of it; another scan may have written it anew since.
    """
    with engine.begin() as connection:
        _alone(connection, result)
        if report is not None:
            own = select(ReportRow.id).where(ReportRow.sha256 == result.sha256)
            # A piece of a report in several files has no report of its own.
            whole = select(ReportRow.id).where(ReportRow.id == report)
            report = connection.execute(own).scalar() or connection.execute(whole).scalar()
        _write_file(connection, scan, version, result, report)


def _alone(connection: Connection, result: FileResult) -> None:
    """Let one scan at a time write what it made of a content, to the end of the transaction: what
    it looks up before it writes must not change meanwhile."""
    if connection.dialect.name == "postgresql":
        key = crc32((result.sha256 or result.key).encode())
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _write_report(connection: Connection, found: Record) -> int:
    made = connection.execute(insert(ReportRow).returning(ReportRow.id), found.report)
    report = int(made.scalar_one())
    same = update(FileRow).where(FileRow.sha256 == found.report["sha256"])
    connection.execute(same.values(report_id=report))
    for name, rows in found.rows.items():
        if rows:
            placed = [_placed(row, report) for row in rows]
            connection.execute(insert(Base.metadata.tables[name]), placed)
    return report


def _placed(row: dict[str, Any], report: int) -> dict[str, Any]:
    """A row with its ids in the store instead of those within its report."""
    placed = {**row, "report_id": report}
    for name in _LINKS:
        if placed.get(name) is not None:
            placed[name] += report * ROOM
    return placed


def _write_file(
    connection: Connection, scan: int, version: str, result: FileResult, report: int | None
) -> None:
    before = connection.execute(
        select(FileRow.id, FileRow.attempts, FileRow.sha256, FileRow.version).where(
            FileRow.key == result.key
        )
    ).first()
    again = before is not None and (before.sha256, before.version) == (result.sha256, version)
    values = {
        "key": result.key,
        "path": clean(result.path),
        "bytes": result.size,
        "sha256": result.sha256,
        "version": version,
        "status": result.status,
        "message": clean(result.message),
        "seconds": result.seconds,
        "cpu_seconds": result.cpu_seconds,
        "peak_mb": result.peak_mb,
        "attempts": before.attempts + 1 if before is not None and again else 1,
        "scan_id": scan,
        "report_id": report,
        "read_at": _now(),
    }
    if before is None:
        connection.execute(insert(FileRow), values)
    else:
        connection.execute(update(FileRow).where(FileRow.id == before.id).values(values))


def _now() -> datetime:
    return datetime.now(UTC)
