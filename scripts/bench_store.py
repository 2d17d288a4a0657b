"""How many reports a second PostgreSQL takes, and how much room they need: reports that were read
once are written again and again under new names, as workers of a cluster write them.

    python scripts/bench_store.py --writers 1 2 4 --seconds 20     # reports a second
    python scripts/bench_store.py --fill 1000 10000 --keep all     # megabytes, by table

The readers are fake: each claims a file, asks for its content, and writes at once what another
file gave. What comes out as JSON goes into docs/scale.md (make_scale.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from local_cluster import Postgres
from sqlalchemy import Engine, text

from corpus.cluster.books import HeldBooks
from corpus.sampling import looks, make
from corpus.store.database import open_store
from corpus.store.keeping import ALL, KEPT, kept
from corpus.store.records import Record, record
from corpus.store.work import Claim, Piece, claim, plan
from corpus.store.writing import FileResult, ScanPlan, begin_scan
from extract.read import read
from reconcile.reconcile import reconcile

_VERSION = "bench"
_TICKS = os.sysconf("SC_CLK_TCK")


def records(count: int) -> list[Record]:
    """What so many made-up reports give, 预算 and 决算 of all looks by turns."""
    found = []
    templates = sorted(looks())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            path = Path(folder, f"{number}.pdf")
            kind = "budget" if number % 3 == 0 else "final"
            path.write_bytes(make(number, templates[number % len(templates)], kind).data)
            found.append(record(reconcile(read(path)), _VERSION))
    return found


def renamed(found: Record, number: int, keep: str) -> Record:
    """A report as if another body had published it."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    own = {
        "sha256": digest,
        "content": digest,
        "unit": f"第{number // 4}号单位",
        "unit_key": f"第{number // 4}号单位",
        "year": 2020 + number % 4,
    }
    return kept(Record({**found.report, **own}, found.rows), keep)


def write(engine: Engine, scan: int, base: Sequence[Record], number: int, keep: str) -> None:
    """All that a worker asks of the store for one file."""
    key = f"{number}.pdf"
    held = claim(engine, key, 30)
    assert isinstance(held, Claim)
    books = HeldBooks(engine, scan, _VERSION, held)
    found = renamed(base[number % len(base)], number, keep)
    sha256 = found.report["sha256"]
    assert books.known(sha256) is None
    books.write(FileResult(key, key, 1, sha256, "read"), found, passing=False)


def _writer(
    url: str, scan: int, base: Sequence[Record], numbers: range, keep: str, seconds: float, out: Any
) -> None:
    engine = open_store(url, create=False)
    engine.connect().close()
    own, until, written = time.process_time(), time.monotonic() + seconds, 0
    for number in numbers:
        if seconds and time.monotonic() > until:
            break
        write(engine, scan, base, number, keep)
        written += 1
    with engine.connect() as connection:
        backend = int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
        fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        server = (int(fields[11]) + int(fields[12])) / _TICKS
    out.put((written, time.process_time() - own, server))


def run(
    url: str, base: Sequence[Record], writers: int, count: int, keep: str, *, seconds: float = 0
) -> dict[str, float]:
    """Write reports with so many processes, so many or for so many seconds; what it took."""
    engine = open_store(url)
    scan = begin_scan(engine, ScanPlan("bench", _VERSION, writers, 1, 1))
    with engine.connect() as connection:
        first = int(connection.scalar(text("SELECT count(*) FROM work")) or 0)
    numbers = range(first, first + count)
    plan(engine, [Piece(f"{n}.pdf", "1") for n in numbers], _VERSION, again=False, retry=[])
    wal = _wal(engine)
    context = multiprocessing.get_context("fork")
    engine.dispose()
    out: Any = context.Queue()
    shares = [range(first + n, first + count, writers) for n in range(writers)]
    begun = time.monotonic()
    started = [
        context.Process(target=_writer, args=(url, scan, base, share, keep, seconds, out))
        for share in shares
    ]
    for process in started:
        process.start()
    results = [out.get() for _ in started]
    took = time.monotonic() - begun
    for process in started:
        process.join()
    written = sum(r[0] for r in results)
    answer = {
        "writers": writers,
        "written": written,
        "per_second": written / took,
        "worker_cpu_ms": 1000 * sum(r[1] for r in results) / written,
        "server_cpu_ms": 1000 * sum(r[2] for r in results) / written,
        "wal_kb": (_wal(engine) - wal) / written / 1000,
    }
    engine.dispose()
    return answer


def _wal(engine: Engine) -> float:
    with engine.connect() as connection:
        query = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"
        return float(connection.scalar(text(query)) or 0)


def sizes(url: str) -> Iterator[tuple[str, int, float, float]]:
    """The tables of a store: rows, megabytes, and those of them that are indices."""
    engine = open_store(url, create=False)
    with engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("ANALYZE"))
        query = """
            SELECT c.relname, c.reltuples, pg_total_relation_size(c.oid) / 1e6,
                   pg_indexes_size(c.oid) / 1e6
            FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            ORDER BY 3 DESC
        """
        for row in connection.execute(text(query)):
            yield row[0], int(row[1]), float(row[2]), float(row[3])
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--writers", nargs="*", type=int, default=[])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--fill", nargs="*", type=int, default=[], help="stores of so many reports")
    parser.add_argument("--keep", nargs="*", default=[ALL], choices=KEPT)
    parser.add_argument("--base", type=int, default=12, help="reports that are read to begin with")
    parser.add_argument("--url", help="a store that is there already")
    parser.add_argument("--json", type=Path, help="add what was measured to this file")
    given = parser.parse_args()
    base = records(given.base)
    postgres = None if given.url else Postgres("max_wal_size=2GB")
    told: dict[str, Any] = {"writing": [], "sizes": []}
    try:
        if postgres is not None:
            postgres.start()
        for writers in given.writers:
            url = given.url or postgres.create(f"w{writers}")
            found = run(url, base, writers, 100_000, ALL, seconds=given.seconds)
            told["writing"].append(found)
            print(json.dumps(found), flush=True)
        for keep in given.keep if given.fill else []:
            url = given.url or postgres.create(f"fill_{keep}")
            there = 0
            for count in given.fill:
                took = run(url, base, 2, count - there, keep)
                there = count
                tables = list(sizes(url))
                found = {
                    "keep": keep,
                    "reports": count,
                    "mb": sum(t[2] for t in tables),
                    "index_mb": sum(t[3] for t in tables),
                    "per_second": took["per_second"],
                    "tables": [{"name": t[0], "rows": t[1], "mb": t[2]} for t in tables[:12]],
                }
                told["sizes"].append(found)
                print(json.dumps(found), flush=True)
    finally:
        if postgres is not None:
            postgres.close()
    if given.json:
        before = json.loads(given.json.read_text()) if given.json.exists() else {}
        for name, some in told.items():
            before[name] = before.get(name, []) + some
        given.json.write_text(json.dumps(before, indent=1))


if __name__ == "__main__":
    sys.exit(main())
