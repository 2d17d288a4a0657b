"""Work that several scans share, by rows in a PostgreSQL store: who is at a file, what is done.

A worker holds a file for a while only (a lease), which it renews as long as it lives. Where it dies
the lease runs out, and another takes the file over; that is one death for the file. All times are
the server's, and no lease runs out sooner than its length after the server was started.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.dialects.postgresql import insert

from corpus.store.models import FileRow, ReportRow, WorkRow

WAITING, HELD, DONE = "waiting", "held", "done"
_AT_ONCE = 2000
#: A lease that is over; after a restart of the server those who hold one get time to say so.
_OVER = """
    now() > greatest(until, pg_postmaster_start_time() + make_interval(secs => :lease))
"""
_CLAIM = text(f"""
    UPDATE work SET state = 'held', holder = :holder,
                    until = now() + make_interval(secs => :lease),
                    deaths = deaths + CASE WHEN state = 'held' THEN 1 ELSE 0 END
    WHERE key = :key AND (state = 'waiting' OR (state = 'held' AND {_OVER}))
    RETURNING deaths
""")
_LEFT = text("""
    SELECT state, greatest(0, extract(epoch FROM until - now())) AS seconds
    FROM work WHERE key = :key
""")
_RENEW = text("""
    UPDATE work SET until = now() + make_interval(secs => :lease)
    WHERE key = :key AND holder = :holder AND state = 'held'
""")
_FINISH = text("""
    UPDATE work SET state = 'done', holder = '', until = NULL, deaths = 0
    WHERE key = :key AND holder = :holder AND state = 'held'
""")
_RELEASE = text("""
    UPDATE work SET state = 'waiting', holder = '', until = NULL
    WHERE key = :key AND holder = :holder AND state = 'held'
""")
_STILL = text("""
    SELECT 1 FROM work WHERE key = :key AND holder = :holder AND state = 'held' FOR UPDATE
""")


class LostClaimError(Exception):
    """Another worker has taken the file over: what this one made of it is not to be written."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be done: its key, and what tells one state of it from another ("": nothing)."""

    key: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Done:
    """What the store has of a file that is done."""

    key: str
    status: str
    message: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to deal with a file for a while; `deaths` counts those who died of it, or at it."""

    key: str
    holder: str
    lease: float
    deaths: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Why a file cannot be claimed: it is done, or held for so many seconds yet."""

    done: bool
    seconds: float = 0.0


def plan(
    engine: Engine, pieces: Sequence[Piece], version: str, *, again: bool, retry: Sequence[str]
) -> dict[str, Done]:
    """Note what is to be done, and return what is done already by this version of gouji, unless it
    is to be done `again` or its status is one of `retry`."""
    found: dict[str, Done] = {}
    for start in range(0, len(pieces), _AT_ONCE):
        some = pieces[start : start + _AT_ONCE]
        with engine.begin() as connection:
            _note(connection, some, version)
            _reopen(connection, some, again=again, retry=retry)
            found |= {done.key: done for done in _done(connection, some)}
    return found


def _note(connection: Connection, pieces: Sequence[Piece], version: str) -> None:
    """Add what is new, and what has changed since it was done; keys in order, against deadlocks."""
    about = {"version": version, "state": WAITING, "holder": "", "deaths": 0}
    rows = [{"key": p.key, "stamp": p.stamp, **about} for p in sorted(pieces, key=_key)]
    new = insert(WorkRow)
    changed = (WorkRow.version != version) | (WorkRow.stamp != new.excluded.stamp)
    unknown = new.excluded.stamp == ""
    values = {name: new.excluded[name] for name in ("stamp", "version", "state", "deaths")}
    upsert = new.on_conflict_do_update(
        index_elements=["key"], set_=values, where=(WorkRow.state == DONE) & (changed | unknown)
    )
    connection.execute(upsert, rows)


def _reopen(
    connection: Connection, pieces: Sequence[Piece], *, again: bool, retry: Sequence[str]
) -> None:
    """Let what is done wait once more: all of it, that whose status is one of those given, and
    that of which the store has nothing."""
    keys = [p.key for p in pieces]
    settled = (
        "SELECT key FROM files WHERE key = ANY(:keys) AND NOT (:again OR status = ANY(:retry))"
    )
    connection.execute(
        text(f"""
            UPDATE work SET state = 'waiting', deaths = 0
            WHERE key = ANY(:keys) AND state = 'done' AND key NOT IN ({settled})
        """),
        {"keys": keys, "again": again, "retry": list(retry)},
    )


def _done(connection: Connection, pieces: Sequence[Piece]) -> Iterator[Done]:
    query = select(FileRow.key, FileRow.status, FileRow.message).join(
        WorkRow, WorkRow.key == FileRow.key
    )
    where = WorkRow.key.in_([p.key for p in pieces]), WorkRow.state == DONE
    for row in connection.execute(query.where(*where)):
        yield Done(row.key, row.status, row.message)


def _key(piece: Piece) -> str:
    return piece.key


def claim(engine: Engine, key: str, lease: float) -> Claim | Taken:
    """The right to deal with a file for so many seconds, or why there is none."""
    holder = uuid4().hex
    with engine.begin() as connection:
        values = {"key": key, "holder": holder, "lease": lease}
        deaths = connection.scalar(_CLAIM, values)
        if deaths is not None:
            return Claim(key, holder, lease, deaths)
        row: Any = connection.execute(_LEFT, {"key": key}).first()
        if row is None or row.state == DONE:
            return Taken(done=True)
        return Taken(done=False, seconds=float(row.seconds or 0))


def renew(engine: Engine, held: Claim) -> bool:
    """Put off the end of a claim; whether it still holds."""
    return _apply(engine, _RENEW, held)


def release(engine: Engine, held: Claim) -> bool:
    """Give a file back undone."""
    return _apply(engine, _RELEASE, held)


def finish(connection: Connection, held: Claim) -> None:
    """Say in a transaction that a file is done. Raises LostClaimError, so that nothing is written,
    where another worker has it."""
    if not connection.execute(_FINISH, _values(held)).rowcount:
        raise LostClaimError(held.key)


def still(connection: Connection, held: Claim) -> None:
    """See to it that nobody takes a file over before the transaction ends. Raises LostClaimError
    where one has."""
    if connection.execute(_STILL, _values(held)).first() is None:
        raise LostClaimError(held.key)


def written_in(connection: Connection, sha256: str, version: str, scan: int | None) -> bool:
    """Whether a report of this content and version is in the store, for any scan or for one."""
    query = select(ReportRow.id).where(ReportRow.sha256 == sha256, ReportRow.version == version)
    if scan is not None:
        query = query.join(FileRow, FileRow.report_id == ReportRow.id)
        query = query.where(FileRow.scan_id == scan)
    return connection.execute(query.limit(1)).first() is not None


def _apply(engine: Engine, statement: Any, held: Claim) -> bool:
    with engine.begin() as connection:
        return bool(connection.execute(statement, _values(held)).rowcount)


def _values(held: Claim) -> dict[str, Any]:
    return {"key": held.key, "holder": held.holder, "lease": held.lease}
