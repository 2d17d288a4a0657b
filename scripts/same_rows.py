"""Whether two stores of the same files hold the same: every row of every table that a scan fills,
but for what depends on when and where it was read.

    python scripts/same_rows.py gouji.db postgresql://…

Ids are told by the report's hash and the row's number within it, so that the order of reading does
not matter. Ends with 1 where something differs, and says what.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from typing import Any

from sqlalchemy import Connection, select

from corpus.store.database import opened
from corpus.store.models import ROOM, Base, ReportRow

#: What is another each time: of files who read them when, in how long, and of reports their id.
_NOT_ALIKE = {
    "files": {"id", "seconds", "cpu_seconds", "peak_mb", "attempts", "scan_id", "read_at"},
    "reports": {"id"},
}
#: Tables that say how a scan went, or that no scan fills.
_APART = {"scans", "work", "written_files", "last_ids"}
_MOST = 5


def rows(url: str) -> dict[str, Counter[str]]:
    """The rows of each table, as digests that can be told apart, and how often each is there."""
    with opened(url, create=False) as engine, engine.connect() as connection:
        known = connection.execute(select(ReportRow.id, ReportRow.sha256))
        reports = {id: sha256 for id, sha256 in known}
        tables = [t for t in Base.metadata.sorted_tables if t.name not in _APART]
        return {table.name: _of(connection, table, reports) for table in tables}


def _of(connection: Connection, table: Any, reports: dict[int, str]) -> Counter[str]:
    left_out = _NOT_ALIKE.get(table.name, set())
    columns = [c for c in table.columns if c.name not in left_out]
    named = {c.name for c in columns if c.name == "id" or c.foreign_keys}
    found: Counter[str] = Counter()
    for row in connection.execute(select(*columns)).mappings():
        shown = {k: _name(v, k, reports) if k in named else v for k, v in row.items()}
        found[hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()] += 1
    return found


def _name(id: int | None, column: str, reports: dict[int, str]) -> Any:
    """What an id stands for, whatever number the store gave it."""
    if id is None:
        return None
    if id in reports:
        return reports[id]
    return (reports.get(id // ROOM, "?"), id % ROOM)


def differing(one: str, other: str) -> list[str]:
    """What two stores do not have alike, in words."""
    first, second = rows(one), rows(other)
    told = []
    for name, found in first.items():
        here, there = (found - second[name]).total(), (second[name] - found).total()
        print(f"{name:16} {found.total():8} {second[name].total():8}", flush=True)
        if here or there:
            told.append(f"{name}: {here} rows only in the first, {there} only in the second")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stores", nargs=2)
    given = parser.parse_args()
    told = differing(*given.stores)
    print("\n".join(told) or "the same rows")
    sys.exit(bool(told))


if __name__ == "__main__":
    main()
