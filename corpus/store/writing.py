"""Writing to the store: scans, files and reports, one transaction a file.

Who writes about a content, or about a file, is alone with it to the end of the transaction; others
are not waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, delete, insert, select, text, union, update

from corpus.store.bulk import insert_rows
from corpus.store.database import alone_with
from corpus.store.models import ROOM, FileRow, LastIdRow, ReportRow, ScanRow
from corpus.store.records import Record, clean

#: The columns that link rows of one report, moved with the ids they point at.
_LINKS = ("id", "table_id", "sentence_id", "claim_id", "cell_id", "finding_id")

#: What else is to happen in a transaction, or to undo it by raising.
Also: TypeAlias = Callable[[Connection], None]


def _nothing(_connection: Connection) -> None:
    """Nothing else happens."""


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
    """Note that a scan ended: `finished`, `stopped` or `failed`."""
    with engine.begin() as connection:
        connection.execute(
            update(ScanRow).where(ScanRow.id == scan).values(finished=_now(), state=state)
        )


def known(engine: Engine, sha256: str, version: str) -> Known | None:
    """What this version of gouji has made of some content; None where it has not read it."""
    with engine.connect() as connection:
        return _known(connection, sha256, version)


def write_result(
    engine: Engine,
    scan: int,
    version: str,
    result: FileResult,
    found: Record | None,
    *,
    passing: bool = False,
    also: Also = _nothing,
) -> Known:
    """Store what came of a file, and its report if it was read, in one transaction; what the store
    has of its content now, which is the same for all files that hold it.

    What was made of the same content before goes, unless the failure is a `passing` one, which
    says nothing of the content: then a report that is there stays. `also` happens first in the
    same transaction.
    """
    with engine.begin() as connection:
        alone_with(connection, result.sha256, result.key)
        also(connection)
        _hold_files(connection, [result.key], [result.sha256])
        now = Known(result.status, result.message, None)
        if found is not None:
            _delete_report(connection, result.sha256)
            now = replace(now, report_id=_write_report(connection, found))
        elif passing:
            now = _kept(connection, result, version) or now
        else:
            _delete_report(connection, result.sha256)
        _write_file(connection, scan, version, result, now)
        _spread(connection, version, result.sha256, now)
        return now


def write_joined(
    engine: Engine,
    scan: int,
    version: str,
    results: Sequence[FileResult],
    found: Record,
    *,
    also: Also = _nothing,
) -> int:
    """Store one report that several files make, in place of what each is by itself; its id."""
    with engine.begin() as connection:
        keys = [result.key for result in results]
        hashes = [found.report["sha256"], *(result.sha256 for result in results)]
        alone_with(connection, *hashes, *keys)
        also(connection)
        _hold_files(connection, keys, hashes)
        for sha256 in (found.report["sha256"], *(r.sha256 for r in results)):
            _delete_report(connection, sha256)
        report = _write_report(connection, found)
        for result in results:
            now = Known(result.status, result.message, report)
            _write_file(connection, scan, version, result, now)
            _spread(connection, version, result.sha256, now)
        return report


def link_file(
    engine: Engine, scan: int, version: str, result: FileResult, *, also: Also = _nothing
) -> Known:
    """Store a file whose content has been read already, here or under another name; what the store
    has of that content, or what `result` says where it has nothing any more."""
    with engine.begin() as connection:
        now = _known(connection, result.sha256, version)
        if now is not None and _is_there(connection, result, version, now):
            also(connection)
            return now
    with engine.begin() as connection:
        alone_with(connection, result.sha256, result.key)
        also(connection)
        now = _known(connection, result.sha256, version)
        now = now or Known(result.status, result.message, None)
        _write_file(connection, scan, version, result, now)
        return now


def _hold_files(connection: Connection, keys: Sequence[str], hashes: Sequence[str]) -> None:
    """Lock, in one order for all writers, every file that what is written touches: two of them
    whose files change contents with each other would else wait for one another."""
    if connection.dialect.name != "postgresql":
        return
    contents = [sha256 for sha256 in hashes if sha256]
    of_report = select(FileRow.id).join(ReportRow, ReportRow.id == FileRow.report_id)
    touched = union(
        select(FileRow.id).where(FileRow.key.in_(keys)),
        select(FileRow.id).where(FileRow.sha256.in_(contents)),
        of_report.where(ReportRow.sha256.in_(contents)),
    )
    held = select(FileRow.id).where(FileRow.id.in_(touched)).order_by(FileRow.id)
    connection.execute(held.with_for_update())


def _spread(connection: Connection, version: str, sha256: str, now: Known) -> None:
    """Let all files of one content say the same of it."""
    if sha256:
        same = update(FileRow).where(FileRow.sha256 == sha256)
        connection.execute(same.values(version=version, **_outcome(now)))


def _known(connection: Connection, sha256: str, version: str) -> Known | None:
    wanted = select(FileRow.status, FileRow.message, FileRow.report_id)
    same = wanted.where(FileRow.sha256 == sha256, FileRow.version == version)
    row = connection.execute(same.order_by(FileRow.report_id.is_(None)).limit(1)).first()
    return None if row is None else Known(row.status, row.message, row.report_id)


def _is_there(connection: Connection, result: FileResult, version: str, now: Known) -> bool:
    """Whether a file's row says all that is known already."""
    names = FileRow.sha256, FileRow.version, FileRow.status, FileRow.message, FileRow.report_id
    row = connection.execute(select(*names).where(FileRow.key == result.key)).first()
    said = (result.sha256, version, now.status, clean(now.message), now.report_id)
    return row is not None and tuple(row) == said


def _kept(connection: Connection, result: FileResult, version: str) -> Known | None:
    """What the store has of a content that could not be read now: its report, or that of which it
    is a piece. Where
    an earlier gouji made that, the content counts as failed, to be tried again."""
    wanted = select(ReportRow.id, ReportRow.version)
    joined = wanted.join(FileRow, FileRow.report_id == ReportRow.id)
    report = (
        connection.execute(wanted.where(ReportRow.sha256 == result.sha256)).first()
        or connection.execute(joined.where(FileRow.sha256 == result.sha256)).first()
    )
    if report is None:
        return None
    before = _known(connection, result.sha256, version) if report.version == version else None
    return before or Known(result.status, result.message, report.id)


def _delete_report(connection: Connection, sha256: str) -> None:
    if sha256:
        connection.execute(delete(ReportRow).where(ReportRow.sha256 == sha256))


def _write_report(connection: Connection, found: Record) -> int:
    report = _next_id(connection, ReportRow.__tablename__)
    connection.execute(insert(ReportRow), {**found.report, "id": report})
    for name, rows in found.rows.items():
        insert_rows(connection, name, [_placed(row, report) for row in rows])
    return report


def _next_id(connection: Connection, name: str) -> int:
    """An id that no row of a table has or had."""
    if connection.dialect.name == "postgresql":  # the row would be locked to the end
        return int(connection.scalar(text("SELECT nextval('report_ids')")) or 0)
    counted = update(LastIdRow).where(LastIdRow.name == name).values(last=LastIdRow.last + 1)
    return int(connection.execute(counted.returning(LastIdRow.last)).scalar_one())


def _placed(row: dict[str, Any], report: int) -> dict[str, Any]:
    """A row with its ids in the store instead of those within its report."""
    placed = {**row, "report_id": report}
    for name in _LINKS:
        if placed.get(name) is not None:
            placed[name] += report * ROOM
    return placed


def _outcome(now: Known) -> dict[str, Any]:
    return {"status": now.status, "message": clean(now.message), "report_id": now.report_id}


def _write_file(
    connection: Connection, scan: int, version: str, result: FileResult, now: Known
) -> None:
    before = connection.execute(
        select(FileRow.attempts, FileRow.sha256, FileRow.version).where(FileRow.key == result.key)
    ).first()
    again = before is not None and (before.sha256, before.version) == (result.sha256, version)
    values = {
        "path": clean(result.path),
        "bytes": result.size,
        "sha256": result.sha256,
        "version": version,
        "seconds": result.seconds,
        "cpu_seconds": result.cpu_seconds,
        "peak_mb": result.peak_mb,
        "attempts": before.attempts + 1 if before is not None and again else 1,
        "scan_id": scan,
        "read_at": _now(),
        **_outcome(now),
    }
    if before is None:
        connection.execute(insert(FileRow), {"key": result.key, **values})
    else:
        connection.execute(update(FileRow).where(FileRow.key == result.key).values(values))


def _now() -> datetime:
    return datetime.now(UTC)
